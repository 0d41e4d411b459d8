"""/petugas/tiket/N/gabung: two tickets of one requester about one matter become one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action, Actor
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.models import Ticket
from helpdesk.queries.reading import read_ticket, ticket_seen_by
from helpdesk.usecases.merge import Merge, merge_tickets
from helpdesk.usecases.ticket_links import UNKNOWN
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.officer.answering import SHOWN, refused
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.file_copies import file_copies
from helpdesk.web.officer.forms import Posted, asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_merge import merge_page, side_by_side
from helpdesk.web.officer.views_ticket import Again

PLACE = "/tiket/<ticket:number>/gabung"


@desk.get(PLACE)
@permitted(Action.MERGE)
def merge_form(number: str) -> ResponseReturnValue:
    """Ask for the other number; with one, both tickets beside each other to look at first."""
    wanted = asked(request.args, "dengan", limit=40)
    actor = acting()
    other = _other(number, wanted, actor) if wanted else None
    if not wanted or other is not None:
        return _shown(number, other, actor, Again(form="gabung", kept={"gabung-other": wanted}))
    told = "Itu tiket ini sendiri. Isi nomor tiket yang lain."
    errors = {"gabung-other": told if parse_number(wanted) == number else UNKNOWN}
    again = Again(form="gabung", errors=errors, kept={"gabung-other": wanted})
    return _shown(number, None, actor, again), 400


def _other(number: str, typed: str, actor: Actor) -> Ticket | None:
    """The other ticket; a sealed one is as unknown as a number that nobody has."""
    known = parse_number(typed)
    if known is None or known == number:
        return None
    try:
        found = ticket_seen_by(known, actor)
    except HelpdeskError:
        return None
    return None if found.sealed else found


def _shown(number: str, other: Ticket | None, actor: Actor, again: Again) -> str:
    at, ticket = now(), ticket_seen_by(number, actor)
    both = None
    if other is not None and not ticket.sealed:
        readings = [read_ticket(each, catalogue(), at) for each in (ticket, other)]
        both = side_by_side(readings[0], readings[1], actor, again)
    return render_template("officer/merge.html", **merge_page(ticket, actor, again, both))


def _page(number: str, again: Again | None = None) -> str:
    actor, told = acting(), again or Again()
    other = _other(number, told.kept.get("gabung-other", ""), actor)
    return _shown(number, other, actor, told)


@desk.post(PLACE)
@permitted(Action.MERGE)
def merge(number: str) -> ResponseReturnValue:
    """Merge them and go to the one that goes on."""
    form = Posted(request.form, "gabung")
    try:
        main = _merge(number, form)
    except SHOWN as error:
        return refused(number, form, error, _page)
    flash(f"Digabungkan. Perkara dilanjutkan di tiket {main.number}; pemohon diberi tahu.", "ok")
    return redirect(url_for("officer.ticket", number=main.number), 303)


def _merge(number: str, form: Posted) -> Ticket:
    into = parse_number(form.text("into"))
    if into is None:
        raise InvalidInput(into="Pilih tiket yang dilanjutkan.")
    told = Merge(
        into, form.text("reason"), form.flag("same"), (form.version, form.whole("version") or -1)
    )
    with file_copies() as copy:
        return merge_tickets(
            book(), number, form.text("other"), told, copy=copy, actor=acting(), now=now()
        )
