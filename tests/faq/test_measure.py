"""The measures on results computed by hand."""

import math
from pathlib import Path

import pytest

from faq.measure import Labelled, Result, auroc, by_kind, measures, read_labelled


def result(
    ids: str, ranked: str, score: float, answered: bool, kind: str = "", oos: str = ""
) -> Result:
    return Result(
        Labelled("?", tuple(ids.split()), kind, oos), tuple(ranked.split()), score, answered
    )


RESULTS = [
    result("a", "a b c", 0.9, True, "plain"),  # right, answered
    result("b c", "x c b", 0.8, True, "plain"),  # second, answered wrongly
    result("d", "x y z d", 0.3, False, "slang"),  # fourth, not answered
    result("e", "e", 0.4, False, "slang"),  # right, not answered
    result("", "a", 0.6, True, oos="near"),
    result("", "", -math.inf, False, oos="noise"),
]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("top1", 2 / 4),
        ("r3", 3 / 4),
        ("mrr", (1 + 1 / 2 + 1 / 4 + 1) / 4),
        ("coverage", 2 / 4),
        ("right_answer", 1 / 4),
        ("prec_in", 1 / 2),
        ("prec_all", 1 / 3),
        ("oos_false", 1 / 2),
        ("oos_false_near", 1.0),
        ("oos_false_noise", 0.0),
        ("auroc", (2 + 4) / 8),  # over 0.6: 0.9 and 0.8; over minus infinity: all four
    ],
)
def test_measures_agree_with_the_hand(name: str, value: float) -> None:
    assert measures(RESULTS)[name] == pytest.approx(value)


def test_a_tie_counts_half() -> None:
    assert auroc([0.5, 0.7], [0.5]) == pytest.approx(0.75)


def test_kinds_are_counted_apart() -> None:
    assert by_kind(RESULTS) == {"plain": (2, 0.5, 1.0), "slang": (2, 0.5, 0.5)}


def test_without_questions_out_of_scope_their_measures_are_not_numbers() -> None:
    found = measures(RESULTS[:4])
    assert math.isnan(found["oos_false"])
    assert math.isnan(found["auroc"])
    assert found["prec_all"] == pytest.approx(0.5)


def test_a_file_of_questions_is_read_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"q": "x", "ids": ["a"], "kind": "plain"}\n\n{"q": "y", "ids": []}\n', "utf-8")
    assert read_labelled(file) == [Labelled("x", ("a",), "plain"), Labelled("y", ())]
