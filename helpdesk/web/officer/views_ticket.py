"""The ticket page's view model: the matter, the conversation, the record; its parts together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.mentions import called_in
from helpdesk.domain.privacy import may_know_requester, may_open_restricted
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Channel, IdentityMode, Kind, Status
from helpdesk.models import Attachment, Message, Ticket
from helpdesk.queries.reading import Reading
from helpdesk.queries.related import officer_names, uploads_of
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_actions import actions_view
from helpdesk.web.officer.views_away import officers_now
from helpdesk.web.officer.views_both import both_versions
from helpdesk.web.officer.views_file import request_file
from helpdesk.web.officer.views_queue import ticket_lines
from helpdesk.web.officer.views_relay import relay_view
from helpdesk.web.officer.views_side import clock_views, facts, side_view
from helpdesk.web.officer.views_tender import tender_view
from helpdesk.wording.next_act import next_act
from helpdesk.wording.time import datetime_short
from helpdesk.wording.timeline import ticks_sentence, timeline
from helpdesk.wording.values import file_size, label

Names = Mapping[int, str]


@dataclass(frozen=True)
class Again:
    """A form that was refused: which one, why, what was typed, and what others changed since."""

    form: str | None = None
    message: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()
    ticked: tuple[str, ...] = ()  # the files of a filing
    seen: int | None = None  # set for a stale page: the last event it showed


def ticket_page(reading: Reading, actor: Actor, again: Again) -> dict[str, Any]:
    """Everything the ticket's template needs."""
    ticket, (people, away) = reading.ticket, officers_now()
    names = {officer.id: officer.name for officer in people}
    can, said = actions_view(reading, actor, people, away), conversation(reading, actor, names)
    return {
        "proposed_authority": reading.events[0].data.get("proposed_authority"),
        "ticket": ticket, "line": ticket_lines([ticket], actor, catalogue(), reading.now)[0],
        "kind": reading.standing.kind, "status": reading.standing.status,
        "messages": said, "record": record_of(reading, names),
        "next_act": next_act(reading), "side": side_view(reading, actor, names),
        "tender": tender_view(reading, actor),
        "most_empty": catalogue().limits.empty_claims.most, "relay": relay_view(
            reading, actor, again.ticked if again.form == "teruskan" else None
        ),
        "file": request_file(reading, actor, names),
        "can": can, "both": [] if again.seen is None else both_versions(
            again.form, again.kept, ticket, can["choices"]
        ),
        "compose": composer_view(reading, actor, again),
        "again": again, "kept": again.kept, "errors": again.errors,
        "crossed": said_since(reading, said, again.seen),
        "changes": changes_since(reading, names, again.seen),
        "hidden": {"version": ticket.version, "seen": reading.events[-1].seq},
    }


def print_page(reading: Reading, actor: Actor, *, notes: bool) -> dict[str, Any]:
    """The ticket on paper: dates with reasons, the conversation, the record; notes if asked."""
    names = officer_names()
    said = conversation(reading, actor, names)
    hidden = (EventType.NOTED,) if not notes else ()
    shown = replace(reading, events=[e for e in reading.events if e.type not in hidden])
    return {
        "ticket": reading.ticket, "status": reading.standing.status,
        "line": ticket_lines([reading.ticket], actor, catalogue(), reading.now)[0],
        "clocks": clock_views(reading), "facts": [f for f in facts(reading) if f["text"]],
        "messages": [m for m in said if notes or m["side"] != "internal"],
        "record": record_of(shown, names), "notes": notes,
        "printed_text": datetime_short(reading.now, str(catalogue().calendar.tz)),
    }


