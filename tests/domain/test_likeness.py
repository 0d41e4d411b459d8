"""Which reports are proposed as parts of an incident, by which words, and which are not."""

from typing import Any

import pytest

from helpdesk.domain.incident import Cause, Course
from helpdesk.domain.likeness import Matter, likeness
from helpdesk.domain.ticket import Kind
from tests.builders import at

RUNNING = Course(Cause.UNKNOWN, at("Selasa 24 November 2026 08.55"))
OVER = Course(RUNNING.cause, RUNNING.started_at, at("Selasa 24 November 2026 11.00"))
MORNING = at("Selasa 24 November 2026 09.26")


def matter(words: str, kind: Kind = Kind.OUTAGE, received: Any = MORNING, **more: Any) -> Matter:
    """A matter whose words are their own roots."""
    given = {"service": None, "topic": None} | more
    return Matter(kind, received_at=received, words={w: w for w in words.split()}, **given)


DOWN = matter("spse tidak akses halaman error 502 sejak pukul 08 55", service="spse", topic="mati")

TABLE = [
    # words, kind, more, points (None: not proposed), words told
    ("spse tidak buka layar putih", Kind.OUTAGE, {}, 3, ("spse",)),
    ("halaman spse error 502", Kind.OUTAGE, {}, 6, ("halaman", "spse", "502")),
    ("spse tidak akses", Kind.PROBLEM, {}, 3, ("spse", "akses")),
    ("spse lupa password akun", Kind.PROBLEM, {}, None, ()),
    ("spse lupa password", Kind.PROBLEM, {"service": "spse"}, 3, ("spse",)),
    ("spse mati", Kind.INQUIRY, {"topic": "mati"}, 3, ("spse",)),
    ("spse akses halaman 502", Kind.INQUIRY, {}, None, ()),
    ("tidak bisa sejak pukul 08 55 error gagal", Kind.OUTAGE, {"topic": "mati"}, None, ()),
    ("printer loket rusak", Kind.OUTAGE, {"service": "spse"}, None, ()),
    ("halaman spse error 502", Kind.REQUEST, {"service": "spse"}, None, ()),
    ("halaman spse error 502", Kind.COMPLAINT, {"topic": "mati"}, None, ()),
]


@pytest.mark.parametrize(("words", "kind", "more", "points", "told"), TABLE)
def test_what_is_proposed(
    words: str, kind: Kind, more: dict[str, str], points: int | None, told: tuple[str, ...]
) -> None:
    found = likeness(DOWN, RUNNING, matter(words, kind, **more))
    assert (found.points, found.words) == (points, told) if found else points is None


@pytest.mark.parametrize(("received", "course", "proposed"), [
    ("Selasa 24 November 2026 02.55", RUNNING, True),
    ("Selasa 24 November 2026 02.54", RUNNING, False),
    ("Selasa 24 November 2026 11.00", OVER, True),
    ("Selasa 24 November 2026 11.01", OVER, False),
    ("Kamis 26 November 2026 09.00", RUNNING, True),
])
def test_only_reports_of_its_time_are_proposed(
    received: str, course: Course, proposed: bool
) -> None:
    report = matter("halaman spse 502", received=at(received))
    assert (likeness(DOWN, course, report) is not None) is proposed


def test_words_are_told_as_the_report_has_them() -> None:
    report = Matter(Kind.OUTAGE, None, None, MORNING, {"akses": "diakses", "spse": "SPSE-nya"})
    found = likeness(DOWN, RUNNING, report)
    assert found is not None
    assert found.words == ("diakses", "SPSE-nya")


def test_a_long_report_gains_no_more_than_four_points_by_its_words() -> None:
    long = matter("a1b b2c c3d d4e e5f f6g g7h")
    found = likeness(long, RUNNING, long)
    assert found is not None
    assert found.points == 2 + 4
