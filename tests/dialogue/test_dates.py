"""Deadlines as people type them; Monday 23 November 2026, 09.30 WIB."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.dialogue.dates import read_deadline, worded, worded_day, worded_time
from tests.dialogue.door import MONDAY, WIB


@pytest.mark.parametrize(
    ("text", "day", "hour", "minute"),
    [
        ("besok jam 10", 24, 10, 0),  # Tuesday
        ("bsk pukul 10.30", 24, 10, 30),
        ("hari ini jam 3 sore", 23, 15, 0),  # Monday
        ("hari ini jam 3", 23, 15, 0),
        ("nanti siang jam 1", 23, 13, 0),
        ("lusa 08.00", 25, 8, 0),  # Wednesday
        ("25 November 15.00", 25, 15, 0),
        ("25 nov 2026 jam 15:00 WIB", 25, 15, 0),
        ("25/11/2026 15.00", 25, 15, 0),
        ("25-11 pukul 9", 25, 9, 0),
        ("2026-11-25 15:00", 25, 15, 0),
        ("25.11.2026 jam 8 pagi", 25, 8, 0),
        ("tgl 25 jam 11.59", 25, 11, 59),
        ("jumat jam 10", 27, 10, 0),  # Friday
        ("2 hari lagi jam 12", 25, 12, 0),
        ("3 jam lagi", 23, 12, 30),
        ("jam 15.00", 23, 15, 0),
        ("jam 8 pagi", 24, 8, 0),  # 08.00 today has passed: Tuesday
    ],
)
def test_a_deadline_is_read_as_it_is_meant(text: str, day: int, hour: int, minute: int) -> None:
    assert read_deadline(text, MONDAY).at == datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("text", "day"),
    [("besok", date(2026, 11, 24)), ("25 november", date(2026, 11, 25)),
     ("5 januari", date(2027, 1, 5)), ("tanggal 2", date(2026, 12, 2)),
     ("besok jam 25", date(2026, 11, 24))],
)  # fmt: skip
def test_a_day_without_an_hour_stays_a_day(text: str, day: date) -> None:
    reading = read_deadline(text, MONDAY)
    assert (reading.at, reading.day) == (None, day)


@pytest.mark.parametrize("text", ["belum tahu", "32 november", "versi 4.5", "10012345", "31/02"])
def test_what_says_no_time_is_not_guessed(text: str) -> None:
    reading = read_deadline(text, MONDAY)
    assert (reading.at, reading.day) == (None, None)


@given(st.text(max_size=80))
def test_any_words_are_read_without_failing(text: str) -> None:
    read_deadline("besok jam " + text + " 12/", MONDAY)


def test_instants_are_worded_with_day_dot_and_zone() -> None:
    assert worded(MONDAY) == "Senin, 23 November 2026 pukul 09.30 WIB"
    assert worded_day(date(2026, 11, 27)) == "Jumat, 27 November 2026"


def test_an_hour_is_worded_with_its_zone() -> None:
    assert worded_time(MONDAY) == "pukul 09.30 WIB"
