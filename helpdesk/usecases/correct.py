"""What a requester puts right after the number: the new value, and a message that tells the old.

The ticket's row holds what is true now; what was told before stays in its events and messages.
"""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.ticket import OPEN, Status
from helpdesk.errors import IllegalMove
from helpdesk.models import Ticket
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.merged import lock_matter
from helpdesk.usecases.receive import add_details, receive_message
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Correction:
    """One value put right; `told` says it in the requester's name, with what stood before."""

    told: str
    package_code: str | None = None
    tender_deadline: datetime | None = None


@use_case
def correct_ticket(
    book: Rulebook, number: str, correction: Correction, *, channel: str, now: datetime
) -> Ticket:
    """Put it right while the ticket is open; whoever handles it is told like of any message.

    Raises `IllegalMove` for a ticket that is resolved or closed.
    """
    lock_matter(number)
    ticket = load_ticket(number)
    if Status(ticket.status) not in OPEN:
        raise IllegalMove(
            "Tiket ini sudah dinyatakan selesai, jadi datanya tidak diubah lagi. Bila belum beres, "
            "tekan “Belum selesai” atau tulis di sini."
        )
    receive_message(
        book, number, correction.told, channel=channel, now=now, answered_in_chat=True
    )
    code, deadline = correction.package_code, correction.tender_deadline
    if code == ticket.package_code:  # a claim that waited for it has taken it from the words
        code = None
    if code or deadline:
        add_details(
            book, number, now=now, package_code=code, tender_deadline=deadline,
            answered_in_chat=True,
        )
    return ticket
