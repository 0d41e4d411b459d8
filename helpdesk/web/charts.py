"""The geometry of charts drawn on the server: numbers in, places and lengths out."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 268.0  # of the longest bar, in a picture 320 wide
STEP = 42  # from bar to bar: a label above, the bar below


@dataclass(frozen=True)
class Part:
    """One stretch of a bar; `tone` 1–3 is told apart by colour and by pattern."""

    x: float
    width: float
    tone: int


@dataclass(frozen=True)
class Bar:
    """A bar of parts from left to right, its words above it."""

    label: str
    text: str
    y: int
    parts: Sequence[Part]


def stacked(rows: Sequence[tuple[str, str, Sequence[float]]]) -> Sequence[Bar]:
    """Bars to one scale, each part as long as its number; noughts have no part."""
    longest = max((sum(values) for *_, values in rows), default=0) or 1
    bars = []
    for number, (label, text, values) in enumerate(rows):
        x, parts = 0.0, []
        for tone, value in enumerate(values, 1):
            width = value / longest * WIDTH
            if value:
                parts.append(Part(round(x, 2), round(width, 2), tone))
            x += width
        bars.append(Bar(label, text, number * STEP, parts))
    return bars
