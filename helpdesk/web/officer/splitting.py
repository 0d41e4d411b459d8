"""/petugas/tiket/N/pecah: words of the requester that are a matter of their own."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.models import Ticket
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.split import Split, split_ticket
from helpdesk.web.door import acting, book, now
from helpdesk.web.officer.answering import SHOWN, refused
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.file_copies import file_copies
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_split import split_page
from helpdesk.web.officer.views_ticket import Again

PLACE = "/tiket/<ticket:number>/pecah"


@desk.get(PLACE)
@permitted(Action.SPLIT)
def split_form(number: str) -> ResponseReturnValue:
    """The requester's messages to choose from, and what matter they are."""
    return _page(number)


def _page(number: str, again: Again | None = None) -> str:
    ticket, ticked = ticket_seen_by(number, acting()), request.form.getlist("pecah-messages")
    view = split_page(ticket, acting(), again or Again(), ticked)
    return render_template("officer/split.html", **view)


@desk.post(PLACE)
@permitted(Action.SPLIT)
def split(number: str) -> ResponseReturnValue:
    """Make the new ticket and go there, unless it turned out to be sealed."""
    form = Posted(request.form, "pecah")
    try:
        new = _split(number, form, acting(), now())
    except SHOWN as error:
        return refused(number, form, error, _page)
    told = "menjadi pengaduan tertutup" if new.sealed else f"menjadi tiket {new.number}"
    flash(f"Pesan dipecah {told}. Pemohon diberi tahu.", "ok")
    return redirect(
        url_for("officer.ticket", number=number if new.sealed else new.number), 303
    )


def _split(number: str, form: Posted, actor: Actor, at: datetime) -> Ticket:
    told = Split(
        form.rows("messages"), form.needed("kind", Kind), form.text("reason"),
        service=form.line("service"), subject=form.line("subject", limit=90),
    )
    with file_copies() as copy:
        return split_ticket(
            book(), number, told, copy=copy, actor=actor, now=at, version=form.version
        )
