"""Wilson's interval against figures from the literature, and where it must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.precision import FEWEST, Precision


@pytest.mark.parametrize(("right", "of", "low", "high"), [
    (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (10, 10, 0.7225, 1.0000),
])  # fmt: skip
def test_the_interval(right, of, low, high):
    assert Precision(right, of).interval == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_nothing_is_said():
    nobody = Precision(0, 0)
    assert (nobody.share, nobody.interval, nobody.is_telling) == (None, None, False)
    assert Precision(5, FEWEST).is_telling
    assert not Precision(5, FEWEST - 1).is_telling


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_the_interval_holds_the_share_and_narrows_with_more(right, more):
    of = right + more
    precision = Precision(right, of)
    low, high = precision.interval
    assert 0 <= low <= precision.share <= high <= 1
    wider = Precision(right * 4, of * 4).interval
    assert wider[1] - wider[0] < high - low
