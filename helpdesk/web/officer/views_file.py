"""View model of a request's file: the checklist, what is missing, identity, proposed words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from helpdesk.domain.checklist import (
    DocumentState,
    Paper,
    completeness,
    missing,
    must_come,
    papers_of,
    receipt_stands,
)
from helpdesk.domain.events import EventType
from helpdesk.domain.identity import DISCRETION, needs_identity, verification
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import ENDED, Kind, Status
from helpdesk.queries.reading import Reading
from helpdesk.queries.related import files_of
from helpdesk.web.door import catalogue
from helpdesk.wording.checklist import (
    invitation_text,
    missing_text,
    return_text,
    state_text,
)
from helpdesk.wording.time import datetime_short

Names = Mapping[int, str]


def request_file(reading: Reading, actor: Actor, names: Names) -> dict[str, Any] | None:
    """Everything the checklist shows and offers; None for what is no request."""
    standing = reading.standing
    if standing.kind is not Kind.REQUEST:
        return None
    service = catalogue().service_at(standing.service, standing.received_at)
    papers = papers_of(service.documents if service else (), reading.events)
    going = standing.status not in ENDED
    receipts = [e for e in reading.events if e.type is EventType.FILE_RECEIVED]
    received = receipts if receipt_stands(reading.events) else []
    return {
        "service": service.name if service else "", "rows": [_row(p, names) for p in papers],
        "missing": [missing_text(p) for p in missing(papers)],
        "begun": any(_ticked(p) for p in papers) and bool(missing(papers)),
        "done": sum(p.enough for p in papers), "asked": sum(p.applies for p in papers),
        "says": completeness(papers), "must_come": must_come(papers),
        "return_text": return_text(papers),
        "invite_text": invitation_text(service.name if service else "permintaan Anda"),
        "came": [f.name if not f.restricted else "Dokumen identitas"
                 for f in files_of(reading.ticket)],
        "received_text": _when(received[-1].occurred_at) if received else "",
        "awaited": standing.wait_reason == "visit", "identity": _identity(reading, names),
        **_offers(reading, papers, actor, going),
    }


def _offers(
    reading: Reading, papers: Sequence[Paper], actor: Actor, going: bool
) -> dict[str, Any]:
    """What may be pressed; the use cases refuse the same when forced."""
    service = catalogue().service_at(reading.standing.service, reading.standing.received_at)
    came = receipt_stands(reading.events)
    visit = bool(service and service.needs_visit) and not came
    waits = reading.standing.status is Status.WAITING_REQUESTER
    triaged = any(e.type is EventType.TRIAGED for e in reading.events)
    return {
        "can_tick": going and permitted(actor, Action.RECEIVE_FILE),
        "can_receive": going and permitted(actor, Action.RECEIVE_FILE)
        and not missing(papers) and not came,
        "can_return": going and permitted(actor, Action.REPLY) and bool(missing(papers)),
        "can_invite": going and permitted(actor, Action.REPLY) and not came,
        "offer_invite": visit and triaged and not waits and must_come(papers),
        "can_verify": going and permitted(actor, Action.VERIFY_IDENTITY),
        "can_waive": going and permitted(actor, Action.WAIVE_IDENTITY),
        "adjustable": _adjustable(reading, papers) if going and permitted(
            actor, Action.USE_DISCRETION) else [],
    }


def _adjustable(reading: Reading, papers: Sequence[Paper]) -> list[tuple[str, str]]:
    """What a head's discretion may adjust: missing requirements, then the procedure's steps."""
    service = catalogue().services.get(reading.standing.service or "")
    steps = service.checklist if service else ()
    return [
        *((f"document:{p.needed.code}", f"Persyaratan: {p.needed.label}") for p in missing(papers)),
        *((f"step:{s.no}", f"Langkah {s.no}: {s.text[:80]}") for s in steps),
    ]


def _row(paper: Paper, names: Names) -> dict[str, Any]:
    return {
        "code": paper.needed.code, "label": paper.needed.label, "when": paper.needed.when or "",
        "original": paper.needed.original, "state": paper.state.value,
        "state_text": state_text(paper), "enough": paper.enough, "applies": paper.applies,
        "by": _by(paper.actor, names, _when(paper.at)) if paper.at and _ticked(paper) else "",
    }


def _ticked(paper: Paper) -> bool:
    return paper.state is not DocumentState.NONE


def _identity(reading: Reading, names: Names) -> dict[str, Any] | None:
    """Whether it is needed, and how it was checked; the reason of a discretion stays visible."""
    service = catalogue().service_at(reading.standing.service, reading.standing.received_at)
    if not needs_identity(service, reading.standing.kind):
        return None
    found = verification(reading.events)
    return {
        "done": found is not None, "waived": found is not None and found.how == DISCRETION,
        "reason": (found.reason or "") if found else "",
        "by": _by(found.actor, names, _when(found.at)) if found else "",
    }


def _by(actor: str, names: Names, at_text: str) -> str:
    return f"{names.get(int(actor.partition(':')[2] or 0), 'Sistem')}, {at_text}"


def _when(at: datetime) -> str:
    return datetime_short(at, str(catalogue().calendar.tz))
