"""The view model of a proposed triage: each field in words, and why; never applied by itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import OPEN, Authority, Kind, Status
from helpdesk.domain.triage_help import Proposal, propose
from helpdesk.models import Ticket
from helpdesk.triage_signs import evaluation_signs, signs_of
from helpdesk.web.door import catalogue, library
from helpdesk.web.officer.views_suggestions import asked_in
from helpdesk.wording.values import KIND, label

_NAMES = {"kind": "Jenis", "service": "Layanan", "authority": "Kewenangan", "unit": "Bagian",
          "urgency": "Kemendesakan"}


def triage_help(ticket: Ticket, actor: Actor, asked: str) -> list[dict[str, Any]]:
    """What is proposed for a ticket that nobody has triaged; nothing to who may not triage."""
    return [
        {"name": _NAMES[p.field], "field": f"triase-{p.field}", "value": p.value,
         "text": _said(p), "words": ", ".join(p.words), "topic": p.topic}
        for p in _proposals(ticket, actor, asked)
    ]


def filled(ticket: Ticket, actor: Actor) -> Mapping[str, str]:
    """The same as the triage form's own fields."""
    found = _proposals(ticket, actor, asked_in(ticket))
    return {f"triase-{p.field}": p.value for p in found}


def neutrality_help(ticket: Ticket, actor: Actor, asked: str) -> str:
    """The words by which an open ticket asks about the evaluation of a tender; "" for none."""
    guarded = ticket.restricted or ticket.sealed or not permitted(actor, Action.RESTRICT)
    if guarded or not asked or Status(ticket.status) not in OPEN:
        return ""
    return ", ".join(evaluation_signs(library(), asked))


def _proposals(ticket: Ticket, actor: Actor, text: str) -> Sequence[Proposal]:
    if ticket.status != Status.NEW.value or not permitted(actor, Action.TRIAGE):
        return ()
    if not text:
        return ()
    tz = catalogue().calendar.tz
    deadline = ticket.tender_deadline and ticket.tender_deadline.astimezone(tz)
    signs = signs_of(library(), text, ticket.received_at.astimezone(tz), deadline)
    found = propose(signs, catalogue())
    # A sealed complaint is one already, and its unit is not for words to choose.
    return [p for p in found if not ticket.sealed or p.field == "urgency"]


def _said(proposal: Proposal) -> str:
    value = proposal.value
    if proposal.field == "kind":
        return KIND[Kind(value)]
    if proposal.field == "service":
        return catalogue().services[value].name
    if proposal.field == "unit":
        return catalogue().units[value].name
    return label(Authority(value)) if proposal.field == "authority" else "Mendesak"
