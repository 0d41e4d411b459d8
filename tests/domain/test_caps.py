"""What becomes of an arrival, by what came lately."""

import pytest

from helpdesk.domain.caps import MOST_HELD, UNCAPPED, Caps, Lately, Verdict, verdict


@pytest.mark.parametrize(
    ("lately", "matter", "expected"),
    [
        (Lately(chat=9), True, Verdict.TAKE),
        (Lately(chat=10), True, Verdict.HOLD),
        (Lately(chat=10), False, Verdict.DROP),
        (Lately(chat=0, held=1), True, Verdict.HOLD),  # nothing overtakes what is held
        (Lately(chat=0, held=1), False, Verdict.DROP),
        (Lately(chat=10, held=MOST_HELD - 1), True, Verdict.HOLD),
        (Lately(chat=10, held=MOST_HELD), True, Verdict.PARK),
        (Lately(chat=0, all=100), True, Verdict.HOLD),
        (Lately(chat=0, all=100), False, Verdict.DROP),
    ],
)
def test_what_becomes_of_an_arrival(
    lately: Lately, matter: bool, expected: Verdict
) -> None:
    assert verdict(Caps(10, 100), lately, matter=matter) is expected
    without = Lately(chat=10**6, all=10**6)
    assert verdict(UNCAPPED, without, matter=matter) is Verdict.TAKE
