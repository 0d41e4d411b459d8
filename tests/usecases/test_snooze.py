"""A ticket put off: off one's lists, never off its clocks, and back by itself."""

from datetime import date

import pytest

from helpdesk.db import db
from helpdesk.domain.projection import stand
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotFound, StaleTicket
from helpdesk.models import Ticket
from helpdesk.queries.counters import counters
from helpdesk.queries.listing import listing
from helpdesk.queries.work import work_of
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.snooze import snooze_ticket, wake_ticket
from helpdesk.wording.timeline import timeline
from tests.builders import MONDAY, a_ticket, again, at
from tests.usecases.passing import sweep_until
from tests.usecases.reading import events

WEDNESDAY = date(2026, 11, 25)
BACK = at("Rabu 25 November 2026 07.30")
LATER = at("Rabu 25 November 2026 09.00")


@pytest.fixture
def actor(office):
    return office.helpdesk.actor


@pytest.fixture
def mine(book, actor):
    """A ticket of the officer's own, due on Thursday at the earliest."""
    ticket = a_ticket(book)
    assign_ticket(book, ticket.number, officer_id=actor.id, unit=None, instruction="", actor=actor,
                  now=MONDAY)
    return again(ticket)


def put_off(book, ticket, actor, *, day=WEDNESDAY, reason="Menunggu surat OPD", now=MONDAY, **more):
    return snooze_ticket(book, ticket.number, day, reason, actor=actor, now=now, **more)


def shown(book, actor, now, view):
    return [place.number for place in listing(actor, book.calendar, now, view=view).places]


def test_it_leaves_the_lists_and_its_clocks_go_on(book, actor, mine):
    before = (mine.next_due_at, mine.status, mine.next_check_at)
    put_off(book, mine, actor)
    row = again(mine)
    assert (row.next_due_at, row.status, row.next_check_at) == before
    assert (row.snoozed_until, row.snooze_reason) == (BACK, "Menunggu surat OPD")
    assert shown(book, actor, MONDAY, "milik-saya") == []
    assert shown(book, actor, MONDAY, "ditunda") == [mine.number]
    assert shown(book, actor, MONDAY, "semua") == [mine.number]
    assert mine.number not in [t.ticket.number for t in work_of(actor, book.catalogue, MONDAY)]
    assert counters(actor, book.calendar, MONDAY)["ditunda"] == 1
    history = [e.as_event() for e in events(mine)]
    assert stand(history).snoozed_until == BACK
    assert timeline(book.catalogue, history, officers={})[-1]["text"] == (
        "Ditunda sampai Rabu, 25 November 2026: Menunggu surat OPD")
    assert "Ditunda" not in str(timeline(book.catalogue, history))


def test_on_its_day_it_is_back_with_its_reason_until_somebody_acts(book, actor, mine):
    put_off(book, mine, actor)
    assert shown(book, actor, LATER, "milik-saya") == [mine.number]
    assert shown(book, actor, LATER, "ditunda") == []
    assert [(t.ticket.number, t.why) for t in work_of(actor, book.catalogue, LATER)] == [
        (mine.number, "woken")]
    add_note(book, mine.number, Words("Sudah saya telepon."), actor=actor, now=LATER)
    assert again(mine).snoozed_until == BACK, "a note is no work on the matter"
    receive_message(book, mine.number, "Ini suratnya.", channel="web", now=LATER)
    assert (again(mine).snoozed_until, again(mine).snooze_reason) == (None, None)


def test_the_requesters_word_brings_it_back_at_once(book, actor, mine):
    put_off(book, mine, actor)
    receive_message(book, mine.number, "Ada perubahan.", channel="web", now=MONDAY)
    assert shown(book, actor, MONDAY, "milik-saya") == [mine.number]
    assert shown(book, actor, MONDAY, "ditunda") == []


def test_called_back_by_hand_and_only_once(book, actor, mine):
    put_off(book, mine, actor)
    wake_ticket(book, mine.number, actor=actor, now=MONDAY)
    assert again(mine).snoozed_until is None
    with pytest.raises(IllegalMove, match="tidak sedang ditunda"):
        wake_ticket(book, mine.number, actor=actor, now=MONDAY)


def test_put_off_again_the_last_day_holds(book, actor, mine):
    put_off(book, mine, actor)
    put_off(book, mine, actor, day=date(2026, 11, 24), reason="Lebih cepat")
    assert again(mine).snoozed_until == at("Selasa 24 November 2026 07.30")
    assert again(mine).snooze_reason == "Lebih cepat"


@pytest.mark.parametrize(("fields", "told"), [
    ({"day": None}, "Isi tanggal"), ({"reason": "  "}, "alasan"),
    ({"day": date(2026, 12, 9)}, "Batas waktu berikutnya tidak ikut tertunda"),
])
def test_what_will_not_do_is_told_and_nothing_changes(book, actor, mine, fields, told):
    with pytest.raises(InvalidInput) as refused:
        put_off(book, mine, actor, **fields)
    assert told.lower() in str(refused.value.fields).lower()
    db.session.rollback()
    assert again(mine).snoozed_until is None


def test_an_old_page_and_an_unseen_complaint_are_refused(book, office, actor, mine):
    with pytest.raises(StaleTicket):
        put_off(book, mine, actor, version=mine.version - 1)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    with pytest.raises(NotFound):
        put_off(book, sealed, actor)
    put_off(book, sealed, office.bureau_head.actor)
    assert shown(book, actor, MONDAY, "ditunda") == []
    assert counters(actor, book.calendar, MONDAY)["ditunda"] == 0
    assert db.session.query(Ticket).filter(Ticket.snoozed_until.is_not(None)).count() == 1


def test_no_tender_day_is_slept_through(book, actor):
    closes = at("Selasa 24 November 2026 15.00")
    ticket = a_ticket(book, package_code="45678912", tender_deadline=closes)
    with pytest.raises(InvalidInput, match="paling lama sampai 24/11/2026"):
        put_off(book, ticket, actor)
    put_off(book, ticket, actor, day=date(2026, 11, 24))


def test_what_the_ladder_tells_officers_wakes_it(book, actor, mine):
    reply_to_requester(book, mine.number, Words("Mohon kirim tangkapan layar."), actor=actor,
                       now=MONDAY, wait_for="question")
    put_off(book, mine, actor, day=date(2027, 1, 18))
    sweep_until(book, at("Senin 7 Desember 2026 09.00"))
    told = [(e.data["action"], e.data["recipients"]) for e in events(mine)
            if e.type == "step_taken"]
    assert told, "the ladder has spoken"
    assert again(mine).snoozed_until is None
