"""View models of the queue: rows, views with counters, filters, and the work of the moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app, url_for
from markupsafe import Markup

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.tags import names_of
from helpdesk.domain.ticket import Category, Channel, IdentityMode, RelayState, Status
from helpdesk.domain.working_time import WorkingMinutes, elapsed
from helpdesk.models import Ticket
from helpdesk.queries.counters import MOST
from helpdesk.queries.listing import Listing
from helpdesk.queries.related import Due, next_clocks
from helpdesk.queries.rows import Row, marks_of, rows_of
from helpdesk.web.door import catalogue
from helpdesk.web.officer.blueprint import act_url
from helpdesk.web.officer.bulk_acts import acts_for
from helpdesk.web.officer.drawn_lines import drawn, lines_kept, true_until
from helpdesk.web.officer.queue_filter import Wanted
from helpdesk.web.officer.views_running import incidents_on
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
    "selesai": "Ditutup", "saya-ikuti": "Yang saya ikuti",
    "tertutup": "Pengaduan tertutup", "netralitas": "Netralitas tender",
}
_RARE = ("saya-ikuti", "tertutup", "netralitas")  # not offered to whom they would show nothing
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
    "saya-ikuti": (
        "Anda tidak mengikuti tiket yang terbuka",
        "Ikuti tiket dari halamannya, di bagian Pengikut; kabarnya sampai kepada Anda.",
    ),
    "tertutup": ("Tidak ada pengaduan tertutup", "Hanya yang berhak melihatnya di sini."),
    "netralitas": (
        "Tidak ada tiket yang dibatasi",
        "Pertanyaan tentang evaluasi tender yang dibatasi muncul di sini.",
    ),
}


def queue_page(
    found: Listing, counts: Mapping[str, int], work: Mapping[int, str], wanted: Wanted,
    actor: Actor, now: datetime, wrong: Sequence[str] = (),
) -> dict[str, Any]:
    """Everything the queue's template needs; `work`: tickets to do now → why."""
    promises = catalogue()
    title, help_ = _EMPTY.get(found.view, ("Tidak ada tiket di sini", ""))
    if wanted.is_narrowed:
        title, help_ = "Tidak ada tiket yang cocok", "Longgarkan kata atau saringannya."
    if found.missing:
        named = " dan ".join(f"“{word}”" for word in found.missing)
        help_ = f"Kata {named} tidak ada di tiket mana pun yang dapat Anda lihat."
    incidents, likely = incidents_on(found, actor, now)
    lines, tasks = _lines_and_tasks(found, work, likely, actor, now)
    return {
        "acts": acts_for(actor), "may_export": permitted(actor, Action.EXPORT_REPORTS),
        "work": tasks, "show_work": wanted.is_start,
        "rows": lines, "incidents": incidents,
        "views": _views(found, counts, wanted),
        "view_name": VIEW_NAMES.get(found.view, "Hasil pencarian"),
        "wanted": wanted, "wrong": wrong, "mended": found.instead,
        "empty_text": {"title": title, "text": help_},
        "units": [(u.code, u.name) for u in promises.units.values() if u.queue],
        "services": [(s.code, s.name) for s in promises.services.values()],
        "older": _href(wanted._replace(after=found.next_after)) if found.next_after else None,
        "newer": _href(wanted._replace(after="")) if wanted.after else None,
    }


def _lines_and_tasks(
    found: Listing, work: Mapping[int, str], likely: Mapping[int, str], actor: Actor,
    now: datetime,
) -> tuple[list[Markup], list[dict[str, Any]]]:
    """The lines of the page and what to do now; only what must be drawn anew is read."""
    promises, keeper = catalogue(), lines_kept(current_app)
    zone = str(promises.calendar.tz)
    lines = keeper.known(found.places, actor, promises, now, likely)
    new = [place for place in found.places if place.id not in lines]
    rows = rows_of({*(place.id for place in new), *(id_ for id_ in work if id_ not in lines)})
    views = {view["id"]: view for view in ticket_lines(
        [row.ticket for row in rows.values()], actor, promises, now
    )}
    for place in new:
        row, view = rows[place.id], views[place.id]
        also = likely.get(place.id, "")
        line = lines[place.id] = drawn(_queue_row(row, view, also, now, zone))
        until = true_until(row.ticket, now, zone, by_minute=view["by_minute"])
        keeper.keep(line, place, actor, promises, now, until, also)
    tasks = [
        _task(why, views.get(id_) or lines[id_].view, actor, now, zone)
        for id_, why in work.items()
    ]
    marks = marks_of(found)
    in_order = ((place.id, lines[place.id]) for place in found.places)
    return [
        line.with_marks(marks[id_]) if marks else line.whole for id_, line in in_order
    ], tasks


