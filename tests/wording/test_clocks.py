"""The explanation beside a date: which days counted, which did not and why."""

from datetime import date

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.working_time import Pause, WorkingDays, deadline
from helpdesk.wording.clocks import days_text, pause_text
from tests.builders import at

CALENDAR = load_catalogue().calendar


def explained(received: str, days: int, pauses: tuple[Pause, ...] = ()) -> list[str]:
    found = deadline(CALENDAR, at(received), WorkingDays(days), pauses)
    return days_text(found.days, CALENDAR)


def test_receipt_day_and_weekend_are_named_with_their_reason() -> None:
    assert explained("Kamis 26 November 2026 09.00", 3) == [
        "Dihitung: Jumat 27, Senin 30 November, Selasa 1 Desember.",
        ("Tidak dihitung: Kamis 26 November (hari diterima); "
        "Sabtu 28, Minggu 29 November (akhir pekan)."),
    ]


def test_holidays_and_collective_leave_carry_their_names() -> None:
    text = " ".join(explained("Selasa 17 Maret 2026 09.00", 1))
    assert "Rabu 18 Maret (libur: " in text
    assert "Nyepi" in text
    assert "Dihitung: Rabu 25 Maret." in text


def test_a_paused_day_is_not_counted_and_says_so() -> None:
    pause = Pause(at("Selasa 24 November 2026 10.00"), at("Rabu 25 November 2026 08.00"))
    text = explained("Senin 23 November 2026 09.00", 2, (pause,))
    assert text[0] == "Dihitung: Rabu 25, Kamis 26 November."
    assert "Selasa 24 November (dijeda)" in text[1]


def test_an_open_pause_says_that_it_goes_on() -> None:
    zone = str(CALENDAR.tz)
    start = at("Senin 23 November 2026 10.00")
    assert pause_text(Pause(start, None), zone) == (
        "sejak Senin, 23 November 2026 10.00 WIB, masih berlangsung"
    )


def test_the_example_of_the_calendar_is_a_working_week() -> None:
    assert CALENDAR.is_working_day(date(2026, 11, 23))
