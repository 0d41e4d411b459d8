"""The demo: three weeks of tickets, whenever it is made, and only where nothing is yet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.demo.play import is_empty, make_demo
from helpdesk.domain.chain import event_hash
from helpdesk.domain.ticket import Channel, Status
from helpdesk.models import (
    Officer,
    OutboxItem,
    Setting,
    SurveyResponse,
    Ticket,
    TicketEvent,
    TicketText,
)
from helpdesk.queries.insight import insight
from helpdesk.queries.reading import read_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.search_texts import texts_of
from helpdesk.wording.status import public_status
from tests.clocks import MONDAY_MORNING

# Moments that once broke a date: weekend, before and after office hours, after Lebaran, new year.
MOMENTS = [
    datetime(2026, 11, 22, 11, 40, tzinfo=UTC),  # Sunday
    datetime(2026, 11, 24, 23, 30, tzinfo=UTC),  # Wednesday 06.30 WIB, before opening
    datetime(2026, 11, 27, 9, 40, tzinfo=UTC),  # Friday 16.40 WIB, after the close
    datetime(2026, 3, 26, 3, 0, tzinfo=UTC),  # Thursday, the second day after Lebaran
    datetime(2026, 3, 10, 7, 0, tzinfo=UTC),  # Tuesday in Ramadan
    datetime(2027, 1, 5, 2, 0, tzinfo=UTC),  # Tuesday, numbers of two years
    datetime(2026, 12, 25, 16, 50, tzinfo=UTC),  # the last minutes of a holiday
]


def make(app: Flask, folder: Path, now: datetime = MONDAY_MORNING) -> Rulebook:
    book: Rulebook = app.extensions["rulebook"]
    make_demo(book, folder / "files", now=now)
    return book


def marked() -> dict[str, Ticket]:
    setting = db.session.get(Setting, "demo")
    assert setting is not None
    return {
        what: db.session.scalars(sa.select(Ticket).filter_by(number=number)).unique().one()
        for what, number in setting.value["tickets"].items()
    }


@pytest.mark.usefixtures("db_session")
def test_the_demo_shows_every_state_unit_and_the_cases_of_the_brief(
    app: Flask, tmp_path: Path
) -> None:
    book = make(app, tmp_path)
    tickets = db.session.scalars(sa.select(Ticket)).unique().all()
    assert 30 <= len(tickets) <= 45
    # Three weeks of every kind of use case, and search followed each of them.
    kept = {row.ticket_id: (row.said, row.who) for row in db.session.scalars(sa.select(TicketText))}
    assert kept == {id_: tuple(made) for id_, made in texts_of([t.id for t in tickets]).items()}
    units = {t.unit for t in tickets}
    assert {u for u in units if u and u.startswith("bagian-")} == {
        "bagian-pengelolaan-pbj", "bagian-pengelolaan-lpse", "bagian-pembinaan-advokasi"
    }
    assert {t.status for t in tickets} == {s.value for s in Status}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SurveyResponse)) == 5
    found = marked()
    assert found["at_lkpp"].external_number == "LS-2217043"
    at_lkpp = public_status(
        book.catalogue, read_ticket(found["at_lkpp"], book.catalogue, MONDAY_MORNING)
    )
    assert at_lkpp["headline"]["holder"] == "Helpdesk LKPP"
    assert at_lkpp["headline"]["duration_text"] == "8 hari kerja"
    closes = found["upload"].tender_deadline
    assert closes is not None
    assert 0 < (closes - MONDAY_MORNING).total_seconds() < 2 * 3600
    assert (found["incomplete"].status, found["incomplete"].wait_reason) == (
        "waiting_requester", "file")
    assert found["visit"].wait_reason == "visit"
    assert found["sealed"].sealed
    assert found["sealed"].reported is not None
    asked = insight(MONDAY_MORNING.date())
    assert all(week.asked for week in asked.weeks.values())
    assert asked.total.at_once.is_telling
    assert found["lapor"].channel == Channel.LAPOR.value
    assert found["lapor"].lapor_id == "7741208"
    assert found["hps"].category == "ppk"
    outage = found["outage"].id
    assert sum(t.parent_id == outage for t in tickets) == 3
    late = {e.data["step"] for e in events(found["late"]) if e.type == "step_taken"}
    assert {"resolution-bureau-level-1", "resolution-bureau-level-2"} <= late
    assert any(e.type == "reopened" for t in tickets for e in events(t))
    assert found["near"].next_due_at == book.calendar.close_of(
        book.calendar.local_date(MONDAY_MORNING))


def events(ticket: Ticket) -> list[TicketEvent]:
    query = sa.select(TicketEvent).filter_by(ticket_id=ticket.id).order_by(TicketEvent.seq)
    return list(db.session.scalars(query))


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: f"{now:%a-%d-%b-%H.%M}")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_the_demo_can_be_made_at_any_moment(app: Flask, tmp_path: Path, now: datetime) -> None:
    make(app, tmp_path, now)
    newest = db.session.scalar(sa.select(sa.func.max(TicketEvent.at)))
    assert newest is not None
    assert newest <= now
    found = marked()
    assert found["near"].next_due_at is not None
    assert found["near"].next_due_at > now
    assert found["late"].next_due_at is not None
    assert found["late"].next_due_at < now
    assert found["at_lkpp"].status == "waiting_external"
    for ticket in db.session.scalars(sa.select(Ticket)).unique():
        stamps = [event.at for event in events(ticket)]
        assert stamps == sorted(stamps)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_the_chain_of_every_ticket_holds(app: Flask, tmp_path: Path) -> None:
    make(app, tmp_path)
    for ticket in db.session.scalars(sa.select(Ticket)).unique():
        previous = ""
        for e in events(ticket):
            assert e.hash == event_hash(
                previous, ticket.id, e.seq, e.type, e.at, e.occurred_at, e.actor, e.visibility,
                e.data,
            )
            previous = e.hash


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_only_a_few_of_its_mails_are_left_to_send_and_none_to_a_real_address(
    app: Flask, tmp_path: Path
) -> None:
    make(app, tmp_path)
    rows = db.session.scalars(sa.select(OutboxItem)).all()
    due = [r for r in rows if r.state == "pending" and r.not_before <= MONDAY_MORNING]
    assert 0 < len(due) <= 12
    assert {r.channel for r in rows} == {"email"}
    assert all(r.recipient.endswith(".example") for r in rows)
    officers = db.session.scalars(sa.select(Officer)).all()
    assert all(o.demo for o in officers)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_the_same_moment_makes_the_same_demo(app: Flask, tmp_path: Path) -> None:
    make(app, tmp_path)
    first = _story_of(db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).unique())
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
    db.session.expunge_all()
    assert is_empty()
    make(app, tmp_path)
    assert _story_of(db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).unique()) == first


def _story_of(tickets: object) -> list[tuple[object, ...]]:
    return [
        (t.number, t.subject, t.status, t.next_due_at, [(e.type, e.at) for e in events(t)])
        for t in tickets  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_a_demo_broken_in_the_middle_leaves_nothing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(done: int, of: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(
            app.extensions["rulebook"], tmp_path / "files", now=MONDAY_MORNING,
            progress=interrupted,
        )
    assert is_empty()
