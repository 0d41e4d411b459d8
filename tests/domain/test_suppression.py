"""No count under five can be read or computed from what is published, on random tables too."""

import random

import numpy as np
import pytest

from helpdesk.domain.suppression import FEWEST, Line, hidden_counts, solvable


def table(*groups: tuple[int, int, int]) -> tuple[dict[str, int], list[Line]]:
    """Groups × (on time, late, undecided), with wholes both ways."""
    counts: dict[str, int] = {}
    lines: list[Line] = []
    for n, row in enumerate(groups):
        counts |= {f"{n}:{m}": value for m, value in zip(("on", "late", "rest"), row, strict=True)}
        counts[f"{n}:all"] = sum(row)
        lines.append(Line(f"{n}:all", [f"{n}:{m}" for m in ("on", "late", "rest")]))
    for m in ("on", "late", "rest", "all"):
        counts[f"total:{m}"] = sum(counts[f"{n}:{m}"] for n in range(len(groups)))
        lines.append(Line(f"total:{m}", [f"{n}:{m}" for n in range(len(groups))]))
    lines.append(Line("total:all", [f"total:{m}" for m in ("on", "late", "rest")]))
    return counts, lines


def never(counts: dict[str, int]) -> frozenset[str]:
    return frozenset(name for name in counts if name.endswith(":rest"))


def test_large_counts_and_noughts_are_all_shown() -> None:
    counts, lines = table((20, 0, 5), (9, 6, 5))
    assert hidden_counts(counts, lines, never(counts)) == frozenset()


def test_one_small_count_takes_another_with_it() -> None:
    counts = {"all": 30, "a": 3, "b": 12, "c": 15}
    hidden = hidden_counts(counts, [Line("all", ["a", "b", "c"])])
    assert hidden == {"a", "b"}


def test_the_whole_goes_where_no_part_is_left_to_hide() -> None:
    assert hidden_counts({"all": 3, "a": 3}, [Line("all", ["a"])]) == {"all", "a"}


def test_two_small_ones_that_come_to_less_than_five_take_a_third() -> None:
    counts = {"all": 22, "a": 1, "b": 1, "c": 20}
    assert hidden_counts(counts, [Line("all", ["a", "b", "c"])]) == {"a", "b", "c"}


def test_nobody_computes_one_line_from_another() -> None:
    """Two hidden in each row and column, and still one solution: the lines are read together."""
    lines = [Line("r", ["a", "b"]), Line("s", ["b", "c"]), Line("t", ["a", "c"])]
    assert solvable(lines, frozenset("abc")) == {"a", "b", "c"}
    counts = {"a": 4, "b": 9, "c": 8, "r": 13, "s": 17, "t": 12}
    hidden = hidden_counts(counts, lines)
    assert not hidden & fixed(counts, lines, hidden)


def fixed(counts: dict[str, int], lines: list[Line], dark: frozenset[str]) -> set[str]:
    """The same asked of linear algebra: a name is fixed when every solution agrees on it."""
    names = sorted(dark)
    if not names:
        return set()
    rows = np.array([
        [(n == line.whole) - (n in line.parts) for n in names] for line in lines
    ], dtype=float)
    *_, vectors = np.linalg.svd(rows)
    rank = np.linalg.matrix_rank(rows)
    free = vectors[rank:]
    return {n for at, n in enumerate(names) if not np.any(np.abs(free[:, at]) > 1e-9)}


@pytest.mark.parametrize("seed", range(60))
def test_what_is_hidden_stays_hidden_in_any_table(seed: int) -> None:
    dice = random.Random(seed)
    groups = [tuple(dice.choice((0, 1, 2, 4, 5, 7, 30)) for _ in range(3))
              for _ in range(dice.randrange(1, 7))]
    counts, lines = table(*groups)  # type: ignore[arg-type]
    unknown = never(counts)
    hidden = hidden_counts(counts, lines, unknown)
    shown = set(counts) - hidden - unknown
    assert not [n for n in shown if 0 < counts[n] < FEWEST]
    assert not hidden & fixed(counts, lines, hidden | unknown)
    assert solvable(lines, hidden | unknown) == fixed(counts, lines, hidden | unknown)
