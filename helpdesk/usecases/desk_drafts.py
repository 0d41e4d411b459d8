"""Answers written in an officer's chat: kept, shown, and sent nowhere before a press says where."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import desk_words as words
from helpdesk.dialogue.values import Input
from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.emphasis import code, quote
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, permitted
from helpdesk.domain.ticket import ENDED, Kind, Status
from helpdesk.errors import NotAllowed
from helpdesk.models import Attachment, Officer, OfficerChat, Ticket, TicketEvent
from helpdesk.usecases.desk_tickets import known, refuse_sealed
from helpdesk.usecases.desk_turn import Desk, Rows, Said, button
from helpdesk.usecases.effects import chat_owner
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.reply import Words, add_note, reply_to_requester

MOST = 10  # drafts that wait in one chat; the oldest gives way
ONLY_FILES = "(berkas)"
_MEANWHILE = {
    EventType.REPLIED: words.OTHER_REPLIED, EventType.RESOLVED: words.OTHER_RESOLVED,
    EventType.REQUESTER_WROTE: words.REQUESTER_WROTE, EventType.FORWARDED: words.OTHER_FORWARDED,
}


@dataclass(frozen=True)
class Draft:
    """Words and files for one ticket; `seq`: the newest event its writer can have known of."""

    serial: str
    number: str
    text: str
    files: list[str]
    seq: int


def keep(desk: Desk, number: str, given: Input) -> Sequence[Said]:
    """Keep the answer and ask where it goes."""
    ticket = ticket_for(known(number), desk.actor, Action.NOTE, ended=True)
    refuse_sealed(ticket)
    text, files = given.text.strip(), [file.id for file in given.files]
    if not text and not files:
        return [Said(words.EMPTY)]
    _hand_over(desk, files)
    kept, before = list(_drafts(desk)), _edited(desk, ticket, given)
    if before is not None:
        kept, files = [each for each in kept if each != before], [*before.files, *files]
    draft = Draft(secrets.token_hex(4), ticket.number, text, files, _newest(ticket))
    _write(desk, [*kept, draft][-MOST:])
    shown = words.DRAFT.format(
        number=code(ticket.number), subject=ticket.subject, text=quote(text or ONLY_FILES),
        files=_files_text(files),
        dropped=words.DROPPED if given.dropped else "",
    )
    return [Said(shown, _choices(desk, ticket, draft), ticket.id)]


def _hand_over(desk: Desk, refs: Sequence[str]) -> None:
    """Files came as the chat's; a message takes only those of the officer who writes it."""
    db.session.execute(
        sa.update(Attachment).where(
            Attachment.ref.in_(refs), Attachment.owner == chat_owner(desk.chat.id),
            Attachment.ticket_id.is_(None),
        ).values(owner=Words.owner(desk.actor))
    )


def _edited(desk: Desk, ticket: Ticket, given: Input) -> Draft | None:
    """The draft whose words were changed in the chat: the newest of its ticket."""
    same = [each for each in _drafts(desk) if each.number == ticket.number]
    return same[-1] if given.edited and same else None


def _files_text(refs: Sequence[str]) -> str:
    query = sa.select(Attachment.name).where(Attachment.ref.in_(refs)).order_by(Attachment.id)
    names = db.session.scalars(query).all()
    return words.FILES.format(count=len(names), names=", ".join(names)) if names else ""


def _choices(desk: Desk, ticket: Ticket, draft: Draft, send: str = words.SEND) -> Rows:
    """To the requester where that is possible; complaints and requests are told what is missing."""
    rows: list[tuple[tuple[str, str], ...]] = []
    open_to_words = Status(ticket.status) not in ENDED or ticket.status == Status.RESOLVED
    if open_to_words and permitted(desk.actor, Action.REPLY):
        if Kind(ticket.kind) in NEEDS_COMPLETENESS:
            rows.append((button(words.SEND_COMPLETE, "send", draft.serial),))
            rows.append((button(words.SEND_LACKING, "lack", draft.serial),))
        else:
            rows.append((button(send, "send", draft.serial),))
    note = button(words.NOTE, "note", draft.serial)
    return (*rows, (note, button(words.DROP, "drop", draft.serial)))


def send(desk: Desk, serial: str) -> Sequence[Said]:
    """To the requester; the file, where there is one, counts as complete."""
    return _send(desk, serial, "complete")


