"""Who a notice goes to: audiences of the ladder turned into channels and addresses."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Role, may_see
from helpdesk.models import Conversation, Officer, Setting, Ticket
from helpdesk.usecases.rulebook import Rulebook

PROVIDER_MAIL_CONFIRMED = "provider_mail_confirmed"
_DESK = (Role.HELPDESK, Role.VERIFIER, Role.SYSTEM_ADMIN)
HANDLER = "handler"  # whom a disposition names; warnings go to the assignee instead
_ROLE_OF = {
    "unit_head": Role.UNIT_HEAD,
    "bureau_head": Role.BUREAU_HEAD,
    "administrator": Role.ADMINISTRATOR,
}


def recipients(
    book: Rulebook, ticket: Ticket, audience: str, *, now: datetime | None = None
) -> Iterator[tuple[str, str]]:
    """(channel, address) pairs for one audience of one ticket, without repeats."""
    if audience == "requester":
        yield from requester_addresses(ticket)
    elif audience == "provider":
        if not ticket.sealed:
            yield from _provider(book, ticket)
    else:
        seen: set[str] = set()
        for officer in officers_of(book, ticket, audience, now=now):
            if officer.email not in seen:
                seen.add(officer.email)
                yield "email", officer.email


def requester_addresses(ticket: Ticket) -> Iterator[tuple[str, str]]:
    """The chat the ticket is bound to, else the registered e-mail address; none is possible."""
    if ticket.conversation_id is not None:
        chat = db.session.get(Conversation, ticket.conversation_id)
        assert chat is not None
        address = chat.address if chat.skin == "telegram" else str(chat.id)
        yield chat.skin, address
        return
    for contact in ticket.requester.contacts:
        if contact.channel == "email" and contact.usable:
            yield "email", contact.address
            return


def _provider(book: Rulebook, ticket: Ticket) -> Iterator[tuple[str, str]]:
    mailbox = provider_mailbox(book, ticket.provider or ticket.authority)
    if mailbox:
        yield "email", mailbox


def provider_mailbox(book: Rulebook, provider: str | None) -> str:
    """The provider's mailbox, or '' while none is set or no administrator has confirmed mailing."""
    address = book.mailboxes.get(provider or "", "")
    if not address or db.session.get(Setting, PROVIDER_MAIL_CONFIRMED) is None:
        return ""
    return address


def officers_of(
    book: Rulebook, ticket: Ticket, audience: str, *, now: datetime | None = None
) -> Sequence[Officer]:
    """Active officers of an audience; deputies and fallbacks where nobody holds the role.

    Who is away at `now` is passed over while somebody else can be found.

    A sealed complaint goes to the head of the bureau alone, but for the handler they named, who
    must hear of it once; whoever may not see the ticket is passed over.
    """
    if ticket.sealed and not (audience == HANDLER and ticket.assignee_id is not None):
        audience = "bureau_head"
    if audience == HANDLER:
        audience = "assignee"
    access = ticket.access
    staff = db.session.scalars(sa.select(Officer).order_by(Officer.id)).all()
    able = [o for o in staff if o.active and may_see(o.actor, access)]
    present = [o for o in able if not _is_away(o, now)]
    for officers in (present, able):
        for name in (audience, *book.catalogue.fallbacks.get(audience, ())):
            found = _holding(book, officers, staff, ticket, name)
            if found:
                return found
    return []


def _parent(book: Rulebook, unit: str | None) -> str | None:
    found = book.catalogue.units.get(unit or "")
    return found.parent if found else None


def _is_away(officer: Officer, now: datetime | None) -> bool:
    return now is not None and officer.away_until is not None and officer.away_until > now


def _holding(
    book: Rulebook, officers: Sequence[Officer], staff: Sequence[Officer], ticket: Ticket,
    audience: str,
) -> list[Officer]:
    """Those of `officers` in an audience; `staff`: everybody, as a deputy stands in for the absent.
    """
    if audience == "assignee":
        return [o for o in officers if o.id == ticket.assignee_id]
    if audience in ("unit_officers", "piket"):
        desk = [o for o in officers if any(role.value in o.roles for role in _DESK)]
        return [o for o in desk if o.unit == ticket.unit] or desk
    if audience in _ROLE_OF:
        holders = [o for o in officers if _ROLE_OF[audience].value in o.roles]
        own = [o for o in holders if o.unit == ticket.unit]
        if audience != "unit_head" or ticket.unit is None:
            return own or holders
        # The heads of its subunits come next; those of other units have no say here.
        return own or [o for o in holders if _parent(book, o.unit) == ticket.unit]
    if audience == "parent_unit_head":
        above = _parent(book, ticket.unit)
        heads = [o for o in officers if Role.UNIT_HEAD.value in o.roles]
        return [o for o in heads if above is not None and o.unit == above]
    if audience.endswith("_deputy"):
        role = audience.removesuffix("_deputy")
        for_whom = {o.id for o in _holding(book, staff, staff, ticket, role)}
        return [o for o in officers if o.deputy_of in for_whom]
    return []
