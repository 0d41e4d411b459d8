"""After a calendar was saved every open ticket follows it: one event each, whoever walks."""

from functools import partial

import pytest
import sqlalchemy as sa

from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy
from helpdesk.db import db
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.ticket import Kind
from helpdesk.errors import StaleTicket
from helpdesk.models import Revision, Ticket, TicketClock
from helpdesk.usecases.calendar_walk import calendar_is_behind, walk_calendar
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import reject_ticket
from helpdesk.usecases.revisions import newest_revision, save_revision
from helpdesk.usecases.sweep import sweep
from tests.builders import a_ticket, again, at
from tests.marks import SQLITE_ONLY
from tests.racing import race
from tests.usecases.reading import clock, events

RECEIVED = at("Senin 23 November 2026 09.00")
SAVED = at("Rabu 25 November 2026 10.00")
CLOSED = "2026-11-26"  # a Thursday
DUE, MOVED = at("Kamis 26 November 2026 16.00"), at("Jumat 27 November 2026 16.30")


def close(book, office, date=CLOSED, now=SAVED):
    """One more closed day saved; the rulebook that knows it."""
    content = calendar_content(calendar_policy(book.catalogue))
    year = next(y for y in content["years"] if y["year"] == 2026)
    year["closed"].append({"date": date, "type": "local", "name": "Kantor tutup (banjir)"})
    save_revision(book, "calendar", content, "SE 12/2026", actor=office.bureau_head.actor, now=now,
                  based_on=book.revisions.get("calendar", 0))
    return newest_book(book)


def walk_to_the_end(book, now=SAVED, limit=500):
    rounds = 0
    while walk_calendar(book, now, limit):
        rounds += 1
    return rounds


def moves(ticket):
    return [tuple(move) for e in events(ticket, "deadlines_moved") for move in e.data["moves"]]


def test_running_deadlines_move_once_and_say_from_when_to_when(book, office):
    running = a_ticket(book, now=RECEIVED)
    newer = close(book, office)
    assert calendar_is_behind(newer)
    walk_to_the_end(newer)
    walk_to_the_end(newer)
    assert moves(running) == [
        ("response", 1, "2026-11-26T09:00:00+00:00", "2026-11-27T09:30:00+00:00"),
        ("resolution", 1, "2026-11-30T09:00:00+00:00", "2026-12-01T09:00:00+00:00"),
    ]
    assert clock(running, "response").due_at == MOVED
    assert again(running).next_due_at == MOVED
    assert again(running).next_check_at == at("Jumat 27 November 2026 07.30")
    assert not calendar_is_behind(newer)
    assert newest_revision("calendar").applied_at == SAVED


def test_what_was_met_or_ended_before_keeps_its_date(book, office):
    met, ended = a_ticket(book, now=RECEIVED), a_ticket(book, now=RECEIVED)
    act = {"actor": office.helpdesk.actor, "now": at("Selasa 24 November 2026 09.00")}
    reply_to_requester(book, met.number, Words("Kami periksa."), **act)
    reject_ticket(book, ended.number, Words("Bukan kewenangan kami."), **act)
    newer = close(book, office)
    walk_to_the_end(newer)
    assert [move[0] for move in moves(met)] == ["resolution"]
    assert clock(met, "response").due_at == DUE
    assert moves(ended) == []
    assert clock(ended, "response").due_at == DUE


