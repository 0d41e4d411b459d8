"""Which counts of a published table stay hidden, so that no small one can be read or computed.

A count of 1 to 4 could point at a person. Hiding it is not enough: a total and its other parts give
it away by subtraction, so further counts are hidden until every hidden one has several solutions.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

FEWEST = 5
_PRIME = 2_147_483_647  # ranks are reckoned modulo a prime: whole numbers, no rounding


class Line(NamedTuple):
    """A whole that readers know to be the sum of its parts."""

    whole: str
    parts: Sequence[str]


def hidden_counts(
    counts: Mapping[str, int], lines: Sequence[Line], unknown: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The names that must not be shown; `unknown` are never published and need no protection."""
    hidden = {n for n, count in counts.items() if 0 < count < FEWEST and n not in unknown}
    while True:
        more = _bare(counts, lines, unknown, hidden) or _computed(counts, lines, unknown, hidden)
        if not more:
            return frozenset(hidden)
        hidden |= more


def _bare(
    counts: Mapping[str, int], lines: Sequence[Line], unknown: frozenset[str], hidden: set[str]
) -> set[str]:
    """More to hide where a line's hidden parts are alone, or together fewer than five."""
    more: set[str] = set()
    for line in lines:
        dark = [n for n in line.parts if n in hidden or n in unknown]
        if line.whole in hidden or not any(n in hidden for n in dark):
            if line.whole in hidden and not dark:
                more |= _next(counts, line, unknown, hidden)
            continue
        if len(dark) < 2 or sum(counts[n] for n in dark) < FEWEST:
            more |= _next(counts, line, unknown, hidden)
    return more


def _next(
    counts: Mapping[str, int], line: Line, unknown: frozenset[str], hidden: set[str]
) -> set[str]:
    """The smallest count of the line still shown, noughts after all others, the whole last."""
    shown = [n for n in line.parts if n not in hidden and n not in unknown]
    if shown:
        return {min(shown, key=lambda n: (counts[n] == 0, counts[n], n))}
    return {line.whole} - hidden


def _computed(
    counts: Mapping[str, int], lines: Sequence[Line], unknown: frozenset[str], hidden: set[str]
) -> set[str]:
    """More to hide where solving all lines together still gives a hidden count away."""
    more: set[str] = set()
    for name in solvable(lines, frozenset(hidden) | unknown) & hidden:
        for line in lines:
            if name == line.whole or name in line.parts:
                more |= _next(counts, line, unknown, hidden)
    return more


def solvable(lines: Sequence[Line], dark: frozenset[str]) -> set[str]:
    """Of the names not shown, those that the shown ones fix: rows with one unknown when reduced."""
    solved: dict[str, dict[str, int]] = {}  # by the unknown each row is solved for
    for line in lines:
        row = {n: _PRIME - 1 for n in line.parts if n in dark}
        if line.whole in dark:
            row[line.whole] = 1
        for name in [n for n in row if n in solved]:
            _subtract(row, solved[name], row[name])
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, _PRIME)
        row = {n: value * inverse % _PRIME for n, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return {name for name, row in solved.items() if len(row) == 1}


def _subtract(row: dict[str, int], other: Mapping[str, int], times: int) -> None:
    for name, value in other.items():
        left = (row.get(name, 0) - times * value) % _PRIME
        if left:
            row[name] = left
        else:
            row.pop(name, None)
