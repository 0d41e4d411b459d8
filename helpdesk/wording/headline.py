"""The status page's headline: who holds the matter now, since when, and what comes next."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing
from helpdesk.domain.services import Service
from helpdesk.domain.shares import BUREAU, DONE, REQUESTER, Holding, calendar_days
from helpdesk.domain.sla import Clock, ClockKind, running
from helpdesk.domain.ticket import Kind, RelayState, Status
from helpdesk.domain.timers import Wait, reopen_until, silence_ends
from helpdesk.domain.working_time import WorkingDays
from helpdesk.wording.time import day_near, relative_day, working_days

PROVIDERS = {"lkpp": "Helpdesk LKPP", "telkom": "Telkom (pengelola server SPSE)"}


def headline(
    catalogue: Catalogue, standing: Standing, clocks: Sequence[Clock],
    holdings: Sequence[Holding], now: datetime,
) -> dict[str, Any]:
    """The view dict of the macro `status_headline`."""
    calendar = catalogue.calendar
    last = holdings[-1]
    zone = str(calendar.tz)
    days = calendar_days(calendar, last.start, now) if last.who != DONE else 0
    tone = "late" if _late(clocks, now) and last.who == BUREAU else _TONES.get(last.who, "other")
    return {
        "holder": _holder(catalogue, standing, last.who),
        "since_text": day_near(last.start, now, zone),
        "duration_text": working_days(days) if days else "",
        "next_text": _next(catalogue, standing, clocks, last, now),
        "do_text": _to_do(catalogue, standing, last, tone, now),
        "tone": tone,
    }


QUIET = "Anda tidak perlu melakukan apa-apa; keterangan tambahan boleh dikirim kapan saja."
_TO_DO = {
    "question": "Jawab lewat percakapan tiket ini",
    "file": "Kirim kekurangannya lewat percakapan tiket ini",
    "visit": "Datang ke loket dengan berkas asli pada jam layanan",
    "self_filed": "Ajukan lewat tautan yang kami kirim, lalu beri tahu kami nomor tiketnya",
}


def _to_do(
    catalogue: Catalogue, standing: Standing, last: Holding, tone: str, now: datetime
) -> str:
    """What the requester can do now, in one sentence; "" where the next step says it already."""
    who = last.who
    if who == REQUESTER:
        act = _TO_DO.get(standing.wait_reason or "", _TO_DO["question"])
        return f"{act} {_silence(catalogue, standing, last.start, now)}"
    if who == DONE:
        if standing.merged is not None:
            return "Perkaranya dilanjutkan di tiket lain."
        again = standing.status is Status.CLOSED
        return "Muncul lagi? Buat tiket lanjutan dari tiket ini." if again else ""
    if who in PROVIDERS:
        return "Anda tidak perlu melapor lagi ke sana; jawabannya kami sampaikan kepada Anda."
    if tone == "late":
        return "Bila perlu, Anda dapat mengadu kepada Kepala Biro, SP4N-LAPOR!, atau Ombudsman."
    return QUIET


_TONES = {BUREAU: "us", REQUESTER: "you", DONE: "done"}


def _late(clocks: Sequence[Clock], now: datetime) -> bool:
    return any(c.unfinished and c.due_at is not None and c.due_at < now for c in clocks)


def _holder(catalogue: Catalogue, standing: Standing, who: str) -> str:
    if who == REQUESTER:
        return "Anda"
    if who == DONE:
        return {
            Status.RESOLVED: "Selesai dijawab",
            Status.REJECTED: "Tidak dapat diproses",
        }.get(standing.status, "Tiket ditutup")
    if who in PROVIDERS:
        return PROVIDERS[who]
    unit = catalogue.units.get(standing.unit or "")
    return unit.name if unit is not None else f"Helpdesk {catalogue.bureau.short_name}"


def _next(
    catalogue: Catalogue, standing: Standing, clocks: Sequence[Clock], last: Holding, now: datetime
) -> str:
    """What happens next and when, in one sentence; never a promise of someone else's time."""
    calendar, who = catalogue.calendar, last.who
    zone = str(calendar.tz)
    if who == DONE:
        days = catalogue.limits_at(standing.resolved_at or now).reopen_days
        return _after_the_end(standing, calendar, days, now)
    if who == REQUESTER:
        return _WAITS.get(standing.wait_reason or "", _WAITS["question"])
    if who in PROVIDERS:
        ask = next_reminder(clocks, calendar, now)
        return f"Kami menanyakan lagi {day_near(ask, now, zone)}." if ask else ""
    if standing.relay_state is RelayState.FILED:
        name = PROVIDERS[standing.provider or "lkpp"]
        return f"Sudah kami kirim ke {name}; kami menunggu tanda terimanya."
    if standing.target_at is not None and standing.target_at > now:
        return f"Target baru kami: {relative_day(standing.target_at, now, zone)}."
    service = catalogue.service_at(standing.service, standing.received_at)
    return _promise(standing, service, clocks, now, zone)


