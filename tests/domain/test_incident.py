"""Times of an incident, and the table of what it accounts for."""

from datetime import datetime

import pytest

from helpdesk.domain.clock_spans import ClockKind
from helpdesk.domain.incident import (
    Cause,
    Course,
    accounts_for,
    check_end,
    check_start,
    is_public,
)
from helpdesk.errors import InvalidInput
from tests.builders import at

RECEIVED = at("Senin 23 November 2026 09.00")
NOW = at("Rabu 25 November 2026 10.00")
BEGAN = at("Senin 23 November 2026 08.55")
ENDED = at("Selasa 24 November 2026 14.00")


@pytest.mark.parametrize("started", [
    "Senin 16 November 2026 09.00", "Senin 23 November 2026 08.55", "Rabu 25 November 2026 10.00",
])
def test_a_start_within_the_limits_is_taken(started: str) -> None:
    check_start(at(started), received_at=RECEIVED, now=NOW, days=7)


@pytest.mark.parametrize(("started", "reason"), [
    ("Rabu 25 November 2026 10.01", "Waktu mulai tidak boleh di masa depan."),
    (
        "Senin 16 November 2026 08.59",
        "Waktu mulai paling lama 7 hari sebelum tiket gangguan diterima.",
    ),
])
def test_a_start_to_come_or_long_ago_is_refused(started: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_start(at(started), received_at=RECEIVED, now=NOW, days=7)
    assert refused.value.fields == {"started_at": reason}


@pytest.mark.parametrize(("ended", "reason"), [
    ("Senin 23 November 2026 08.55", None),
    ("Rabu 25 November 2026 10.00", None),
    ("Senin 23 November 2026 08.54", "Waktu berakhir tidak boleh sebelum waktu mulai."),
    ("Rabu 25 November 2026 10.01", "Waktu berakhir tidak boleh di masa depan."),
])
def test_an_end_lies_between_the_start_and_now(ended: str, reason: str | None) -> None:
    try:
        check_end(at(ended), started_at=BEGAN, now=NOW)
        told = None
    except InvalidInput as error:
        told = error.fields["ended_at"]
    assert told == reason


INSIDE, AFTER = "Selasa 24 November 2026 13.00", "Selasa 24 November 2026 14.01"
ACCOUNTS = [
    # cause, clock, due, end, accounted for
    (Cause.LKPP, ClockKind.RESOLUTION, INSIDE, ENDED, True),
    (Cause.TELKOM, ClockKind.RESOLUTION, INSIDE, ENDED, True),
    (Cause.LKPP, ClockKind.RESOLUTION, INSIDE, None, True),
    (Cause.LKPP, ClockKind.RESOLUTION, "Senin 23 November 2026 08.55", ENDED, True),
    (Cause.LKPP, ClockKind.RESOLUTION, "Selasa 24 November 2026 14.00", ENDED, True),
    (Cause.LKPP, ClockKind.RESOLUTION, AFTER, ENDED, False),
    (Cause.LKPP, ClockKind.RESOLUTION, AFTER, None, True),
    (Cause.LKPP, ClockKind.RESOLUTION, "Senin 23 November 2026 08.54", ENDED, False),
    (Cause.LKPP, ClockKind.RESOLUTION, None, ENDED, False),
    (Cause.LKPP, ClockKind.RESPONSE, INSIDE, ENDED, False),
    (Cause.LKPP, ClockKind.REPLY, INSIDE, ENDED, False),
    (Cause.LKPP, ClockKind.FORWARDING, INSIDE, ENDED, False),
    (Cause.LKPP, ClockKind.THIRD_PARTY, INSIDE, ENDED, False),
    (Cause.BUREAU, ClockKind.RESOLUTION, INSIDE, ENDED, False),
    (Cause.OTHER, ClockKind.RESOLUTION, INSIDE, ENDED, False),
    (Cause.UNKNOWN, ClockKind.RESOLUTION, INSIDE, None, False),
]


@pytest.mark.parametrize(("cause", "clock", "due", "ended", "expected"), ACCOUNTS)
def test_which_missed_deadlines_an_incident_accounts_for(
    cause: Cause, clock: ClockKind, due: str | None, ended: datetime | None, expected: bool
) -> None:
    due_at = at(due) if due else None
    assert accounts_for(Course(cause, BEGAN, ended), clock, due_at) is expected


@pytest.mark.parametrize(("published", "ended", "now", "shown"), [
    (True, None, NOW, True),
    (False, None, NOW, False),
    (True, ENDED, at("Rabu 25 November 2026 13.59"), True),
    (True, ENDED, at("Rabu 25 November 2026 14.00"), False),
])
def test_the_public_hears_until_a_day_after_the_end(
    published: bool, ended: datetime | None, now: datetime, shown: bool
) -> None:
    assert is_public(published, ended, now) is shown
