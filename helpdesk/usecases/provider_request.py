"""LKPP or Telkom ask for data: one act records it and asks the requester."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket
from helpdesk.usecases.forward import record_provider_answer
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Request:
    """Their words, and ours to the requester."""

    theirs: str
    ours: str
    occurred_at: datetime | None = None


@use_case
def pass_on_request(
    book: Rulebook, number: str, request: Request, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Record what they ask for and ask the requester at once; the ticket waits for them.

    It says nothing of whether the requester's own file is complete, so it answers no complaint.
    """
    record_provider_answer(
        book, number, request.theirs, asks_for_data=True, actor=actor, now=now,
        occurred_at=request.occurred_at, version=version,
    )
    return reply_to_requester(
        book, number, Words(request.ours), actor=actor, now=now, completeness=None,
        wait_for="question",
    )
