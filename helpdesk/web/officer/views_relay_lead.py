"""What the forwarding drawer says first: who has it, what our clock does, what comes next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.relay import RelayPosition, Stage
from helpdesk.domain.sla import ClockKind, running
from helpdesk.domain.ticket import RelayState
from helpdesk.queries.reading import Reading
from helpdesk.wording.time import relative_day, working_days
from helpdesk.wording.timeline import PROVIDER


def lead(reading: Reading, position: RelayPosition | None, zone: str) -> list[dict[str, Any]]:
    """Lines of {text, icon, tone}, at most three, the most pressing first."""
    if position is None and reading.standing.relay_state is RelayState.ANSWERED:
        return [_line("Jawabannya sudah dicatat. Sampaikan kepada pemohon lewat balasan.", "reply")]
    if position is None:
        return [_line(
            "Kewenangannya belum pada LKPP atau Telkom; mencatat penerusan sekaligus "
            "menetapkannya.", "info",
        )]
    late = [_line(
        f"Terlambat diteruskan: terhitung atas nama biro sampai {PROVIDER[position.provider]} "
        "menerima.", "alert", "late",
    )] if position.late is not None else []
    return late + [
        _line(text, mark) for text, mark in _LEADS[position.stage](reading, position, zone) if text
    ]


def _line(text: str, icon: str, tone: str = "") -> dict[str, Any]:
    return {"text": text, "icon": icon, "tone": tone}


Lines = list[tuple[str, str]]


def _unfiled(reading: Reading, position: RelayPosition, zone: str) -> Lines:
    by = position.file_by
    return [
        (_by("Ajukan paling lambat", by, reading.now, zone), "clock"),
        ("Begitu dicatat, hitungan penerusan selesai. " + _ours(reading, zone)
         + " Berhenti setelah mereka menerima.", "hourglass"),
    ]


def _filed(reading: Reading, position: RelayPosition, zone: str) -> Lines:
    return [
        ("Sudah diteruskan, belum ada tanda terimanya. Mintalah nomor tiket atau nama petugasnya.",
         "send"),
        (_ours(reading, zone) + " Berhenti begitu tanda terima dicatat.", "hourglass"),
    ]


def _self_filed(reading: Reading, position: RelayPosition, zone: str) -> Lines:
    found = position.reminder
    when = f" Pemohon diingatkan {relative_day(found.at, reading.now, zone)}." if found else ""
    return [
        ("Pemohon mengajukan sendiri. Nomornya dapat ia isi pada halaman status.", "person"),
        (f"Waktu penyelesaian kita berhenti selama menunggu.{when}", "pause"),
    ]


def _accepted(reading: Reading, position: RelayPosition, zone: str) -> Lines:
    party = PROVIDER[position.provider]
    target = f" (target {working_days(position.target)})" if position.target else ""
    missed = f" Targetnya sudah lewat {position.missed} kali." if position.missed else ""
    return [
        (_by(f"{party} diminta menjawab paling lambat", position.answer_by, reading.now, zone)[:-1]
         + f"{target}.{missed} Sesudahnya diingatkan lagi.", "clock"),
        ("Waktu penyelesaian kita berhenti sampai jawabannya dicatat.", "pause"),
    ]


def _data_requested(reading: Reading, position: RelayPosition, zone: str) -> Lines:
    party = PROVIDER[position.provider]
    came, asked = arrived(reading.events), asked_at(reading.events)
    if came is not None:
        day = relative_day(came, reading.now, zone)
        return [
            (f"Data dari pemohon datang {day}. Periksa, lalu kirim lagi ke {party}.", "check"),
            (_by("Kirim paling lambat", position.file_by, reading.now, zone), "clock"),
        ]
    if asked is not None:
        return [
            (f"{party} meminta data; sudah dimintakan {relative_day(asked, reading.now, zone)}.",
             "person"),
            ("Begitu datanya datang, hitungan penerusan berjalan lagi.", "hourglass"),
        ]
    return [
        (f"{party} meminta data. Mintakan kepada pemohon sekarang.", "alert"),
        (_ours(reading, zone), "hourglass"),
    ]


_LEADS = {
    Stage.UNFILED: _unfiled, Stage.FILED: _filed, Stage.SELF_FILED: _self_filed,
    Stage.ACCEPTED: _accepted, Stage.DATA_REQUESTED: _data_requested,
}


def _by(words: str, due: datetime | None, now: datetime, zone: str) -> str:
    return f"{words} {relative_day(due, now, zone)}." if due is not None else ""


def _ours(reading: Reading, zone: str) -> str:
    """Until when our own resolution time runs, if it does."""
    clock = running(reading.clocks, ClockKind.RESOLUTION)
    if clock is None:
        return ""
    if clock.due_at is None:
        return "Waktu penyelesaian kita sedang berhenti."
    due = relative_day(clock.due_at, reading.now, zone)
    if clock.due_at < reading.now:
        return f"Waktu penyelesaian kita sudah lewat {due}."
    return f"Waktu penyelesaian kita tetap berjalan sampai {due}."


def since_asked(events: Sequence[Event]) -> Sequence[Event]:
    """What happened after they last asked for data."""
    asked = [n for n, event in enumerate(events) if event.type is EventType.PROVIDER_ASKED]
    return events[asked[-1] + 1:] if asked else ()


def asked_at(events: Sequence[Event]) -> datetime | None:
    """When an officer asked the requester for it."""
    waits = (e for e in since_asked(events) if e.type is EventType.WAITING_STARTED)
    return next((event.occurred_at for event in waits), None)


def arrived(events: Sequence[Event]) -> datetime | None:
    """When the requester wrote again after they asked."""
    found = (e for e in since_asked(events) if e.type is EventType.REQUESTER_WROTE)
    return next((event.occurred_at for event in found), None)
