"""What the account's owner files themselves: the number they got, told by them (section 4)."""

from datetime import datetime
from typing import Any

from helpdesk.db import use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.external_number import external_number, number_in
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import RelayState
from helpdesk.errors import IllegalMove
from helpdesk.models import Ticket
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


def awaits_number(ticket: Ticket) -> bool:
    """Whether the requester was asked to file it themselves and has not told the number yet."""
    return ticket.relay_state == RelayState.FILED and ticket.relay_channel == "self_filed"


@use_case
def tell_external_number(
    book: Rulebook, number: str, typed: str, *, channel: str, now: datetime,
    source_key: str | None = None,
) -> Ticket:
    """Keep the number as the requester's own words, and with it 'diterima'; their clock starts.

    Raises `InvalidInput` for what is no number, `IllegalMove` when none is awaited,
    `DuplicateRequest` for a form sent twice.
    """
    ticket = load_ticket(number)
    if not awaits_number(ticket):
        raise IllegalMove("Tiket ini tidak sedang menunggu nomor dari Anda.")
    kept = external_number(typed)
    party = "Telkom" if ticket.provider == "telkom" else "LKPP"
    receive_message(
        book, number, f"Nomor tiket {party}: {kept}", channel=channel, now=now,
        source_key=source_key,
    )
    data: dict[str, Any] = {
        "provider": ticket.provider, "external": kept, "promise": {}, "by": "requester"
    }
    record(book, ticket, Change(EventType.ACCEPTED, data, REQUESTER, now))
    return ticket


def told_number(ticket: Ticket, text: str) -> str | None:
    """The awaited number in a chat message that says nothing else."""
    return number_in(text) if awaits_number(ticket) else None
