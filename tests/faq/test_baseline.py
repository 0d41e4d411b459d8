"""The recorded figures hold: a change of content or code that makes the guide worse fails here."""

from pathlib import Path

import pytest

from faq import heldout
from faq.decide import ANSWER, HIGH_STAKES_FROM, TICKET
from faq.library import FOLDER, Library, texts
from faq.measure import Result, ask_all, measures, read_labelled

QUESTIONS = FOLDER / "checks" / "questions.jsonl"
HIGH_STAKES = FOLDER / "checks" / "high_stakes.jsonl"
# Recorded on 22 November 2026; see docs/faq-accuracy.md. Raise them when the guide gets better.
BASELINE = {"top1": 0.955, "r3": 1.0, "oos_false": 0.029}
POINTS = 0.03


@pytest.fixture(scope="module")
def figures(library: Library) -> dict[str, float]:
    return measures(ask_all(library, read_labelled(QUESTIONS)))


@pytest.mark.parametrize("name", ["top1", "r3"])
def test_the_ranking_is_no_more_than_three_points_below_the_record(
    figures: dict[str, float], name: str
) -> None:
    assert figures[name] >= BASELINE[name] - POINTS


def test_false_answers_are_no_more_than_three_points_above_the_record(
    figures: dict[str, float],
) -> None:
    assert figures["oos_false"] <= BASELINE["oos_false"] + POINTS


@pytest.fixture(scope="module")
def risky(library: Library) -> list[Result]:
    return ask_all(library, read_labelled(HIGH_STAKES))


def test_there_are_200_high_stakes_questions_kept_out_of_training(
    library: Library, risky: list[Result]
) -> None:
    known = {text.casefold() for a in library.articles for text in (a.title, *a.phrasings)}
    for name in ("negatives", "complaints"):
        known |= {text.casefold() for text in texts(FOLDER / f"{name}.yaml")}
    asked = {result.question.text.casefold() for result in risky}
    assert sum(result.question.kind == "high-stakes" for result in risky) >= 200
    assert len(asked) == len(risky)
    assert not asked & known


def test_answers_of_high_stakes_topics_are_right_in_97_of_100(
    library: Library, risky: list[Result]
) -> None:
    said = [r for r in risky if r.answered and library.article(r.ranked[0]).high_stakes]
    assert len(said) >= 60
    assert min(r.score for r in said) >= HIGH_STAKES_FROM
    assert sum(r.rank == 1 for r in said) / len(said) >= 0.97


def test_whatever_is_answered_to_a_high_stakes_question_is_mostly_right(
    risky: list[Result],
) -> None:
    said = [r for r in risky if r.answered and r.question.kind == "high-stakes"]
    assert sum(r.rank == 1 for r in said) / len(said) >= 0.88


def test_every_complaint_of_ours_becomes_a_ticket(library: Library) -> None:
    complaints = texts(FOLDER / "complaints.yaml")
    assert len(complaints) >= 200
    assert [text for text in complaints if library.ask(text).zone == ANSWER] == []
    tickets = sum(library.ask(text).zone == TICKET for text in complaints)
    assert tickets >= 0.98 * len(complaints)


def test_a_complaint_never_seen_becomes_a_ticket_and_is_hardly_ever_answered(cache: Path) -> None:
    asked = heldout.ask_held_out(folds=(0,), cache=cache)
    zones = heldout.zones(asked, heldout.COMPLAINT)
    count = sum(zones.values())
    assert count >= 70
    assert zones["ticket"] >= 0.85 * count
    assert zones["answer"] <= 0.04 * count
    inside = [one for one in asked if one.kind == heldout.INSIDE]
    assert sum(one.right for one in inside) >= 0.62 * len(inside)
