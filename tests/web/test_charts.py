"""Numbers in, geometry out: every part as long as its number, to one scale."""

import random

import pytest

from helpdesk.web.charts import STEP, WIDTH, stacked
from helpdesk.web.public.views_transparency import cell


def test_bars_stand_under_each_other_and_the_longest_fills_the_width() -> None:
    first, second = stacked([("Oktober", "6 dan 2", (6, 2)), ("November", "4", (4, 0))])
    assert [(p.x, p.width, p.tone) for p in first.parts] == [(0, 201, 1), (201, 67, 2)]
    assert [(p.x, p.width, p.tone) for p in second.parts] == [(0, 134, 1)]
    assert (first.y, second.y) == (0, STEP)


def test_nothing_is_no_bar_and_no_error() -> None:
    assert stacked([]) == []
    assert stacked([("November", "0", (0, 0))])[0].parts == []


@pytest.mark.parametrize("seed", range(20))
def test_lengths_are_proportional_and_join(seed: int) -> None:
    dice = random.Random(seed)
    rows = [(str(n), "", [dice.randrange(0, 500) for _ in range(3)]) for n in range(8)]
    longest = max(sum(values) for *_, values in rows)
    for (_, _, values), bar in zip(rows, stacked(rows), strict=True):
        for part in bar.parts:
            assert part.width == pytest.approx(values[part.tone - 1] / longest * WIDTH, abs=0.01)
        for left, right in zip(bar.parts, bar.parts[1:], strict=False):
            assert right.x == pytest.approx(left.x + left.width, abs=0.02)


def test_a_name_is_no_formula_in_a_download() -> None:
    assert cell('=HYPERLINK("x")') == "'=HYPERLINK(\"x\")"
    assert (cell(-1.5), cell(None), cell("Bagian")) == ("-1.5", "", "Bagian")
