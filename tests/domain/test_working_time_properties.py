"""`flask sla` against the naive second implementation, on calendars nobody would think of."""

import json
import os
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.domain.working_time import Pause, WorkingDays, WorkingMinutes, elapsed, point_at
from helpdesk.sla_lines import _known_calendar, answer
from tests.domain.naive_working_time import NAMES, answer_naively, instant_of

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
many = settings(
    max_examples=8_000 if FULL else 400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ZONES = [
    "Asia/Pontianak",
    "Asia/Makassar",
    "Asia/Jayapura",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # moves its clock by half an hour
    "Africa/Cairo",  # jumps over midnight
]
# Fridays before a change of clocks somewhere, and the ends of a year and of a February.
FRIDAYS = [
    date(2026, 3, 6),
    date(2026, 3, 27),
    date(2026, 4, 3),
    date(2026, 4, 24),
    date(2026, 10, 2),
    date(2026, 10, 23),
    date(2026, 10, 30),
    date(2026, 12, 25),
    date(2028, 2, 25),
]


def shown(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def windows(draw):
    marks = draw(st.lists(st.integers(0, 287), min_size=0, max_size=6, unique=True))
    marks = sorted(marks)[: len(marks) // 2 * 2]
    pairs = [
        [shown(5 * start), shown(5 * end)]
        for start, end in zip(marks[::2], marks[1::2], strict=True)
    ]
    return draw(st.permutations(pairs))


office = st.sampled_from(
    [
        [["07:30", "12:00"], ["13:00", "16:00"]],
        [["07:30", "11:30"], ["13:00", "16:30"]],
        [["01:30", "02:30"], ["02:45", "04:00"]],
        [["00:00", "00:30"], ["22:30", "23:55"]],
    ]
)
weekly = st.dictionaries(st.sampled_from(NAMES), office | windows(), max_size=7)


@st.composite
def requests(draw):
    friday = draw(st.sampled_from(FRIDAYS))

    def day(least, most):
        return friday + timedelta(days=draw(st.integers(least, most)))

    special = []
    for _ in range(draw(st.integers(0, 2))):
        first = day(-5, 20)
        last = first + timedelta(days=draw(st.integers(0, 15)))
        special.append({"from": str(first), "to": str(last), "weekly": draw(weekly)})
    usual = draw(weekly)
    usual[draw(st.sampled_from(NAMES))] = draw(office)
    zone = draw(st.sampled_from(ZONES))
    marks = sorted({mark for opened in usual.values() for pair in opened for mark in pair})

    def moment(least, most):
        """Any minute, or just as often the very edge of an office window."""
        if draw(st.booleans()):
            return instant_of(zone, day(least, most), draw(st.sampled_from(marks)))
        midnight = datetime(friday.year, friday.month, friday.day, tzinfo=UTC)
        return midnight + timedelta(minutes=draw(st.integers(least * 1440, most * 1440)))

    received = moment(0, 4)
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.sampled_from([0] * 4 + [received, *(pause[1] or 0 for pause in pauses)]))
        start = start or moment(2, 14)
        length = timedelta(minutes=5 * draw(st.integers(0, 700)))
        end = draw(st.sampled_from([None, start + length, max(start, moment(2, 14))]))
        pauses.append([start, end])
    return {
        "id": draw(st.integers() | st.text()),
        "calendar": {
            "timezone": zone,
            "weekly": usual,
            "closed": [str(day(-3, 25)) for _ in range(draw(st.integers(0, 8)))],
            "special": special,
        },
        "received_at": received.isoformat(),
        "limit": draw(
            st.builds(lambda n: {"days": n}, st.integers(1, 12))
            | st.builds(
                lambda n: {"minutes": n}, st.integers(1, 1500) | st.sampled_from([30, 60, 270, 450])
            )
        ),
        "pauses": [[start.isoformat(), end and end.isoformat()] for start, end in pauses],
    }


@many
@given(requests())
def test_both_implementations_answer_alike(request):
    text, answered = answer(json.dumps(request).encode())
    assert answered, text
    assert json.loads(text) == answer_naively(request)


@settings(many, max_examples=many.max_examples // 2)
@given(requests(), st.integers(0, 59_999_999))
def test_at_the_deadline_exactly_the_limit_has_elapsed(request, microseconds):
    later = datetime.fromisoformat(request["received_at"]) + timedelta(microseconds=microseconds)
    text, answered = answer(json.dumps({**request, "received_at": later.isoformat()}).encode())
    assert answered, text
    told, calendar = json.loads(text), _known_calendar(request["calendar"])
    until = datetime.fromisoformat(told["deadline"] or "2031-01-01T00:00:00+00:00")
    kind = WorkingDays if "days" in request["limit"] else WorkingMinutes
    (limit,) = request["limit"].values()
    standing = [
        Pause(datetime.fromisoformat(start), end and datetime.fromisoformat(end))
        for start, end in request["pauses"]
    ]
    left = sum(told.get("remaining", {"none": 0}).values())
    assert abs(elapsed(calendar, later, until, kind, standing) + left - limit) < 0.0001
    if kind is WorkingMinutes and told["deadline"]:
        before = until - timedelta(microseconds=1)
        assert elapsed(calendar, later, before, kind, standing) < limit
        assert point_at(calendar, later, limit, standing).astimezone(UTC) == until.astimezone(UTC)
        assert point_at(calendar, later, limit * 0.8, standing) <= until
