"""View models of merging: which other ticket, then both beside each other."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from helpdesk.domain.projection import Standing
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN, Channel, IdentityMode, Status
from helpdesk.models import Ticket
from helpdesk.queries.neighbours import other_tickets
from helpdesk.queries.reading import Reading
from helpdesk.queries.related import officer_names
from helpdesk.usecases.merged import one_requester
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_queue import requester_text
from helpdesk.web.officer.views_ticket import Again, changes_since
from helpdesk.wording.time import datetime_short
from helpdesk.wording.values import label

MOST_WORDS = 5  # messages shown of each ticket


def merge_page(
    ticket: Ticket, actor: Actor, again: Again, both: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Everything the template needs; `both` once the other ticket is chosen."""
    near = () if both or ticket.sealed else other_tickets(ticket, actor)
    return {
        "ticket": ticket, "both": both, "again": again, "kept": again.kept,
        "errors": again.errors, "may_merge": not ticket.sealed,
        "near": [
            {"number": each.number, "subject": each.subject, "status": Status(each.status),
             "href": url_for("officer.merge_form", number=ticket.number, dengan=each.number)}
            for each in near if Status(each.status) in OPEN and not each.sealed
        ],
    }


def side_by_side(
    here: Reading, there: Reading, actor: Actor, again: Again
) -> dict[str, Any]:
    """Both as they are now; of a page grown old, what changed on each since it was drawn."""
    kept, pair = again.kept, (here, there)
    stale = again.seen is not None
    seen = (_row(kept.get("seen")), _row(kept.get("gabung-seen"))) if stale else (None, None)
    older = min(pair, key=lambda reading: (reading.ticket.received_at, reading.ticket.id))
    known = all(r.standing.identity is IdentityMode.KNOWN for r in pair)
    same = known and one_requester(here.ticket, there.ticket)
    return {
        "sides": [_side(r, actor, since) for r, since in zip(pair, seen, strict=True)],
        "into": kept.get("gabung-into") or older.ticket.number,
        "choices": [(r.ticket.number, r.ticket.number, _hint(r is older)) for r in pair],
        "other": there.ticket.number,
        # Neither told nor asked of a hidden requester, of whom nothing may be found out.
        "same": same, "ask_same": known and not same,
        "hidden": {
            "version": here.ticket.version, "seen": here.events[-1].seq,
            "gabung-version": there.ticket.version, "gabung-seen": there.events[-1].seq,
            "gabung-other": there.ticket.number,
        },
    }


def _hint(older: bool) -> str:
    return "diterima lebih dulu" if older else ""


def _row(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _side(reading: Reading, actor: Actor, since: int | None) -> dict[str, Any]:
    ticket, standing = reading.ticket, reading.standing
    zone = str(catalogue().calendar.tz)
    words = [m for m in reading.messages if m.side == "requester"]
    return {
        "number": ticket.number, "subject": ticket.subject, "status": standing.status,
        "href": url_for("officer.ticket", number=ticket.number),
        "rows": [{"term": term, "text": text} for term, text in (
            ("Pemohon", requester_text(ticket, actor)), ("Lewat", label(Channel(ticket.channel))),
            ("Diterima", datetime_short(ticket.received_at, zone)),
            ("Perihal", _matter(standing)), ("Bagian", _unit(standing)),
            ("Petugas", ticket.assignee.name if ticket.assignee else "belum ada"),
            ("Batas waktu terdekat",
             datetime_short(ticket.next_due_at, zone) if ticket.next_due_at else "tidak ada"),
        )],
        "words": [
            {"at_text": datetime_short(m.at, zone), "text": m.body, "files": len(m.attachments)}
            for m in words[:MOST_WORDS]
        ],
        "more": max(0, len(words) - MOST_WORDS),
        "changes": changes_since(reading, officer_names(), since) if since is not None else (),
    }


def _matter(standing: Standing) -> str:
    service = catalogue().services.get(standing.service or "")
    kind = label(standing.kind)
    return f"{kind}: {service.name}" if service else kind


def _unit(standing: Standing) -> str:
    unit = catalogue().units.get(standing.unit or "")
    return unit.name if unit else "belum ada"
