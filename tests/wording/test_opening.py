"""Counter hours in words: until when, or when next."""

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.wording.hours import hours_text
from helpdesk.wording.opening import closures, counter_calendar, next_visit, opening_line
from tests.builders import at

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    "instant",
    ["Senin 23 November 2026 09.00", "Jumat 27 November 2026 09.00"],
)
def test_an_open_counter_says_until_when(instant: str) -> None:
    line = opening_line(CATALOGUE, at(instant))
    counter = counter_calendar(CATALOGUE)
    ends = [
        window.end for window in counter.windows_on(at(instant).date())
        if window.start <= at(instant).time() < window.end
    ]
    assert line == f"buka sampai {ends[0]:%H.%M} WIB"


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("Jumat 27 November 2026 20.00", "Senin 30 November"),
        ("Sabtu 28 November 2026 09.00", "Senin 30 November"),
        ("Minggu 29 November 2026 23.00", "besok"),
        ("Kamis 24 Desember 2026 09.00", "Senin 28 Desember"),
        ("Senin 23 November 2026 05.00", "hari ini"),
    ],
)
def test_a_closed_counter_says_when_it_opens_never_a_bare_closed(instant: str, day: str) -> None:
    assert opening_line(CATALOGUE, at(instant)).startswith(f"buka lagi {day} ")


def test_days_with_the_same_hours_stand_together() -> None:
    text = hours_text(CATALOGUE.bureau)
    assert text.startswith("Senin–Kamis ")
    assert text.count("WIB") == 2


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        ("Senin 23 November 2026 07.00",
         "Senin, 23 November 2026, 08.00–12.00 dan 13.00–15.30 WIB"),
        ("Senin 23 November 2026 09.00",
         "Senin, 23 November 2026, 08.00–12.00 dan 13.00–15.30 WIB"),
        # Whoever sets out now is not there before noon, nor before the counter closes.
        ("Senin 23 November 2026 11.30", "Senin, 23 November 2026, 13.00–15.30 WIB"),
        ("Senin 23 November 2026 14.45",
         "Selasa, 24 November 2026, 08.00–12.00 dan 13.00–15.30 WIB"),
        ("Jumat 27 November 2026 10.30", "Jumat, 27 November 2026, 13.30–15.30 WIB"),
        ("Jumat 27 November 2026 15.00",
         "Senin, 30 November 2026, 08.00–12.00 dan 13.00–15.30 WIB"),
        # Closed from Natal's collective leave to the weekend.
        ("Rabu 23 Desember 2026 16.00",
         "Senin, 28 Desember 2026, 08.00–12.00 dan 13.00–15.30 WIB"),
    ],
)
def test_the_next_day_to_come_leaves_out_what_cannot_be_reached(instant: str, told: str) -> None:
    assert next_visit(CATALOGUE, at(instant)) == told


def test_closed_days_ahead_are_named_but_not_those_before_the_next_opening() -> None:
    assert closures(CATALOGUE, at("Senin 23 November 2026 09.00")) == []
    ahead = closures(CATALOGUE, at("Senin 21 Desember 2026 09.00"))
    assert ahead[0].startswith("Kamis, 24 Desember 2026 (")
    assert ahead[1].startswith("Jumat, 25 Desember 2026 (")
    after = closures(CATALOGUE, at("Kamis 24 Desember 2026 09.00"))
    assert [day.split(" (")[0] for day in after] == [
        "Jumat, 1 Januari 2027", "Selasa, 5 Januari 2027"
    ]
