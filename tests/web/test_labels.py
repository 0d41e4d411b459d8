"""The words of dates, times, working time and values, as tables with the weekday written out."""

from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment

from helpdesk.domain.sla import ClockKind, ClockState
from helpdesk.domain.ticket import (
    Authority,
    Category,
    Channel,
    IdentityMode,
    Kind,
    RelayState,
    Status,
)
from helpdesk.web import labels
from helpdesk.wording import values

PONTIANAK = "Asia/Pontianak"
MAKASSAR = "Asia/Makassar"
HOLIDAYS = {date(2026, 12, 24): "Cuti bersama Natal", date(2026, 12, 25): "Hari Raya Natal"}


def at(text: str, zone: str = PONTIANAK) -> datetime:
    """A local time as the aware UTC instant that the product carries."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 23), "Senin, 23 November 2026", "23 Nov 2026"),
        (date(2026, 11, 24), "Selasa, 24 November 2026", "24 Nov 2026"),
        (date(2026, 5, 6), "Rabu, 6 Mei 2026", "6 Mei 2026"),
        (date(2026, 8, 13), "Kamis, 13 Agustus 2026", "13 Agu 2026"),
        (date(2026, 10, 2), "Jumat, 2 Oktober 2026", "2 Okt 2026"),
        (date(2028, 2, 26), "Sabtu, 26 Februari 2028", "26 Feb 2028"),
        (date(2026, 3, 1), "Minggu, 1 Maret 2026", "1 Mar 2026"),
    ],
)
def test_dates_are_written_with_their_indonesian_names(day: date, long: str, short: str) -> None:
    assert labels.date_long(day, PONTIANAK) == long
    assert labels.date_short(day, PONTIANAK) == short


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Pontianak", "Senin, 23 November 2026 23.30 WIB"),
        ("Asia/Jakarta", "Senin, 23 November 2026 23.30 WIB"),
        ("Asia/Makassar", "Selasa, 24 November 2026 00.30 WITA"),
        ("Asia/Jayapura", "Selasa, 24 November 2026 01.30 WIT"),
    ],
)
def test_an_instant_is_written_on_the_wall_clock_of_its_zone(zone: str, written: str) -> None:
    instant = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert labels.datetime_long(instant, zone) == written


def test_time_has_a_dot_and_two_digits() -> None:
    assert labels.time(at("2026-11-23T09:05"), PONTIANAK) == "09.05 WIB"
    assert labels.datetime_short(at("2026-11-23T09:05"), PONTIANAK) == "23 Nov 2026 09.05 WIB"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        labels.time(datetime(2026, 11, 23, 9, 30), PONTIANAK)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-22T16:00", "kemarin 16.00 WIB"),  # Sunday
        ("2026-11-23T16:00", "hari ini 16.00 WIB"),  # Monday
        ("2026-11-24T16:00", "besok 16.00 WIB"),  # Tuesday
        ("2026-11-27T16:00", "Jumat 27 November 16.00 WIB"),
        ("2027-01-04T16:00", "Senin 4 Januari 2027 16.00 WIB"),
    ],
)
def test_a_near_day_is_named_as_one_says_it(moment: str, words: str) -> None:
    now = at("2026-11-23T09:30")
    assert labels.relative_day(at(moment), now, PONTIANAK) == words


def test_today_is_the_local_day_and_not_the_day_in_utc() -> None:
    now = at("2026-11-24T06:00", MAKASSAR)  # Tuesday; still Monday in UTC
    assert labels.relative_day(at("2026-11-24T16:00", MAKASSAR), now, MAKASSAR) == (
        "hari ini 16.00 WITA"
    )


@pytest.mark.parametrize(
    ("now", "due", "words", "tone"),
    [
        # Monday 23 November 2026, 09.30
        ("2026-11-23T09:30", "2026-11-26T16:00", "3 hari kerja lagi", "calm"),  # Thursday
        ("2026-11-23T09:30", "2026-11-24T16:00", "1 hari kerja lagi", "soon"),  # Tuesday
        ("2026-11-23T09:30", "2026-11-23T16:00", "hari ini 16.00", "today"),
        ("2026-11-23T16:00", "2026-11-23T16:00", "hari ini 16.00", "today"),  # at the instant
        ("2026-11-23T17:00", "2026-11-23T16:00", "lewat sejak 16.00", "late"),
        ("2026-11-24T07:00", "2026-11-23T16:00", "lewat 1 hari kerja", "late"),  # Tuesday
        # Friday 27 to Monday 30: the weekend is no working day
        ("2026-11-27T18:00", "2026-11-30T16:00", "1 hari kerja lagi", "soon"),
        ("2026-11-29T18:00", "2026-11-27T16:30", "lewat sejak Jumat 16.30", "late"),  # Sunday
        ("2026-11-30T08:00", "2026-11-27T16:30", "lewat 1 hari kerja", "late"),
        # Wednesday 23 December; Thursday and Friday are closed, Monday is the 28th
        ("2026-12-23T09:00", "2026-12-28T16:00", "1 hari kerja lagi", "soon"),
        ("2026-12-23T09:00", "2026-12-29T16:00", "2 hari kerja lagi", "calm"),  # Tuesday
        # a closed day between, and a due instant on a day that no longer counts
        ("2026-12-23T09:00", "2026-12-24T16:00", "besok 16.00 WIB", "soon"),
    ],
)
def test_time_left_counts_working_days(now: str, due: str, words: str, tone: str) -> None:
    left = labels.time_left(at(due), at(now), PONTIANAK, is_working_day)
    assert left == (words, tone)


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (25, "25 menit kerja lagi", "today"),
        (24.2, "25 menit kerja lagi", "today"),
        (60, "1 jam kerja lagi", "soon"),
        (125, "2 jam 5 menit kerja lagi", "soon"),
        (0, "0 menit kerja lagi", "today"),
        (-25, "lewat 25 menit kerja", "late"),
        (-0.5, "lewat 1 menit kerja", "late"),
    ],
)
def test_time_left_in_working_minutes(minutes: float, words: str, tone: str) -> None:
    assert labels.minutes_left(minutes) == (words, tone)


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (1234.56, None, "1.234,56"),
        (1234, None, "1.234"),
        (0.5, None, "0,50"),
        (82.955, 2, "82,96"),
        (1_000_000, None, "1.000.000"),
        (-1234.5, 1, "-1.234,5"),
        (999.999, 2, "1.000,00"),
    ],
)
def test_numbers_have_dots_for_thousands_and_a_comma(
    value: float, digits: int | None, written: str
) -> None:
    assert labels.number(value, digits) == written


def test_rupiah_shows_cents_only_where_there_are_some() -> None:
    assert labels.rupiah(400_000_000) == "Rp400.000.000"
    assert labels.rupiah(1250.5) == "Rp1.250,50"


@pytest.mark.parametrize(
    ("size", "written"),
    [(0, "0 B"), (812, "812 B"), (348_160, "340 kB"), (1_258_291, "1,2 MB"), (20 << 20, "20,0 MB")],
)
def test_file_sizes(size: int, written: str) -> None:
    assert labels.file_size(size) == written


@pytest.mark.parametrize(
    "enum", [Kind, Status, Authority, Channel, IdentityMode, Category, RelayState]
)
def test_every_member_has_its_own_word(enum: type[StrEnum]) -> None:
    words = [labels.label(member) for member in enum]
    assert len(set(words)) == len(list(enum))
    assert all(word and word[0].isupper() for word in words)


@pytest.mark.parametrize(
    ("member", "word"),
    [
        (Kind.OUTAGE, "Gangguan"),
        (Kind.REQUEST, "Permintaan layanan"),
        (Status.WAITING_EXTERNAL, "Menunggu LKPP/Telkom"),
        (Authority.OTHER, "Pihak lain"),
        (Category.POKJA, "Pokja Pemilihan"),
        (RelayState.READY, "Siap diteruskan"),
        (Channel.LAPOR, "SP4N-LAPOR!"),
    ],
)
def test_words_of_members(member: StrEnum, word: str) -> None:
    assert labels.label(member) == word


def test_the_requester_is_told_every_status_in_plain_words() -> None:
    assert set(values.STATUS_PUBLIC) == set(Status)
    assert "triase" not in labels.status_public(Status.TRIAGED).lower()


def test_clocks_are_named_by_value_or_by_name() -> None:
    assert labels.clock_label("third_party") == "Jawaban LKPP/Telkom"
    assert labels.clock_label("RESPONSE") == "Tanggapan"
    assert len({labels.clock_label(kind) for kind in ClockKind}) == len(ClockKind)
    assert set(values.CLOCK_STATE) == set(ClockState)


@pytest.mark.parametrize(
    ("status", "authority", "words"),
    [
        (Status.WAITING_EXTERNAL, Authority.LKPP, "Helpdesk LKPP"),
        (Status.WAITING_EXTERNAL, Authority.TELKOM, "Telkom"),
        (Status.WAITING_EXTERNAL, Authority.SHARED, "LKPP/Telkom"),
        (Status.WAITING_REQUESTER, Authority.LKPP, "Anda"),
        (Status.IN_PROGRESS, Authority.LKPP, "Biro PBJ"),
        (Status.NEW, None, "Biro PBJ"),
    ],
)
def test_the_holder_is_an_institution(
    status: Status, authority: Authority | None, words: str
) -> None:
    assert labels.holder(status, authority, "Biro PBJ") == words


class Bureau:
    zone = MAKASSAR


def test_filters_take_the_zone_of_the_bureau() -> None:
    env = Environment(autoescape=True)
    labels.install_filters(env)
    env.globals["bureau"] = Bureau()
    page = env.from_string("{{ at|datetime_long }}; {{ at|relative_day(now) }}; {{ kind|label }}")
    at_, now = at("2026-11-24T16:00", MAKASSAR), at("2026-11-23T09:00", MAKASSAR)
    assert page.render(at=at_, now=now, kind=Kind.COMPLAINT) == (
        "Selasa, 24 November 2026 16.00 WITA; besok 16.00 WITA; Pengaduan"
    )


def test_a_zone_named_at_set_up_wins() -> None:
    env = Environment(autoescape=True)
    labels.install_filters(env, PONTIANAK)
    page = env.from_string("{{ at|time }} {{ 1048576|file_size }} {{ 1234.5|number }}")
    assert page.render(at=at("2026-11-24T16:00")) == "16.00 WIB 1,0 MB 1.234,50"
