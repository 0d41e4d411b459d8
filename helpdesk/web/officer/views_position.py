"""The view model of 'Posisi hari ini'."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Kind, RelayState
from helpdesk.models import Ticket
from helpdesk.queries.position import Position
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_calendar import warning_lines
from helpdesk.web.officer.views_queue import ticket_lines
from helpdesk.wording.incident import because, elsewhere_text
from helpdesk.wording.time import datetime_long, working_days
from helpdesk.wording.values import label

_ASKED = {
    "decide": "Tetapkan target baru, minta nasihat LKPP, atau naikkan",
    "propose_letter": "Surat ke LKPP/Telkom diusulkan",
    "propose_split": "Bagi atau teruskan dalam satu hari kerja",
    "refer": "Alihkan ke instansi yang tepat",
}


def position_page(found: Position, actor: Actor, now: datetime) -> dict[str, Any]:
    """Figures on top, then each list with its reason beside it."""
    zone = str(catalogue().calendar.tz)
    return {
        "at_text": datetime_long(now, zone),
        "warnings": warning_lines(catalogue(), catalogue().calendar.local_date(now)),
        "figures": _figures(found),
        "late": _late(found, actor, now), "elsewhere": elsewhere_text(found.elsewhere.values()),
        "near": _lines(found.near_tickets, actor, now),
        "abroad": _with(
            [(a.ticket, _abroad(a.ticket, a.days)) for a in found.abroad], actor, now
        ),
        "rest": {
            "late": found.late - len(found.late_tickets),
            "near": found.near - len(found.near_tickets),
            "abroad": found.abroad_count - len(found.abroad),
            "decisions": found.decisions_count - len(found.decisions),
        },
        "decisions": _with(
            [(ticket, _ASKED.get(asked, asked)) for ticket, asked in found.decisions], actor, now
        ),
        "matters": [{"text": _matter(s, k), "count": n} for s, k, n in found.matters],
    }


def _figures(found: Position) -> list[dict[str, Any]]:
    def at(view: str) -> str:
        return url_for("officer.queue", view=view)

    return [
        {"term": "Terbuka", "text": found.opened, "href": at("semua")},
        {"term": "Lewat tempo", "text": found.late, "href": at("lewat-tempo"),
         "tone": "late" if found.late else None},
        {"term": "Hampir: sampai besok", "text": found.near,
         "tone": "soon" if found.near else None},
        {"term": "Di LKPP/Telkom", "text": found.abroad_count,
         "href": url_for("officer.relays")},
        {"term": "Menunggu keputusan", "text": found.decisions_count,
         "tone": "late" if found.decisions_count else None},
    ]


def _lines(tickets: Sequence[Ticket], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    lines = ticket_lines(tickets, actor, catalogue(), now)
    return [{**line, "why": _why(line["due"])} for line in lines]


def _late(found: Position, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Late is late; what an incident elsewhere accounts for is said beside it."""
    lines = _lines(found.late_tickets, actor, now)
    for ticket, line in zip(found.late_tickets, lines, strict=True):
        if ticket.id in found.elsewhere:
            line["why"] += f" · {because(found.elsewhere[ticket.id])}"
    return lines


def _why(due: Mapping[str, str] | None) -> str:
    return f"{due['clock']} {due['text']}" if due else ""


def _with(
    reasoned: Sequence[tuple[Ticket, str]], actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    lines = ticket_lines([ticket for ticket, _ in reasoned], actor, catalogue(), now)
    return [{**line, "why": why} for line, (_, why) in zip(lines, reasoned, strict=True)]


def _abroad(ticket: Ticket, days: int) -> str:
    state = "diterima" if ticket.relay_state == RelayState.ACCEPTED else "belum diterima"
    number = f", nomor {ticket.external_number}" if ticket.external_number else ""
    party = {"telkom": "Telkom"}.get(ticket.provider or "", "LKPP")
    return f"{party}, {working_days(days)}, {state}{number}"


def _matter(service: str | None, kind: str | None) -> str:
    found = catalogue().services.get(service or "")
    name = found.name if found else "tanpa layanan"
    return f"{label(Kind(kind))}: {name}" if kind else name
