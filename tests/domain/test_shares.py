"""Who held a ticket when, and the working days that count for each."""

from helpdesk.domain.shares import calendar_days, holdings, working_days_held
from tests.builders import at
from tests.domain.history import CALENDAR, History, told


def shares(history, now):
    return working_days_held(holdings(history.events), CALENDAR, at(now))


def test_requester_provider_and_bureau_each_have_their_share():
    history = History().then("replied", "Senin 23 November 2026 10.00")
    history.then("waiting_started", "Senin 23 November 2026 10.00", reason="question")
    history.wrote("Rabu 25 November 2026 09.00")
    history.then("forwarded", "Rabu 25 November 2026 11.00", provider="lkpp", channel="letter")
    history.then("accepted", "Kamis 26 November 2026 09.00", provider="lkpp")
    history.then("provider_answered", "Selasa 1 Desember 2026 09.00", provider="lkpp")
    history.then("resolved", "Kamis 3 Desember 2026 09.00")
    spans = [(s.who, told(s.start)) for s in holdings(history.events)]
    assert spans == [
        ("bureau", "Senin 23 November 2026 09.00"), ("requester", "Senin 23 November 2026 10.00"),
        ("bureau", "Rabu 25 November 2026 09.00"), ("lkpp", "Kamis 26 November 2026 09.00"),
        ("bureau", "Selasa 1 Desember 2026 09.00"), ("done", "Kamis 3 Desember 2026 09.00"),
    ]
    assert shares(history, "Senin 7 Desember 2026 09.00") == {
        "requester": 2, "bureau": 3, "lkpp": 3
    }


def test_filed_but_not_accepted_counts_against_the_bureau():
    history = History().then("forwarded", "Senin 23 November 2026 10.00", provider="lkpp",
                             channel="letter")
    assert shares(history, "Rabu 25 November 2026 09.00") == {"bureau": 2}


def test_a_day_belongs_to_whoever_holds_it_at_its_close():
    close = at("Senin 23 November 2026 16.00")
    assert calendar_days(CALENDAR, at("Senin 23 November 2026 15.59"), close) == 0
    assert calendar_days(CALENDAR, close, at("Selasa 24 November 2026 16.01")) == 1
    assert calendar_days(
        CALENDAR, at("Selasa 8 Desember 2026 17.00"), at("Kamis 10 Desember 2026 15.00")) == 0
