"""Until when a ticket may be put off: by weekdays, holidays and the next deadline."""

from datetime import date

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.snooze import days_to_choose, wake_at
from helpdesk.errors import InvalidInput
from tests.builders import at

CALENDAR = load_catalogue().calendar
NOW = at("Rabu 25 November 2026 10.00")


@pytest.mark.parametrize(("day", "due", "back"), [
    ("2026-11-26", None, "Kamis 26 November 2026 07.30"),
    ("2026-11-30", None, "Senin 30 November 2026 07.30"),
    ("2026-11-30", "Senin 30 November 2026 16.00", "Senin 30 November 2026 07.30"),
    ("2027-01-22", None, "Jumat 22 Januari 2027 07.30"),
])
def test_it_comes_back_as_the_office_opens(day, due, back):
    assert wake_at(CALENDAR, date.fromisoformat(day), due and at(due), NOW) == at(back)


@pytest.mark.parametrize(("day", "due", "told"), [
    (None, None, "Isi tanggal"), ("2026-11-25", None, "sesudah hari ini"),
    ("2026-11-20", None, "sesudah hari ini"), ("2027-01-25", None, "Paling lama 60 hari"),
    ("2026-11-28", None, "28/11/2026 bukan hari kerja"),  # a Saturday
    ("2026-12-25", None, "25/12/2026 bukan hari kerja"),  # Christmas, a Friday
    ("2026-12-01", "Senin 30 November 2026 16.00", "paling lama sampai 30/11/2026"),
    # A deadline as the office opens leaves no time: the day before it.
    ("2026-11-30", "Senin 30 November 2026 07.30", "paling lama sampai 27/11/2026"),
    ("2026-11-26", "Rabu 25 November 2026 16.00", "terlalu dekat untuk ditunda"),
    ("2026-11-26", "Selasa 24 November 2026 16.00", "terlalu dekat untuk ditunda"),
])
def test_a_day_that_will_not_do_is_told_with_one_that_will(day, due, told):
    with pytest.raises(InvalidInput) as refused:
        wake_at(CALENDAR, day and date.fromisoformat(day), due and at(due), NOW)
    assert told in refused.value.fields["day"]


@pytest.mark.parametrize(("now", "due", "days"), [
    ("Jumat 27 November 2026 10.00", None, ("2026-11-30", "2027-01-26")),
    ("Jumat 27 November 2026 10.00", "Selasa 1 Desember 2026 09.00", ("2026-11-30", "2026-12-01")),
    ("Jumat 27 November 2026 10.00", "Jumat 27 November 2026 16.00", None),
])
def test_the_days_that_are_offered_are_the_days_that_are_taken(now, due, days):
    found = days_to_choose(CALENDAR, due and at(due), at(now))
    assert (found and tuple(map(date.isoformat, found))) == days
    for day in found or ():
        assert wake_at(CALENDAR, day, due and at(due), at(now))
