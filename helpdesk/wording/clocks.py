"""The explanation beside every due date: which days counted, the rule, the pauses, who waited."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.shares import Holding, working_days_held
from helpdesk.domain.sla import Clock, ClockKind, ClockState
from helpdesk.domain.working_time import Day, Pause, WorkingMinutes, elapsed
from helpdesk.wording.time import (
    MONTHS,
    WEEKDAYS,
    TimeLeft,
    datetime_long,
    minutes_left,
    time_left,
    working_days,
    working_minutes,
)
from helpdesk.wording.values import clock_label, day_rows, why_label

HOLDERS = {
    "bureau": "Biro", "requester": "Pemohon", "lkpp": "LKPP", "telkom": "Telkom",
}


def limit_text(clock: Clock) -> str:
    """As "3 hari kerja" or "30 menit kerja"."""
    limit = clock.limit
    if limit is None:
        return "Target yang ditetapkan kepala biro"
    if isinstance(limit, WorkingMinutes):
        return working_minutes(limit.count)
    return working_days(limit.count)


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
    clock: Clock, calendar: WorkingCalendar, holdings: Sequence[Holding], now: datetime
) -> Mapping[str, Any]:
    """The view dict of the macro `why_this_date` (docs/design-language.md)."""
    zone = str(calendar.tz)
    left = remaining(clock, calendar, now)
    state = clock.state.value
    return {
        "kind": clock.kind.value,
        "label": clock_title(clock),
        "due_at": clock.due_at,
        "due_text": datetime_long(clock.due_at, zone) if clock.due_at else _held(holdings),
        "state": state,
        "tone": left.tone,
        "remaining_text": left.text,
        "basis": clock.basis or "keputusan kepala biro",
        "limit_text": limit_text(clock),
        "days": day_rows(clock.deadline.days, zone, calendar.reason_closed),
        "days_text": days_text(clock.deadline.days, calendar),
        "pauses": [{"text": pause_text(pause, zone)} for pause in clock.pauses],
        "share": shares_view(holdings, calendar, now)
        if clock.kind is ClockKind.RESOLUTION else [],
    }


def _held(holdings: Sequence[Holding]) -> str:
    """What a date waits for that cannot be told yet."""
    who = holdings[-1].who if holdings else ""
    if who == "requester":
        return "dihitung lagi setelah pemohon menjawab"
    if who in ("lkpp", "telkom"):
        return f"dihitung lagi setelah {HOLDERS[who]} menjawab"
    return "belum ditetapkan"


def pause_text(pause: Pause, zone: str) -> str:
    """As "Senin, … 09.00 WIB sampai Selasa, … 10.00 WIB"."""
    start = datetime_long(pause.start, zone)
    if pause.end is None:
        return f"sejak {start}, masih berlangsung"
    return f"{start} sampai {datetime_long(pause.end, zone)}"


def shares_view(
    holdings: Sequence[Holding], calendar: WorkingCalendar, now: datetime
) -> list[dict[str, str]]:
    """The requester's whole waiting time by who held the matter."""
    days = working_days_held(holdings, calendar, now)
    parts = [
        {"who": HOLDERS.get(who, who), "text": working_days(count)} for who, count in days.items()
    ]
    if len(parts) > 1:
        parts.append({"who": "Seluruhnya", "text": working_days(sum(days.values()))})
    return parts


def why_text(view: Mapping[str, Any]) -> str:
    """The same explanation as plain text, short enough for a phone."""
    lines = [
        f"{view['label']}: {view['due_text']} ({view['remaining_text']})",
        f"Batas {view['limit_text']}; dasar: {view['basis']}.",
        *view["days_text"],
    ]
    lines += [f"Jeda: {pause['text']}" for pause in view["pauses"]]
    return "\n".join(lines)


def days_text(days: Sequence[Day], calendar: WorkingCalendar) -> list[str]:
    """Which days counted and which did not and why, a line each; days of one reason together."""
    counted = [day.date for day in days if day.counted]
    skipped: dict[str, list[date]] = {}
    for day in days:
        if not day.counted:
            closed = calendar.reason_closed(day.date) if day.why == "closed" else None
            why = why_label(day.why, closed).replace(" (tidak dihitung)", "")
            skipped.setdefault(why, []).append(day.date)
    lines = [f"Dihitung: {_dates(counted)}."] if counted else []
    if skipped:
        parts = [f"{_dates(dates)} ({why})" for why, dates in skipped.items()]
        lines.append(f"Tidak dihitung: {'; '.join(parts)}.")
    return lines


def _dates(dates: Sequence[date]) -> str:
    """As "Selasa 24, Rabu 25 November, Selasa 1 Desember": the month once, after its last day."""
    words = []
    for index, day in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        month = "" if following and following.month == day.month else f" {MONTHS[day.month - 1]}"
        words.append(f"{WEEKDAYS[day.weekday()]} {day.day}{month}")
    return ", ".join(words)
