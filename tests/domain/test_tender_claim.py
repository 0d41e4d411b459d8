"""A claim of a tender day: which codes are plausible, which deadlines count, what it comes to."""

from datetime import date, time

import pytest

from helpdesk.domain.calendar import Window, WorkingCalendar
from helpdesk.domain.projection import stand
from helpdesk.domain.tender_claim import (
    Claim,
    claim_of,
    closes_within_a_day,
    codes_in,
    hurrying,
    package_code,
    tender_day_begins,
)
from tests.builders import at
from tests.domain.history import FRIDAY, LONG_DAY, History, told

CALENDAR = WorkingCalendar(
    "Asia/Pontianak",
    {0: LONG_DAY, 1: LONG_DAY, 2: LONG_DAY, 3: LONG_DAY, 4: FRIDAY},
    {date(2026, 12, 24): "Cuti bersama Natal", date(2026, 12, 25): "Natal"},  # Thursday, Friday
)
CODE = "45678912"


@pytest.mark.parametrize(("written", "code"), [
    ("45678912", "45678912"),
    ("4567891", "4567891"),
    ("10093847000", "10093847000"),  # of the whole country
    (" Kode tender: 45678912 ", "45678912"),
    ("paket no. 45678912", "45678912"),
    ("45.678.912", "45678912"),
    ("4567 8912", "45678912"),
    ("#45678912", "45678912"),
    ("456789", None),  # too short
    ("456789123", None),  # neither 8 nor 11
    ("20093847000", None),  # eleven figures begin with 10
    ("04567891", None),
    ("11111111", None),  # a filler
    ("0812345678901", None),  # a telephone
    ("PKT-77", None),
    ("tidak tahu", None),
    ("\u0664\u0665\u0666\u0667\u0668\u0669\u0661\u0662", None),  # figures, but not SPSE's
    ("", None),
    (None, None),
])
def test_a_package_code_is_read_however_it_is_written_and_nothing_else_passes(written, code):
    assert package_code(written) == code


def test_codes_are_found_in_an_answer_and_telephones_are_not():
    assert codes_in("kodenya 45678912 pak, hp saya 081234567890") == {"45678912"}
    assert codes_in("antara 45678912 dan 10093847000") == {"45678912", "10093847000"}
    assert codes_in("lihat spse.example/lelang/45678912/pengumuman") == set()


@pytest.mark.parametrize(("deadline", "begins"), [
    # a Friday's tender: from Thursday's opening on
    ("Jumat 27 November 2026 10.00", "Kamis 26 November 2026 07.30"),
    ("Jumat 27 November 2026 23.59", "Jumat 27 November 2026 07.30"),  # after the office has closed
    ("Sabtu 28 November 2026 10.00", "Jumat 27 November 2026 07.30"),
    ("Senin 30 November 2026 10.00", "Jumat 27 November 2026 07.30"),
    ("Senin 28 Desember 2026 10.00", "Rabu 23 Desember 2026 07.30"),  # past Christmas
])
def test_a_tender_day_begins_when_the_office_opens_within_one_working_day(deadline, begins):
    begun = tender_day_begins(CALENDAR, at(deadline))
    assert told(begun) == begins
    assert closes_within_a_day(CALENDAR, at(deadline), begun)


@pytest.mark.parametrize(("now", "deadline", "near"), [
    ("Senin 23 November 2026 09.00", "Senin 23 November 2026 09.40", True),
    ("Senin 23 November 2026 09.00", "Senin 23 November 2026 08.59", False),  # past
    ("Senin 23 November 2026 09.00", "Senin 23 November 2026 09.00", True),
    ("Senin 23 November 2026 09.00", "Selasa 24 November 2026 16.00", True),  # exactly shift
    ("Senin 23 November 2026 09.00", "Selasa 24 November 2026 16.00.01", False),
    ("Jumat 27 November 2026 15.00", "Senin 30 November 2026 16.00", True),  # over a weekend
    ("Jumat 27 November 2026 15.00", "Senin 30 November 2026 23.59", False),
    ("Sabtu 28 November 2026 10.00", "Sabtu 28 November 2026 12.00", True),
    ("Sabtu 28 November 2026 10.00", "Senin 30 November 2026 16.00", True),
    ("Rabu 23 Desember 2026 14.00", "Senin 28 Desember 2026 16.00", True),  # before cuti bersama
    ("Rabu 23 Desember 2026 14.00", "Kamis 24 Desember 2026 10.00", True),  # tenders run on
    ("Rabu 23 Desember 2026 14.00", "Selasa 29 Desember 2026 07.00", False),
    ("Selasa 22 Desember 2026 17.00", "Rabu 23 Desember 2026 16.00", True),
    ("Selasa 22 Desember 2026 17.00", "Kamis 24 Desember 2026 09.00", False),
])
def test_a_tender_closes_within_one_working_day(now, deadline, near):
    assert closes_within_a_day(CALENDAR, at(deadline), at(now)) is near


SOON, FAR = "Senin 23 November 2026 14.00", "Jumat 27 November 2026 14.00"


@pytest.mark.parametrize(("code", "deadline", "lost", "claim"), [
    (CODE, SOON, False, Claim.JUMPED),
    (CODE, SOON, True, Claim.NO_JUMP),
    ("belum tahu", SOON, False, Claim.NEEDS_CODE),
    (None, SOON, True, Claim.NEEDS_CODE),
    (CODE, FAR, False, None),
    (CODE, "Senin 23 November 2026 08.00", False, None),
    (CODE, None, False, None),
])
def test_a_claim_jumps_only_with_a_code_and_a_deadline_ahead(code, deadline, lost, claim):
    found = claim_of(
        CALENDAR, code, at(deadline) if deadline else None, at("Senin 23 November 2026 09.00"),
        lambda: lost,
    )
    assert found is claim


@pytest.mark.parametrize(("urgency", "counts"), [
    (None, True), ("normal", True), ("urgent", True), ("withheld", False),
])
def test_every_deadline_hurries_a_forwarding_unless_the_claim_is_withheld(urgency, counts):
    deadline = at(SOON)
    assert (hurrying(urgency, deadline) == deadline) is counts


WHEN = "Senin 23 November 2026 10.00"


def test_a_judgement_takes_urgency_away_and_gives_it_back():
    jumped = {"claim": "jumped", "urgency": "urgent"}
    history = History(**jumped)
    assert (stand(history.events).urgency, stand(history.events).claim) == ("urgent", "jumped")
    history.then("claim_judged", WHEN, empty=True, claim="empty", urgency="withheld")
    assert (stand(history.events).urgency, stand(history.events).claim) == ("withheld", "empty")
    history.then("triaged", WHEN, kind="problem", service=None, urgency="normal")
    assert stand(history.events).urgency == "withheld"  # what the form offers forgives nothing
    history.then("claim_judged", WHEN, empty=False, **jumped)
    assert (stand(history.events).urgency, stand(history.events).claim) == ("urgent", "jumped")


def test_an_officer_may_grant_the_jump_by_hand():
    history = History(claim="no_jump", urgency="withheld")
    history.then("triaged", WHEN, kind="problem", service=None, urgency="urgent")
    assert (stand(history.events).urgency, stand(history.events).claim) == ("urgent", "no_jump")


def test_windows_are_those_of_the_calendar():
    long = (Window(time(7, 30), time(18)),)
    calendar = WorkingCalendar("Asia/Makassar", dict.fromkeys(range(5), long), {})
    now = at("Senin 23 November 2026 09.00")
    assert closes_within_a_day(calendar, at("Selasa 24 November 2026 17.00"), now)
