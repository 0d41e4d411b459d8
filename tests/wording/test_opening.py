"""Counter hours in words: until when, or when next."""

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.wording.hours import hours_text
from helpdesk.wording.opening import counter_calendar, opening_line
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
