"""The desk's first screen: what to do now, and the queue."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action
from helpdesk.queries.counters import counters
from helpdesk.queries.listing import listing
from helpdesk.queries.reminders import Today, today_for
from helpdesk.queries.work import pressing
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer import views_queue as view
from helpdesk.web.officer.asked_list import read_list
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.following import remember_list
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.saved_views import wanted_of
from helpdesk.web.officer.views_meanwhile import back_since, meanwhile_view


@desk.get("/")
@permitted(Action.VIEW_QUEUE)
def queue() -> ResponseReturnValue:
    """One page of a view; the list of what to do now stands above the first page."""
    wanted = wanted_of(request.args.to_dict())
    remember_list(wanted)
    actor, at, promises = acting(), now(), catalogue()
    asked = read_list(wanted, at)
    found = listing(
        actor, promises.calendar, at, view=wanted.view, filters=asked.filters, text=asked.words,
        after=parse_number(wanted.after),
    )
    work = pressing(actor, promises, at) if wanted.is_start else {}
    counts = counters(actor, promises.calendar, at)
    today, calendar = promises.calendar.local_date(at), promises.calendar
    day = today_for(actor, today, at, back_since=back_since(calendar, today)) if (
        wanted.is_start) else Today(0, [], None)
    return render_template(
        "officer/queue.html",
        **view.queue_page(found, counts, work, wanted, actor, at, asked.wrong),
        chosen=asked.told, duty=", ".join(day.on_duty) or "belum diatur", reminded=day.come,
        meanwhile=meanwhile_view(actor, calendar, today, day.back),
    )
