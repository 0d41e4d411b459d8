"""A mailbox agreed by the Kepala: whose word it is, when mail counts, what voids it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.ticket import Authority, Category
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import OutboxItem, Setting
from helpdesk.usecases.forward import Filing, accept_relay, forward_ticket, take_back
from helpdesk.usecases.mailbox import accept_mailed, agree_mailbox, agreed_since, end_agreement
from tests.builders import MONDAY, a_ticket, again, an_administrator, at, confirm_provider_mail
from tests.domain.history import told
from tests.usecases.reading import clock, events, notices

BOX = "bantuan@lkpp.example"
TEN = at("Senin 23 November 2026 10.00")
SENT = at("Senin 23 November 2026 10.05")
LATER = at("Senin 23 November 2026 10.06")


@pytest.fixture
def book(book):
    return replace(book, mailboxes={"lkpp": BOX, "telkom": ""})


@pytest.fixture
def kepala(office):
    return {"actor": office.bureau_head.actor, "now": MONDAY}


def agree(book, kepala, mailbox=BOX):
    return agree_mailbox(book, Authority.LKPP, mailbox, **kepala)


@use_case
def sent(ticket, when=SENT, state="sent"):
    """What the dispatcher marks when their server has taken the mail."""
    db.session.execute(
        sa.update(OutboxItem).where(
            OutboxItem.ticket_id == ticket.id, OutboxItem.audience == "provider",
        ).values(state=state, sent_at=when if state == "sent" else None)
    )


@pytest.fixture
def mailed(book, office):
    """Filed by mail on Monday 10.00; the mail is waiting to go."""
    confirm_provider_mail()
    ticket = a_ticket(book, category=Category.SUPPLIER, package_code="PKT-1")
    forward_ticket(
        book, ticket.number, Filing(Authority.LKPP, "email", override_reason="mendesak"),
        actor=office.helpdesk.actor, now=TEN,
    )
    assert len(notices(ticket, "escalation_lkpp")) == 1
    return ticket


def test_mail_that_arrived_in_an_agreed_mailbox_is_accepted_from_the_moment_it_left(
    book, office, kepala, mailed
):
    agree(book, kepala)
    sent(mailed)
    assert accept_mailed(book, LATER) == 1
    [event] = events(mailed, "accepted")
    assert (event.actor, event.data["by"], event.data["external"]) == ("clock", "email", None)
    assert (event.occurred_at, event.at) == (SENT, LATER)
    ticket = again(mailed)
    assert (ticket.relay_state, ticket.status) == ("accepted", "waiting_external")
    assert clock(ticket, "resolution").state == "held"
    assert told(clock(ticket, "third_party").due_at) == "Senin 30 November 2026 16.00"
    assert accept_mailed(book, LATER) == 0


def test_without_the_kepalas_word_mail_alone_is_no_acceptance(book, mailed):
    sent(mailed)
    assert accept_mailed(book, LATER) == 0
    assert again(mailed).relay_state == "filed"


@pytest.mark.parametrize("state", ["pending", "failed", "dead", "skipped"])
def test_mail_that_has_not_left_counts_for_nothing(book, kepala, mailed, state):
    agree(book, kepala)
    sent(mailed, state=state)
    assert accept_mailed(book, LATER) == 0


def test_what_left_before_the_agreement_does_not_count(book, office, mailed):
    sent(mailed)
    agree(book, {"actor": office.bureau_head.actor, "now": LATER})
    assert accept_mailed(book, LATER) == 0


def test_a_mail_of_an_earlier_filing_does_not_accept_a_later_one(book, office, kepala, mailed):
    agree(book, kepala)
    sent(mailed)
    act = {"actor": office.helpdesk.actor, "now": LATER}
    take_back(book, mailed.number, "Salah pihak", **act)
    forward_ticket(
        book, mailed.number, Filing(Authority.LKPP, "letter", override_reason="x"), **act
    )
    assert accept_mailed(book, LATER) == 0


def test_an_officer_who_was_quicker_is_not_overwritten(book, office, kepala, mailed):
    agree(book, kepala)
    sent(mailed)
    accept_relay(
        book, mailed.number, external_number="L-1", actor=office.helpdesk.actor, now=LATER
    )
    assert accept_mailed(book, LATER) == 0
    assert len(events(mailed, "accepted")) == 1


def test_another_address_voids_the_agreement_for_good_and_on_record(book, kepala, mailed):
    agree(book, kepala)
    sent(mailed)
    moved = replace(book, mailboxes={"lkpp": "lain@lkpp.example"})
    assert agreed_since(moved, "lkpp") is None
    assert accept_mailed(moved, LATER) == 0
    # Back to the old address: the Kepala must say it anew.
    assert agreed_since(book, "lkpp") is None
    assert accept_mailed(book, LATER) == 0
    setting = db.session.get_one(Setting, "mailbox_agreed_lkpp")
    assert [(line["act"], line["mailbox"]) for line in setting.value["record"]] == [
        ("agreed", BOX), ("voided", BOX),
    ]
    assert again(mailed).relay_state == "filed"


def test_the_decision_keeps_who_when_and_which_mailbox(book, office, kepala):
    agree(book, kepala, f" {BOX.upper()} ")
    setting = end_agreement(Authority.LKPP, actor=office.bureau_head.actor, now=LATER)
    assert setting.value == {"mailbox": None, "record": [
        {"act": "agreed", "mailbox": BOX, "by": office.bureau_head.id, "at": MONDAY.isoformat()},
        {"act": "ended", "mailbox": BOX, "by": office.bureau_head.id, "at": LATER.isoformat()},
    ]}
    assert agreed_since(book, "lkpp") is None
    with pytest.raises(IllegalMove):
        end_agreement(Authority.LKPP, actor=office.bureau_head.actor, now=LATER)


def test_only_the_kepala_may_and_only_for_the_address_that_stands(book, office, kepala):
    for officer in (office.helpdesk, office.unit_head, an_administrator()):
        with pytest.raises(NotAllowed):
            agree_mailbox(book, Authority.LKPP, BOX, actor=officer.actor, now=MONDAY)
        with pytest.raises(NotAllowed):
            end_agreement(Authority.LKPP, actor=officer.actor, now=MONDAY)
    with pytest.raises(InvalidInput):
        agree(book, kepala, "lama@lkpp.example")
    with pytest.raises(IllegalMove):
        agree_mailbox(book, Authority.TELKOM, "x@telkom.example", **kepala)
    assert db.session.get(Setting, "mailbox_agreed_lkpp") is None
