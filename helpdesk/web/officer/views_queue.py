"""View models of the queue: rows, views with counters, filters, and the work of the moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Actor
from helpdesk.domain.tags import names_of
from helpdesk.domain.ticket import Category, Channel, IdentityMode, RelayState, Status
from helpdesk.domain.working_time import WorkingMinutes, elapsed
from helpdesk.models import Ticket
from helpdesk.queries.counters import MOST
from helpdesk.queries.inbox import Queue, Row
from helpdesk.queries.related import Due, next_clocks
from helpdesk.queries.work import Task
from helpdesk.web.door import catalogue
from helpdesk.web.officer.bulk_acts import acts_for
from helpdesk.web.officer.queue_filter import Wanted
from helpdesk.wording.glance import named_by, with_gaps
from helpdesk.wording.snooze import snoozed_short
from helpdesk.wording.time import (
    datetime_long,
    day_near,
    minutes_left,
    relative_day,
    time_left,
    working_days,
    working_minutes,
)
from helpdesk.wording.values import clock_label, label

VIEW_NAMES = {
    "semua": "Semua yang terbuka", "baru": "Baru", "milik-saya": "Milik saya",
    "belum-ditugaskan": "Belum ditugaskan", "jatuh-tempo-hari-ini": "Jatuh tempo hari ini",
    "lewat-tempo": "Lewat tempo", "menunggu-pemohon": "Menunggu pemohon",
    "menunggu-kedatangan": "Menunggu kedatangan", "ditunda": "Ditunda",
    "siap-diteruskan": "Siap diteruskan",
    "di-lkpp-telkom": "Di LKPP/Telkom", "menunggu-konfirmasi": "Menunggu konfirmasi",
    "selesai": "Ditutup", "tertutup": "Pengaduan tertutup",
}
_EMPTY = {
    "semua": ("Tidak ada tiket terbuka", "Tiket baru muncul di sini begitu masuk."),
    "baru": ("Semua tiket sudah diperiksa", "Tiket baru muncul di sini begitu masuk."),
    "milik-saya": (
        "Belum ada tiket atas nama Anda",
        "Ambil satu dari “Belum ditugaskan”: buka tiketnya, lalu pilih Disposisi.",
    ),
    "belum-ditugaskan": ("Semua tiket sudah ada petugasnya", ""),
    "jatuh-tempo-hari-ini": ("Tidak ada yang jatuh tempo hari ini", "Kerjakan yang terdekat."),
    "lewat-tempo": ("Tidak ada yang lewat tempo", "Semua batas waktu masih terjaga."),
    "ditunda": (
        "Tidak ada tiket yang ditunda",
        "Tiket yang ditunda dari halamannya menunggu di sini; batas waktunya tetap berjalan.",
    ),
    "siap-diteruskan": (
        "Tidak ada berkas yang menunggu diteruskan",
        "Tiket muncul di sini setelah disiapkan dari halaman tiketnya.",
    ),
    "tertutup": ("Tidak ada pengaduan tertutup", "Hanya yang berhak melihatnya di sini."),
}


def queue_page(
    found: Queue, counts: Mapping[str, int], work: Sequence[Task], wanted: Wanted, actor: Actor,
    now: datetime, wrong: Sequence[str] = (),
) -> dict[str, Any]:
    """Everything the queue's template needs."""
    promises = catalogue()
    title, help_ = _EMPTY.get(found.view, ("Tidak ada tiket di sini", ""))
    if wanted.is_narrowed:
        title, help_ = "Tidak ada tiket yang cocok", "Longgarkan kata atau saringannya."
    if found.missing:
        named = " dan ".join(f"“{word}”" for word in found.missing)
        help_ = f"Kata {named} tidak ada di tiket mana pun yang dapat Anda lihat."
    both = [*(task.ticket for task in work), *(row.ticket for row in found.rows)]
    lines = ticket_lines(both, actor, promises, now)
    return {
        "acts": acts_for(actor), "work": _tasks(work, lines[:len(work)], promises, actor, now),
        "show_work": wanted.is_start,
        "rows": _queue_rows(found.rows, lines[len(work):], promises, now),
        "views": _views(found, counts, wanted),
        "view_name": VIEW_NAMES.get(found.view, "Hasil pencarian"),
        "wanted": wanted, "wrong": wrong, "mended": found.instead,
        "empty_text": {"title": title, "text": help_},
        "units": [(u.code, u.name) for u in promises.units.values() if u.queue],
        "services": [(s.code, s.name) for s in promises.services.values()],
        "older": _href(wanted._replace(after=found.next_after)) if found.next_after else None,
        "newer": _href(wanted._replace(after="")) if wanted.after else None,
    }