def _href(wanted: Wanted) -> str:
    return url_for("officer.queue", **{k: v for k, v in wanted._asdict().items() if v})


def _views(found: Listing, counts: Mapping[str, int], wanted: Wanted) -> list[dict[str, Any]]:
    shown = [name for name in VIEW_NAMES if name not in _RARE or counts[name]]
    narrowed = urlencode(wanted._replace(view="").kept)
    address = f"{url_for('officer.queue')}?{narrowed}{'&' if narrowed else ''}view="
    return [
        {
            "text": VIEW_NAMES[name],
            "count": counts[name] if counts[name] < MOST else f"{MOST}+",
            "current": name == found.view,
            "href": address + name,
            "tone": "late" if name == "lewat-tempo" else None,
        }
        for name in shown
    ]


def _queue_row(
    row: Row, line: Mapping[str, Any], likely: str, now: datetime, zone: str
) -> dict[str, Any]:
    """The view dict of the macro `queue_line`."""
    ticket = row.ticket
    return {
        **line, "preview": row.preview, "files": row.files, "likely": likely,
        "waits_text": waits_text(ticket, now, zone),
        "waiting": ticket.waiting_since is not None or _is_back(ticket, now),
    }


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
        "id": ticket.id, "href": act_url("officer.ticket", ticket.number),
        "number": ticket.number, "version": ticket.version,
        "channel_text": label(Channel(ticket.channel)), "subject": ticket.subject,
        "requester_text": requester_text(ticket, actor),
        "category_text": label(Category(ticket.category)),
        "service_text": service.name if service else "",
        "unit_text": unit.name if unit and not service else "",
        "status": Status(ticket.status),
        "due": due_view(ticket.next_due_at, clock, promises, now),
        "by_minute": clock is not None and clock.in_minutes,
        "assignee_text": ticket.assignee.name if ticket.assignee else "",
        "assignee_id": ticket.assignee_id, "tender_deadline": ticket.tender_deadline,
        "next_due_at": ticket.next_due_at, "waiting_since": ticket.waiting_since,
        "snooze_reason": ticket.snooze_reason,
        "tags": names_of(ticket.tags), "snoozed_text": _snoozed(ticket, now, promises),
        "sealed": ticket.sealed, "restricted": ticket.restricted,
        "tender_text": tender_text(ticket, now, promises),
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


def _task(
    why: str, line: Mapping[str, Any], actor: Actor, now: datetime, zone: str
) -> dict[str, Any]:
    told = why_now(why, line, now, zone) + _for_whom(line, actor)
    return {**line, "why": told, "urgent": why in ("tender", "late")}


def _for_whom(line: Mapping[str, Any], actor: Actor) -> str:
    """Another's ticket stands here while one stands in for them."""
    if line["assignee_id"] in (None, actor.id):
        return ""
    return f" · mewakili {line['assignee_text']}"


def why_now(why: str, line: Mapping[str, Any], now: datetime, zone: str) -> str:
    """Why a ticket stands on top, in words that name the moment."""
    due = line["due"]
    if why == "tender" and line["tender_deadline"] is not None:
        return f"Tender ditutup {relative_day(line['tender_deadline'], now, zone)}"
    if why == "late" and due is not None:
        return f"{due['clock']} {due['text']}"
    if why == "today" and due is not None:
        return f"{due['clock']} {relative_day(line['next_due_at'], now, zone)}"
    if why == "requester" and line["waiting_since"] is not None:
        return f"Pemohon menunggu sejak {day_near(line['waiting_since'], now, zone)}"
    if why == "woken":
        return f"Kembali dari penundaan: {line['snooze_reason']}"
    return {
        "answered": "LKPP/Telkom sudah menjawab; sampaikan kepada pemohon",
        "asked": "LKPP/Telkom meminta data; mintakan kepada pemohon",
        "ready": "Siap diteruskan, belum dikirim",
        "unassigned": "Baru, belum ada petugasnya",
    }.get(why, "Batas waktu terdekat")
