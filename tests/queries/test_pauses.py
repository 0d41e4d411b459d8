"""What the heads see of pauses: a short one over a close, and days gained by whom."""

import pytest

from helpdesk.domain.ticket import Kind
from helpdesk.queries.pauses import review_pauses
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import reopen_by_requester, resolve_ticket
from tests.builders import MONDAY, a_ticket, at, the_small_office

CLOSE = "Senin 23 November 2026"


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


def ask(book, ticket, officer, when, answered):
    reply_to_requester(book, ticket.number, Words("Mohon kirim kode paketnya."),
                       actor=officer.actor, now=at(when), wait_for="question")
    if answered:
        receive_message(book, ticket.number, "Ini kodenya.", channel="web", now=at(answered))


def review(book, who, now="Jumat 27 November 2026 09.00"):
    return review_pauses(who.actor, book.catalogue, at(now))


@pytest.mark.parametrize(("start", "end", "shown"), [
    ("15.50", "16.10", True),
    ("15.00", "15.59", False),  # over before the close
    ("15.50", "16.00", False),  # half-open: the close is not covered
    ("16.00", "16.30", True),
    ("15.30", "16.30", False),  # an hour is not short
])
def test_a_short_pause_over_a_close_is_shown(book, office, start, end, shown):
    ticket = a_ticket(book, now=at("Jumat 20 November 2026 09.00"))
    ask(book, ticket, office.helpdesk, f"{CLOSE} {start}", f"{CLOSE} {end}")
    found = review(book, office.unit_head).short
    assert [f.ticket.number for f in found] == ([ticket.number] if shown else [])


def test_days_gained_belong_to_whoever_began_the_pause(book, office):
    first, second = (a_ticket(book, now=MONDAY) for _ in range(2))
    ask(book, first, office.helpdesk, f"{CLOSE} 10.00", "Rabu 25 November 2026 10.00")
    ask(book, second, office.verifier, f"{CLOSE} 10.00", None)
    resolve_ticket(book, first.number, Words("Sudah."), actor=office.verifier.actor,
                   now=at("Rabu 25 November 2026 11.00"))
    reopen_by_requester(book, first.number, "Belum beres", channel="web",
                        now=at("Kamis 26 November 2026 10.00"))
    found = {g.by: (g.pauses, g.days, g.whys) for g in review(book, office.unit_head).gained}
    assert found == {
        str(office.verifier.actor): (2, 4, (("question", 3), ("reopened", 1))),
        str(office.helpdesk.actor): (1, 1, (("question", 1),)),
    }


def test_old_pauses_and_sealed_complaints_stay_out(book, office):
    old = a_ticket(book, now=MONDAY)
    ask(book, old, office.helpdesk, f"{CLOSE} 10.00", "Selasa 24 November 2026 10.00")
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, now=MONDAY)
    reply_to_requester(book, sealed.number, Words("Mohon jelaskan."), wait_for="question",
                       actor=office.bureau_head.actor, now=at(f"{CLOSE} 11.00"))
    assert [g.by for g in review(book, office.unit_head).gained] == [str(office.helpdesk.actor)]
    assert len(review(book, office.bureau_head).gained) == 2
    assert review(book, office.unit_head, "Kamis 31 Desember 2026 09.00").gained == []