def _href(wanted: Wanted) -> str:
    return url_for("officer.queue", **{k: v for k, v in wanted._asdict().items() if v})


def _views(found: Queue, counts: Mapping[str, int], wanted: Wanted) -> list[dict[str, Any]]:
    shown = [name for name in VIEW_NAMES if name != "tertutup" or counts[name]]
    return [
        {
            "text": VIEW_NAMES[name],
            "count": counts[name] if counts[name] < MOST else f"{MOST}+",
            "current": name == found.view,
            "href": _href(wanted._replace(view=name, after="")),
            "tone": "late" if name == "lewat-tempo" else None,
        }
        for name in shown
    ]


def _queue_rows(
    rows: Sequence[Row], lines: Sequence[dict[str, Any]], promises: Catalogue, now: datetime
) -> list[dict[str, Any]]:
    """The rows of the macro `queue_table`."""
    zone = str(promises.calendar.tz)
    return [
        {
            **line, "preview": row.preview, "files": row.files,
            "pieces": row.subject, "found": row.found,
            "waits_text": waits_text(row.ticket, now, zone),
            "waiting": row.ticket.waiting_since is not None or _is_back(row.ticket, now),
        }
        for row, line in zip(rows, lines, strict=True)
    ]


def ticket_lines(
    tickets: Sequence[Ticket], actor: Actor, promises: Catalogue, now: datetime
) -> list[dict[str, Any]]:
    """What every list of tickets says of each."""
    clocks = next_clocks(tickets)
    return [_line(t, clocks.get(t.id), actor, promises, now) for t in tickets]


def _line(
    ticket: Ticket, clock: Due | None, actor: Actor, promises: Catalogue, now: datetime
) -> dict[str, Any]:
    service = promises.services.get(ticket.service or "")
    unit = promises.units.get(ticket.unit or "")
    return {
        "href": url_for("officer.ticket", number=ticket.number), "number": ticket.number,
        "version": ticket.version,
        "channel_text": label(Channel(ticket.channel)), "subject": ticket.subject,
        "requester_text": requester_text(ticket, actor),
        "category_text": label(Category(ticket.category)),
        "service_text": service.name if service else "",
        "unit_text": unit.name if unit and not service else "",
        "status": Status(ticket.status),
        "due": due_view(ticket.next_due_at, clock, promises, now),
        "assignee_text": ticket.assignee.name if ticket.assignee else "",
        "tags": names_of(ticket.tags), "snoozed_text": _snoozed(ticket, now, promises),
        "sealed": ticket.sealed, "tender_text": tender_text(ticket, now, promises),
    }


def _snoozed(ticket: Ticket, now: datetime, promises: Catalogue) -> str:
    until = ticket.snoozed_until
    if until is None:
        return ""
    text = snoozed_short(until, now, str(promises.calendar.tz))
    return text[:1].upper() + text[1:]


def tender_text(ticket: Ticket, now: datetime, promises: Catalogue) -> str:
    """When the requester's tender closes, while that lies ahead."""
    closes = ticket.tender_deadline
    if closes is None or closes < now:
        return ""
    return f"Tender ditutup {relative_day(closes, now, str(promises.calendar.tz))}"


def requester_text(ticket: Ticket, actor: Actor) -> str:
    """Company or name; what is hidden is said to be hidden."""
    identity = IdentityMode(ticket.identity)
    if not may_know_requester(actor, identity, ticket.assignee_id):
        return "Identitas dirahasiakan"
    parts = [ticket.requester.company, ticket.requester.name]
    return " · ".join(p for p in parts if p) or "Tanpa nama"


