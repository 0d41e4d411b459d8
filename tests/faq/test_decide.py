"""The zone of a question, and the two small models that carry the decision."""

import numpy as np
import pytest

from faq.decide import (
    ANSWER_FROM,
    CHOOSE_FROM,
    COMPLAINT_FROM,
    DOUBTFUL_FROM,
    HIGH_STAKES_FROM,
    fit_logistic,
    fit_signals,
    zone,
)


@pytest.mark.parametrize(
    ("sure", "complaint", "high_stakes", "words", "expected"),
    [
        (ANSWER_FROM, 0.0, False, 3, "answer"),
        (ANSWER_FROM - 0.01, 0.0, False, 3, "choose"),
        (CHOOSE_FROM, 0.0, False, 3, "choose"),
        (CHOOSE_FROM - 0.01, 0.0, False, 3, "ticket"),
        (ANSWER_FROM, 0.0, True, 3, "choose"),
        (HIGH_STAKES_FROM, 0.0, True, 3, "answer"),
        (0.99, COMPLAINT_FROM, False, 3, "ticket"),
        (0.99, 0.0, False, 0, "ticket"),
        (0.99, DOUBTFUL_FROM, False, 3, "choose"),
        (0.99, DOUBTFUL_FROM - 0.01, False, 3, "answer"),
    ],
)
def test_the_zone_follows_sureness_stakes_and_complaint(
    sure: float, complaint: float, high_stakes: bool, words: int, expected: str
) -> None:
    assert zone(sure, complaint, high_stakes, words) == expected


def test_a_rival_of_high_stakes_asks_the_person_to_choose() -> None:
    assert zone(0.99, 0.0, False, 3, rival=True) == "choose"
    assert zone(CHOOSE_FROM - 0.01, 0.0, False, 3, rival=True) == "ticket"


def test_high_stakes_ask_for_more() -> None:
    assert HIGH_STAKES_FROM > ANSWER_FROM > CHOOSE_FROM


def test_the_logistic_model_separates_and_is_calibrated_in_the_middle() -> None:
    rows = np.array([[0.0], [1.0], [2.0], [3.0]] * 20, np.float32)
    truth = np.array([0, 0, 1, 1] * 20, np.float32)
    model = fit_logistic(rows, truth, np.ones(80, np.float32))
    low, middle, high = (model.probability(np.array([x], np.float32)) for x in (0, 1.5, 3))
    assert low < 0.1
    assert high > 0.9
    assert middle == pytest.approx(0.5, abs=0.01)


def test_a_ranker_that_knows_gets_more_weight_than_one_that_guesses() -> None:
    rng = np.random.default_rng(7)
    truth = rng.integers(0, 5, 200)
    knowing = np.eye(5)[truth] + rng.normal(0, 0.2, (200, 5))
    guessing = rng.normal(0, 0.5, (200, 5))
    weights = fit_signals(np.stack([knowing, guessing], axis=2).astype(np.float32), truth)
    assert weights[0] > 5 * weights[1] > 0
