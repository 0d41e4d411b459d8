"""What officers say and write down: replies, notes, what a requester said elsewhere."""

from datetime import datetime

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from helpdesk.domain.placeholders import check_filled
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.domain.ticket import Channel
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, no_reply_needed, reply_to_requester
from helpdesk.usecases.reply_drafts import drop_draft
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.web.door import acting, book, catalogue
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.following import following
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.uploads import words_of

_DONE = {
    "note": "Catatan internal disimpan. Pemohon tidak melihatnya.",
    "resolve": "Jawaban dikirim dan tiket dinyatakan selesai.",
    "wait": "Balasan dikirim. Tiket menunggu pemohon.",
    "reply": "Balasan dikirim kepada pemohon.",
}


@desk.post("/tiket/<ticket:number>/kirim")
@permitted(Action.REPLY)
def send(number: str) -> ResponseReturnValue:
    """The composer: one text, public or internal, and what follows from sending it."""
    form = Posted(request.form)
    how = _how(form)
    # Reckoned before the reply moves this ticket to another place of the list.
    after = following(number) if form.text("send") == "next" else None
    answer = act(number, "", _DONE[how], lambda posted, actor, at: _send(
        number, how, posted, actor, at
    ))
    return _sent(number, after, answer)


def _sent(number: str, after: str | None, answer: ResponseReturnValue) -> ResponseReturnValue:
    """What was sent is no draft any more; what was refused still is."""
    if not isinstance(answer, Response):
        return answer
    drop_draft(number, actor=acting())
    return redirect(after, 303) if after else answer


def _how(form: Posted) -> str:
    """An internal note stays one, whichever button was pressed."""
    if form.text("visibility") == "internal":
        return "note"
    wanted = form.text("send")
    return wanted if wanted in ("wait", "resolve") else "reply"


def _send(number: str, how: str, form: Posted, actor: Actor, at: datetime) -> None:
    check_filled(form.text("text"))
    said = words_of(form, actor, at)
    if how == "note":
        add_note(book(), number, said, actor=actor, now=at)
        return
    says = form.text("completeness") or "complete"
    if how == "resolve":
        resolve_ticket(
            book(), number, said, actor=actor, now=at, completeness=says, version=form.version
        )
        return
    reply_to_requester(
        book(), number, said, actor=actor, now=at, completeness=says, version=form.version,
        wait_for=(form.text("wait_for") or "question") if how == "wait" else None,
    )


@desk.post("/tiket/<ticket:number>/tidak-perlu-dibalas")
@permitted(Action.REPLY)
def no_reply(number: str) -> ResponseReturnValue:
    """Thanks and the like: the reply clock stops, on record."""
    return act(number, "tanpa", "Dicatat: pesan terakhir tidak perlu dibalas.", lambda f, who, at: (
        no_reply_needed(book(), number, actor=who, now=at, version=f.version)
    ))


@desk.post("/tiket/<ticket:number>/catat")
@permitted(Action.REPLY)
def write_down(number: str) -> ResponseReturnValue:
    """What the requester said by telephone, at the counter or in a letter."""
    return act(number, "catat", "Pesan pemohon dicatat.", lambda form, who, at: _write_down(
        number, form, who, at
    ))


def _write_down(number: str, form: Posted, actor: Actor, at: datetime) -> None:
    authorize(actor, Action.REPLY, ticket_seen_by(number, actor).access)
    receive_message(
        book(), number, form.text("text"), channel=form.needed("channel", Channel).value, now=at,
        actor=actor, occurred_at=form.instant("occurred_at", catalogue().calendar.tz),
    )


@desk.post("/tiket/<ticket:number>/sudah-dijawab")
@permitted(Action.REPLY)
def answered_outside(number: str) -> ResponseReturnValue:
    """What an officer told the requester by telephone, letter or at the counter, and when."""
    return act(number, "dijawab", "Jawaban dicatat dan dikirim sebagai salinan.", (
        lambda form, who, at: reply_to_requester(
            book(), number, Words(form.text("text"), channel=form.needed("channel", Channel).value),
            completeness=form.text("completeness") or "complete", actor=who, now=at,
            occurred_at=form.instant("occurred_at", catalogue().calendar.tz), version=form.version,
        )
    ))
