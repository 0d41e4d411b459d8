"""The ticket page's side: dates with reasons, requester, other tickets, guide, steps, incident."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.events import EventType
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Actor
from helpdesk.domain.services import Service
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import OPEN, Authority, Category, IdentityMode, Kind, Status
from helpdesk.models import Complaint, Ticket
from helpdesk.queries.incidents import incident_row
from helpdesk.queries.likely import likely_incidents, running_incidents
from helpdesk.queries.neighbours import Neighbour, incident_of, open_outages, other_tickets
from helpdesk.queries.reading import Reading
from helpdesk.queries.related import complaint_of, number_of
from helpdesk.reports import file_receipt as receipt
from helpdesk.usecases.audience import requester_addresses
from helpdesk.web.door import catalogue
from helpdesk.web.officer.matching import roots
from helpdesk.wording.clocks import why_view
from helpdesk.wording.time import datetime_long, datetime_short
from helpdesk.wording.values import label, places

UNREADABLE = "tidak terbaca dalam naskah"
CONTACTS = {"email": "Surel", "phone": "Telepon", "telegram": "Telegram", "webchat": "Obrolan web"}


def side_view(reading: Reading, actor: Actor, names: Mapping[int, str]) -> dict[str, Any]:
    """Everything beside the conversation."""
    ticket = reading.ticket
    parent, children = incident_of(ticket, actor)
    return {
        "clocks": clock_views(reading), "no_clock": no_resolution_clock(reading),
        "facts": facts(reading), "requester": requester(ticket, actor),
        "complaint": complaint(ticket, actor),
        "others": [_short(other) for other in other_tickets(ticket, actor)],
        "steps": steps(reading, names),
        "service": _service(ticket), "reach": _reach(ticket),
        "parent": _short(parent) if parent else None,
        "children": [_short(child) for child in children],
        "open_children": sum(not _ended(child) for child in children),
        "declared": Kind(ticket.kind) is Kind.OUTAGE and incident_row(ticket) is not None,
        "likely": _likely(ticket, actor),
        "outages": [(o.number, f"{o.number} · {o.subject}") for o in open_outages(ticket, actor)],
    }


def _likely(ticket: Ticket, actor: Actor) -> dict[str, str] | None:
    """The running incident that the ticket looks like most."""
    if ticket.parent_id is not None or Status(ticket.status) not in OPEN:
        return None
    found = likely_incidents([ticket.id], running_incidents(actor, roots), roots).get(ticket.id)
    if found is None:
        return None
    running, like = found
    return {
        "number": running.ticket.number, "headline": running.incident.headline,
        "href": url_for("officer.incident", number=running.ticket.number),
        "words": ", ".join(like.words),
    }


def clock_views(reading: Reading) -> list[Mapping[str, Any]]:
    """Every clock that still runs, the nearest first; then how the two promises ended, and what
    they replaced.
    """
    lasting = (ClockKind.RESPONSE, ClockKind.RESOLUTION)
    shown = [c for c in reading.clocks if c.unfinished or c.kind in lasting]
    shown.sort(key=_nearest)
    shown += [c for c in reading.replaced if c.kind in lasting]
    return [why_view(catalogue(), reading, clock, officers=True) for clock in shown]


def _nearest(clock: Clock) -> tuple[bool, bool, float]:
    due = clock.due_at
    return not clock.unfinished, due is None, due.timestamp() if due else 0.0


def no_resolution_clock(reading: Reading) -> str:
    """Why a request has no date for its end yet."""
    return receipt.no_resolution_clock(catalogue(), reading)


def _service(ticket: Ticket) -> Service | None:
    return catalogue().service_at(ticket.service, ticket.received_at)


def _standard_told(service: Service | None) -> str:
    """The version the matter came under, where another has been published since."""
    if service is None or service == catalogue().services.get(service.code):
        return ""
    name = f"versi {service.standard.revision}" if service.standard else "sedang disusun"
    return f"{name}, yang berlaku saat tiket diterima"


def facts(reading: Reading) -> list[dict[str, Any]]:
    """What is known of the matter."""
    ticket, zone = reading.ticket, str(catalogue().calendar.tz)
    unit = catalogue().units.get(ticket.unit or "")
    service = _service(ticket)
    authority = Authority(ticket.authority) if ticket.authority else Authority.BUREAU
    tender, target = ticket.tender_deadline, ticket.target_at
    return [
        {"term": "Layanan", "text": service.name if service else ""},
        {"term": "Standar", "text": _standard_told(service)},
        {"term": "Bagian", "text": unit.name if unit else "belum ditentukan"},
        {"term": "Petugas", "text": getattr(ticket.assignee, "name", "belum ditugaskan")},
        {"term": "Kewenangan", "text": label(authority) if ticket.authority else "Biro (bawaan)"},
        {"term": "Mendesak", "text": "ya" if ticket.urgency == "urgent" else ""},
        {"term": "Kode paket", "text": ticket.package_code},
        {"term": "Batas tender", "text": datetime_long(tender, zone) if tender else ""},
        {"term": "Target baru", "text": datetime_long(target, zone) if target else ""},
        {"term": "Nomor LAPOR!", "text": ticket.lapor_id},
        {"term": "Nomor luar", "text": ticket.external_number},
        {"term": "Lanjutan dari", "text": number_of(ticket.follows_id)},
        {"term": "Diterima", "text": datetime_long(ticket.received_at, zone)},
    ]


def requester(ticket: Ticket, actor: Actor) -> dict[str, Any]:
    """Who asks; a hidden identity stays with the few who may know it."""
    identity, person = IdentityMode(ticket.identity), ticket.requester
    rows = [{"term": "Golongan", "text": label(Category(ticket.category))}]
    known = may_know_requester(actor, identity, ticket.assignee_id)
    if known:
        rows += [{"term": "Nama", "text": person.name or "tidak disebutkan"},
                 {"term": "Perusahaan", "text": person.company or ""}]
        rows += [
            {"term": CONTACTS.get(c.channel, "Kontak"), "text": _address(c.channel, c.address)
             + ("" if c.usable else " (tidak dapat dihubungi)")}
            for c in person.contacts
        ]
    return {"rows": rows, "hidden": not known, "identity": identity.value,
            "identity_text": label(identity)}


def _reach(ticket: Ticket) -> str:
    """Where a reply arrives; a requester who gave nothing has to look, or be called."""
    told = places(channel for channel, _ in requester_addresses(ticket))
    if told:
        return f"Balasan masuk ke {told} pemohon."
    return "Pemohon tidak punya surel atau chat: balasan hanya tampil di halaman statusnya."


def _address(channel: str, address: str) -> str:
    return "terhubung" if channel in ("telegram", "webchat") else address


def complaint(ticket: Ticket, actor: Actor) -> list[dict[str, Any]]:
    """The legal contents of a complaint (Pasal 8(4)), and what of them is missing."""
    if Kind(ticket.kind) is not Kind.COMPLAINT:
        return []
    found: Complaint | None = complaint_of(ticket)
    if found is None:
        return []
    known = may_know_requester(actor, IdentityMode(ticket.identity), ticket.assignee_id)
    missing, zone = "belum ada", str(catalogue().calendar.tz)
    declared = datetime_long(found.declared_at, zone) if found.declared_at else missing
    address = (found.address or missing) if known else "dirahasiakan"
    return [
        {"term": "Alamat", "text": address if ticket.identity != "none" else "tanpa identitas"},
        {"term": "Kerugian", "text": found.loss or "tidak disebutkan"},
        {"term": "Permintaan", "text": found.request or missing},
        {"term": "Tempat", "text": found.place or missing},
        {"term": "Pernyataan benar", "text": declared},
        {"term": "Tenggat lapor", "text": "lewat 30 hari sejak layanan" if ticket.late else ""},
    ]


def _ended(ticket: Neighbour) -> bool:
    return ticket.status in (Status.RESOLVED, Status.CLOSED, Status.REJECTED)


def _short(ticket: Neighbour) -> dict[str, Any]:
    zone = str(catalogue().calendar.tz)
    return {
        "number": ticket.number, "subject": ticket.subject, "status": Status(ticket.status),
        "href": url_for("officer.ticket", number=ticket.number),
        "at_text": datetime_short(ticket.received_at, zone),
    }


def steps(reading: Reading, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The procedure's steps with who ticked them when; an unreadable cell is never guessed."""
    service = _service(reading.ticket)
    if service is None:
        return []
    unknown = UNREADABLE if service.procedure else ""
    ticked = _ticked(reading, names)
    return [
        {
            "no": s.no, "text": s.text, "branch": s.branch or "", "actor": s.actor or unknown,
            "time": s.standard_time or unknown, "output": s.output or unknown,
            "ticked": ticked.get(s.no),
        }
        for s in service.checklist
    ]


def _ticked(reading: Reading, names: Mapping[int, str]) -> dict[str, str]:
    zone, done = str(catalogue().calendar.tz), dict[str, str]()
    for event in reading.events:
        if event.type is EventType.DISCRETION_USED and "step" in event.data:
            by = _by(event.actor, event.at, names, zone)
            done[event.data["step"]] = f"disesuaikan, diskresi {by}"
        if event.type is not EventType.STEP_TICKED:
            continue
        done.pop(event.data["step"], None)
        if event.data["done"]:
            done[event.data["step"]] = _by(event.actor, event.at, names, zone)
    return done


def _by(actor: str, at: datetime, names: Mapping[int, str], zone: str) -> str:
    who = names.get(int(actor.partition(":")[2] or 0), "Sistem")
    return f"{who}, {datetime_short(at, zone)}"
