"""What the dialogue asks for, carried out on tickets that belong to the conversation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import effects as ask
from helpdesk.dialogue.effects import Done, Listed, Outcome, Registered, StatusShown
from helpdesk.dialogue.values import Match, TopicAnswer
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Category, Channel, IdentityMode, Kind, Status
from helpdesk.errors import NotFound
from helpdesk.models import Conversation, Ticket, TicketClock, belongs_to
from helpdesk.usecases.chat_binding import (
    accept_invitation,
    decline_invitation,
    look_at_invitation,
    unbind_chat,
)
from helpdesk.usecases.claims import claim_made
from helpdesk.usecases.correct import Correction, correct_ticket
from helpdesk.usecases.follow_on import follow_on
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.merged import going_on, hidden_from, lock_matter
from helpdesk.usecases.messages import write_message
from helpdesk.usecases.receive import (
    add_complaint_details,
    add_details,
    receive_message,
    set_identity,
)
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.resolve import confirm_resolved, reopen_by_requester
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.self_filing import tell_external_number, told_number
from helpdesk.usecases.ticket_caps import refuse_too_many

MOST_LISTED = 10

@dataclass(frozen=True)
class Talk:
    """What the door hands in: the guide, and how things are worded for people."""

    match: Callable[[str], Match]
    topic: Callable[[str], TopicAnswer]
    status_of: Callable[[Ticket, datetime], StatusShown]
    dates_of: Callable[[Ticket, datetime], StatusShown]
    promised: Callable[[Ticket, datetime], Mapping[str, str]]  # clock → its limit and what gaps
    status_words: Callable[[Ticket], str]
    worded: Callable[[datetime], str]  # an instant as "Rabu, 25 November 2026 pukul 16.00 WIB"
    facts: Callable[[datetime], Mapping[str, Any]]  # the other fields of Context
    is_word: Callable[[str], bool] = bool  # whether a small word is one, or slang for one


def chat_owner(conversation_id: int) -> str:
    """The owner under which a chat's uploads wait for a message."""
    return f"conversation:{conversation_id}"


