"""What happened to a date, one sentence each: moved, held, replaced, cancelled, met, missed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from helpdesk.domain.events import EventType
from helpdesk.domain.explanation import Move, counts_minutes, grace_given, lateness, moves_of
from helpdesk.domain.sla import ClockKind, ClockState
from helpdesk.wording.glance import limit_text
from helpdesk.wording.moves import change_reason
from helpdesk.wording.pauses import pause_reason
from helpdesk.wording.telling import Telling
from helpdesk.wording.time import date_long, hour_minute, working_days, working_minutes


def notes_of(told: Telling) -> list[str]:
    """Every sentence that this date needs, in the order in which things happened."""
    return [
        *_received_later(told), *_taken_over(told), *_changed(told), *_hours(told),
        *_moved(told), *_target(told), *_held(told), *_ended(told), *_verdict(told),
    ]


def _received_later(told: Telling) -> Iterator[str]:
    """Whatever comes after the close or on a free day counts as received on the next one."""
    clock, first = told.clock, told.clock.deadline.receipt_day
    if first is None or grace_given(clock):
        return
    if first != clock.calendar.local_date(clock.started_at):
        when = told.when(clock.started_at)
        yield f"{when} di luar hari atau jam kantor, jadi dihitung sebagai {_day(told)}."


def _taken_over(told: Telling) -> Iterator[str]:
    """A clock that came along with a merged ticket counts from that one's receipt."""
    clock = told.clock
    merges = (e for e in told.reading.events if e.type is EventType.TOOK_OVER)
    for event in merges:
        taken = (event.data.get("clocks") or {}).get(clock.kind)
        if taken is not None and clock.started_at == datetime.fromisoformat(taken["started_at"]):
            yield (
                f"Dihitung sejak {told.when(clock.started_at)}, saat laporan lain tentang hal yang "
                f"sama masuk; laporan itu digabungkan ke tiket ini {told.when(event.occurred_at)}."
            )


def _day(told: Telling) -> str:
    first = told.clock.deadline.receipt_day
    assert first is not None
    return date_long(first, told.zone)


def _changed(told: Telling) -> Iterator[str]:
    clock = told.clock
    if clock.span.changed_at is None:
        return
    yield (
        f"Berlaku sejak jenis atau layanannya diubah {told.when(clock.span.changed_at)}"
        f"{_instead_of(told)}."
    )
    if grace_given(clock):
        yield (
            "Menurut hitungan itu batasnya sudah lewat saat diubah, jadi diberi satu hari kerja "
            "sesudah perubahan."
        )


def _instead_of(told: Telling) -> str:
    """The date that this one replaced, where there was one."""
    reading, at = told.reading, told.clock.span.changed_at
    old = next(
        (c for c in (*reading.replaced, *reading.clocks)
         if c.kind is told.clock.kind and c.span.end == "superseded" and c.span.ended_at == at),
        None,
    )
    if old is None:
        return ""
    due = told.when(old.due_at) if old.due_at else "yang sedang dijeda"
    return f", menggantikan batas {due} ({limit_text(old)})"


def _hours(told: Telling) -> Iterator[str]:
    """Other office hours than usual decide when the last day closes; minutes name their own."""
    due, calendar = told.clock.due_at, told.clock.calendar
    if due is None or not told.clock.deadline.days:
        return
    day = calendar.local_date(due)
    special = [s for s in calendar.special if s.first <= day <= s.last]
    if special and special[-1].name:
        yield f"Jam kantor {special[-1].name}: tutup pukul {hour_minute(due, told.zone)}."


def _moved(told: Telling) -> Iterator[str]:
    for move in moves_of(told.clock, told.reading.events):
        why = _why_moved(told, move)
        if move.before is None:
            yield f"Dihitung menurut kalender yang diubah: {why}."
        else:
            yield f"Semula {told.when(move.before)}; digeser karena {why}."


