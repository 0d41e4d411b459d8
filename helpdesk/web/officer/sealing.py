"""Complaints about an officer, and the public link: closed, named, renewed."""

from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput
from helpdesk.usecases.link import revoke_link
from helpdesk.usecases.seal import name_reported, seal_ticket
from helpdesk.web.door import book
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted


@desk.post("/tiket/<ticket:number>/segel")
@permitted(Action.SEAL)
def seal(number: str) -> ResponseReturnValue:
    """Into the closed queue; the officer who does so loses sight of it, so back to the queue."""
    done = "Pengaduan ditutup dari antrean umum. Hanya Kepala yang melihatnya sekarang."
    return act(number, "segel", done, lambda form, who, at: seal_ticket(
        book(), number, actor=who, now=at, version=form.version
    ), to="officer.queue")


@desk.post("/tiket/<ticket:number>/terlapor")
@permitted(Action.NAME_REPORTED)
def reported(number: str) -> ResponseReturnValue:
    """Who is reported, and who may handle it."""
    done = "Pihak yang dilaporkan ditetapkan."
    return act(number, "terlapor", done, lambda form, who, at: name_reported(
        book(), number, _officer(form), form.rows("allowed"), actor=who, now=at,
        version=form.version,
    ), to="officer.queue")


def _officer(form: Posted) -> int:
    chosen = form.row("officer")
    if chosen is None:
        raise InvalidInput(officer="Pilih petugas yang dilaporkan.")
    return chosen


@desk.post("/tiket/<ticket:number>/tautan")
@permitted(Action.REVOKE_LINK)
def new_link(number: str) -> ResponseReturnValue:
    """A link that went astray is made useless; the requester gets another."""
    done = "Tautan lama tidak berlaku lagi; tautan baru dikirim kepada pemohon."
    return act(number, "tautan", done, lambda form, who, at: revoke_link(
        book(), number, actor=who, now=at, version=form.version
    ))
