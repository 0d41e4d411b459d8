"""/petugas/tiket/N/kaitan: the tickets that belong with this one."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.ticket_links import link_tickets, unlink_tickets
from helpdesk.web.door import acting, book
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_links import links_page
from helpdesk.web.officer.views_ticket import Again

PLACE = "/tiket/<ticket:number>/kaitan"


@desk.get(PLACE)
@permitted(Action.LINK)
def links(number: str) -> ResponseReturnValue:
    """Links with who made them and why, and the form for another."""
    return _page(number)


def _page(number: str, again: Again | None = None) -> str:
    actor, wanted = acting(), asked(request.args, "dengan", limit=40)
    view = links_page(ticket_seen_by(number, actor), actor, again or Again(), wanted)
    return render_template("officer/links.html", **view)


@desk.post(PLACE)
@permitted(Action.LINK)
def link(number: str) -> ResponseReturnValue:
    """Link it with another, for a reason."""
    return act(number, "kaitan", "Tiket dikaitkan.", lambda form, who, at: link_tickets(
        book(), number, form.text("other"), form.text("reason"), actor=who, now=at,
        version=form.version,
    ), to="officer.links", show=_page)


@desk.post(f"{PLACE}/<row:link_id>/lepas")
@permitted(Action.LINK)
def unlink(number: str, link_id: int) -> ResponseReturnValue:
    """Undo a link."""
    return act(number, "lepas", "Kaitan dilepas.", lambda form, who, at: unlink_tickets(
        book(), number, link_id, actor=who, now=at, version=form.version
    ), to="officer.links", show=_page)