_WAITS = {
    "question": "Kami menunggu jawaban Anda; hitungan waktu berhenti sampai Anda menjawab.",
    "file": "Berkas belum lengkap; hitungan waktu berhenti sampai Anda melengkapinya.",
    "visit": "Kami menunggu Anda di loket; hitungan waktu berhenti sampai Anda datang.",
    "self_filed": "Hanya pemilik akun yang dapat mengajukannya; kami menunggu kabar Anda.",
}


def _silence(
    catalogue: Catalogue, standing: Standing, since: datetime, now: datetime
) -> str:
    """Until when, before the ticket may be closed for want of an answer."""
    wait = Wait(1, since, None, standing.wait_reason, standing.kind)
    ends = silence_ends(wait, catalogue.limits_at(wait.since), catalogue.calendar)
    day = day_near(ends, now, str(catalogue.calendar.tz))
    if ends < now:
        return f"secepatnya; batas menunggunya {day}, jadi tiket ini dapat kami tutup."
    return f"paling lambat {day}; sesudah itu tiket ini dapat kami tutup."


def _promise(
    standing: Standing, service: Service | None, clocks: Sequence[Clock], now: datetime, zone: str
) -> str:
    forwarding = running(clocks, ClockKind.FORWARDING)
    if forwarding is not None and forwarding.due_at is not None and forwarding.due_at < now:
        provider = PROVIDERS.get(standing.authority or "", "LKPP/Telkom")
        return f"Kami terlambat meneruskan ke {provider}; mohon maaf. Pimpinan sudah diberi tahu."
    for kind, words in (
        (ClockKind.REPLY, "Pesan Anda kami balas paling lambat"),
        (ClockKind.RESPONSE, "Kami menjawab paling lambat"),
        (ClockKind.RESOLUTION, "Kami targetkan selesai paling lambat"),
    ):
        clock = running(clocks, kind)
        if clock is None or clock.due_at is None:
            continue
        if clock.due_at < now:
            return "Kami terlambat dan mohon maaf. Pimpinan sudah diberi tahu."
        return f"{words} {relative_day(clock.due_at, now, zone)}."
    if standing.kind is not Kind.REQUEST:
        return ""
    if service is not None and service.resolution is not None:
        return "Waktu penyelesaian dihitung sejak berkas dinyatakan lengkap."
    return "Standar layanan ini sedang disusun, jadi lama penyelesaiannya belum dijanjikan."


def _after_the_end(
    standing: Standing, calendar: WorkingCalendar, days: int, now: datetime
) -> str:
    if standing.status is not Status.RESOLVED or standing.resolved_at is None:
        return ""
    until = reopen_until(standing.resolved_at, calendar, days)
    last_day = date.fromordinal(calendar.local_date(until).toordinal() - 1)
    return f"Belum selesai? Katakan sampai {day_near(last_day, now, str(calendar.tz))}."


def next_reminder(
    clocks: Sequence[Clock], calendar: WorkingCalendar, now: datetime
) -> datetime | None:
    """When LKPP or Telkom are asked again: the first deadline of theirs that is still ahead."""
    clock = running(clocks, ClockKind.THIRD_PARTY)
    if clock is None or clock.due_at is None or not isinstance(clock.limit, WorkingDays):
        return None
    due = clock.due_at
    while due < now:
        due = calendar.shift(due, clock.limit.count)
    return due


def _at_provider(standing: Standing) -> str:
    return {"lkpp": "Di LKPP", "telkom": "Di Telkom"}.get(standing.provider or "", "Diteruskan")


def progress(standing: Standing, events: Sequence[Event]) -> list[dict[str, Any]]:
    """The items of the macro `progress_steps`: diterima, dikerjakan, (di LKPP), selesai."""
    relayed = any(e.type in (EventType.FORWARDED, EventType.RELAY_READY) for e in events)
    names = ["Diterima", "Dikerjakan", *([_at_provider(standing)] if relayed else []), "Selesai"]
    if standing.status is Status.NEW:
        at = 0
    elif standing.status in (Status.RESOLVED, Status.CLOSED, Status.REJECTED):
        at = len(names)
    elif standing.status is Status.WAITING_EXTERNAL:
        at = 2
    else:
        at = 1
    return [
        {"text": name, "state": "done" if i < at else "current" if i == at else "todo"}
        for i, name in enumerate(names)
    ]
