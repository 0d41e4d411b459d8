"""Rankers over the phrasings: shared words, shared letters, BM25 and a linear classifier."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.normalise import Reading

Floats = NDArray[np.float32]
WORD_SHARE, LETTER_SHARE = 0.72, 0.28  # of a text's vector
RIDGE = 0.6
BM25_K, BM25_B = 1.2, 0.35
SIGNALS = ("linear", "nearest", "near", "bm25")


def word_terms(reading: Reading) -> Counter[str]:
    """Stems, neighbouring pairs and concepts."""
    terms: Counter[str] = Counter(reading.stems)
    terms.update(f"{a}_{b}" for a, b in zip(reading.stems, reading.stems[1:], strict=False))
    terms.update(reading.concepts)
    return terms


def letter_terms(reading: Reading) -> Counter[str]:
    """Runs of three to five letters inside padded stems."""
    terms: Counter[str] = Counter()
    for stem in reading.stems:
        padded = f"<{stem}>"
        for size in (3, 4, 5):
            terms.update("#" + padded[i : i + size] for i in range(len(padded) - size + 1))
    return terms


@dataclass(frozen=True)
class Vector:
    """A sparse row: places of features and their weights, length 1."""

    at: NDArray[np.int32]
    weight: Floats


@dataclass(frozen=True)
class Space:
    """The features known, each with its place and idf."""

    words: dict[str, int]
    letters: dict[str, int]
    idf: Floats

    @property
    def size(self) -> int:
        return len(self.words) + len(self.letters)

    def _part(self, terms: Counter[str], places: dict[str, int], share: float) -> Vector:
        kept = [(places[term], count) for term, count in terms.items() if term in places]
        if not kept:
            return Vector(np.empty(0, np.int32), np.empty(0, np.float32))
        at = np.array([place for place, _ in kept], np.int32)
        tf = 1.0 + np.log(np.array([count for _, count in kept], np.float32))
        weight = tf * self.idf[at]
        # words never seen count in the length: a half-understood text is not a sure match
        missed = sum(1 for term in terms if term not in places and "_" not in term)
        unseen = 9.0 * missed if places is self.words else 0.0
        length = math.sqrt(float(np.dot(weight, weight)) + unseen)
        return Vector(at, (weight * (share / length)).astype(np.float32))

    def vector(self, reading: Reading) -> Vector:
        """The row of a text; its square length is at most 1."""
        words = self._part(word_terms(reading), self.words, math.sqrt(WORD_SHARE))
        letters = self._part(letter_terms(reading), self.letters, math.sqrt(LETTER_SHARE))
        return Vector(
            np.concatenate([words.at, letters.at]), np.concatenate([words.weight, letters.weight])
        )


def learn_space(readings: Sequence[Reading]) -> Space:
    """Features that occur, with smoothed idf; letter runs must occur twice."""
    words: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for reading in readings:
        words.update(word_terms(reading).keys())
        letters.update(letter_terms(reading).keys())
    kept_words = sorted(words)
    kept_letters = sorted(term for term, count in letters.items() if count > 1)
    counts = [words[t] for t in kept_words] + [letters[t] for t in kept_letters]
    total = len(readings)
    idf = np.array([math.log((1 + total) / (1 + n)) + 1 for n in counts], np.float32)
    places = {term: n for n, term in enumerate(kept_words)}
    more = {term: n for n, term in enumerate(kept_letters, len(places))}
    return Space(places, more, idf)


@dataclass(frozen=True)
class Postings:
    """For each feature the rows that have it, as one flat array with borders."""

    borders: NDArray[np.int32]
    rows: NDArray[np.int32]
    weights: Floats
    count: int

    def against(self, query: Vector) -> Floats:
        """Dot product of the query with every row."""
        if not len(query.at):
            return np.zeros(self.count, np.float32)
        spans = [slice(self.borders[f], self.borders[f + 1]) for f in query.at.tolist()]
        sizes = [span.stop - span.start for span in spans]
        rows = np.concatenate([self.rows[span] for span in spans])
        weights = np.concatenate([self.weights[span] for span in spans])
        weights = weights * np.repeat(query.weight, sizes)
        return np.bincount(rows, weights, minlength=self.count).astype(np.float32)


def post(vectors: Sequence[Vector], size: int) -> Postings:
    """Postings of rows in a space of the given size."""
    features = np.concatenate([v.at for v in vectors])
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(v.at) for v in vectors])
    weights = np.concatenate([v.weight for v in vectors])
    order = np.lexsort((rows, features))
    borders = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(features, minlength=size), out=borders[1:])
    return Postings(borders, rows[order], weights[order], len(vectors))


def dense(vectors: Sequence[Vector], size: int) -> Floats:
    """The rows as one matrix; only used while training."""
    matrix = np.zeros((len(vectors), size), np.float32)
    for row, vector in enumerate(vectors):
        matrix[row, vector.at] = vector.weight
    return matrix


def bm25_weights(counts: Floats) -> Floats:
    """BM25 weight of every word for every topic from topic × word counts."""
    lengths = counts.sum(axis=1, keepdims=True)
    mean = max(float(lengths.mean()), 1.0)
    norm = BM25_K * (1 - BM25_B + BM25_B * lengths / mean)
    holding = (counts > 0).sum(axis=0)
    idf = np.log1p((len(counts) - holding + 0.5) / (holding + 0.5))
    return np.asarray(counts * (BM25_K + 1) / (counts + norm) * idf, np.float32)


def linear_classifier(
    rows: Floats, labels: NDArray[np.int64], classes: int
) -> tuple[Floats, Floats]:
    """One-against-rest ridge in its dual form, and its exact leave-one-out scores.

    Deterministic and closed: no iterations, no random numbers.
    """
    aim = np.zeros((len(rows), classes))
    aim[np.arange(len(rows)), labels] = 1.0
    kernel = (rows @ rows.T).astype(np.float64)
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(rows)))
    dual = inverse @ aim
    left_out = aim - dual / np.diag(inverse)[:, None]
    return (rows.T @ dual.astype(np.float32)).astype(np.float32), left_out.astype(np.float32)


def per_topic(similar: Floats, starts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Best and mean-of-three-best similarity a topic; rows of a topic lie together.

    ``similar`` has one line a query; ``starts`` the first row of each topic and the end.
    """
    best = np.zeros((len(similar), len(starts) - 1), np.float32)
    near = np.zeros_like(best)
    for topic in range(len(starts) - 1):
        block = similar[:, starts[topic] : starts[topic + 1]]
        take = min(3, block.shape[1])
        top = np.partition(block, block.shape[1] - take, axis=1)[:, -take:]
        best[:, topic] = top.max(axis=1)
        near[:, topic] = top.mean(axis=1)
    return best, near
