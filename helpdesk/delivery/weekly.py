"""What the weekly digest says of open tickets that missed a deadline."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from helpdesk.delivery import digest
from helpdesk.delivery.facts import cut
from helpdesk.delivery.provider_facts import veiled
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.shares import calendar_days, working_days_held
from helpdesk.domain.sla import Clock, ClockKind, ClockState
from helpdesk.models import OutboxItem
from helpdesk.queries.reading import Reading, read_ticket
from helpdesk.wording.shares import HOLDERS
from helpdesk.wording.time import date_long, working_days
from helpdesk.wording.values import clock_in_sentence

LONGEST_REASON = 160
# Headings in the order of what the reader must do.
_TITLES = {
    "late": "Masih lewat waktu",
    "abroad": "Di tangan LKPP atau Telkom, lewat target",
    "met": "Terlambat dipenuhi, tiketnya masih terbuka",
    "sealed": digest.SEALED,
}


def week_of_missed(
    item: OutboxItem, catalogue: Catalogue, base: str, now: datetime
) -> dict[str, Any]:
    """Facts of the weekly digest; {} when none of its tickets is open any more."""
    found: dict[str, list[dict[str, Any]]] = {}
    for ticket in digest.still_open(item):
        reading = read_ticket(ticket, catalogue, now)
        found.setdefault(_place(reading), []).append(_entry(reading, catalogue, base))
    groups = digest.grouped(found, _TITLES)
    if not groups:
        return {}
    return {
        **digest.frame(catalogue, base, now), "groups": groups,
        "count": sum(g.count for g in groups), "late": len(found.get("late", ())),
    }


def _place(reading: Reading) -> str:
    if reading.ticket.sealed:
        return "sealed"
    running = [c for c in _missed(reading.clocks, reading.now) if c.unfinished]
    if any(c.kind is not ClockKind.THIRD_PARTY for c in running):
        return "late"
    return "abroad" if running else "met"


def _missed(clocks: Sequence[Clock], now: datetime) -> list[Clock]:
    return [
        c for c in clocks
        if c.state is ClockState.MISSED or (c.unfinished and c.due_at and c.due_at < now)
    ]


def _entry(reading: Reading, catalogue: Catalogue, base: str) -> dict[str, Any]:
    ticket, age = reading.ticket, _age(reading, catalogue)
    entry = {"number": ticket.number, "link": digest.link(base, ticket)}
    if ticket.sealed:
        return entry | {"matter": digest.SEALED, "lines": [f"Umur {age}."]}
    return entry | {"matter": digest.matter_text(reading, catalogue), "lines": [
        _lateness(reading, catalogue),
        f"Umur {age}{_shares(reading, catalogue)}. {_holder(reading, catalogue)}.",
        _decided(reading.events, catalogue),
    ]}


def _age(reading: Reading, catalogue: Catalogue) -> str:
    received = reading.standing.received_at
    return working_days(calendar_days(catalogue.calendar, received, reading.now))


def _lateness(reading: Reading, catalogue: Catalogue) -> str:
    """As "Lewat: penyelesaian sejak Senin, … (4 hari kerja). Terlambat dipenuhi: tanggapan."."""
    missed = sorted(_missed(reading.clocks, reading.now), key=lambda c: c.due_at or c.started_at)
    running = [_since(c, catalogue, reading.now) for c in missed if c.unfinished]
    met = dict.fromkeys(clock_in_sentence(c.kind.value) for c in missed if not c.unfinished)
    return " ".join(
        f"{title}: {', '.join(parts)}."
        for title, parts in (("Lewat", running), ("Terlambat dipenuhi", met)) if parts
    )


def _since(clock: Clock, catalogue: Catalogue, now: datetime) -> str:
    name, due = clock_in_sentence(clock.kind.value), clock.due_at
    if due is None:
        return name
    days = calendar_days(catalogue.calendar, due, now)
    late = f" ({working_days(days)})" if days else ""
    return f"{name} sejak {date_long(due, str(catalogue.calendar.tz))}{late}"


def _shares(reading: Reading, catalogue: Catalogue) -> str:
    """As " (Biro 4, LKPP 6)" where more than the bureau held it."""
    days = working_days_held(reading.holdings, catalogue.calendar, reading.now)
    parts = [f"{HOLDERS.get(who, who)} {count}" for who, count in days.items() if count]
    return f" ({', '.join(parts)})" if len(parts) > 1 else ""


def _holder(reading: Reading, catalogue: Catalogue) -> str:
    last, officer = reading.holdings[-1], digest.holder_text(reading, catalogue)
    if last.who not in ("lkpp", "telkom", "requester"):
        return f"Yang memegang: {officer}"
    since = date_long(last.start, str(catalogue.calendar.tz))
    return f"Di tangan {HOLDERS[last.who]} sejak {since}; petugas: {officer}"


def _decided(events: Sequence[Event], catalogue: Catalogue) -> str:
    """The newest target with its reason, or that nothing has been decided."""
    target = next((e for e in reversed(events) if e.type is EventType.TARGET_SET), None)
    if target is None:
        return "Keputusan: belum ada."
    due = datetime.fromisoformat(target.data["due_at"])
    reason = cut(veiled(" ".join(str(target.data["reason"]).split())), LONGEST_REASON)
    return (
        f"Keputusan: target baru ke-{target.data['number']}, "
        f"{date_long(due, str(catalogue.calendar.tz))}. Alasan: {reason.rstrip('.')}."
    )
