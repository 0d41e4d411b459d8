"""What others are told of incidents, and which misses they account for, from real rows."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.incident import Cause
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.models import TicketClock
from helpdesk.queries.attribution import late_elsewhere
from helpdesk.queries.incidents import incident_of_report, published_incidents, reports_of
from helpdesk.queries.likely import likely_incidents, likely_reports, running_incidents
from helpdesk.queries.month_facts import facts_of
from helpdesk.queries.position import position_of
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.incident import end_incident
from helpdesk.usecases.incident_reports import join_incident
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.sweep import sweep
from tests.builders import MONDAY, a_ticket, again, at, the_small_office
from tests.usecases.incidents import BEGAN, HEADLINE, a_report, an_incident, an_outage

ENDED = at("Senin 23 November 2026 12.00")


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


@pytest.fixture
def actor(office):
    return office.helpdesk.actor


def row(ticket):
    from helpdesk.models import Incident

    return db.session.get(Incident, ticket.id)


def roots(text):
    """Words as they stand; the guide's own reading is the door's to hand in."""
    return {word.strip(".,").lower(): word for word in text.split()}


def test_only_what_is_published_is_shown_while_it_runs_and_for_a_day_after(book, actor):
    an_incident(book, actor)
    ticket = an_incident(book, actor, published=True)
    (shown,) = published_incidents(MONDAY)
    assert (shown.headline, shown.started_at, shown.ended_at) == (HEADLINE, BEGAN, None)
    end_incident(book, ticket.number, ENDED, actor=actor, now=ENDED)
    last = ENDED + timedelta(days=1)
    assert published_incidents(last - timedelta(seconds=1))[0].ended_at == ENDED
    assert published_incidents(last) == []


def test_a_report_tells_its_requester_of_the_incident_and_where_it_went(book, actor):
    ticket = an_incident(book, actor, published=True)
    child, alone = a_report(book, actor, ticket), an_outage(book)
    assert incident_of_report(again(alone)) is None
    assert incident_of_report(again(ticket)) is None
    told = incident_of_report(again(child))
    assert (told.headline, told.started_at, told.provider) == (HEADLINE, BEGAN, None)
    forward_ticket(book, ticket.number, Filing(
        provider=Authority.LKPP, channel="lpse_support", external_number="LS-1",
        override_reason="Gangguan umum.",
    ), actor=actor, now=MONDAY)
    told = incident_of_report(again(child))
    assert (told.provider, told.filed_at) == ("lkpp", MONDAY)


def test_an_unpublished_headline_is_told_to_nobody(book, actor):
    ticket = an_incident(book, actor)
    assert incident_of_report(again(a_report(book, actor, ticket))).headline == ""


def test_a_report_of_an_outage_nobody_declared_is_told_since_when(book, actor):
    outage = an_outage(book)
    told = incident_of_report(again(a_report(book, actor, outage)))
    assert (told.headline, told.started_at, told.ended_at) == ("", MONDAY, None)


def test_reports_are_counted_by_channel_with_the_first_and_the_last(book, actor):
    ticket = an_incident(book, actor)
    a_report(book, actor, ticket, channel=Channel.PHONE, now=MONDAY)
    later = a_ticket(book, kind=Kind.OUTAGE, text="SPSE mati", now=ENDED)
    join_incident(book, later.number, ticket.number, actor=actor, now=ENDED)
    found = reports_of(again(ticket))
    assert (found.count, found.first_at, found.last_at) == (3, MONDAY, ENDED)
    assert list(found.by_channel.items()) == [("web", 2), ("phone", 1)]


def test_proposals_leave_out_sealed_ended_joined_and_leading_tickets(book, actor):
    ticket = an_incident(book, actor)
    like = an_outage(book)
    a_report(book, actor, ticket)  # joined already
    solved = an_outage(book)
    resolve_ticket(book, solved.number, Words("Beres."), actor=actor, now=MONDAY)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, text="Petugas SPSE 502 meminta uang.")
    assert sealed.sealed
    leader = an_outage(book)
    a_report(book, actor, leader)
    an_incident(book, actor)
    early = a_ticket(book, kind=Kind.OUTAGE, text="SPSE galat 502", now=BEGAN - timedelta(hours=7))
    found = likely_reports(again(ticket), row(ticket), actor, roots)
    assert [p.ticket.number for p in found] == [like.number]
    assert "502" in found[0].likeness.words
    assert early.parent_id is None
    suggested = likely_incidents(
        [t.id for t in (like, solved, sealed, leader)], running_incidents(actor, roots), roots
    )
    assert list(suggested) == [like.id]
    assert again(like).parent_id is None


def test_a_solved_or_ended_incident_is_proposed_to_no_new_ticket(book, actor):
    over, solved = an_incident(book, actor), an_incident(book, actor)
    end_incident(book, over.number, None, actor=actor, now=MONDAY)
    resolve_ticket(book, solved.number, Words("Beres."), actor=actor, now=MONDAY)
    assert running_incidents(actor, roots) == []


DUE = at("Senin 30 November 2026 16.00")  # five working days after the Monday of receipt
LATE = at("Selasa 1 Desember 2026 09.00")


def overdue(book, actor, cause, ended_at=None):
    """An incident with one report, both past the end of their resolution."""
    ticket = an_incident(book, actor, cause=cause)
    child = a_report(book, actor, ticket)
    if ended_at is not None:
        end_incident(book, ticket.number, ended_at, actor=actor, now=LATE)
    sweep(book, LATE)
    due = sa.select(TicketClock.due_at).filter_by(ticket_id=child.id, kind="resolution")
    assert db.session.scalar(due) == DUE
    return ticket, child


@pytest.mark.parametrize(("cause", "ended_at", "apart"), [
    (Cause.LKPP, None, True),
    (Cause.TELKOM, DUE, True),
    (Cause.LKPP, DUE - timedelta(minutes=1), False),
    (Cause.BUREAU, None, False),
    (Cause.UNKNOWN, None, False),
])
def test_misses_are_told_apart_and_stay_missed(book, office, actor, cause, ended_at, apart):
    tickets = overdue(book, actor, cause, ended_at)
    a_ticket(book)
    sweep(book, LATE)
    expected = dict.fromkeys([t.id for t in tickets], cause) if apart else {}
    assert late_elsewhere(actor, LATE) == expected
    found = position_of(office.unit_head.actor, book.catalogue, LATE)
    assert (found.late, found.elsewhere) == (3, expected)
    november = facts_of(book.calendar, MONDAY.date().replace(day=1), LATE)
    assert (november.counts["|resolved_on"], november.counts["|resolved_late"]) == (0, 3)
    assert november.elsewhere == ({cause: 2} if apart else {})


def test_a_miss_that_was_solved_later_is_still_missed_and_still_told_apart(book, actor):
    ticket, child = overdue(book, actor, Cause.LKPP)
    for each in (ticket, child):
        resolve_ticket(book, each.number, Words("Pulih."), actor=actor, now=LATE)
    clock = sa.select(TicketClock.state).filter_by(ticket_id=child.id, kind="resolution")
    assert db.session.scalar(clock) == "missed"
    november = facts_of(book.calendar, MONDAY.date().replace(day=1), LATE)
    assert (november.counts["|resolved_late"], november.elsewhere) == (2, {Cause.LKPP: 2})
    assert late_elsewhere(actor, LATE) == {}
