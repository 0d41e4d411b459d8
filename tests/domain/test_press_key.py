"""A button's key: unreadable, short, and good for one chat, one message and one value."""

import string

import pytest

from helpdesk.domain.press_key import is_key_of, press_key, row_named

KEY, OTHER = b"k" * 32, b"o" * 32
VALUE = "t:PBJ-2026-000012:done"
PRESSED = press_key(KEY, "500000001", 4711, VALUE)


def test_a_key_names_its_row_and_opens_its_value() -> None:
    assert row_named(KEY, PRESSED) == 4711
    assert is_key_of(KEY, "500000001", 4711, VALUE, PRESSED)


@pytest.mark.parametrize("row", [1, 4711, 2**31 - 1])
def test_every_row_fits_and_the_longest_value_is_no_longer(row: int) -> None:
    made = press_key(KEY, "-1001234567890", row, "x" * 500)
    assert row_named(KEY, made) == row
    assert len(made) == 28
    assert set(made) <= set(string.ascii_letters + string.digits + "-_")


@pytest.mark.parametrize(
    ("key", "chat", "row", "value"),
    [
        (KEY, "500000002", 4711, VALUE),
        (KEY, "500000001", 4712, VALUE),
        (KEY, "500000001", 4711, "t:PBJ-2026-000012:reopen"),
        (KEY, "50000000", 14711, VALUE),
        (OTHER, "500000001", 4711, VALUE),
    ],
    ids=["chat", "row", "value", "digits moved", "secret"],
)
def test_it_opens_nothing_else(key: bytes, chat: str, row: int, value: str) -> None:
    assert not is_key_of(key, chat, row, value, PRESSED)


def test_no_altered_letter_leaves_it_good() -> None:
    for place, letter in enumerate(PRESSED):
        other = "A" if letter != "A" else "B"
        altered = PRESSED[:place] + other + PRESSED[place + 1 :]
        row = row_named(KEY, altered)
        assert row is None or not is_key_of(KEY, "500000001", row, VALUE, altered)


@pytest.mark.parametrize(
    "pressed", ["", "t:PBJ-2026-000012:done", PRESSED[:-1], "é" * 28, "\0" * 28]
)
def test_what_is_no_key_names_no_row(pressed: str) -> None:
    assert row_named(KEY, pressed) is None


def test_a_number_that_no_row_can_have_is_none() -> None:
    assert row_named(KEY, press_key(KEY, "500000001", 2**31, VALUE)) is None


def test_rows_that_follow_one_another_do_not_look_like_it() -> None:
    starts = {press_key(KEY, "500000001", row, VALUE)[:3] for row in range(1, 30)}
    assert len(starts) > 20
