"""What a digest says: many tickets in one mail, as they stand when it is sent.

Each ticket is told once, by its gravest step; a sealed one by its number alone, and only to
whoever may know of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event
from helpdesk.domain.roles import Actor, may_see
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import OPEN
from helpdesk.models import Officer, OutboxItem, Ticket, TicketEvent
from helpdesk.queries.reading import Reading, read_ticket
from helpdesk.wording.time import date_long
from helpdesk.wording.values import clock_label, label

MOST = 60  # tickets listed under one heading; the rest are a number and the queue's address
SEALED = "Pengaduan tertutup"
LATE_QUEUE = "/petugas/?view=lewat-tempo"


@dataclass(frozen=True)
class Group:
    """Tickets under one heading, each as a few lines; `more` were left out for length."""

    title: str
    entries: Sequence[Mapping[str, Any]]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


def readers(item: OutboxItem) -> list[Actor]:
    """The officer a digest goes to, if they still work here."""
    query = sa.select(Officer).filter_by(email=item.recipient, active=True)
    return [officer.actor for officer in db.session.scalars(query)]


def late_steps(item: OutboxItem, catalogue: Catalogue, base: str, now: datetime) -> dict[str, Any]:
    """Facts of the digest of what ran late; {} when nothing of it may be told."""
    found: dict[str, list[dict[str, Any]]] = {}
    for ticket, event in _gravest(item):
        reading = read_ticket(ticket, catalogue, now)
        found.setdefault(_place(reading, event), []).append(_entry(reading, event, catalogue, base))
    groups = grouped(found, _TITLES)
    if not groups:
        return {}
    return {
        **frame(catalogue, base, now), "groups": groups, "count": sum(g.count for g in groups),
        "todo": len(found.get("todo", ())), "late": len(found.get("late", ())),
    }


def _gravest(item: OutboxItem) -> Iterable[tuple[Ticket, Event]]:
    """Each ticket the reader may know of with the highest and latest of its gathered steps."""
    query = sa.select(TicketEvent).where(TicketEvent.id.in_(item.data["events"]))
    chosen: dict[int, TicketEvent] = {}
    for row in sorted(db.session.scalars(query), key=lambda r: (r.data["level"], r.seq)):
        chosen[row.ticket_id] = row
    for ticket in _seen(item, chosen):
        yield ticket, chosen[ticket.id].as_event()


def _seen(item: OutboxItem, ids: Iterable[int]) -> Sequence[Ticket]:
    actors = readers(item)
    query = sa.select(Ticket).where(Ticket.id.in_(list(ids)))
    tickets = db.session.scalars(query.order_by(Ticket.received_at, Ticket.id)).unique()
    return [t for t in tickets if any(may_see(actor, t.access) for actor in actors)]


def still_open(item: OutboxItem) -> Sequence[Ticket]:
    """The open tickets of a weekly digest that its reader may know of."""
    return [t for t in _seen(item, item.data["tickets"]) if t.status in OPEN]


# Headings in the order of what the reader must do.
_TITLES = {
    "todo": "Menunggu tindakan Anda", "late": "Lewat waktu, belum selesai",
    "near": "Mendekati tenggat", "sealed": "Pengaduan tertutup",
    "met": "Sudah dipenuhi sementara itu, untuk diketahui",
}
_ASKED = {
    "decide": "tetapkan target baru atau putuskan langkah lain",
    "propose_letter": "putuskan surat kepada LKPP/Telkom",
    "propose_split": "bagi atau teruskan ke LKPP", "refer": "alihkan ke instansi yang berwenang",
    "propose_close": "putuskan penutupan, pemohon tidak memberi kabar",
    "escalate_provider": "ajukan ke LKPP/Telkom dan catat nomornya",
    "remind_provider": "tanyakan ke LKPP/Telkom dan catat jawabannya",
}


def _place(reading: Reading, event: Event) -> str:
    if reading.ticket.sealed:
        return "sealed"
    clock = _clock(reading, event)
    if reading.ticket.status not in OPEN or (clock is not None and not clock.unfinished):
        return "met"
    if event.data["action"] in _ASKED:
        return "todo"
    ahead = clock is None or clock.due_at is None or clock.due_at >= reading.now
    return "near" if ahead and not event.data["level"] else "late"


def _clock(reading: Reading, event: Event) -> Clock | None:
    """The clock the step is about; None for one of waiting for the requester."""
    place = event.data["clock"], event.data["cycle"]
    return next((c for c in reading.clocks if (c.kind.value, c.cycle) == place), None)


def _entry(reading: Reading, event: Event, catalogue: Catalogue, base: str) -> dict[str, Any]:
    ticket = reading.ticket
    if ticket.sealed:
        return {"number": ticket.number, "matter": SEALED, "lines": [], "link": link(base, ticket)}
    what = _what(reading, event, str(catalogue.calendar.tz))
    todo = _ASKED.get(event.data["action"], "")
    if todo and _place(reading, event) == "todo":
        what += f"; {todo}"
    return {
        "number": ticket.number, "matter": matter_text(reading, catalogue),
        "lines": [f"{what}.", f"Yang memegang: {holder_text(reading, catalogue)}."],
        "link": link(base, ticket),
    }


def _what(reading: Reading, event: Event, zone: str) -> str:
    """As "Penyelesaian tertahan sejak Senin, …": which clock, until when it was due."""
    clock, data = _clock(reading, event), event.data
    name = clock_label(clock.kind.value) if clock else "Jawaban pemohon"
    due = datetime.fromisoformat(data["due_at"])
    later = clock is not None and clock.kind is ClockKind.THIRD_PARTY and data["action"] != "warn"
    if clock is not None and clock.due_at and not later:
        due = clock.due_at  # only a provider's later deadlines are the step's own instant
    words = date_long(due, zone)
    if clock is not None and clock.stopped_at is not None:
        return f"{name} jatuh tempo {words}, dipenuhi {date_long(clock.stopped_at, zone)}"
    near = data["action"] == "warn" and due >= reading.now
    return f"{name} {'jatuh tempo' if near else 'tertahan sejak'} {words}"


def matter_text(reading: Reading, catalogue: Catalogue) -> str:
    """The service, or the kind where there is none."""
    service = catalogue.services.get(reading.standing.service or "")
    return service.name if service else label(reading.standing.kind)


def holder_text(reading: Reading, catalogue: Catalogue) -> str:
    """The officer in charge, or the unit whose officers should take it."""
    ticket = reading.ticket
    if ticket.assignee is not None:
        return ticket.assignee.name
    unit = catalogue.units.get(ticket.unit or "")
    return f"belum ditugaskan ({unit.name})" if unit else "belum ditugaskan"


def link(base: str, ticket: Ticket) -> str:
    return f"{base}/petugas/tiket/{ticket.number}"


def grouped(found: Mapping[str, list[dict[str, Any]]], titles: Mapping[str, str]) -> list[Group]:
    return [
        Group(title, found[place][:MOST], len(found[place]))
        for place, title in titles.items() if place in found
    ]


def frame(catalogue: Catalogue, base: str, now: datetime) -> dict[str, Any]:
    bureau = catalogue.bureau
    return {"bureau": bureau, "titles": bureau.titles, "now": now, "queue": base + LATE_QUEUE}
