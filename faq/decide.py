"""The decision apart from the ranking: how sure, which zone, is it a complaint."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ANSWER, CHOOSE, TICKET = "answer", "choose", "ticket"
# Chosen on questions that took no part in training (faq/checks/questions.jsonl and a second set):
# a little more answered would add more wrong answers than right ones.
ANSWER_FROM = 0.55
CHOOSE_FROM = 0.18
HIGH_STAKES_FROM = 0.85
# A question that may be about a high-stakes topic is not answered with another one: a runner-up
# of that kind with this share of the first score asks the person to choose.
RIVAL_SHARE = 0.03
COMPLAINT_FROM = 0.35
# Between the two an answer is held back: the person chooses, a ticket being one of the choices.
DOUBTFUL_FROM = 0.20
PENALTY = 1.0


@dataclass(frozen=True)
class Logistic:
    """A small logistic model on standardised features."""

    mean: Floats
    spread: Floats
    weight: Floats  # the last one is the constant

    def probability(self, features: Floats) -> float:
        """Probability for one row of features."""
        z = float(np.dot((features - self.mean) / self.spread, self.weight[:-1]) + self.weight[-1])
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


def fit_logistic(rows: Floats, truth: Floats, weight: Floats) -> Logistic:
    """Newton's method with a quadratic penalty; deterministic."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    x = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))]).astype(np.float64)
    w = np.zeros(x.shape[1])
    penalty = np.diag([PENALTY] * (x.shape[1] - 1) + [1e-6])
    for _ in range(25):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (weight * (p - truth)) + penalty @ w
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        w = w - np.linalg.solve(curve, slope)
    return Logistic(mean, spread, w.astype(np.float32))


def fit_signals(signals: Floats, truth: NDArray[np.int64]) -> Floats:
    """Weights of the rankers that make the right topic the likeliest (softmax over topics)."""
    scale = signals.reshape(-1, signals.shape[2]).std(axis=0) + 1e-6
    x = (signals / scale).astype(np.float64)
    w = np.ones(signals.shape[2])
    lines = np.arange(len(x))
    for _ in range(300):
        z = x @ w
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        slope = np.einsum("qt,qts->s", p, x) / len(x) - x[lines, truth].mean(axis=0)
        w = np.maximum(w - 0.3 * (slope + 0.002 * w), 0.05)  # no ranker may count against
    return np.asarray(w / scale, np.float32)


def zone(sure: float, complaint: float, high_stakes: bool, words: int, rival: bool = False) -> str:
    """The zone of a question; a complaint always becomes a ticket.

    ``rival``: another topic, of high stakes, may be the one meant.
    """
    if words == 0 or complaint >= COMPLAINT_FROM:
        return TICKET
    held_back = rival or complaint >= DOUBTFUL_FROM
    if sure >= (HIGH_STAKES_FROM if high_stakes else ANSWER_FROM) and not held_back:
        return ANSWER
    return CHOOSE if sure >= CHOOSE_FROM else TICKET
