"""Learn the matcher from the content alone; the same content gives the same model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from faq.article import Article
from faq.decide import Logistic, fit_logistic, fit_signals
from faq.normalise import Normaliser, Reading
from faq.rankers import (
    Floats,
    Postings,
    Space,
    Vector,
    bm25_weights,
    dense,
    learn_space,
    linear_classifier,
    per_topic,
    post,
    word_terms,
)

BODY_WEIGHT = 0.3
CUES = ("person", "wrong", "harm", "demand", "unserved", "past", "again", "victim")


@dataclass(frozen=True)
class Model:
    """Everything `ask` needs; arrays only."""

    space: Space
    postings: Postings
    starts: NDArray[np.int64]  # first row of each topic, of the negatives, of the complaints, end
    linear: Floats  # feature × class; classes: topics, negative, complaint
    bm25: Floats  # word × topic
    signals: Floats
    sure: Logistic
    complaint: Logistic

    @property
    def topics(self) -> int:
        return len(self.starts) - 3

    def bm25_scores(self, query: Vector) -> Floats:
        """BM25 over the words, as a share of the best reachable."""
        at = query.at[query.at < len(self.space.words)]
        if not len(at):
            return np.zeros(self.topics, np.float32)
        best = float(self._most[at].sum())
        return np.asarray(self.bm25[at].sum(axis=0) / max(best, 1e-6), np.float32)

    @cached_property
    def _most(self) -> Floats:
        """What each word is worth to the topic it says most of."""
        return np.asarray(self.bm25.max(axis=1), np.float32)


@dataclass(frozen=True)
class Judged:
    """All signals of one question."""

    order: NDArray[np.int64]
    scores: Floats  # share of each topic, sums to 1
    sure_features: Floats
    complaint_features: Floats


def judge(
    signals: Floats, weights: Floats, outside: Floats, reading: Reading, inside_best: float
) -> Judged:
    """Combine the signals (topic × ranker) of one question.

    ``outside``: linear score and best similarity of negatives, then of complaints.
    """
    raw = signals @ weights
    order = np.argsort(-raw, kind="stable")
    share = np.exp(raw - raw.max())
    share /= share.sum()
    first, second = int(order[0]), int(order[1]) if len(order) > 1 else int(order[0])
    line = signals[first]
    asks = float("@tanya" in reading.concepts)
    size = float(np.log1p(len(reading.stems)))
    sure = [
        float(share[first]),
        float(raw[first] - raw[second]),
        float(raw[first]),
        *(float(value) for value in line),
        *(float(value) for value in outside),
        reading.known,
        size,
        asks,
    ]
    hurt = float("@keluh" in reading.concepts)
    grievance = [
        float(line[0]),
        inside_best,
        *(float(v) for v in outside),
        asks,
        size,
        hurt,
        *_cue_features(reading),
    ]
    return Judged(order, share, np.array(sure, np.float32), np.array(grievance, np.float32))


def _cue_features(reading: Reading) -> list[float]:
    """Signs of a grievance one by one, how many, and the pairs that make one."""
    has = {name: float(name in reading.cues) for name in CUES}
    happened = has["past"] + has["again"] > 0
    return [
        *has.values(),
        min(sum(has.values()), 4.0),
        float(has["person"] and has["wrong"]),
        float(happened and bool(has["wrong"] or has["unserved"] or has["harm"])),
    ]


def _topic_counts(
    articles: Sequence[Article],
    groups: Sequence[Sequence[Reading]],
    normaliser: Normaliser,
    space: Space,
) -> Floats:
    counts = np.zeros((len(articles), len(space.words)), np.float32)
    for row, (article, readings) in enumerate(zip(articles, groups, strict=True)):
        body = normaliser.read(article.body_markdown)
        for reading, weight in [*((r, 1.0) for r in readings), (body, BODY_WEIGHT)]:
            for term, count in word_terms(reading).items():
                if term in space.words:
                    counts[row, space.words[term]] += weight * count
    return counts


def train(
    articles: Sequence[Article],
    negatives: Sequence[str],
    complaints: Sequence[str],
    normaliser: Normaliser,
) -> Model:
    """Learn rankers, their weights and the two decisions, all judged leave-one-out."""
    groups = [[normaliser.read(t) for t in (a.title, *a.phrasings)] for a in articles]
    outside = [[normaliser.read(t) for t in texts] for texts in (negatives, complaints)]
    readings = [reading for group in (*groups, *outside) for reading in group]
    sizes = [len(group) for group in (*groups, *outside)]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    labels = np.repeat(np.arange(len(sizes)), sizes).astype(np.int64)
    space = learn_space(readings)
    vectors = [space.vector(reading) for reading in readings]
    rows = dense(vectors, space.size)
    linear, left_out = linear_classifier(rows, labels, len(sizes))
    similar = (rows @ rows.T).astype(np.float32)
    np.fill_diagonal(similar, 0.0)
    best, near = per_topic(similar, starts)
    counts = _topic_counts(articles, groups, normaliser, space)
    draft = Model(
        space, post(vectors, space.size), starts, linear,
        np.ascontiguousarray(bm25_weights(counts).T), np.ones(4, np.float32),
        _blank(), _blank(),
    )  # fmt: skip
    topics = len(articles)
    bm25 = _left_out_bm25(draft, counts, readings, vectors, labels)
    signals = np.stack([left_out[:, :topics], best[:, :topics], near[:, :topics], bm25], axis=2)
    inside = labels < topics
    weights = fit_signals(signals[inside], labels[inside])
    beyond = np.stack(
        [left_out[:, topics], best[:, topics], left_out[:, topics + 1], best[:, topics + 1]], axis=1
    )
    judged = [
        judge(signals[n], weights, beyond[n], readings[n], float(best[n, :topics].max()))
        for n in range(len(readings))
    ]
    right = np.array([j.order[0] == label for j, label in zip(judged, labels, strict=True)])
    sure = fit_logistic(
        np.stack([j.sure_features for j in judged]),
        right.astype(np.float32),
        np.where(inside, np.where(right, 1.0, 0.5), 1.5).astype(np.float32),
    )
    complaint = fit_logistic(
        np.stack([j.complaint_features for j in judged]),
        (labels == topics + 1).astype(np.float32),
        np.ones(len(labels), np.float32),
    )
    return Model(space, draft.postings, starts, linear, draft.bm25, weights, sure, complaint)


def _blank() -> Logistic:
    return Logistic(np.zeros(1, np.float32), np.ones(1, np.float32), np.zeros(2, np.float32))


def _left_out_bm25(
    model: Model,
    counts: Floats,
    readings: Sequence[Reading],
    vectors: Sequence[Vector],
    labels: NDArray[np.int64],
) -> Floats:
    """BM25 of every phrasing, its own words taken out of its own topic."""
    scores = np.zeros((len(readings), model.topics), np.float32)
    holding = (counts > 0).sum(axis=0)
    idf = np.log1p((len(counts) - holding + 0.5) / (holding + 0.5))
    for n, (reading, vector) in enumerate(zip(readings, vectors, strict=True)):
        at = vector.at[vector.at < len(model.space.words)]
        if not len(at):
            continue
        rows = model.bm25[at].copy()
        if labels[n] < model.topics:
            own = word_terms(reading)
            names = {model.space.words[t]: c for t, c in own.items() if t in model.space.words}
            left = counts[labels[n], at] - np.array([names[p] for p in at.tolist()], np.float32)
            rows[:, labels[n]] = np.maximum(left, 0) * 2.2 / (np.maximum(left, 0) + 1.2) * idf[at]
        scores[n] = rows.sum(axis=0) / max(float(rows.max(axis=1).sum()), 1e-6)
    return scores
