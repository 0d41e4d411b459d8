"""A policy saved in the UI: numbered, checked, in force at once in every process."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from helpdesk import create_app
from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy, read_calendar
from helpdesk.db import db
from helpdesk.domain.catalogue import ClosedDay
from helpdesk.errors import CatalogueError, InvalidInput, NotAllowed
from helpdesk.models import Revision
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.revisions import StalePolicy, save_revision
from helpdesk.worker import post_of
from tests.builders import MONDAY, a_ticket, an_administrator, at
from tests.conftest import _close
from tests.racing import race
from tests.usecases.reading import clock as clock_of

FLOOD = ClosedDay(date(2026, 11, 26), "Kantor tutup karena banjir", "local", "Surat Sekda 1/2026")
NOTE = "Banjir, surat Sekda 1/2026"


def with_closure(catalogue, day=FLOOD):
    """The catalogue's calendar as content, closed on one more date."""
    policy = calendar_policy(catalogue)
    year = policy.years[day.date.year]
    days = tuple(sorted((*year.closed, day), key=lambda d: d.date))
    return calendar_content(replace(
        policy, years={**policy.years, year.year: replace(year, closed=days)}
    ))


def save(book, content, actor, *, based_on=0, now=MONDAY, note=NOTE):
    return save_revision(
        book, "calendar", content, note, based_on=based_on, actor=actor, now=now
    )


@pytest.fixture
def head(office):
    return office.bureau_head.actor


def test_content_and_policy_are_the_same_thing_written_twice(book):
    policy = calendar_policy(book.catalogue)
    content = calendar_content(policy)
    assert read_calendar(content) == policy
    assert calendar_content(read_calendar(content)) == content
    assert content["years"][0]["closed"][0] == {
        "date": "2026-01-01", "type": "holiday", "name": "Tahun Baru 2026 Masehi",
    }


def test_a_saved_revision_is_the_newest_calendar_and_the_old_one_stays(book, head):
    row = save(book, with_closure(book.catalogue), head)
    assert (row.number, row.note, row.applied_at) == (1, NOTE, None)
    current = newest_book(book)
    assert current.revisions == {"calendar": 1}
    assert not current.calendar.is_working_day(FLOOD.date)
    assert FLOOD in current.catalogue.calendar_years[2026].closed
    assert [v.revision for v in current.calendars.versions] == [0, 1]
    assert current.calendars.versions[0].calendar == book.calendar
    assert current.calendars.newest.since == MONDAY
    assert newest_book(current) is current, "nothing new makes no new rulebook"


def test_several_revisions_saved_since_are_taken_in_their_order(book, head):
    first = with_closure(book.catalogue)
    save(book, first, head)
    # a machine set back by a day between the two: versions still follow each other
    early = at("Minggu 22 November 2026 09.00")
    save(book, calendar_content(calendar_policy(book.catalogue)), head, based_on=1, now=early)
    current = newest_book(book)
    assert [v.revision for v in current.calendars.versions] == [0, 1, 2]
    assert [v.since for v in current.calendars.versions] == [None, MONDAY, MONDAY]
    assert current.calendar.is_working_day(FLOOD.date)


def test_a_new_ticket_follows_a_calendar_saved_a_moment_ago(book, head):
    save(book, with_closure(book.catalogue), head)
    ticket = a_ticket(newest_book(book))
    # received Monday; Tuesday, Wednesday, (Thursday closed), Friday
    assert clock_of(ticket, "response").due_at == at("Jumat 27 November 2026 16.30")


@pytest.mark.parametrize("actor", ["helpdesk", "unit_head"])
def test_only_the_head_and_administrators_change_the_calendar(book, office, actor):
    with pytest.raises(NotAllowed):
        save(book, with_closure(book.catalogue), getattr(office, actor).actor)
    save(book, with_closure(book.catalogue), an_administrator().actor)


def test_a_page_based_on_an_older_calendar_is_refused(book, head):
    save(book, with_closure(book.catalogue), head)
    with pytest.raises(StalePolicy, match="baru saja diubah"):
        save(book, calendar_content(calendar_policy(book.catalogue)), head)
    assert db.session.scalar(sa.select(sa.func.count(Revision.id))) == 1


def test_of_two_who_save_at_once_one_is_told(app, book, head):
    content = with_closure(book.catalogue)
    results = race(app, *[lambda: save(book, content, head)] * 2)
    assert sorted(type(each).__name__ for each in results) == ["Revision", "StalePolicy"]


