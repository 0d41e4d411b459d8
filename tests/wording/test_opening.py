"""Counter hours in words: until when, or when next."""

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.wording.hours import hours_text
from helpdesk.wording.opening import (
    closures,
    contact_lines,
    counter_calendar,
    next_visit,
    opening_line,
    opening_sentence,
    pace_words,
)
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


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("Senin 23 November 2026 09.00",
         "Loket buka sekarang sampai 12.00 WIB, lalu 13.00–15.30 WIB."),
        ("Senin 23 November 2026 14.00", "Loket buka sekarang sampai 15.30 WIB."),
        ("Senin 23 November 2026 05.00",
         "Loket sedang tutup karena belum jam buka; buka lagi hari ini pukul 08.00 WIB."),
        ("Senin 23 November 2026 12.30",
         "Loket sedang tutup karena jam istirahat; buka lagi hari ini pukul 13.00 WIB."),
        ("Senin 23 November 2026 19.00",
         "Loket sedang tutup karena jam loket sudah selesai; buka lagi besok pukul 08.00 WIB."),
        ("Sabtu 28 November 2026 09.00",
         "Loket sedang tutup karena akhir pekan; buka lagi Senin 30 November pukul 08.00 WIB."),
    ],
)
def test_who_wants_an_officer_hears_until_when_or_why_and_when_again(instant, said) -> None:
    assert opening_sentence(CATALOGUE, at(instant)) == said


def test_the_reasons_of_a_long_closure_stand_each_once_in_their_order() -> None:
    said = opening_sentence(CATALOGUE, at("Rabu 23 Desember 2026 19.00"))
    closed = counter_calendar(CATALOGUE).closed
    eve, day = (
        closed[at(f"{each} Desember 2026 09.00").date()] for each in ("Kamis 24", "Jumat 25")
    )
    assert said.startswith(
        f"Loket sedang tutup karena {eve}, {day}, akhir pekan; buka lagi Senin 28"
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "1 jam kerja"), (60, "1 jam kerja"), (61, "2 jam kerja"), (450, "8 jam kerja"),
     (451, "2 hari kerja"), (1_351, "4 hari kerja")],
)
def test_the_time_people_waited_is_rounded_up_never_flattering(minutes, said) -> None:
    assert pace_words(minutes) == said


def test_an_example_telephone_is_called_one() -> None:
    assert CATALOGUE.bureau.contact_is_example
    assert all(line.endswith("(contoh)") for line in contact_lines(CATALOGUE.bureau))
