"""The sums of a month, against a plain count over the events of every ticket."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.clock_spans import ClockKind
from helpdesk.domain.events import EventType
from helpdesk.domain.projection import stand
from helpdesk.domain.skm import index
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.models import MonthFigures, SurveyResponse, Ticket
from helpdesk.queries.month_facts import after, facts_of, published
from helpdesk.queries.published import due_months, months_between, survey_of
from helpdesk.usecases.merge import Merge, merge_tickets
from helpdesk.usecases.month_figures import keep_month
from helpdesk.usecases.recording import event_rows
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import reopen_by_officer, resolve_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, triage_ticket
from helpdesk.worker_figures import keep_figures
from tests.builders import MONDAY, a_ticket, at, the_small_office

MEASURED = {ClockKind.RESPONSE: "answered", ClockKind.RESOLUTION: "resolved"}
NOVEMBER = date(2026, 11, 1)
LATER = at("Rabu 16 Desember 2026 09.00")


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


def lived(book, office, dice):
    """One ticket and what became of it, by chance."""
    start = MONDAY + timedelta(minutes=dice.randrange(0, 12_000))
    actor = office.helpdesk.actor
    ticket = a_ticket(book, kind=dice.choice((Kind.PROBLEM, Kind.INQUIRY, Kind.COMPLAINT)),
                      now=start, about_officer=False)
    if dice.random() < 0.1:
        a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, now=start)
    then = start + timedelta(hours=dice.randrange(1, 60))
    if dice.random() < 0.6:
        authority = dice.choice((Authority.BUREAU, Authority.LKPP, Authority.TELKOM))
        triage_ticket(book, ticket.number, Triage(Kind(ticket.kind), ticket.service, authority),
                      actor=actor, now=then)
    then += timedelta(hours=dice.randrange(1, 80))
    if dice.random() < 0.7:
        reply_to_requester(book, ticket.number, Words("Kami periksa."), actor=actor, now=then)
    then += timedelta(hours=dice.randrange(1, 200))
    if dice.random() < 0.6:
        resolve_ticket(book, ticket.number, Words("Selesai."), actor=actor, now=then)
        if dice.random() < 0.4:
            reopen_by_officer(book, ticket.number, "Belum beres", actor=actor,
                              now=then + timedelta(hours=5))


def plain(book, first, now):
    """The counts once more, folded from the events alone."""
    counts = Counter()
    for ticket in db.session.scalars(sa.select(Ticket)).unique().all():
        events = [row.as_event() for row in event_rows(ticket.id)]
        day = book.calendar.local_date(events[0].occurred_at)
        if (day.year, day.month) != (first.year, first.month):
            continue
        standing = stand(events)
        groups = ["", f"unit:{standing.unit or ''}", f"service:{standing.service or ''}",
                  f"matter:{standing.service or ''}/{standing.kind}"]
        if standing.sealed:
            groups = ["", "unit:", "service:", "matter:/"]
        told = {"received"}
        for clock in () if standing.sealed else clocks_of(events, book.calendars, now):
            name = MEASURED.get(clock.kind)
            if name and clock.cycle == 1 and clock.state in ("met", "missed"):
                told.add(f"{name}_{'on' if clock.state == 'met' else 'late'}")
            if clock.kind is ClockKind.FORWARDING and clock.state == "missed":
                told.add("late_forwarded")
        told -= {f"{name}_on" for name in MEASURED.values() if f"{name}_late" in told}
        if not standing.sealed and any(e.type is EventType.REOPENED for e in events):
            told.add("reopened")
        counts.update(f"{group}|{name}" for group in groups for name in told)
    return counts


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sums_are_those_of_the_events(book, seed):
    office, dice = the_small_office(), random.Random(seed)
    for _ in range(14):
        lived(book, office, dice)
    for swept in (MONDAY + timedelta(days=8), LATER):
        sweep(book, swept)
    for month in (NOVEMBER, after(NOVEMBER)):
        found = facts_of(book.calendar, month, LATER).counts
        assert Counter(found) == plain(book, month, LATER)
    assert found is not None


@pytest.mark.parametrize(("days", "verdict"), [(1, "on"), (40, "late")])
def test_one_matter_in_two_tickets_has_one_verdict(book, days, verdict):
    actor, at_ = the_small_office().helpdesk.actor, MONDAY + timedelta(days=days)
    old, main = a_ticket(book), a_ticket(book, now=MONDAY + timedelta(hours=2))
    sweep(book, at_)
    merge_tickets(book, old.number, main.number, Merge(main.number, "Dua kali"), copy=str,
                  actor=actor, now=at_)
    resolve_ticket(book, main.number, Words("Selesai."), actor=actor, now=at_)
    counts = facts_of(book.calendar, NOVEMBER, LATER).counts
    total = {name: n for name, n in counts.items() if name.startswith("|")}
    assert total == {"|received": 2, f"|answered_{verdict}": 1, f"|resolved_{verdict}": 1}


def test_no_small_count_is_kept(book):
    office, dice = the_small_office(), random.Random(7)
    for _ in range(9):
        lived(book, office, dice)
    kept = published(facts_of(book.calendar, NOVEMBER, LATER))["counts"]
    assert not [name for name, count in kept.items() if count is not None and 0 < count < 5]
    assert not [name for name in kept if name.endswith("_rest")]


def test_the_worker_keeps_what_is_due_and_the_page_reads_that(app, book):
    a_ticket(book, now=at("Rabu 16 September 2026 09.00"))
    app.extensions["clock"] = lambda: LATER
    keep_figures(app)
    months = [date(2026, month, 1) for month in (9, 10, 11, 12)]
    assert set(db.session.scalars(sa.select(MonthFigures.month))) == set(months)
    assert due_months(book.calendar, LATER + timedelta(minutes=10)) == [months[3], months[2]]
    assert len(due_months(book.calendar, LATER + timedelta(hours=21))) == 4
    db.session.rollback()
    counts = {"|received": 77}
    keep_month({"counts": counts, "spent": {}, "waited": {}, "elsewhere": {}, "survey": {},
                "few": []},
               months[1], LATER)
    read = months_between(book.calendar, months[0], months[3], LATER)
    assert [month.count("", "received") for month in read] == [None, 77, 0, 0]


def test_the_index_from_sums_is_that_of_the_answers(book):
    keys = [element.key for element in book.catalogue.survey.elements]
    answers = [dict.fromkeys(keys, value) for value in (4, 3, 3, 2, 4, 1)]
    for given in answers:
        ticket = a_ticket(book)
        db.session.add(SurveyResponse(ticket_id=ticket.id, answers=given, profile={}, at=MONDAY))
    db.session.flush()
    months = months_between(book.calendar, NOVEMBER, NOVEMBER, LATER)
    assert survey_of(months) == (index(answers), 6)
