"""After the week for reopening: a new ticket, linked to the old one."""

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.dialogue.effects import Registered, ReopenTicket
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Category, Kind, Status
from helpdesk.errors import IllegalMove
from helpdesk.models import Contact, OutboxItem, Ticket
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.effects import Effects
from helpdesk.usecases.follow_on import follow_on
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import confirm_resolved, resolve_ticket
from helpdesk.usecases.seal import name_reported
from tests.builders import a_ticket, again, an_officer, at, move, the_small_office
from tests.clocks import FrozenClock

LATER = at("Senin 7 Desember 2026 09.00")


def _closed(app: Flask, **fields: object) -> Ticket:
    book, office = app.extensions["rulebook"], the_small_office()
    ticket = a_ticket(book, **fields)
    resolve_ticket(
        book, ticket.number, Words("Sudah."), actor=office.helpdesk.actor,
        now=at("Senin 23 November 2026 10.00"),
    )
    confirm_resolved(book, ticket.number, now=at("Senin 23 November 2026 11.00"))
    return again(ticket)


def test_a_closed_matter_goes_on_under_a_new_number(app: Flask, db_session: object) -> None:
    old = _closed(app, category=Category.SUPPLIER, company="CV Contoh", package_code="12345678")
    new = follow_on(
        app.extensions["rulebook"], old.number, "Muncul lagi.", channel="web", now=LATER
    )
    assert new.number != old.number
    assert (new.follows_id, new.status, new.kind) == (old.id, Status.NEW, Kind.PROBLEM)
    assert (new.package_code, new.requester.company) == ("12345678", "CV Contoh")
    kept = db.session.scalars(sa.select(Contact.address).filter_by(requester_id=new.requester_id))
    assert list(kept) == ["budi@contoh.example"]
    assert again(old).status == Status.CLOSED


def test_a_ticket_still_open_is_not_doubled(app: Flask, db_session: object) -> None:
    book = app.extensions["rulebook"]
    ticket = a_ticket(book)
    with pytest.raises(IllegalMove, match="masih berjalan"):
        follow_on(book, ticket.number, "Lagi.", channel="web", now=LATER)


def test_not_done_in_a_chat_after_closing_gives_a_new_number(
    app: Flask, db_session: object
) -> None:
    book = app.extensions["rulebook"]
    chat = conversation_at("webchat", "x", now=at("Senin 23 November 2026 09.00"))
    db.session.flush()
    old = _closed(app, conversation_id=chat.id)
    effects = Effects(book, app.extensions["talk"](), chat, LATER)
    outcome = effects.carry_out(ReopenTicket(old.number, "belum selesai, masih galat"))
    assert isinstance(outcome, Registered)
    assert outcome.number != old.number


def test_the_handler_of_a_sealed_complaint_hears_of_their_disposition(
    app: Flask, db_session: object, clock: FrozenClock
) -> None:
    book, office = app.extensions["rulebook"], the_small_office()
    handler = an_officer("Hadi Pemeriksa", roles=(Role.VERIFIER,))
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Petugas loket tidak ramah.")
    now = move(clock, "Senin 23 November 2026 10.00")
    head = office.bureau_head.actor
    name_reported(
        book, ticket.number, office.helpdesk.id, [handler.id], actor=head, now=now
    )
    assign_ticket(book, ticket.number, officer_id=handler.id, actor=head, now=now)
    told = db.session.scalars(sa.select(OutboxItem.recipient).filter_by(template="assigned"))
    assert list(told) == [handler.email]