def conversation(reading: Reading, actor: Actor, names: Names) -> list[dict[str, Any]]:
    """The messages in order, internal ones among them."""
    ticket = reading.ticket
    zone = str(catalogue().calendar.tz)
    return [
        {
            "id": m.id, "side": _side(m), "name": _name(m, ticket, actor, names),
            "at_text": datetime_short(m.at, zone), "text": m.body,
            "html": _with_mentions(m.body, actor, names) if m.internal and "@" in m.body else None,
            "channel_text": _channel(m), "inner_text": _inner(m),
            "files": [file_view(a, ticket, actor) for a in m.attachments],
        }
        for m in reading.messages
    ]


def _with_mentions(text: str, actor: Actor, names: Names) -> Markup:
    """A note in which whoever is called stands out, the reader themselves most."""
    words = "".join(
        f'<span class="hd-mention{" hd-mention--me" if actor.id in ids else ""}">{escape(piece)}'
        "</span>" if ids else escape(piece)
        for piece, ids in called_in(text, names)
    )
    return Markup(f'<p class="hd-pre">{words}</p>')  # noqa: S704  each piece has been escaped


def _side(message: Message) -> str:
    return "internal" if message.internal else message.side


def _inner(message: Message) -> str:
    """What only officers read is a note, or words that the page of a merged ticket may not show."""
    merged = message.side == "requester"
    return "Pesan dari tiket yang digabungkan" if merged else "Catatan internal"


def _channel(message: Message) -> str:
    known = message.channel in [c.value for c in Channel] and message.side == "requester"
    return f"lewat {label(Channel(message.channel))}" if known else ""


def _name(message: Message, ticket: Ticket, actor: Actor, names: Names) -> str:
    officer = names.get(message.officer_id or 0, "Petugas")
    if message.side == "provider":
        party = {"lkpp": "LKPP", "telkom": "Telkom"}.get(ticket.provider or "", "LKPP/Telkom")
        return f"Jawaban {party}, dicatat {officer}"
    if message.side != "requester":
        return officer
    hidden = not may_know_requester(actor, IdentityMode(ticket.identity), ticket.assignee_id)
    return "Pemohon" if hidden else ticket.requester.name or "Pemohon"


def file_view(file: Attachment, ticket: Ticket, actor: Actor) -> dict[str, Any]:
    """A file to open; an identity document only says that it is there to those who may not."""
    closed = file.restricted and not may_open_restricted(actor, ticket.assignee_id)
    size = "hanya verifikator" if closed else file_size(file.size)
    return {
        "name": "Dokumen identitas" if closed else file.name, "size_text": size,
        "href": None if closed else url_for("officer.attachment", ref=file.ref),
        "kind": "image" if file.media_type.startswith("image/") else "file",
    }


_LOOKS = {
    EventType.REGISTERED: ("inbox", "brand"), EventType.TRIAGED: ("flag", None),
    EventType.ASSIGNED: ("person", None), EventType.REPLIED: ("reply", None),
    EventType.NOTED: ("note", None), EventType.REQUESTER_WROTE: ("chat", None),
    EventType.FORWARDED: ("send", "brand"), EventType.ACCEPTED: ("check", "brand"),
    EventType.PROVIDER_ANSWERED: ("chat", "brand"), EventType.RESOLVED: ("check", "ok"),
    EventType.STEP_TAKEN: ("alert", "late"), EventType.SEALED: ("lock", None),
    EventType.RESTRICTED: ("shield", None), EventType.RESTRICTION_LIFTED: ("shield", None),
    EventType.FIELDS_FILLED: ("note", None),
    EventType.TAGGED: ("tag", None), EventType.UNTAGGED: ("tag", None),
    EventType.DEADLINES_MOVED: ("clock", "soon"),
    EventType.FILE_RECEIVED: ("file", "ok"), EventType.WAITING_STARTED: ("hourglass", "soon"),
    EventType.STEP_TICKED: ("check", None), EventType.DOCUMENT_TICKED: ("check", None),
    EventType.DISCRETION_USED: ("flag", "soon"),
    EventType.IDENTITY_VERIFIED: ("person", "ok"), EventType.REJECTED: ("cross", "late"),
}
# Whose sentence does not carry the reason itself.
_REASONED = (EventType.TAKEN_BACK, EventType.REOPENED, EventType.RESTRICTION_LIFTED)