class Effects:
    """Carries out effects for one conversation at one instant."""

    def __init__(self, book: Rulebook, talk: Talk, chat: Conversation, now: datetime) -> None:
        self.book, self.talk, self.chat, self.now = book, talk, chat, now

    def carry_out(self, effect: Any) -> Outcome:
        """Do what the effect asks; raises `HelpdeskError` with the reason when it cannot be."""
        handlers: dict[type, Callable[[Any], Outcome]] = {
            ask.RegisterTicket: self._register,
            ask.AddMessage: self._message,
            ask.AddDetails: self._details,
            ask.CorrectTicket: self._correct,
            ask.ComplaintDetails: self._complaint,
            ask.SetIdentity: self._identity,
            ask.ListTickets: self._list,
            ask.ShowStatus: self._status,
            ask.ExplainDates: self._dates,
            ask.ConfirmResolved: self._confirm,
            ask.ReopenTicket: self._reopen,
            ask.OpenInvitation: self._look,
            ask.AcceptInvitation: self._accept,
            ask.DeclineInvitation: self._decline,
            ask.LeaveTicket: self._leave,
        }
        return handlers[type(effect)](effect)

    def own_ticket_id(self, number: str | None) -> int | None:
        """The id of a ticket of this conversation, or None."""
        if number is None:
            return None
        query = sa.select(Ticket.id).where(Ticket.number == number, belongs_to(self.chat))
        return db.session.scalar(query)

    def _own(self, number: str) -> str:
        """The number, if the ticket is this chat's; another's is as unknown as none."""
        if self.own_ticket_id(number) is None:
            raise NotFound(
                "Tiket itu tidak ditemukan di percakapan ini. Periksa nomornya, atau buka lewat "
                "tautan tiket Anda."
            )
        return number

    def _refuse_too_many(self) -> None:
        refuse_too_many(self.chat.id, self.book.caps, self.talk.worded, now=self.now)

    def _register(self, effect: ask.RegisterTicket) -> Registered:
        self._refuse_too_many()
        # Whoever complains, or hides, gives a name when asked for it, and only then.
        known = effect.identity is IdentityMode.KNOWN and effect.kind is not Kind.COMPLAINT
        new = NewTicket(
            kind=effect.kind, text=effect.text, channel=Channel(self.chat.skin),
            category=Category.PUBLIC, name=effect.name or (self.chat.name if known else None),
            service=effect.service, topic=effect.topic, authority=effect.authority,
            identity=effect.identity, about_officer=effect.sealed, files=effect.files,
            owner=chat_owner(self.chat.id), conversation_id=self.chat.id, answered_in_chat=True,
            package_code=effect.package_code,
            tender_deadline=self._instant(effect.tender_deadline),
        )
        return self._registered(register_ticket(self.book, new, actor=REQUESTER, now=self.now))

    def _registered(self, ticket: Ticket) -> Registered:
        dues = {
            clock.kind: clock.due_at
            for clock in db.session.scalars(sa.select(TicketClock).filter_by(ticket_id=ticket.id))
        }
        response, resolution = dues["response"], dues.get("resolution")
        assert response is not None
        why = self.talk.promised(ticket, self.now)
        return Registered(
            ticket.number, Kind(ticket.kind), self.talk.worded(response),
            self.talk.worded(resolution) if resolution else None, self._note(ticket),
            why.get("response", ""), why.get("resolution", ""),
            claim_made(ticket.number),
        )

    def _note(self, ticket: Ticket) -> str | None:
        service = self.book.catalogue.service_at(ticket.service, ticket.received_at)
        if service is None or Kind(ticket.kind) is not Kind.REQUEST:
            return None
        if service.standard is None:
            return (
                "Standar layanan ini sedang disusun, jadi kami belum dapat menjanjikan lama "
                "penyelesaiannya."
            )
        return "Waktu penyelesaian dihitung sejak berkas Anda dinyatakan lengkap."

    def _message(self, effect: ask.AddMessage) -> Done:
        number = self._own(effect.ticket)
        told = None if effect.files else told_number(load_ticket(number), effect.text)
        if told is not None:
            tell_external_number(
                self.book, number, told, channel=self.chat.skin, now=self.now
            )
            return Done(effect.what, effect.ticket)
        receive_message(
            self.book, number, effect.text, channel=self.chat.skin,
            now=self.now, files=effect.files, owner=chat_owner(self.chat.id),
            answered_in_chat=True,
        )
        return Done(
            effect.what, effect.ticket, claim_made(effect.ticket), self._goes_on(number)
        )

    def _goes_on(self, number: str) -> str:
        """The number under which a merged ticket's matter goes on; "" for any other."""
        ticket = load_ticket(number)
        main = going_on(ticket)
        return "" if main is ticket else main.number

    def _details(self, effect: ask.AddDetails) -> Done:
        number = self._own(effect.ticket)
        given = dict(effect.fields)
        words = given.pop("tender_deadline_words", None)
        deadline = self._instant(given.get("tender_deadline"))
        if deadline is None:
            words = given.get("tender_deadline") or words
        add_details(
            self.book, number, now=self.now, package_code=given.get("package_code"),
            tender_deadline=deadline, company=given.get("company"), answered_in_chat=True,
        )
        claim = claim_made(number)
        if words:
            self._remark(number, f"Batas waktu tender: {words}")
        return Done(effect.what, effect.ticket, claim)

    def _correct(self, effect: ask.CorrectTicket) -> Done:
        number = self._own(effect.ticket)
        correct_ticket(
            self.book, number, self._correction(effect), channel=self.chat.skin, now=self.now
        )
        return Done(effect.what, effect.ticket, claim_made(effect.ticket))

    def _correction(self, effect: ask.CorrectTicket) -> Correction:
        """The value, and the words that keep what stood before."""
        if effect.field == "text":
            return Correction(f"Koreksi uraian: {effect.value}")
        lock_matter(effect.ticket)
        ticket = load_ticket(effect.ticket)
        if effect.field == "package_code":
            before = ticket.package_code or "belum ada"
            told = f"Koreksi kode paket: {effect.value} (sebelumnya {before})."
            return Correction(told, package_code=effect.value)
        deadline, before_at = self._instant(effect.value), ticket.tender_deadline
        assert deadline is not None
        before = self.talk.worded(before_at) if before_at else "belum ada"
        told = f"Koreksi waktu tutup tender: {self.talk.worded(deadline)} (sebelumnya {before})."
        return Correction(told, tender_deadline=deadline)

    def _remark(self, number: str, text: str) -> None:
        """The requester's own words about a detail; not a new message that asks for an answer."""
        lock_matter(number)
        first = load_ticket(number)
        ticket = going_on(first)
        write_message(
            ticket, text, side="requester", channel=self.chat.skin, now=self.now,
            internal=hidden_from(first, ticket),
        )

    def _instant(self, text: str | None) -> datetime | None:
        """An ISO instant, or the end of an ISO date in the bureau's zone; None for other words."""
        if not text:
            return None
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            return None
        if len(text) == 10:
            read = datetime.combine(read.date(), time(23, 59))
        return read if read.tzinfo else read.replace(tzinfo=self.book.calendar.tz)

    def _complaint(self, effect: ask.ComplaintDetails) -> Done:
        number = self._own(effect.ticket)
        add_complaint_details(self.book, number, effect.fields, now=self.now)
        return Done(effect.what, effect.ticket)

    def _identity(self, effect: ask.SetIdentity) -> Done:
        set_identity(self.book, self._own(effect.ticket), effect.mode, now=self.now)
        return Done(effect.what, effect.ticket)

    def _list(self, effect: ask.ListTickets) -> Listed:
        query = sa.select(Ticket).where(belongs_to(self.chat))
        tickets = db.session.scalars(query.order_by(Ticket.id.desc()).limit(MOST_LISTED))
        return Listed(tuple(
            ask.TicketLine(t.number, t.subject, self.talk.status_words(t))
            for t in tickets.unique()
        ))

    def _status(self, effect: ask.ShowStatus) -> StatusShown:
        ticket = self._ticket(effect.ticket)
        shown = self.talk.status_of(ticket, self.now)
        bound = ticket.conversation_id != self.chat.id
        return replace(shown, actions=(*shown.actions, "leave")) if bound else shown

    def _dates(self, effect: ask.ExplainDates) -> StatusShown:
        return self.talk.dates_of(self._ticket(effect.ticket), self.now)

    def _ticket(self, number: str) -> Ticket:
        query = sa.select(Ticket).filter_by(number=self._own(number))
        return db.session.scalars(query).unique().one()

    def _confirm(self, effect: ask.ConfirmResolved) -> Done:
        confirm_resolved(self.book, self._own(effect.ticket), now=self.now)
        return Done(effect.what, effect.ticket)

    def _reopen(self, effect: ask.ReopenTicket) -> Done | Registered:
        number = self._own(effect.ticket)
        lock_matter(number)
        status = going_on(load_ticket(number)).status
        if status in (Status.CLOSED, Status.REJECTED):
            self._refuse_too_many()
            return self._registered(follow_on(
                self.book, number, effect.text, channel=self.chat.skin, now=self.now
            ))
        # On a ticket still open, "belum selesai" is a message that must not be lost.
        merged = self._goes_on(number)
        reopens = status == Status.RESOLVED and not merged
        tell = reopen_by_requester if reopens else receive_message
        tell(self.book, number, effect.text, channel=self.chat.skin, now=self.now)
        return Done(effect.what, effect.ticket, into=merged)

    def _look(self, effect: ask.OpenInvitation) -> ask.Invited:
        return look_at_invitation(self.chat, effect.hashed, self.now)

    def _accept(self, effect: ask.AcceptInvitation) -> ask.Linked:
        return accept_invitation(self.book, self.chat, effect.invitation, now=self.now)

    def _decline(self, effect: ask.DeclineInvitation) -> Done:
        decline_invitation(self.chat, effect.invitation, now=self.now)
        return Done(effect.what)

    def _leave(self, effect: ask.LeaveTicket) -> Done:
        unbind_chat(self.book, self._own(effect.ticket), self.chat, now=self.now)
        return Done(effect.what, effect.ticket)
