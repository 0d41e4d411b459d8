"""The lines of `flask sla`: the contract's example, every refusal, and streaming."""

import copy
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from helpdesk.cli_sla import sla_command
from helpdesk.sla_lines import answer

LONG_DAY = [["07:30", "12:00"], ["13:00", "16:00"]]
SHORT_DAY = [["08:00", "12:00"], ["12:30", "15:00"]]
FRIDAY = [["07:30", "11:30"], ["13:00", "16:30"]]
EXAMPLE = {
    "id": "a1",
    "calendar": {
        "timezone": "Asia/Makassar",
        "weekly": {**dict.fromkeys(["mon", "tue", "wed", "thu"], LONG_DAY), "fri": FRIDAY},
        "closed": ["2026-03-18", "2026-03-19", "2026-03-20", "2026-03-23", "2026-03-24"],
        "special": [
            {
                "from": "2026-02-19",
                "to": "2026-03-17",
                "weekly": dict.fromkeys(["mon", "tue", "wed", "thu", "fri"], SHORT_DAY),
            }
        ],
    },
    "received_at": "2026-03-13T21:10:00+08:00",
    "limit": {"days": 3},
    "pauses": [["2026-03-16T09:00:00+08:00", "2026-03-17T10:00:00+08:00"]],
}
LEFT_OUT = object()


def changed(path, value):
    """The example with one field, named by a dotted path, replaced or left out."""
    request = copy.deepcopy(EXAMPLE)
    place, *keys = request, *path.split(".")
    for key in keys[:-1]:
        place = place[int(key) if key.isdigit() else key]
    last = int(keys[-1]) if keys[-1].isdigit() else keys[-1]
    if value is LEFT_OUT:
        del place[last]
    else:
        place[last] = value
    return request


def told(request):
    text, answered = answer(json.dumps(request).encode())
    assert answered == ("error" not in json.loads(text))
    return json.loads(text)


def test_the_example_of_the_contract():
    found = told(EXAMPLE)
    assert found["id"] == "a1"
    assert found["deadline"] == "2026-03-26T16:00:00+08:00"
    assert found["receipt_day"] == "2026-03-16"
    assert found["days"] == [
        {"date": "2026-03-16", "counted": False, "why": "receipt day"},  # Monday
        {"date": "2026-03-17", "counted": True},  # Tuesday
        {"date": "2026-03-18", "counted": False, "why": "closed"},
        {"date": "2026-03-19", "counted": False, "why": "closed"},
        {"date": "2026-03-20", "counted": False, "why": "closed"},
        {"date": "2026-03-21", "counted": False, "why": "no office hours"},  # Saturday
        {"date": "2026-03-22", "counted": False, "why": "no office hours"},
        {"date": "2026-03-23", "counted": False, "why": "closed"},
        {"date": "2026-03-24", "counted": False, "why": "closed"},
        {"date": "2026-03-25", "counted": True},  # Wednesday
        {"date": "2026-03-26", "counted": True},
    ]
    assert list(found) == ["id", "deadline", "receipt_day", "days"]


def test_a_held_limit_tells_what_remains_in_its_own_unit():
    open_pause = [["2026-03-18T01:00:00.5Z", None]]  # Wednesday 09:00 in Makassar, a holiday
    days = told(changed("pauses", open_pause))
    assert (days["deadline"], days["remaining"]) == (None, {"days": 2})
    assert days["days"][-1] == {"date": "2026-03-17", "counted": True}
    tuesday = changed("pauses", [["2026-03-17T00:00:10Z", None]])  # 08:00:10 in Makassar
    minutes = told({**tuesday, "limit": {"minutes": 500}})
    assert minutes == {"id": "a1", "deadline": None, "remaining": {"minutes": 109.8333}}


def test_an_answer_in_minutes_has_no_receipt_day_and_no_days():
    found = told({**EXAMPLE, "limit": {"minutes": 30}, "pauses": []})
    assert found == {"id": "a1", "deadline": "2026-03-16T08:30:00+08:00"}


@pytest.mark.parametrize("path", ["pauses", "calendar.closed", "calendar.special"])
def test_pauses_closed_and_special_may_be_left_out_but_not_be_null(path):
    assert told(changed(path, LEFT_OUT))["deadline"]
    assert "error" in told(changed(path, None))