def due_view(
    due: datetime | None, clock: Due | None, promises: Catalogue, now: datetime
) -> Mapping[str, str] | None:
    """What is left until a deadline, its tone, its clock, its full date and why that date."""
    if due is None:
        return None
    calendar, zone = promises.calendar, str(promises.calendar.tz)
    left = time_left(due, now, zone, calendar.is_working_day)
    if clock is not None and clock.in_minutes and now < due:
        left = minutes_left(elapsed(calendar, now, due, WorkingMinutes))
    name = clock_label(clock.kind) if clock else "Batas waktu"
    return {"text": left.text, "tone": left.tone, "clock": name,
            "title": f"{name}: {datetime_long(due, zone)}", "why": _why_date(clock, promises),
            "basis": clock.basis if clock else ""}


def _why_date(clock: Due | None, promises: Catalogue) -> str:
    if clock is None or (clock.limit_days is None and clock.limit_minutes is None):
        return ""
    limit = (
        working_minutes(clock.limit_minutes) if clock.limit_minutes is not None
        else working_days(clock.limit_days or 0)
    )
    return with_gaps(limit, clock.days, named_by(promises.calendars))


def _is_back(ticket: Ticket, now: datetime) -> bool:
    """It was put off, its day has come, and nobody acted on it since."""
    return ticket.snoozed_until is not None and ticket.snoozed_until <= now


def waits_text(ticket: Ticket, now: datetime, zone: str) -> str:
    """Who waits for whom, in a few words."""
    if ticket.snoozed_until is not None:
        return snoozed_short(ticket.snoozed_until, now, zone)
    status, since = Status(ticket.status), ticket.waiting_since
    if status is Status.WAITING_REQUESTER:
        return {"visit": "menunggu ke loket", "file": "melengkapi berkas"}.get(
            ticket.wait_reason or "", "kita menunggu pemohon"
        )
    if ticket.relay_state == RelayState.READY:
        return "siap diteruskan"
    if since is not None:
        return f"pemohon menunggu sejak {day_near(since, now, zone)}"
    if status is Status.WAITING_EXTERNAL:
        filed = ticket.relay_state == RelayState.FILED
        return "belum diterima" if filed else "kita menunggu mereka"
    return ""


def _tasks(
    tasks: Sequence[Task], lines: Sequence[dict[str, Any]], promises: Catalogue, actor: Actor,
    now: datetime,
) -> list[dict[str, Any]]:
    zone = str(promises.calendar.tz)
    return [
        {**line, "why": why_now(task, line["due"], now, zone) + _for_whom(task.ticket, actor),
         "urgent": task.why in ("tender", "late")}
        for task, line in zip(tasks, lines, strict=True)
    ]


def _for_whom(ticket: Ticket, actor: Actor) -> str:
    """Another's ticket stands here while one stands in for them."""
    if ticket.assignee is None or ticket.assignee_id == actor.id:
        return ""
    return f" · mewakili {ticket.assignee.name}"


def why_now(task: Task, due: Mapping[str, str] | None, now: datetime, zone: str) -> str:
    """Why a ticket stands on top, in words that name the moment."""
    ticket = task.ticket
    if task.why == "tender" and ticket.tender_deadline is not None:
        return f"Tender ditutup {relative_day(ticket.tender_deadline, now, zone)}"
    if task.why == "late" and due is not None:
        return f"{due['clock']} {due['text']}"
    if task.why == "today" and ticket.next_due_at is not None and due is not None:
        return f"{due['clock']} {relative_day(ticket.next_due_at, now, zone)}"
    if task.why == "requester" and ticket.waiting_since is not None:
        return f"Pemohon menunggu sejak {day_near(ticket.waiting_since, now, zone)}"
    if task.why == "woken":
        return f"Kembali dari penundaan: {ticket.snooze_reason}"
    return {
        "answered": "LKPP/Telkom sudah menjawab; sampaikan kepada pemohon",
        "asked": "LKPP/Telkom meminta data; mintakan kepada pemohon",
        "ready": "Siap diteruskan, belum dikirim",
        "unassigned": "Baru, belum ada petugasnya",
    }.get(task.why, "Batas waktu terdekat")
