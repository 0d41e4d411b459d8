"""One's own reminders: told once, at their hour, to nobody else, and never of what is hidden."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.delivery.compose import Overtaken, compose
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput, NotAllowed, NotFound
from helpdesk.models import OutboxItem, Reminder, TicketEvent
from helpdesk.queries.reminders import reminders_of, today_for
from helpdesk.usecases.reminders import MOST, end_reminder, set_reminder, tell_reminders
from tests.builders import MONDAY, a_ticket, an_administrator, an_officer, at
from tests.racing import race

TUESDAY = at("Selasa 24 November 2026 09.00")
TEXT = "Telepon Bu Rina"


@pytest.fixture
def ticket(book):
    return a_ticket(book)


@pytest.fixture
def officer(office):
    return office.helpdesk


def set_(ticket, officer, *, when=TUESDAY, text=TEXT, now=MONDAY):
    return set_reminder(ticket.number, when, text, actor=officer.actor, now=now)


def told():
    """(recipient, words) of every reminder that was written, once the session looks anew."""
    db.session.rollback()
    query = sa.select(OutboxItem).filter_by(template="own_reminder").order_by(OutboxItem.id)
    return [(item.recipient, item.data["text"]) for item in db.session.scalars(query)]


def arrived(actor, now):
    return today_for(actor, now.date(), now).come


def tell(book, now=TUESDAY):
    db.session.rollback()
    return tell_reminders(book, now)


def test_it_is_told_once_at_its_hour_to_the_officer_alone(book, ticket, officer):
    before = db.session.query(TicketEvent).count()
    set_(ticket, officer)
    db.session.commit()
    assert tell(book, TUESDAY - timedelta(minutes=1)) == 0
    assert told() == []
    assert tell(book) == 1
    assert told() == [(officer.email, TEXT)]
    assert tell(book) == 0
    assert told() == [(officer.email, TEXT)]
    assert db.session.query(TicketEvent).count() == before, "the ticket's log knows nothing of it"


def test_it_stands_until_it_is_put_away(book, ticket, officer):
    later, row = set_(ticket, officer, when=TUESDAY + timedelta(days=1)), set_(ticket, officer)
    db.session.commit()
    tell(book)
    assert arrived(officer.actor, TUESDAY) == 1
    assert [each.id for each in reminders_of(officer.actor)] == [row.id, later.id]
    end_reminder(row.id, actor=officer.actor, now=TUESDAY)
    end_reminder(row.id, actor=officer.actor, now=TUESDAY)
    assert arrived(officer.actor, TUESDAY) == 0
    assert [each.id for each in reminders_of(officer.actor)] == [later.id]


def test_one_put_away_before_its_hour_is_not_told(book, ticket, officer):
    row = set_(ticket, officer)
    end_reminder(row.id, actor=officer.actor, now=MONDAY)
    db.session.commit()
    assert tell(book) == 0
    assert told() == []


def test_nobody_reads_or_ends_anothers(ticket, officer):
    row, other = set_(ticket, officer), an_officer("Lain")
    assert list(reminders_of(other.actor)) == []
    with pytest.raises(NotFound):
        end_reminder(row.id, actor=other.actor, now=MONDAY)
    with pytest.raises(NotFound):
        end_reminder(999, actor=officer.actor, now=MONDAY)
    with pytest.raises(NotAllowed):
        set_(ticket, an_administrator())


@pytest.mark.parametrize("change", ["sealed", "inactive"])
def test_what_no_longer_concerns_them_is_put_away_unsaid(book, officer, change):
    ticket = a_ticket(book)
    set_(ticket, officer)
    if change == "sealed":
        ticket.sealed = True
    else:
        officer.active = False
    db.session.commit()
    assert tell(book) == 0
    assert told() == []
    assert list(reminders_of(officer.actor)) == []
    assert db.session.query(Reminder).one().ended_at == TUESDAY


def test_two_workers_tell_it_once(app, book, ticket, officer):
    set_(ticket, officer)
    db.session.commit()
    db.session.remove()
    counts = race(app, *[lambda: tell_reminders(book, TUESDAY)] * 2)
    assert sorted(counts) == [0, 1]
    assert len(told()) == 1


@pytest.mark.parametrize(("fields", "name", "said"), [
    ({"when": None}, "at", "Isi tanggal dan jam"), ({"when": MONDAY}, "at", "sesudah sekarang"),
    ({"when": MONDAY + timedelta(days=400)}, "at", "setahun"), ({"text": " "}, "text", "belum"),
    ({"text": "x" * 201}, "text", "200"),
])
def test_what_will_not_do_is_told_by_its_field(ticket, officer, fields, name, said):
    with pytest.raises(InvalidInput) as refused:
        set_(ticket, officer, **fields)
    assert said in refused.value.fields[name]


def test_there_is_an_end_to_them(ticket, officer):
    for _ in range(MOST):
        set_(ticket, officer)
    with pytest.raises(InvalidInput, match="Paling banyak 50"):
        set_(ticket, officer)


def test_an_unseen_complaint_cannot_be_reminded_of(book, officer):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    with pytest.raises(NotFound):
        set_(sealed, officer)


def test_whoever_lost_the_right_while_it_waited_is_not_sent_it(book, ticket, officer):
    set_(ticket, officer)
    db.session.commit()
    tell(book)
    db.session.rollback()
    officer.roles = [Role.ADMINISTRATOR.value]
    db.session.commit()
    item = db.session.scalars(sa.select(OutboxItem).filter_by(template="own_reminder")).one()
    with pytest.raises(Overtaken):
        compose(item, catalogue=book.catalogue, link_key=book.link_key, base_url="http://x.test",
                now=TUESDAY)
