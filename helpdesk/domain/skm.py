"""The satisfaction index (Permen PANRB 14/2017): nine elements of equal weight, mean × 25."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

ELEMENTS = 9
FEWEST = 5  # fewer responses say nothing of the service and much of the few
_GRADES = (
    (Decimal("88.31"), "A", "sangat baik"),
    (Decimal("76.61"), "B", "baik"),
    (Decimal("65.00"), "C", "kurang baik"),
    (Decimal("25.00"), "D", "tidak baik"),
)


def index(answers: Sequence[Mapping[str, int]]) -> Decimal | None:
    """The index 25–100 with two digits, halves up; None below five responses.

    Each element's mean weighs 1/9; every response holds all nine values 1–4.
    """
    if len(answers) < FEWEST:
        return None
    total = sum(sum(values.values()) for values in answers)
    mean = Decimal(total) / (len(answers) * ELEMENTS)
    return (mean * 25).quantize(Decimal("0.01"), ROUND_HALF_UP)


def grade(value: Decimal) -> tuple[str, str]:
    """The letter and words of an index, as ("A", "sangat baik")."""
    return next((letter, words) for least, letter, words in _GRADES if value >= least)