def _why_moved(told: Telling, move: Move) -> str:
    calendar = told.clock.calendar
    ends = [at for at in (move.before, move.after) if at is not None]
    first = calendar.local_date(told.clock.started_at)
    last = max([calendar.local_date(at) for at in ends], default=first + timedelta(days=92))
    return change_reason(told.catalogue.calendars, move.revision, first, last)


def _target(told: Telling) -> Iterator[str]:
    clock = told.clock
    if clock.kind is not ClockKind.TARGET:
        return
    event = next(
        (e for e in told.reading.events
         if e.type is EventType.TARGET_SET and e.data.get("number") == clock.cycle), None,
    )
    reason = f" Alasan: {event.data['reason']}." if event and event.data.get("reason") else ""
    yield (
        f"Ditetapkan {told.when(clock.started_at)}.{reason} Target baru tidak menghapus "
        "keterlambatan pada batas semula."
    )


def _held(told: Telling) -> Iterator[str]:
    clock = told.clock
    if clock.state is not ClockState.HELD:
        return
    rest = next((r.pause for r in reversed(told.rests) if r.pause.end is None), None)
    why = pause_reason(rest.why if rest else "", officers=told.officers)
    left = clock.deadline.remaining or 0
    amount = working_minutes(left) if counts_minutes(clock) else working_days(int(left))
    yield (
        f"Hitungan berhenti: {why}. Tersisa {amount}; tanggalnya ditetapkan begitu hitungan "
        "berjalan lagi."
    )


_REPLACED = {
    ClockKind.RESOLUTION: "jenis atau layanannya diubah",
    ClockKind.FORWARDING: "kewenangannya diubah",
    ClockKind.THIRD_PARTY: "diterima lagi, hitungan baru dimulai",
    ClockKind.TARGET: "ditetapkan target berikutnya",
}
_OVER = {
    EventType.REJECTED: "tiket tidak dapat diproses",
    EventType.REFERRED: "tiket dialihkan ke instansi lain",
    EventType.WITHDRAWN: "tiket ditarik kembali",
    EventType.CLOSED: "tiket ditutup",
    EventType.MERGED: "tiket digabungkan dengan tiket lain",
    EventType.RESOLVED: "tiket sudah dijawab selesai",
}


def _ended(told: Telling) -> Iterator[str]:
    span, end = told.clock.span, told.clock.span.ended_at
    if end is None or span.end == "stopped":
        return
    if span.end == "superseded":
        yield f"Diganti {told.when(end)}: {_why_replaced(told, end)}."
        return
    why = next(
        (_OVER[e.type] for e in told.reading.events if e.occurred_at == end and e.type in _OVER),
        "tiket berakhir",
    )
    yield f"Tidak berlaku lagi sejak {told.when(end)}: {why}."


def _why_replaced(told: Telling, end: datetime) -> str:
    merged = any(
        e.type is EventType.TOOK_OVER and e.occurred_at == end for e in told.reading.events
    )
    if merged:
        return "tiket lain dengan batas waktu lebih awal digabungkan ke tiket ini"
    return _REPLACED.get(told.clock.kind, "janji diganti")


def _verdict(told: Telling) -> Iterator[str]:
    clock = told.clock
    if clock.state is ClockState.MET and clock.stopped_at is not None:
        yield f"Dipenuhi {told.when(clock.stopped_at)}, tepat waktu."
        return
    late = lateness(clock, told.reading.now)
    if clock.state is not ClockState.MISSED or late is None:
        return
    amount = _amount(late, minutes=counts_minutes(clock))
    if clock.unfinished:
        yield f"Sudah lewat {amount} dan masih berjalan."
    elif clock.stopped_at is not None:
        yield f"Terlambat {amount}: baru dipenuhi {told.when(clock.stopped_at)}."
    else:
        yield f"Sudah lewat {amount} saat itu."


def _amount(late: int | float, *, minutes: bool) -> str:
    if minutes:
        return working_minutes(late)
    return working_days(int(late)) if late else "kurang dari satu hari kerja"