@SQLITE_ONLY
def test_what_a_held_clock_has_counted_follows_too(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    reply_to_requester(book, ticket.number, Words("Versi?"), wait_for="question",
                       actor=office.helpdesk.actor, now=at("Kamis 26 November 2026 09.00"))
    much_later = at("Rabu 30 Desember 2026 10.00")
    sweep(book, much_later)  # every reminder has gone: nothing lies ahead of this ticket
    assert again(ticket).next_check_at is None
    counted = [day for day in clock(ticket, "resolution").days if day[1]]
    assert [day[0] for day in counted] == ["2026-11-24", "2026-11-25"]
    walk_to_the_end(close(book, office, "2026-11-24", much_later), much_later)
    db.session.expire_all()
    assert ["2026-11-24", False, "closed"] in clock(ticket, "resolution").days
    assert clock(ticket, "resolution").due_at is None


def test_a_closure_outside_every_limit_moves_nothing(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    version = again(ticket).version
    walk_to_the_end(close(book, office, "2026-12-30"))
    row = again(ticket)
    assert (moves(ticket), row.version, row.calendar_revision) == ([], version, 1)


def test_a_ticket_touched_before_the_walk_comes_to_it_is_moved_by_that_act(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    newer = close(book, office)
    receive_message(newer, ticket.number, "Masih gagal.", channel="web", now=SAVED)
    assert [e.type for e in events(ticket)] == ["registered", "deadlines_moved", "requester_wrote"]
    walk_to_the_end(newer)
    assert len(events(ticket, "deadlines_moved")) == 1


@SQLITE_ONLY
def test_a_sweep_before_the_walk_warns_by_the_new_calendar(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    newer = close(book, office)
    assert sweep(newer, at("Kamis 26 November 2026 08.00")) == 0  # the old warning's hour
    assert moves(ticket) != []
    assert sweep(newer, at("Jumat 27 November 2026 07.31")) == 1


def test_who_knows_only_the_old_calendar_is_refused(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    newer = close(book, office)
    walk_to_the_end(newer)
    with pytest.raises(StaleTicket):
        receive_message(book, ticket.number, "Masih gagal.", channel="web", now=SAVED)
    assert sweep(book, MOVED) == 0, "left to a sweeper that knows the calendar"
    assert sweep(newer, MOVED) == 1


def test_a_ticket_registered_by_a_process_that_had_not_heard_is_fetched(book, office):
    newer = close(book, office)
    walk_to_the_end(newer)
    late = a_ticket(book, now=SAVED)
    assert calendar_is_behind(newer)
    walk_to_the_end(newer)
    assert again(late).calendar_revision == 1
    assert len(moves(late)) == 2


def test_a_walk_goes_on_where_it_was_left_and_two_walkers_share_it(app, book, office):
    tickets = [a_ticket(book, now=RECEIVED) for _ in range(23)]
    newer = close(book, office)
    assert walk_calendar(newer, SAVED, 5) == 5  # and then the process is gone
    race(app, *[partial(walk_to_the_end, newer, SAVED, 4) for _ in range(3)])
    walk_to_the_end(newer)
    assert [len(events(t, "deadlines_moved")) for t in tickets] == [1] * 23


def test_a_batch_is_never_larger_than_500(book, office, monkeypatch):
    monkeypatch.setattr("helpdesk.usecases.calendar_walk.LARGEST_BATCH", 3)
    for _ in range(4):
        a_ticket(book, now=RECEIVED)
    newer = close(book, office)
    assert walk_calendar(newer, SAVED, 10_000) == 3


def test_columns_and_clocks_are_those_of_the_events_afterwards(book, office):
    for kind in Kind:
        ticket = a_ticket(book, now=RECEIVED, kind=kind)
        if kind is Kind.INQUIRY:
            reply_to_requester(book, ticket.number, Words("Versi?"), wait_for="question",
                               actor=office.helpdesk.actor,
                               now=at("Selasa 24 November 2026 09.00"))
    newer = close(close(book, office), office, "2026-11-30", at("Kamis 26 November 2026 10.00"))
    now = at("Kamis 26 November 2026 10.00")
    walk_to_the_end(newer, now)
    assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 5
    for ticket in db.session.scalars(sa.select(Ticket)).unique():
        history = [e.as_event() for e in events(ticket)]
        wanted = {(c.kind.value, c.cycle): (c.due_at, c.state.value)
                  for c in clocks_of(history, newer.calendars, now)}
        rows = db.session.scalars(sa.select(TicketClock).filter_by(ticket_id=ticket.id))
        assert {(r.kind, r.cycle): (r.due_at, r.state) for r in rows} == wanted
    # The first revision was overtaken before a walk noted it: what holds is the newest.
    applied = list(db.session.scalars(sa.select(Revision.applied_at).order_by(Revision.number)))
    assert applied[-1] == now
