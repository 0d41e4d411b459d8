"""All tickets of one requester, and of one company."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action
from helpdesk.domain.ticket import OPEN
from helpdesk.errors import NotAllowed
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.queries.requesters import Theirs, of_company, of_contact
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_queue import requester_text, ticket_lines

_HIDDEN = "Identitas pemohon ini dirahasiakan, jadi tiket lainnya tidak ditampilkan."


@desk.get("/tiket/<ticket:number>/pemohon")
@permitted(Action.VIEW_TICKET)
def requester(number: str) -> ResponseReturnValue:
    """Every ticket of the same contact or chat. Raises `NotAllowed` for a hidden identity."""
    actor = acting()
    ticket = ticket_seen_by(number, actor)
    found = of_contact(ticket, actor, _after())
    if found is None:
        raise NotAllowed(_HIDDEN)
    return _shown(found, requester_text(ticket, actor), "officer.requester", number=number)


@desk.get("/perusahaan")
@permitted(Action.VIEW_TICKET)
def company() -> ResponseReturnValue:
    """Every ticket of one company, by its name."""
    name = asked(request.args, "nama", limit=200)
    found = of_company(name, acting(), _after())
    return _shown(found, name or "Perusahaan tanpa nama", "officer.company", nama=name)


def _after() -> str | None:
    return parse_number(asked(request.args, "setelah"))


def _shown(found: Theirs, title: str, endpoint: str, **place: Any) -> str:
    older = url_for(endpoint, **place, setelah=found.next_after) if found.next_after else None
    return render_template(
        "officer/requester.html", title=title, total=found.total,
        open=sum(found.counts.get(status.value, 0) for status in OPEN),
        rows=ticket_lines(found.tickets, acting(), catalogue(), now()), older=older,
        newer=url_for(endpoint, **place) if request.args.get("setelah") else None,
    )
