"""The explanation beside every due date: which days counted, the rule, the pauses, who waited."""

from collections.abc import Mapping, Sequence
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.shares import Holding, working_days_held
from helpdesk.domain.sla import Clock, ClockKind, ClockState
from helpdesk.domain.working_time import Pause, WorkingMinutes, elapsed
from helpdesk.wording.time import (
    TimeLeft,
    datetime_long,
    minutes_left,
    time_left,
    working_days,
    working_minutes,
)
from helpdesk.wording.values import clock_label, day_rows

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
    return name if clock.cycle == 1 else f"{name} ke-{clock.cycle}"


def remaining(clock: Clock, calendar: WorkingCalendar, now: Any) -> TimeLeft:
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
    clock: Clock, calendar: WorkingCalendar, holdings: Sequence[Holding], now: Any
) -> Mapping[str, Any]:
    """The view dict of the macro `why_this_date` (docs/design-language.md)."""
    zone = str(calendar.tz)
    left = remaining(clock, calendar, now)
    state = clock.state.value
    return {
        "kind": clock.kind.value,
        "label": clock_title(clock),
        "due_at": clock.due_at,
        "due_text": datetime_long(clock.due_at, zone) if clock.due_at else "belum ditetapkan",
        "state": state,
        "tone": left.tone,
        "remaining_text": left.text,
        "basis": clock.basis or "keputusan kepala biro",
        "limit_text": limit_text(clock),
        "days": day_rows(clock.deadline.days, zone, calendar.reason_closed),
        "pauses": [{"text": pause_text(pause, zone)} for pause in clock.pauses],
        "share": shares_view(holdings, calendar, now)
        if clock.kind is ClockKind.RESOLUTION else [],
    }


def pause_text(pause: Pause, zone: str) -> str:
    """As "Senin, … 09.00 WIB sampai Selasa, … 10.00 WIB"."""
    start = datetime_long(pause.start, zone)
    if pause.end is None:
        return f"sejak {start}, masih berlangsung"
    return f"{start} sampai {datetime_long(pause.end, zone)}"


def shares_view(
    holdings: Sequence[Holding], calendar: WorkingCalendar, now: Any
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
    """The same explanation as plain text, for the bot and for mail."""
    lines = [
        f"{view['label']}: {view['due_text']} ({view['remaining_text']})",
        f"Batas {view['limit_text']}; dasar: {view['basis']}.",
    ]
    number = 0
    for day in view["days"]:
        if day.counted:
            number += 1
            lines.append(f"• {day.date_text}: hari kerja ke-{number}")
        else:
            lines.append(f"• {day.date_text}: tidak dihitung, {day.why}")
    lines += [f"Jeda: {pause['text']}" for pause in view["pauses"]]
    return "\n".join(lines)
