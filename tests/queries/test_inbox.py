"""The queue: which tickets in which view, in which order, page by page, for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from helpdesk.domain.ticket import Authority, IdentityMode, Kind
from helpdesk.queries.counters import counters
from helpdesk.queries.inbox import VIEWS
from helpdesk.queries.listing import listing
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.claims import judge_claim
from helpdesk.usecases.forward import Filing, forward_ticket, prepare_relay
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import confirm_resolved, reject_ticket, resolve_ticket
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import MONDAY, a_ticket, at, the_small_office

NOW = at("Senin 23 November 2026 12.00")


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


def numbers(book, officer, view="semua", now=NOW, **more):
    found = listing(officer.actor, book.calendar, now, view=view, **more)
    return [int(place.number[-6:]) for place in found.places]


def test_every_view_shows_what_its_counter_counts(book, office):
    act = {"actor": office.helpdesk.actor, "now": MONDAY}
    words = Words("Mohon ditunggu.")
    tickets = [a_ticket(book) for _ in range(8)]
    new, mine, asked, visit, ready, filed, done, rejected = (t.number for t in tickets)
    assign_ticket(book, mine, officer_id=office.helpdesk.id, **act)
    reply_to_requester(book, asked, words, wait_for="question", **act)
    reply_to_requester(book, visit, words, wait_for="visit", **act)
    prepare_relay(book, ready, Authority.LKPP, **act)
    forward_ticket(book, filed, Filing(Authority.LKPP, "letter", override_reason="x"), **act)
    resolve_ticket(book, done, words, **act)
    reject_ticket(book, rejected, words, **act)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, text="Petugas kasar")
    expected = {
        "semua": [1, 2, 3, 4, 5, 6], "milik-saya": [2], "menunggu-pemohon": [3],
        "menunggu-kedatangan": [4], "siap-diteruskan": [5], "di-lkpp-telkom": [6],
        "menunggu-konfirmasi": [7], "selesai": [8], "tertutup": [],
    }
    for view, shown in expected.items():
        assert sorted(numbers(book, office.helpdesk, view)) == shown, view
    counts = counters(office.helpdesk.actor, book.calendar, NOW)
    for view in VIEWS:
        assert counts[view] == len(numbers(book, office.helpdesk, view)), view
    assert numbers(book, office.bureau_head, "tertutup") == [int(sealed.number[-6:])]
    assert new


def test_late_and_due_today_are_told_apart(book, office):
    a_ticket(book, now=at("Senin 16 November 2026 09.00"))
    a_ticket(book, now=at("Rabu 18 November 2026 09.00"))
    a_ticket(book, now=MONDAY)
    assert numbers(book, office.helpdesk, "lewat-tempo") == [1]
    assert numbers(book, office.helpdesk, "jatuh-tempo-hari-ini") == [2]
    assert numbers(book, office.helpdesk) == [1, 2, 3]


def test_a_tender_about_to_close_comes_first(book, office):
    a_ticket(book, now=at("Senin 16 November 2026 09.00"))
    a_ticket(book, tender_deadline=at("Selasa 24 November 2026 14.00"), package_code="45678912")
    a_ticket(book, tender_deadline=at("Rabu 25 November 2026 14.00"), package_code="45678912")
    assert numbers(book, office.helpdesk)[0] == 2


def test_a_claim_without_a_code_or_judged_empty_keeps_its_place_until_it_is_granted(book, office):
    soon = at("Selasa 24 November 2026 14.00")
    a_ticket(book, now=at("Senin 16 November 2026 09.00"))
    a_ticket(book, tender_deadline=soon)
    a_ticket(book, tender_deadline=soon, package_code="PKT-77")
    empty = a_ticket(book, tender_deadline=soon, package_code="45678912")
    actor = office.helpdesk.actor
    judge_claim(book, empty.number, True, "Tidak ada di SPSE", actor=actor, now=NOW)
    assert numbers(book, office.helpdesk) == [1, 2, 3, 4]
    as_offered = Triage(Kind.PROBLEM, urgency="normal")
    triage_ticket(book, empty.number, as_offered, actor=actor, now=NOW)
    assert numbers(book, office.helpdesk) == [1, 2, 3, 4]
    triage_ticket(book, empty.number, replace(as_offered, urgency="urgent"), actor=actor, now=NOW)
    assert numbers(book, office.helpdesk) == [4, 1, 2, 3]


def test_pages_show_each_ticket_once(book, office, monkeypatch):
    monkeypatch.setattr("helpdesk.queries.listing.PAGE", 3)
    for n in range(8):
        a_ticket(book, now=MONDAY + timedelta(days=n // 3))
    shown, after = [], None
    for _ in range(4):
        page = listing(office.helpdesk.actor, book.calendar, NOW, after=after)
        shown += [int(place.number[-6:]) for place in page.places]
        after = page.next_after
        if after is None:
            break
    assert shown == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(("text", "found"), [
    ("unggah dokumen", [1]), ("PKT-77", [2]), ("PBJ-2026-000002", [2]), ("50%", []), ("_", []),
    ("mengeluh", []), ("a\x00b", []), ("\x00", [2, 1]), ("\ud800", [2, 1]), ("x" * 5_000, []),
])
def test_searching_finds_words_and_never_what_is_sealed(book, office, text, found):
    a_ticket(book, text="Unggah dokumen gagal dengan galat 500")
    a_ticket(book, text="Masuk ditolak", package_code="PKT-77")
    a_ticket(book, kind=Kind.COMPLAINT, text="Saya mengeluh tentang petugas")
    assert sorted(numbers(book, office.helpdesk, text=text)) == sorted(found)


@pytest.mark.parametrize("given", [
    {"view": "tidak-ada"}, {"after": "PBJ-2026-999999"}, {"after": "x\x00"},
])
def test_a_crooked_address_shows_the_first_page(book, office, given):
    a_ticket(book)
    assert numbers(book, office.helpdesk, **given) == [1]


def test_counters_follow_every_change_and_the_clock(book, office):
    def late_and_new(now):
        counts = counters(office.helpdesk.actor, book.calendar, now)
        return counts["lewat-tempo"], counts["baru"]

    ticket = a_ticket(book, now=at("Senin 16 November 2026 09.00"))
    assert late_and_new(at("Senin 16 November 2026 09.00")) == (0, 1)
    assert late_and_new(NOW) == (1, 1)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM), actor=office.helpdesk.actor, now=NOW)
    assert late_and_new(NOW)[1] == 0
    assert counters(office.bureau_head.actor, book.calendar, NOW)["tertutup"] == 0
    a_ticket(book, kind=Kind.COMPLAINT, text="Petugas kasar", now=NOW)
    assert counters(office.bureau_head.actor, book.calendar, NOW)["tertutup"] == 1
    assert counters(office.helpdesk.actor, book.calendar, NOW)["tertutup"] == 0


def test_what_is_done_is_paged_from_the_newest_end(book, office, monkeypatch):
    monkeypatch.setattr("helpdesk.queries.listing.PAGE", 2)
    words, act = Words("Selesai."), {"actor": office.helpdesk.actor}
    for n in range(5):
        ticket = a_ticket(book)
        resolve_ticket(book, ticket.number, words, now=MONDAY + timedelta(minutes=n), **act)
    seen, after = [], None
    while True:
        page = listing(office.helpdesk.actor, book.calendar, NOW, view="menunggu-konfirmasi",
                     after=after)
        seen += [int(place.number[-6:]) for place in page.places]
        after = page.next_after
        if after is None:
            break
    assert seen == [5, 4, 3, 2, 1]


def test_a_search_from_the_bar_finds_what_has_ended_too(book, office):
    open_one = a_ticket(book, text="Unggah dokumen gagal")
    ended = a_ticket(book, text="Unggah lampiran gagal")
    resolve_ticket(book, ended.number, Words("Sudah."), actor=office.helpdesk.actor, now=NOW)
    confirm_resolved(book, ended.number, now=NOW)

    def found(text, view=""):
        return numbers(book, office.helpdesk, text=text, view=view)

    first, last = (int(ticket.number[-6:]) for ticket in (open_one, ended))
    assert found("unggah") == [last, first]
    assert found("gagal lampiran") == [last]
    assert found(ended.number.lower()) == [last]
    assert found("unggah", "semua") == [first]


def test_a_name_is_found_only_by_those_who_may_know_it(book, office):
    known = a_ticket(book, name="Siti Aminah", company="PT Rawa Sakti")
    hidden = a_ticket(book, name="Siti Rahasia", identity=IdentityMode.HIDDEN,
                      contacts={"email": "rahasia@contoh.example"})
    first, last = (int(ticket.number[-6:]) for ticket in (known, hidden))
    for text, seen in (("siti", [first]), ("aminah siti", [first]), ("rahasia@", [])):
        assert numbers(book, office.helpdesk, text=text, view="") == seen
    assert numbers(book, office.bureau_head, text="siti", view="") == [last, first]
