"""How officers end tickets, open them again, and set new targets."""

from datetime import datetime

from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import (
    close_for_silence,
    refer_ticket,
    reject_ticket,
    reopen_by_officer,
    set_target,
)
from helpdesk.web.door import book, catalogue
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted


@desk.post("/tiket/<ticket:number>/tolak")
@permitted(Action.REJECT)
def reject(number: str) -> ResponseReturnValue:
    """Say why the matter cannot be dealt with."""
    return act(number, "tolak", "Tiket ditolak; alasannya dikirim.", lambda form, who, at: (
        reject_ticket(
            book(), number, Words(form.text("text")), actor=who, now=at, version=form.version,
            completeness=form.text("completeness") or "complete",
        )
    ))


@desk.post("/tiket/<ticket:number>/alihkan")
@permitted(Action.REFER)
def refer(number: str) -> ResponseReturnValue:
    """Point the requester to the institution whose matter it is."""
    return act(number, "alihkan", "Tiket dialihkan; pemohon diberi tahu.", lambda f, who, at: (
        refer_ticket(
            book(), number, f.text("institution"), Words(f.text("text")), actor=who, now=at,
            version=f.version,
        )
    ))


@desk.post("/tiket/<ticket:number>/buka-kembali")
@permitted(Action.REOPEN)
def reopen(number: str) -> ResponseReturnValue:
    """Go on with a ticket that was thought solved."""
    return act(number, "buka", "Tiket dibuka kembali.", lambda form, who, at: reopen_by_officer(
        book(), number, form.text("reason"), actor=who, now=at, version=form.version
    ))


@desk.post("/tiket/<ticket:number>/tutup")
@permitted(Action.CLOSE)
def close(number: str) -> ResponseReturnValue:
    """Close a ticket whose requester stayed silent, when that has been proposed."""
    return act(number, "tutup", "Tiket ditutup.", lambda form, who, at: close_for_silence(
        book(), number, actor=who, now=at, version=form.version
    ))


@desk.post("/tiket/<ticket:number>/target")
@permitted(Action.SET_TARGET)
def target(number: str) -> ResponseReturnValue:
    """A head's new target after a miss; told to the requester with its reason."""
    done = "Target baru disimpan dan diberitahukan."
    return act(number, "target", done, lambda form, who, at: set_target(
        book(), number, _due(form), form.text("reason"), actor=who, now=at, version=form.version
    ))


def _due(form: Posted) -> datetime:
    due = form.instant("due_at", catalogue().calendar.tz)
    if due is None:
        raise InvalidInput(due_at="Isi tanggal dan jam target baru.")
    return due