def send_lacking(desk: Desk, serial: str) -> Sequence[Said]:
    """To the requester, who is told that something is missing; the ticket waits for them."""
    return _send(desk, serial, "incomplete")


def _send(desk: Desk, serial: str, completeness: str) -> Sequence[Said]:
    draft = _find(desk, serial)
    if draft is None:
        return [Said(words.DRAFT_GONE)]
    ticket = ticket_for(draft.number, desk.actor, Action.REPLY, ended=True)
    refuse_sealed(ticket)
    if told := _meanwhile(desk, ticket, draft):
        return [told]
    reply_to_requester(
        desk.book, ticket.number, _words(draft), actor=desk.actor, now=desk.now,
        completeness=completeness if Kind(ticket.kind) in NEEDS_COMPLETENESS else "complete",
    )
    _write(desk, [each for each in _drafts(desk) if each.serial != serial])
    said = words.SENT_LACKING if completeness == "incomplete" else words.SENT
    return [Said(said.format(number=ticket.number), (), ticket.id)]


def note(desk: Desk, serial: str) -> Sequence[Said]:
    """For colleagues only; never in conflict with anybody."""
    draft = _find(desk, serial)
    if draft is None:
        return [Said(words.DRAFT_GONE)]
    refuse_sealed(ticket_for(draft.number, desk.actor, Action.NOTE, ended=True))
    ticket = add_note(desk.book, draft.number, _words(draft), actor=desk.actor, now=desk.now)
    _write(desk, [each for each in _drafts(desk) if each.serial != serial])
    return [Said(words.NOTED.format(number=ticket.number), (), ticket.id)]


def drop(desk: Desk, serial: str) -> Sequence[Said]:
    """Nothing is sent; its files are cleared away with other uploads that nobody used."""
    if _find(desk, serial) is None:
        return [Said(words.DRAFT_GONE)]
    _write(desk, [each for each in _drafts(desk) if each.serial != serial])
    return [Said(words.DROPPED_DRAFT)]


def _meanwhile(desk: Desk, ticket: Ticket, draft: Draft) -> Said | None:
    """What somebody else did since the draft was shown, told once before it may go."""
    rows = db.session.scalars(
        sa.select(TicketEvent).where(
            TicketEvent.ticket_id == ticket.id, TicketEvent.seq > draft.seq,
            TicketEvent.type.in_([kind.value for kind in _MEANWHILE]),
            TicketEvent.actor != str(desk.actor),
        ).order_by(TicketEvent.seq)
    ).all()
    if not rows:
        return None
    last = rows[-1]
    at = last.at.astimezone(desk.book.calendar.tz)
    what = _MEANWHILE[EventType(last.type)].format(name=_name(last.actor), at=f"{at:%H.%M}")
    newer = Draft(**{**asdict(draft), "seq": _newest(ticket)})
    _write(desk, [newer if each.serial == draft.serial else each for each in _drafts(desk)])
    rows_shown = _choices(desk, ticket, newer, words.SEND_ANYWAY)
    look = button(words.SHOW, "show", ticket.number)
    return Said(
        words.CONFLICT.format(number=ticket.number, what=what), ((look,), *rows_shown), ticket.id
    )


def _name(actor: str) -> str:
    """Officers are told colleagues' names; nobody else has one here."""
    kind, _, id_ = actor.partition(":")
    officer = db.session.get(Officer, int(id_)) if kind == "officer" and id_ else None
    return officer.name if officer is not None else "Petugas lain"


def _newest(ticket: Ticket) -> int:
    query = sa.select(sa.func.max(TicketEvent.seq)).filter_by(ticket_id=ticket.id)
    return db.session.scalar(query) or 0


def _words(draft: Draft) -> Words:
    return Words(draft.text or ONLY_FILES, tuple(draft.files))


def _find(desk: Desk, serial: str) -> Draft | None:
    return next((each for each in _drafts(desk) if each.serial == serial), None)


def _drafts(desk: Desk) -> Iterator[Draft]:
    pending = _chat(desk).pending or {}
    return (Draft(**each) for each in pending.get("drafts", ()))


def _write(desk: Desk, drafts: Sequence[Draft]) -> None:
    _chat(desk).pending = {"drafts": [asdict(each) for each in drafts]}
    db.session.flush()


def _chat(desk: Desk) -> OfficerChat:
    chat = db.session.get(OfficerChat, desk.actor.id)
    if chat is None:
        raise NotAllowed
    return chat