def record_of(reading: Reading, names: Names) -> list[dict[str, Any]]:
    """The record, newest first: what happened, who did it, why, and when it was written down."""
    runs = [list(run) for _, run in groupby(reading.events, key=_run)]
    return [row for run in reversed(runs) for row in _recorded_run(run, names)]


def _run(event: Event) -> tuple[Any, ...]:
    """Ticks at one counter follow each other; every other event stands for itself."""
    if event.type is not EventType.DOCUMENT_TICKED:
        return (event.seq,)
    return event.type, event.actor, event.data["state"], catalogue().calendar.local_date(event.at)


def _recorded_run(run: Sequence[Event], names: Names) -> list[dict[str, Any]]:
    rows = _recorded(run[-1], names)
    if len(run) > 1:
        rows[0]["text"] = ticks_sentence(catalogue(), run)
    return rows


def _recorded(event: Event, names: Names) -> list[dict[str, Any]]:
    mark, tone = _LOOKS.get(event.type, ("dot", None))
    if event.type is EventType.STEP_TAKEN and event.data.get("action") in ("warn", "close"):
        tone = "soon"
    return [
        {**row, "icon": mark, "tone": tone, "note": _note(event, row, names)}
        for row in timeline(catalogue(), [event], officers=names)
    ]


def _note(event: Event, row: Mapping[str, Any], names: Names) -> str:
    parts = [row["who"], row["detail"]]
    if event.type is EventType.ASSIGNED and event.data.get("officer"):
        parts.append(f"kepada {names.get(event.data['officer'], 'petugas')}")
    if event.data.get("mentions"):
        called = (names.get(id_, "petugas") for id_ in event.data["mentions"])
        parts.append(f"menyebut {', '.join(called)}")
    if event.type in _REASONED and event.data.get("reason"):
        parts.append(f"alasan: {event.data['reason']}")
    return " · ".join(part for part in parts if part)


def changes_since(reading: Reading, names: Names, seen: int | None) -> list[str]:
    """What others did after the stale page was drawn, in words."""
    if seen is None:
        return []
    rows = [
        (row["who"], row["text"], row["at_text"])
        for event in reading.events if event.seq > seen
        for row in timeline(catalogue(), [event], officers=names)
    ]
    return [f"{who}: {text} ({at})" for who, text, at in rows]


def said_since(
    reading: Reading, said: Sequence[Mapping[str, Any]], seen: int | None
) -> list[Mapping[str, Any]]:
    """The messages that came after the stale page was drawn."""
    if seen is None:
        return []
    ids = {event.data.get("message") for event in reading.events if event.seq > seen}
    return [message for message in said if message["id"] in ids]


def composer_view(reading: Reading, actor: Actor, again: Again) -> dict[str, Any]:
    """The composer: what must be said with the words, and what a refused try left."""
    ticket, standing = reading.ticket, reading.standing
    mine = again.form == ""
    uploads = uploads_of(again.files, str(actor)) if mine else ()
    return {
        "text": again.kept.get("text", "") if mine else "",
        "error": again.errors.get("text") if mine else None,
        "internal": mine and again.kept.get("visibility") == "internal",
        "needs_completeness": standing.kind in NEEDS_COMPLETENESS,
        "completeness": again.kept.get("completeness") or "complete",
        "wait_for": again.kept.get("wait_for") or "question",
        "visit": Kind(ticket.kind) is Kind.REQUEST,
        "ended": standing.status in (Status.RESOLVED, Status.CLOSED, Status.REJECTED),
        "uploads": [(u.ref, u.name, file_size(u.size)) for u in uploads],
        "file_error": again.errors.get("files"), "draft": f"tiket-{ticket.number}",
    }
