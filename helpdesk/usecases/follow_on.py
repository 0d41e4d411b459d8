"""A new ticket linked to one that can no longer be reopened (`sla-rules.md` section 3)."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.roles import REQUESTER, SYSTEM
from helpdesk.domain.ticket import Category, Channel, IdentityMode, Kind, Status
from helpdesk.errors import IllegalMove
from helpdesk.models import Ticket
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.merged import going_on, lock_matter
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.restrict import restrict
from helpdesk.usecases.rulebook import Rulebook

_OVER = (Status.CLOSED, Status.REJECTED)


@use_case
def follow_on(
    book: Rulebook, number: str, text: str, *, channel: str, now: datetime,
    files: Sequence[str] = (), owner: str | None = None,
) -> Ticket:
    """The same requester's matter goes on under a new number; both tickets name each other.

    What was known of the old one (kind, service, package, contacts) need not be said again.
    Raises `IllegalMove` while the old ticket itself can still go on.
    """
    lock_matter(number)
    old = load_ticket(number)
    if Status(going_on(old).status) not in _OVER:
        raise IllegalMove("Tiket ini masih berjalan; pesan Anda dapat ditambahkan ke sana.")
    requester = old.requester
    new = NewTicket(
        kind=Kind(old.kind), text=text, channel=Channel(channel),
        category=Category(old.category), name=requester.name, company=requester.company,
        contacts={contact.channel: contact.address for contact in requester.contacts},
        service=old.service, topic=old.topic, unit=old.unit,
        identity=IdentityMode(old.identity), package_code=old.package_code,
        about_officer=old.sealed, files=tuple(files), owner=owner,
        conversation_id=old.conversation_id, follows=old.id,
        answered_in_chat=old.conversation_id is not None,
    )
    going = register_ticket(book, new, actor=REQUESTER, now=now)
    if old.restricted:  # the heads decide who handles it now
        restrict(book, going, SYSTEM, now)
    return going
