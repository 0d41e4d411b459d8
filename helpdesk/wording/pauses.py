"""The pauses of a clock: why it stood still, from when to when, and what that gave."""

from datetime import datetime
from typing import Any

from helpdesk.domain.explanation import Rest, counts_minutes
from helpdesk.domain.sla import Clock
from helpdesk.domain.working_time import Pause, WorkingMinutes, elapsed
from helpdesk.wording.telling import Telling
from helpdesk.wording.time import datetime_long, working_days, working_minutes

# {who} is "pemohon" for officers and "Anda" for the requester.
_WHY = {
    "question": "menunggu jawaban {who}",
    "file": "berkas dikembalikan, menunggu {who} melengkapinya",
    "visit": "menunggu {who} datang ke loket",
    "self_filed": "menunggu {who} mengajukan sendiri ke LKPP/Telkom",
    "lkpp": "menunggu jawaban LKPP",
    "telkom": "menunggu jawaban Telkom",
    "provider": "menunggu jawaban LKPP/Telkom",
    "reopened": "antara dinyatakan selesai dan dibuka kembali",
}


def pause_reason(why: str, *, officers: bool) -> str:
    """As "menunggu jawaban pemohon"."""
    words = _WHY.get(why, "hitungan dihentikan")
    return words.format(who="pemohon" if officers else "Anda")


def pause_views(told: Telling) -> list[dict[str, Any]]:
    """{why, span, effect, text} of every pause."""
    return [_view(told, rest) for rest in told.rests]


def _view(told: Telling, rest: Rest) -> dict[str, Any]:
    why = pause_reason(rest.pause.why, officers=told.officers)
    span, effect = pause_span(rest.pause, told.zone), _effect(rest, told.clock, told.reading.now)
    return {
        "why": why[:1].upper() + why[1:], "span": span, "effect": effect,
        "text": f"Jeda, {why}: {span}; {effect}.",
    }


def pause_span(pause: Pause, zone: str) -> str:
    """As "Senin, … 09.00 WIB sampai Selasa, … 10.00 WIB"."""
    start = datetime_long(pause.start, zone)
    if pause.end is None:
        return f"sejak {start}, masih berlangsung"
    return f"{start} sampai {datetime_long(pause.end, zone)}"


def _effect(rest: Rest, clock: Clock, now: datetime) -> str:
    """What the pause took out of the count."""
    if clock.due_at is not None and rest.pause.start > clock.due_at:
        return "sesudah batas waktu, tidak mengubah tanggal"
    so_far = "sampai sekarang " if rest.pause.end is None else ""
    if counts_minutes(clock):
        start, end = max(rest.pause.start, clock.started_at), rest.pause.end or now
        minutes = elapsed(clock.calendar, start, max(start, end), WorkingMinutes)
        return f"{so_far}{working_minutes(minutes)} tidak dihitung"
    if not rest.dates:
        return "tidak mencakup jam tutup kantor, jadi tidak mengubah tanggal"
    return f"{so_far}{working_days(len(rest.dates))} tidak dihitung"