def test_answers_carry_the_offset_of_the_calendars_zone_whatever_came_in():
    found = told(changed("received_at", "2026-03-13T13:10:00Z"))
    assert found["deadline"] == "2026-03-26T16:00:00+08:00"


def test_a_closed_saturday_is_closed_and_not_merely_without_hours():
    found = told(changed("calendar.closed", ["2026-03-21"]))
    closed = {day["date"]: day["why"] for day in told(EXAMPLE)["days"] if "why" in day}
    assert closed["2026-03-21"] == "no office hours"
    assert found["deadline"] == "2026-03-19T16:00:00+08:00"
    longer = told({**changed("calendar.closed", ["2026-03-21"]), "limit": {"days": 5}})
    assert {"date": "2026-03-21", "counted": False, "why": "closed"} in longer["days"]


MALFORMED = [
    (path, value)
    for path, values in {
        "id": [LEFT_OUT, None, True, 1.5, ["a"], {}],
        "calendar": [LEFT_OUT, None, [], "Asia/Makassar"],
        "calendar.timezone": [LEFT_OUT, None, 8, "", "Asia", "Asia/Atlantis", "../x", "a\0",
                              "\ud800", "x" * 5000],
        "calendar.weekly": [LEFT_OUT, None, [], {"Mon": LONG_DAY}, {"senin": []}, {}],
        "calendar.weekly.mon": [
            None, {}, "07:30", ["07:30", "12:00"], [["07:30"]], [["07:30", "12:00", "13:00"]],
            [["12:00", "07:30"]], [["12:00", "12:00"]], [[730, 1200]], [["7:30", "12:00"]],
            [["07:30", "24:00"]], [["07:30:00", "12:00:00"]], [["07:60", "12:00"]],
            [["07:30", "12:00"], ["11:59", "13:00"]], [["07:30", "12:00"], ["07:30", "12:00"]],
            [["07:30", "12:00+08:00"]], [["٠٧:٣٠", "12:00"]],
        ],
        "calendar.closed": ["2026-03-18", {}, [20260318], ["2026-3-18"], ["2026-02-30"],
                            ["20260318"], ["2026-W12-3"], [None], ["2026-03-18T00:00"]],
        "calendar.special": [{}, [[]], ["2026"], [None]],
        "calendar.special.0.from": [LEFT_OUT, None, "2026-03-18", 5],  # 18 March is after `to`
        "calendar.special.0.to": [LEFT_OUT, None, "2026-02-18", "kapan"],
        "calendar.special.0.weekly": [LEFT_OUT, None, [], {"mon": [["15:00", "08:00"]]}],
        "received_at": [LEFT_OUT, None, 0, "", "2026-03-13", "2026-03-13T21:10:00",
                        "2026-02-30T10:00:00+08:00", "2026-03-13T24:00:00+08:00",
                        "2026-03-13T21:10:00+25:00", "0001-01-01T00:00:00+08:00",
                        "9999-12-31T23:00:00-08:00", "1773407400", True],
        "limit": [LEFT_OUT, None, {}, [], 3, {"days": 3, "minutes": 30}, {"hours": 1},
                  {"days": 3, "hours": 1}],
        "limit.days": [0, -1, True, 3.0, "3", None, [], 10**9],
        "pauses": [{}, "x", [[]], [["2026-03-16T09:00:00+08:00"]], [None],
                   [["2026-03-16T09:00:00", None]], [[None, None]],
                   [["2026-03-16T09:00:00+08:00", "2026-03-16T08:59:59+08:00"]],
                   [["2026-03-16T09:00:00+08:00", "2026-03-16T09:00:00+09:00"]],
                   [["2026-03-16T09:00:00+08:00", 5]]],
    }.items()
    for value in values
]  # fmt: skip


def shown(value):
    return ascii(value)[:40]


@pytest.mark.parametrize(("path", "value"), MALFORMED, ids=shown)
def test_each_malformed_field_is_an_error_told_under_the_lines_id(path, value):
    found = told(changed(path, value))
    assert found.keys() == {"id", "error"}
    assert found["error"]
    if path != "id":
        assert found["id"] == "a1"


