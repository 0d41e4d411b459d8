"""What happened elsewhere is written down with its own time: at every door the same three refusals.

In the future, longer ago than the bureau's figure, before the ticket was received: refused with the
field and the reason, and nothing is recorded.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import Message, Ticket, TicketEvent
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    record_provider_answer,
)
from helpdesk.usecases.provider_request import Request, pass_on_request
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import set_target
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import MONDAY, a_ticket, at
from tests.marks import SQLITE_ONLY

pytestmark = SQLITE_ONLY  # a rule before anything is written; the database has no part in it
RECEIVED = at("Rabu 18 November 2026 09.00")
NOW = MONDAY + timedelta(days=3)  # Thursday 26 November
LKPP = Filing(Authority.LKPP, "lpse_support", "L-1", override_reason="mendesak")


def filing(when):
    return Filing(Authority.LKPP, "lpse_support", override_reason="mendesak", occurred_at=when)


def forward(book, number, actor, when):
    forward_ticket(book, number, filing(when), actor=actor, now=NOW)


def accept(book, number, actor, when):
    accept_relay(book, number, external_number="L-2", actor=actor, now=NOW, occurred_at=when)


def answer(book, number, actor, when):
    record_provider_answer(book, number, "Sudah.", actor=actor, now=NOW, occurred_at=when)


def asked(book, number, actor, when):
    pass_on_request(book, number, Request("Versi?", "Mohon sebutkan versinya.", when), actor=actor,
                    now=NOW)


def reply(book, number, actor, when):
    reply_to_requester(book, number, Words("Lewat telepon."), actor=actor, now=NOW,
                       occurred_at=when)


def message(book, number, actor, when):
    receive_message(book, number, "Masih gagal.", channel="phone", actor=actor, now=NOW,
                    occurred_at=when)


DOORS = [forward, accept, answer, asked, reply, message]


def a_matter(book, office, door, received=RECEIVED):
    """A problem for LKPP, as far on its way as the door needs it; its number."""
    actor = office.helpdesk.actor
    found = a_ticket(book, now=received, category=Category.SUPPLIER, package_code="8842000").number
    later = received + timedelta(hours=1)
    triage_ticket(book, found, Triage(Kind.PROBLEM, authority=Authority.LKPP), actor=actor,
                  now=later)
    if door is not forward:
        external = None if door is accept else "L-1"
        forward_ticket(book, found, replace(LKPP, external_number=external), actor=actor, now=later)
    return found


def rows():
    db.session.rollback()
    return tuple(
        db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in (Ticket, TicketEvent, Message)
    )


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("when", "reason"), [
    (NOW + timedelta(seconds=1), "tidak boleh di masa depan"),
    (NOW + timedelta(days=400), "tidak boleh di masa depan"),
    (NOW - timedelta(days=7, seconds=1), "paling lama 7 hari yang lalu"),
    (NOW - timedelta(days=4000), "paling lama 7 hari yang lalu"),
])
def test_no_door_takes_a_time_ahead_or_too_long_ago(book, office, door, when, reason):
    number = a_matter(book, office, door)
    before = rows()
    with pytest.raises(InvalidInput) as refused:
        door(book, number, office.helpdesk.actor, when)
    assert reason in refused.value.fields["occurred_at"]
    assert rows() == before


@pytest.mark.parametrize("door", DOORS)
def test_nothing_happens_to_a_ticket_before_it_is_received(book, office, door):
    actor = office.helpdesk.actor
    fresh = a_matter(book, office, door, NOW - timedelta(hours=2))
    before = rows()
    with pytest.raises(InvalidInput) as refused:
        door(book, fresh, actor, NOW - timedelta(hours=3))
    assert "sebelum tiket diterima" in refused.value.fields["occurred_at"]
    assert rows() == before


@pytest.mark.parametrize("when", [NOW, NOW - timedelta(days=7)])
@pytest.mark.parametrize("door", [reply, message, answer])
def test_the_very_edges_are_taken(book, office, door, when):
    number = a_matter(book, office, door)
    door(book, number, office.helpdesk.actor, when)
    newest = db.session.scalars(sa.select(TicketEvent).order_by(TicketEvent.id.desc())).first()
    assert (newest.occurred_at, newest.at) == (when, NOW)


@pytest.mark.parametrize(("when", "reason"), [
    (NOW + timedelta(minutes=1), "masa depan"), (NOW - timedelta(days=8), "7 hari"),
])
def test_a_letter_is_registered_with_a_time_that_can_be(book, office, when, reason):
    before = rows()
    with pytest.raises(InvalidInput) as refused:
        a_ticket(book, channel=Channel.LETTER, occurred_at=when, actor=office.helpdesk.actor,
                 now=NOW)
    assert reason in refused.value.fields["occurred_at"]
    assert rows() == before


@pytest.mark.parametrize("when", [NOW, NOW - timedelta(days=1)])
def test_a_target_lies_ahead(book, office, when):
    number = a_ticket(book).number
    with pytest.raises(InvalidInput) as refused:
        set_target(book, number, when, "Menunggu.", actor=office.bureau_head.actor, now=NOW)
    assert "due_at" in refused.value.fields
