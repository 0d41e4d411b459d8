"""Who a notice goes to: audiences of the ladder turned into channels and addresses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.notices import MENTIONED, WATCHERS, Notice
from helpdesk.domain.officer_notices import Ways, channels_of
from helpdesk.domain.roles import Role, may_see, may_view
from helpdesk.models import (
    Absence,
    Conversation,
    Duty,
    Officer,
    OfficerChat,
    Setting,
    Ticket,
    TicketWatcher,
)
from helpdesk.models.absence import absent_on
from helpdesk.usecases.rulebook import Rulebook

PROVIDER_MAIL_CONFIRMED = "provider_mail_confirmed"
_DESK = (Role.HELPDESK, Role.VERIFIER, Role.SYSTEM_ADMIN)
PIKET = "piket"
HANDLER = "handler"  # whom a disposition names; warnings go to the assignee instead
_ROLE_OF = {
    "unit_head": Role.UNIT_HEAD,
    "bureau_head": Role.BUREAU_HEAD,
    "administrator": Role.ADMINISTRATOR,
}


@dataclass(frozen=True)
class Office:
    """Everybody of the bureau as they are at `now`, read once for as many notices as need it."""

    book: Rulebook
    now: datetime | None
    staff: Sequence[Officer]
    chats: Mapping[int, OfficerChat] = field(default_factory=dict)
    # Who does not work today → who stands in, if anybody was named.
    away: Mapping[int, int | None] = field(default_factory=dict)
    # Who hears of unsealed matters depends on these alone: (audience, unit, assignee).
    _found: dict[tuple[str, str | None, int | None], Sequence[Officer]] = field(
        default_factory=dict
    )
    _duty: dict[date, frozenset[int]] = field(default_factory=dict)

    def officers_of(self, ticket: Ticket, audience: str) -> Sequence[Officer]:
        """Active officers of an audience; deputies and fallbacks where nobody holds the role.

        Who is away is passed over while somebody else can be found.

        A sealed complaint goes to the head of the bureau alone, but for the handler they named,
        who must hear of it once; whoever may not see the ticket is passed over. A restricted one
        goes to those of the audience who may see it, else to the head.
        """
        if ticket.sealed:
            named = audience == HANDLER and ticket.assignee_id is not None
            access = ticket.access
            seeing = [o for o in self.staff if o.active and may_see(o.actor, access)]
            return self._first(seeing, ticket, audience if named else "bureau_head")
        if ticket.restricted:
            access = ticket.access
            seeing = [o for o in self.staff if o.active and may_see(o.actor, access)]
            return self._first(seeing, ticket, audience) or self._first(
                seeing, ticket, "bureau_head"
            )
        key = (audience, ticket.unit, ticket.assignee_id)
        found = self._found.get(key)
        if found is None:
            found = self._first([o for o in self.staff if o.active], ticket, audience)
            self._found[key] = found
        return found

    def chosen(self, ticket: Ticket, notice: Notice) -> Sequence[Officer]:
        """Who follows the ticket or is named, and may see it, except the actor who did it; also
        those away, as they are meant themselves, and nobody in their stead.
        """
        query = sa.select(TicketWatcher.officer_id).filter_by(ticket_id=ticket.id)
        ids = frozenset(notice.named or db.session.scalars(query))
        found = [o for o in self.staff if o.id in ids and o.active and str(o.actor) != notice.but]
        return [o for o in found if may_view(o.actor, ticket.access)]

    def places_of(self, officer: Officer, notice: Notice) -> Iterator[tuple[str, str]]:
        """(channel, address) pairs: the chat they linked, their mailbox, or both."""
        chat = self.chats.get(officer.id)
        ways = Ways(chat.notices or Ways.TELEGRAM) if chat is not None and chat.usable else None
        for channel in channels_of(ways, mail_only=notice.mail_only, alarm=notice.alarm):
            if channel == "email":
                yield channel, officer.email
            elif chat is not None:
                yield channel, chat.address

    def _first(self, able: list[Officer], ticket: Ticket, audience: str) -> Sequence[Officer]:
        if audience == HANDLER:
            audience = "assignee"
        present = [o for o in able if o.id not in self.away and not _is_away(o, self.now)]
        for officers in (present, able):
            for name in (audience, *self.book.catalogue.fallbacks.get(audience, ())):
                found = self._on_duty(officers) if name == PIKET else []
                found = found or _holding(self.book, officers, self.staff, ticket, name)
                found = found or self._standing_in(able, present, ticket, name)
                if found:
                    return found
        return []

    def _standing_in(
        self, able: list[Officer], present: list[Officer], ticket: Ticket, audience: str
    ) -> list[Officer]:
        """Whom those of the audience named for the time they are away."""
        held = _holding(self.book, able, self.staff, ticket, audience)
        named = {self._deputy(o.id) for o in held if o.id in self.away}
        return [o for o in present if o.id in named]

    def _deputy(self, officer_id: int) -> int | None:
        """Who stands in; where they are away by now too, whom they named in their turn."""
        seen, named = {officer_id}, self.away[officer_id]
        while named is not None and named in self.away and named not in seen:
            seen.add(named)
            named = self.away[named]
        return named

    def _on_duty(self, officers: list[Officer]) -> list[Officer]:
        """Those of `officers` whom the roster names for the local date."""
        if self.now is None:
            return []
        today = self.book.calendar.local_date(self.now)
        if today not in self._duty:
            named = db.session.scalars(sa.select(Duty.officer_id).filter_by(day=today))
            self._duty[today] = frozenset(named)
        return [o for o in officers if o.id in self._duty[today]]


def office_at(book: Rulebook, now: datetime | None) -> Office:
    """The office as the database has it."""
    today = book.calendar.local_date(now) if now is not None else date.min
    query = sa.select(Officer, OfficerChat, Absence).outerjoin(
        OfficerChat, OfficerChat.officer_id == Officer.id
    ).outerjoin(Absence, sa.and_(Absence.officer_id == Officer.id, absent_on(today)))
    rows = db.session.execute(query.order_by(Officer.id)).all()
    chats = {officer.id: chat for officer, chat, _ in rows if chat is not None}
    away = {row.officer_id: row.deputy_id for _, _, row in rows if row is not None}
    return Office(book, now, list(dict.fromkeys(row[0] for row in rows)), chats, away)


def recipients(office: Office, ticket: Ticket, notice: Notice) -> Iterator[tuple[str, str]]:
    """(channel, address) pairs for the audience of one notice, without repeats."""
    if notice.audience == "requester":
        yield from requester_addresses(ticket)
    elif notice.audience == "provider":
        if not ticket.sealed:
            yield from _provider(office.book, ticket)
    else:
        told = (office.chosen(ticket, notice) if notice.audience in (WATCHERS, MENTIONED)
                else office.officers_of(ticket, notice.audience))
        yield from dict.fromkeys(
            place for officer in told
            for place in office.places_of(officer, notice)
        )


def requester_addresses(ticket: Ticket) -> Iterator[tuple[str, str]]:
    """Each place where the requester chose to hear of it, once; none is possible.

    The chat it came from, chats bound to it later, and the registered e-mail address.
    """
    places: dict[tuple[str, str], None] = {}
    if ticket.conversation_id is not None:
        chat = db.session.get(Conversation, ticket.conversation_id)
        assert chat is not None
        places[chat.skin, chat.address if chat.skin == "telegram" else str(chat.id)] = None
    usable = [(c.channel, c.address) for c in ticket.requester.contacts if c.usable]
    places |= dict.fromkeys(place for place in usable if place[0] == "telegram")
    places |= dict.fromkeys([place for place in usable if place[0] == "email"][:1])
    yield from places


def _provider(book: Rulebook, ticket: Ticket) -> Iterator[tuple[str, str]]:
    mailbox = provider_mailbox(book, ticket.provider or ticket.authority)
    if mailbox:
        yield "email", mailbox


def provider_mailbox(book: Rulebook, provider: str | None) -> str:
    """The provider's mailbox, or '' while none is set or no administrator has confirmed mailing.

    What was confirmed was an address: another one in the settings waits for its own word.
    """
    address = book.mailboxes.get(provider or "", "")
    setting = db.session.get(Setting, PROVIDER_MAIL_CONFIRMED) if address else None
    if setting is None:
        return ""
    confirmed = setting.value.get("mailboxes")
    return address if confirmed is None or confirmed.get(provider) == address else ""


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
