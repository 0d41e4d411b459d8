"""Assisted filing with LKPP or Telkom, step by step as the officer does it."""

from datetime import datetime

from flask.typing import ResponseReturnValue

from helpdesk.domain.plain_text import clean
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Authority
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    prepare_relay,
    record_provider_answer,
    take_back,
)
from helpdesk.usecases.provider_request import Request, pass_on_request
from helpdesk.web.door import book, catalogue
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_relay import request_text
from helpdesk.wording.timeline import PROVIDER


def _happened(form: Posted) -> datetime | None:
    return form.instant("occurred_at", catalogue().calendar.tz)


@desk.post("/tiket/<ticket:number>/siap-teruskan")
@permitted(Action.FORWARD)
def prepare(number: str) -> ResponseReturnValue:
    """'Siap diteruskan': the dossier is there, nothing has been sent."""
    return act(number, "teruskan", "Tiket siap diteruskan.", lambda form, who, at: prepare_relay(
        book(), number, form.needed("provider", Authority), actor=who, now=at,
        version=form.version,
    ))


@desk.post("/tiket/<ticket:number>/teruskan")
@permitted(Action.FORWARD)
def forward(number: str) -> ResponseReturnValue:
    """'Diteruskan': filed, by this channel, at this time."""
    return act(number, "teruskan", "Penerusan dicatat.", lambda form, who, at: forward_ticket(
        book(), number, _filing(form), actor=who, now=at, version=form.version
    ))


def _filing(form: Posted) -> Filing:
    return Filing(
        provider=form.needed("provider", Authority), channel=form.text("channel"),
        external_number=form.line("external_number"), call_taker=form.line("call_taker"),
        explanation=form.text("explanation"),
        override_reason=form.line("override_reason", limit=500),
        completeness=form.text("completeness") or "complete", occurred_at=_happened(form),
        target_days=form.whole("target_days"),
        attachments=tuple(form.values.getlist(form.key("attachments"))),
    )


@desk.post("/tiket/<ticket:number>/diterima")
@permitted(Action.FORWARD)
def accept(number: str) -> ResponseReturnValue:
    """'Diterima': their number, or who took the call."""
    return act(number, "terima", "Tanda terima dicatat.", lambda form, who, at: accept_relay(
        book(), number, external_number=form.line("external_number"),
        call_taker=form.line("call_taker"), actor=who, now=at, occurred_at=_happened(form),
        version=form.version, target_days=form.whole("target_days"),
    ))


@desk.post("/tiket/<ticket:number>/minta-data")
@permitted(Action.FORWARD)
def request_data(number: str) -> ResponseReturnValue:
    """They ask for data: recorded, and asked of the requester in the same press."""
    return act(number, "minta", "Permintaan data dicatat.", lambda form, who, at: _request_data(
        number, form, who, at
    ))


def _request_data(number: str, form: Posted, actor: Actor, at: datetime) -> None:
    theirs = form.text("text")
    if not form.flag("tell"):
        record_provider_answer(
            book(), number, theirs, asks_for_data=True, actor=actor, now=at,
            occurred_at=_happened(form), version=form.version,
        )
        return
    party = PROVIDER.get(ticket_seen_by(number, actor).provider or "", "LKPP/Telkom")
    ours = request_text(party, clean(theirs, field="isi pesan"))
    pass_on_request(
        book(), number, Request(theirs, ours, _happened(form)), actor=actor, now=at,
        version=form.version,
    )


@desk.post("/tiket/<ticket:number>/jawaban")
@permitted(Action.FORWARD)
def answer(number: str) -> ResponseReturnValue:
    """What LKPP or Telkom answered, or the data they ask for."""
    return act(number, "jawaban", "Jawaban dicatat. Sampaikan kepada pemohon.", lambda f, who, at: (
        record_provider_answer(
            book(), number, f.text("text"), asks_for_data=f.flag("asks_for_data"), actor=who,
            now=at, occurred_at=_happened(f), version=f.version,
        )
    ))


@desk.post("/tiket/<ticket:number>/tarik")
@permitted(Action.FORWARD)
def take(number: str) -> ResponseReturnValue:
    """Take the matter back; the bureau's clock goes on."""
    return act(number, "tarik", "Tiket ditarik kembali.", lambda form, who, at: take_back(
        book(), number, form.text("reason"), actor=who, now=at, version=form.version
    ))
