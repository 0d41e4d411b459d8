"""The explanation beside every due date: which days counted, the rule, the pauses, who waited."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.emphasis import bold, fold
from helpdesk.domain.explanation import stretches_of
from helpdesk.domain.sla import Clock, ClockKind, ClockState
from helpdesk.domain.working_time import WorkingMinutes, elapsed
from helpdesk.queries.reading import Reading
from helpdesk.wording.days import day_rows, days_text
from helpdesk.wording.glance import glance, limit_text
from helpdesk.wording.notes import notes_of
from helpdesk.wording.pauses import pause_views
from helpdesk.wording.shares import HOLDERS, shares_view
from helpdesk.wording.telling import Telling
from helpdesk.wording.time import (
    TimeLeft,
    date_long,
    hour_minute,
    minutes_left,
    time,
    time_left,
)
from helpdesk.wording.values import clock_label


def clock_title(clock: Clock) -> str:
    """As "Penyelesaian"; later cycles carry their number."""
    if clock.kind is ClockKind.TARGET:
        return f"Target baru ke-{clock.cycle}"
    name = clock_label(clock.kind.value)
    if clock.kind is ClockKind.THIRD_PARTY:
        name = f"Jawaban {HOLDERS.get(clock.span.provider or '', 'LKPP/Telkom')}"
    return name if clock.cycle == 1 else f"{name} ke-{clock.cycle}"


def remaining(clock: Clock, calendar: WorkingCalendar, now: datetime) -> TimeLeft:
    """What is left, or how it ended, with a tone for the chip."""
    zone = str(calendar.tz)
    ended = {
        ClockState.MET: TimeLeft("tepat waktu", "met"),
        ClockState.CANCELLED: TimeLeft("tidak berlaku lagi", "cancelled"),
        ClockState.SUPERSEDED: TimeLeft("diganti", "cancelled"),
        ClockState.HELD: TimeLeft("dijeda", "held"),
    }
    if clock.state in ended:
        return ended[clock.state]
    if clock.state is ClockState.MISSED and not clock.unfinished:
        return TimeLeft("lewat waktu", "missed")
    assert clock.due_at is not None
    if isinstance(clock.limit, WorkingMinutes) and now <= clock.due_at:
        left = elapsed(calendar, now, clock.due_at, WorkingMinutes, clock.pauses)
        return minutes_left(left)
    return time_left(clock.due_at, now, zone, calendar.is_working_day)


def why_view(
    catalogue: Catalogue, reading: Reading, clock: Clock, *, officers: bool
) -> Mapping[str, Any]:
    """The view dict of the macro `why_this_date` (docs/design-language.md)."""
    told = Telling(catalogue, reading, clock, officers)
    left = remaining(clock, catalogue.calendar, reading.now)
    return {
        "kind": clock.kind.value,
        "label": clock_title(clock),
        "due_at": clock.due_at,
        "due_text": told.when(clock.due_at) if clock.due_at else _held(told),
        "state": clock.state.value,
        "ended": not clock.unfinished,
        "tone": left.tone,
        "remaining_text": left.text,
        "basis": clock.basis or "keputusan kepala biro",
        "limit_text": limit_text(clock),
        "glance": glance(clock),
        "start_text": told.start_text if clock.limit is not None else "",
        "days": day_rows(told),
        "days_text": days_text(told),
        "windows": windows_text(clock),
        "notes": notes_of(told),
        "pauses": pause_views(told),
        "share": shares_view(
            reading.holdings, catalogue.calendar, reading.now, officers=officers
        ) if clock.kind is ClockKind.RESOLUTION else None,
    }


_UNTIL = {
    "question": "{who} menjawab", "file": "{who} melengkapi berkas",
    "visit": "{who} datang ke loket", "self_filed": "{who} mengajukan ke LKPP/Telkom",
    "lkpp": "LKPP menjawab", "telkom": "Telkom menjawab", "provider": "LKPP/Telkom menjawab",
}


def _held(told: Telling) -> str:
    """What a date waits for that cannot be told yet."""
    why = next((r.pause.why for r in reversed(told.rests) if r.pause.end is None), "")
    if why not in _UNTIL:
        return "belum ditetapkan"
    who = "pemohon" if told.officers else "Anda"
    return f"dihitung lagi setelah {_UNTIL[why].format(who=who)}"


def windows_text(clock: Clock) -> list[str]:
    """Which office time a limit in minutes used, as "Senin, 23 November 2026 13.00–13.30 WIB"."""
    zone = str(clock.calendar.tz)
    return [
        f"{date_long(part.start, zone)} {hour_minute(part.start, zone)}–{time(part.end, zone)}"
        for part in stretches_of(clock)
    ]


def why_text(view: Mapping[str, Any]) -> str:
    """The same explanation for a chat, short enough for a phone; the days unfold when touched."""
    since = f" {view['start_text']}" if view["start_text"] else ""
    days = [*view["days_text"]]
    if view["windows"]:
        days += ["Menit yang dihitung:", *[f"• {window}" for window in view["windows"]]]
    days += [pause["text"] for pause in view["pauses"]]
    lines = [
        f"{view['label']}: {bold(view['due_text'])} ({view['remaining_text']})",
        f"Batas {view['limit_text']}{since}; dasar: {view['basis']}.",
        fold("\n".join(days)), *view["notes"],
    ]
    return "\n".join(line for line in lines if line)


def date_line(view: Mapping[str, Any]) -> str:
    """As "Tanggapan: Kamis, … 16.00 WIB; batas 3 hari kerja, dasar: kebijakan biro."."""
    return (
        f"{view['label']}: {view['due_text']}; batas {view['limit_text']}, dasar: {view['basis']}."
    )