@pytest.mark.parametrize(
    "line",
    [
        b"", b"\n", b"   \n", b"x", b"{", b"[]", b"null", b"3", b'"a1"', b"NaN", b"{'id': 1}",
        b'{"id": NaN}', b'{"id": 1e999}', b'{"id": -Infinity}', b'{"id": "\xff"}', b"\xff\xfe{",
        b'{"id": "a", }', b"[" * 200_000, b'{"a":' * 200_000, b'{"id": "a"} {"id": "b"}', b"\0",
    ],
    ids=shown,
)  # fmt: skip
def test_a_line_that_is_no_json_object_is_an_error_without_an_id(line):
    text, answered = answer(line)
    found = json.loads(text, parse_constant=pytest.fail)
    assert not answered
    assert found.keys() == {"id", "error"}
    assert found["id"] is None


def test_a_key_named_twice_is_an_error_because_one_of_the_two_was_meant():
    line = json.dumps(EXAMPLE).replace('"mon":', '"tue":', 1)
    assert json.loads(answer(line.encode())[0]).keys() == {"id", "error"}
    twice = json.dumps(EXAMPLE).replace('"timezone":', '"timezone": "Asia/Jayapura", "timezone":')
    found = json.loads(answer(twice.encode())[0])
    assert found["id"] == "a1"
    assert "dua kali" in found["error"]


@pytest.mark.parametrize("digits", [400, 4000, 4001, 100_000])
def test_a_number_of_any_length_is_no_reason_to_stop(digits):
    number = "9" * digits
    for field in ('"days": 3', '"minutes": 3'):
        request = json.dumps({**EXAMPLE, "limit": json.loads(f"{{{field}}}")})
        text, answered = answer(request.replace(field, field[:-1] + number).encode())
        assert not answered
        assert json.loads(text)["id"] == "a1"
    text, answered = answer(json.dumps(EXAMPLE).replace('"a1"', number).encode())
    assert answered == (digits <= 4000)
    assert ("9" * digits in text) == answered


@pytest.mark.parametrize("identity", ["", "é", "\ud800", "x" * 10_000, 0, -5], ids=shown)
def test_any_text_or_integer_is_an_id_and_comes_back_the_same(identity):
    assert told({**EXAMPLE, "id": identity})["id"] == identity


def test_calendars_that_differ_only_in_a_type_or_one_window_are_not_mixed_up():
    for _ in range(2):
        assert told(EXAMPLE)["deadline"] == "2026-03-26T16:00:00+08:00"
        later = told(changed("calendar.weekly.thu", [["07:30", "17:00"]]))
        assert later["deadline"] == "2026-03-26T17:00:00+08:00"
        assert "error" in told(changed("calendar.closed", [1]))


def test_no_receipt_day_or_an_unreachable_limit_is_an_error():
    only_in_2001 = {
        "timezone": "Asia/Makassar",
        "weekly": {},
        "special": [{"from": "2001-01-01", "to": "2001-01-05", "weekly": {"fri": FRIDAY}}],
    }
    assert "error" in told({**EXAMPLE, "calendar": only_in_2001})
    assert "error" in told({**EXAMPLE, "calendar": only_in_2001, "limit": {"minutes": 1}})
    assert "error" in told({**EXAMPLE, "limit": {"days": 2700}})
    assert told({**EXAMPLE, "limit": {"days": 2500}})["deadline"].startswith("2035-")


def test_the_other_lines_are_answered_in_order_and_the_status_tells_of_an_error():
    good = json.dumps(EXAMPLE).encode()
    windows_file = b"\xef\xbb\xbf" + good + b"\r\n" + good + b"\r\n"
    clean = CliRunner().invoke(sla_command, input=windows_file)
    assert clean.exit_code == 0
    assert [json.loads(line)["id"] for line in clean.stdout.splitlines()] == ["a1", "a1"]
    mixed = CliRunner().invoke(sla_command, input=b"\n" + good + b"\nx\n" + good)
    assert mixed.exit_code == 1
    answers = [json.loads(line) for line in mixed.stdout.splitlines()]
    assert [found["id"] for found in answers] == [None, "a1", None, "a1"]
    assert CliRunner().invoke(sla_command, input=b"").exit_code == 0


def test_each_answer_leaves_before_the_next_line_is_read():
    code = "from helpdesk.cli_sla import sla_command; sla_command()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for identity in ("first", "second"):
            process.stdin.write(json.dumps({**EXAMPLE, "id": identity}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == identity
        process.stdin.close()
        assert process.wait(timeout=30) == 0
