"""The view model of incident mode: what is known, who reported it, what looks like it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.incident import LONGEST_EVIDENCE, LONGEST_HEADLINE, Cause, is_public
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import OPEN, Channel, Kind, Status
from helpdesk.models import Incident, Ticket
from helpdesk.queries.incidents import (
    Reports,
    incident_row,
    known_incidents,
    notice_of,
    reports_of,
)
from helpdesk.queries.likely import Proposal, likely_reports
from helpdesk.queries.neighbours import Neighbour, incident_of
from helpdesk.usecases.incident_reports import Told
from helpdesk.web.door import catalogue
from helpdesk.web.officer.matching import roots
from helpdesk.web.officer.views_ticket import Again
from helpdesk.wording.incident import CAUSE, HEADLINES, banner, lasting, until_text
from helpdesk.wording.time import datetime_long, datetime_short, local
from helpdesk.wording.values import label

MOST_SHOWN = 50  # proposals on one page; joining these makes room for the next
_DONE = {"gabung": "digabungkan", "jawab": "dijawab"}


@dataclass(frozen=True)
class Results:
    """What became of each ticket of a bulk act."""

    form: str
    told: Sequence[Told]
    left: int = 0


def incident_page(
    ticket: Ticket, actor: Actor, now: datetime, again: Again, results: Results | None
) -> dict[str, Any]:
    """Everything the page needs; without a declared incident, the form to declare one."""
    zone, incident = str(catalogue().calendar.tz), incident_row(ticket)
    parent, children = incident_of(ticket, actor)
    leads = Kind(ticket.kind) is Kind.OUTAGE and parent is None and not ticket.sealed
    going = Status(ticket.status) in OPEN
    page: dict[str, Any] = {
        "ticket": ticket, "status": Status(ticket.status), "again": again, "kept": again.kept,
        "errors": again.errors, "hidden": {"version": ticket.version},
        "can_declare": leads and going and incident is None, "incident": None,
        "form": _form(ticket, incident, again, zone), "causes": list(_causes()),
        "headlines": HEADLINES, "longest": LONGEST_HEADLINE, "longest_evidence": LONGEST_EVIDENCE,
        "results": _results(results) if results else None,
        "children": [_child(child, zone) for child in children],
    }
    if incident is None or ticket.sealed:
        return page
    proposals = likely_reports(ticket, incident, actor, roots)
    return page | {
        "incident": _incident(ticket, incident, reports_of(ticket), now, zone),
        "proposals": [_proposal(p, zone) for p in proposals[:MOST_SHOWN]],
        "proposed": len(proposals),
        "open_children": sum(Status(child.status) in OPEN for child in children),
        "going": going, "token": again.kept.get("jawab-token") or secrets.token_urlsafe(16),
        "may_answer": permitted(actor, Action.REPLY), "may_join": permitted(actor, Action.MERGE),
        "now_text": _typed(now, zone),
    }


def incidents_page(actor: Actor, now: datetime) -> dict[str, Any]:
    """A line for each incident."""
    zone = str(catalogue().calendar.tz)
    return {"rows": [
        {
            "number": ticket.number, "headline": incident.headline, "reports": reports,
            "href": url_for("officer.incident", number=ticket.number),
            "paper": url_for("officer.incident_paper", number=ticket.number),
            "running": incident.ended_at is None,
            "published": is_public(incident.published, incident.ended_at, now),
            "started_text": datetime_short(incident.started_at, zone),
            "lasted_text": lasting((incident.ended_at or now) - incident.started_at),
            "cause_text": CAUSE[Cause(incident.cause)],
        }
        for ticket, incident, reports in known_incidents(actor)
    ]}


def _causes() -> Sequence[tuple[str, str]]:
    return [(cause.value, text) for cause, text in CAUSE.items()]


def _typed(at: datetime, zone: str) -> str:
    """As a field for date and time holds it."""
    return local(at, zone).strftime("%Y-%m-%dT%H:%M")


def _form(
    ticket: Ticket, incident: Incident | None, again: Again, zone: str
) -> Mapping[str, Any]:
    """What the form of the declaration shows: what was typed, else what is known."""
    if again.form == "gangguan":
        names = ("headline", "cause", "started_at", "evidence", "published")
        return {name: again.kept.get(f"gangguan-{name}", "") for name in names}
    if incident is None:
        return {"headline": "", "cause": Cause.UNKNOWN.value, "evidence": "", "published": False,
                "started_at": _typed(ticket.received_at, zone)}
    return {"headline": incident.headline, "cause": incident.cause,
            "evidence": incident.evidence or "", "published": incident.published,
            "started_at": _typed(incident.started_at, zone)}


def _incident(
    ticket: Ticket, incident: Incident, reports: Reports, now: datetime, zone: str
) -> dict[str, Any]:
    over = incident.ended_at
    shown = is_public(incident.published, over, now)
    channels = ", ".join(f"{label(Channel(c))} {n}" for c, n in reports.by_channel.items())
    return {
        "headline": incident.headline, "running": over is None, "published": shown,
        "banner": banner(notice_of(incident, ticket), zone),
        "paper": url_for("officer.incident_paper", number=ticket.number),
        "rows": [
            {"term": "Mulai", "text": datetime_long(incident.started_at, zone)},
            {"term": "Berakhir", "text": until_text(over, zone)},
            {"term": "Lama", "text": lasting((over or now) - incident.started_at)},
            {"term": "Sebab", "text": CAUSE[Cause(incident.cause)]},
            {"term": "Laporan", "text": f"{reports.count} ({channels})"},
            {"term": "Pemberitahuan",
             "text": "tayang di halaman publik" if shown else "tidak ditayangkan"},
        ],
    }


def _child(child: Ticket | Neighbour, zone: str) -> dict[str, Any]:
    return {
        "number": child.number, "subject": child.subject, "status": Status(child.status),
        "href": url_for("officer.ticket", number=child.number),
        "at_text": datetime_short(child.received_at, zone),
        "channel_text": label(Channel(child.channel)), "open": Status(child.status) in OPEN,
    }


def _proposal(proposal: Proposal, zone: str) -> dict[str, Any]:
    ticket = proposal.ticket
    return _child(ticket, zone) | {
        "kind": Kind(ticket.kind), "words": ", ".join(proposal.likeness.words),
    }


def _results(results: Results) -> dict[str, Any]:
    done = sum(told.outcome == "done" for told in results.told)
    words = {"done": _DONE[results.form], "before": f"sudah {_DONE[results.form]} sebelumnya"}
    failed = [told for told in results.told if told.outcome == "refused"]
    return {
        "text": f"{done} tiket {_DONE[results.form]}"
                + (f", {len(failed)} tidak dapat." if failed else "."),
        "tone": "warn" if failed or results.left else "ok", "left": results.left,
        "sent": results.form == "jawab" and not results.left,
        "rows": [
            {"number": told.number, "text": told.reason or words[told.outcome],
             "bad": told.outcome == "refused"}
            for told in results.told
        ],
    }