def _weekly(hours):
    return lambda content: content["weekly"].update(mon=hours)


def _closed_all_year(content):
    year = content["years"][0]
    first = date(2026, 1, 1).toordinal()
    year["closed"] = [
        {"date": date.fromordinal(first + n).isoformat(), "type": "local", "name": "Tutup"}
        for n in range(365)
    ]


@pytest.mark.parametrize(("change", "field", "reason"), [
    (_weekly(["07.30-12.00", "11.00-16.00"]), "kalender: weekly.mon", "jam bertumpuk"),
    (_weekly(["16.00-07.30"]), "kalender: weekly.mon", "berakhir sebelum dimulai"),
    (lambda c: c["weekly"].clear(), "kalender: weekly", "setiap hari"),
    (_closed_all_year, "", "Tahun 2026 tidak memuat satu pun hari kerja"),
    (lambda c: c["years"][0]["special"][0].update({"from": "2026-04-01"}),
     "kalender: years[1].special[1].to", "lebih awal"),
    (lambda c: c["years"].append(c["years"][0]), "kalender: years[3]", "ditulis dua kali"),
    (lambda c: c["years"][0]["closed"][0].update(date="2026-02-30"),
     "kalender: years[1].closed[1].date", "tidak ada"),
    (lambda c: c.pop("weekly_decree"), "kalender: weekly_decree", "wajib diisi"),
])
def test_what_may_not_come_into_force_is_refused_and_the_running_one_stays(
    book, head, change, field, reason
):
    content = calendar_content(calendar_policy(book.catalogue))
    change(content)
    with pytest.raises((CatalogueError, InvalidInput)) as refused:
        save(book, content, head)
    assert field in refused.value.message
    assert reason in refused.value.message
    assert newest_book(book) is book


@pytest.mark.parametrize(("note", "reason"), [("  ", "atas dasar apa"), ("x" * 501, "500 huruf")])
def test_a_change_says_on_whose_word(book, head, note, reason):
    with pytest.raises(InvalidInput, match=reason) as refused:
        save(book, with_closure(book.catalogue), head, note=note)
    assert list(refused.value.fields) == ["note"]


def test_a_revision_that_cannot_be_read_leaves_the_running_policy(book, head, caplog):
    db.session.add(Revision(
        policy="calendar", number=1, content={"weekly": "rusak"}, note="", saved_at=MONDAY,
    ))
    db.session.commit()
    current = newest_book(book)
    assert current.calendar == book.calendar
    assert "revision 1 of calendar is left out" in caplog.text
    save(book, with_closure(book.catalogue), head, based_on=1)
    assert not newest_book(current).calendar.is_working_day(FLOOD.date)


def test_web_api_worker_and_chat_of_other_processes_follow_without_a_restart(
    app, settings, clock, book, head
):
    web, api, worker = (create_app(settings, clock) for _ in range(3))
    clock.set(at("Kamis 26 November 2026 09.00"))
    web.test_client().get("/")
    assert _opening(web, clock).startswith("Loket buka sekarang sampai 12.00")
    save(book, with_closure(book.catalogue), head)
    assert web.test_client().get("/").status_code == 200
    assert "buka lagi besok pukul 08.00" in _opening(web, clock)
    assert api.test_client().get("/api/v1/services").status_code == 200
    with worker.app_context():
        post_of(worker)  # what the worker does at each tick
    for process in (web, api, worker):
        assert process.extensions["rulebook"].revisions == {"calendar": 1}
        _close(process)


def _opening(app, clock):
    with app.app_context():
        return app.extensions["talk"]().facts(clock.now)["reach"]().opening


def test_a_year_known_only_to_a_revision_does_not_stop_the_start(app, settings, clock, book, head):
    policy = calendar_policy(book.catalogue)
    days = tuple(replace(d, date=d.date.replace(year=2028)) for d in policy.years[2027].closed)
    year = replace(policy.years[2027], year=2028, closed=days, special=())
    content = calendar_content(replace(policy, years={**policy.years, 2028: year}))
    save(book, content, head)
    clock.set(at("Senin 10 Januari 2028 09.00"))
    started = create_app(settings, clock)
    assert 2028 in started.extensions["rulebook"].catalogue.calendar_years
    _close(started)
    clock.set(at("Rabu 10 Januari 2029 09.00"))
    with pytest.raises(CatalogueError, match="calendar/2029"):
        create_app(settings, clock)
