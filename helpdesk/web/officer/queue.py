"""The desk's first screen: what to do now, and the queue."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action
from helpdesk.queries.counters import counters
from helpdesk.queries.inbox import queue as read_queue
from helpdesk.queries.work import work_of
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer import views_queue as view
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_duty import duty_line
from helpdesk.web.officer.views_running import with_incidents


@desk.get("/")
@permitted(Action.VIEW_QUEUE)
def queue() -> ResponseReturnValue:
    """One page of a view; the list of what to do now stands above the first page."""
    wanted = view.Wanted(**{name: asked(request.args, name) for name in view.Wanted._fields})
    actor, at, promises = acting(), now(), catalogue()
    found = read_queue(
        actor, promises.calendar, at, view=wanted.view, unit=wanted.unit or None,
        service=wanted.service or None, text=wanted.q, after=parse_number(wanted.after),
    )
    work = work_of(actor, promises, at) if wanted.is_start else ()
    counts = counters(actor, promises.calendar, at)
    page = view.queue_page(found, counts, work, wanted, actor, at)
    return render_template(
        "officer/queue.html", **with_incidents(page, found, actor, at),
        duty=duty_line(promises.calendar.local_date(at)) if wanted.is_start else "",
    )
