"""The public face of the guide: load the content once, then ask it questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from faq import decide, store
from faq.article import Article, ArticleError, read_articles
from faq.normalise import Normaliser, Reading, load_lexicon
from faq.training import Judged, Model, judge, train

FOLDER = Path(__file__).parent
# The product answers with the 87 topics only: see "Two sets" in docs/faq-accuracy.md.
WITH_FURTHER = False
# Questions the further topics answer: only out of scope while those are left out.
ANSWERED_BY_FURTHER = "answered_by_further_topics"
SHOWN = 5  # candidates of an answer
ASPECT_CUES = frozenset({"@syarat", "@cara", "@waktu", "@biaya"})
ASPECT_ORDER = {"syarat": 0, "prosedur": 1, "waktu": 2, "biaya": 3}


@dataclass(frozen=True)
class Candidate:
    """One possible topic: score is the estimated probability that it is the right answer."""

    id: str
    title: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What the guide makes of a question."""

    zone: str  # answer | choose | ticket
    candidates: tuple[Candidate, ...]
    complaint: float
    aspects: tuple[tuple[str, str], ...] = ()  # (aspect, id): the service is sure, the aspect not


class Library:
    """The articles and the matcher learnt from them."""

    def __init__(
        self,
        articles: Sequence[Article],
        groups: Sequence[tuple[str, tuple[str, ...]]],
        model: Model,
        normaliser: Normaliser,
        content_hash: str,
    ) -> None:
        self.articles = tuple(articles)
        self.groups = tuple(groups)
        self.content_hash = content_hash
        self.model = model
        self.normaliser = normaliser
        self._by_id = {article.id: article for article in self.articles}
        self._terms: dict[str, frozenset[str]] = {}

    def article(self, identifier: str) -> Article:
        """The article; KeyError when there is none."""
        return self._by_id[identifier]

    def ask(self, text: str) -> Answer:
        """Zone, candidates best first, complaint probability and aspect keyboard.

        Any text is accepted: empty, very long, other languages; it never raises.
        """
        reading = self.normaliser.read(text)
        if not reading.stems:
            return Answer(decide.TICKET, (), 0.0)
        judged = self._judge(reading)
        sure = self.model.sure.probability(judged.sure_features)
        complaint = self.model.complaint.probability(judged.complaint_features)
        candidates = self._candidates(judged, sure, reading)
        best = self._by_id[candidates[0].id]
        rival = not best.high_stakes and self._high_stakes_rival(candidates)
        zone = decide.zone(sure, complaint, best.high_stakes, len(reading.stems), rival)
        return Answer(zone, candidates, complaint, self._aspects(zone, candidates, reading))

    def _high_stakes_rival(self, candidates: Sequence[Candidate]) -> bool:
        least = candidates[0].score * decide.RIVAL_SHARE
        return any(c.score >= least and self._by_id[c.id].high_stakes for c in candidates[1:3])

    def _judge(self, reading: Reading) -> Judged:
        model = self.model
        query = model.space.vector(reading)
        similar = model.postings.against(query)
        linear = query.weight @ model.linear[query.at]
        best = np.maximum.reduceat(similar, model.starts[:-1])
        topics = model.topics
        signals = np.stack(
            [linear[:topics], best[:topics], self._near(similar), model.bm25_scores(query)], axis=1
        )
        beyond = np.array(
            [linear[topics], best[topics], linear[topics + 1], best[topics + 1]], np.float32
        )
        return judge(signals, model.signals, beyond, reading, float(best[:topics].max()))

    def _near(self, similar: decide.Floats) -> decide.Floats:
        """The mean of each topic's three most similar phrasings, all topics at once."""
        places, counted = self._phrasings_of
        found = np.append(similar, np.float32(0))[places]
        best = np.sort(np.partition(found, found.shape[1] - 3, axis=1)[:, -3:], axis=1)
        return np.asarray(best.sum(axis=1) / counted, np.float32)

    @cached_property
    def _phrasings_of(self) -> tuple[NDArray[np.int64], decide.Floats]:
        """Topic × place of its phrasings, filled up with a place that is similar to nothing."""
        starts = self.model.starts[: self.model.topics + 1]
        sizes = np.diff(starts)
        columns = np.arange(max(int(sizes.max()), 3))
        places = np.where(columns < sizes[:, None], starts[:-1, None] + columns,
                          self.model.postings.count)
        return places, np.minimum(sizes, 3).astype(np.float32)

    def _candidates(self, judged: Judged, sure: float, reading: Reading) -> tuple[Candidate, ...]:
        first = float(judged.scores[judged.order[0]])
        shown = [self.articles[n] for n in judged.order[:SHOWN].tolist()]
        shares = [float(judged.scores[n]) / first for n in judged.order[:SHOWN].tolist()]
        return tuple(
            Candidate(a.id, a.title, round(sure * share, 4), self._why(a, reading))
            for a, share in zip(shown, shares, strict=True)
        )

    def _why(self, article: Article, reading: Reading) -> tuple[str, ...]:
        """Words of the question that also stand in the article's title or phrasings."""
        if article.id not in self._terms:
            texts = (article.title, *article.phrasings)
            self._terms[article.id] = frozenset(
                stem for text in texts for stem in self.normaliser.read(text).stems
            )
        terms = self._terms[article.id]
        pairs = zip(reading.stems, reading.spoken, strict=True)
        return tuple(dict.fromkeys(word for stem, word in pairs if stem in terms))

    def _aspects(
        self, zone: str, candidates: tuple[Candidate, ...], reading: Reading
    ) -> tuple[tuple[str, str], ...]:
        """The aspects of a service that is sure while the question does not say which aspect."""
        first = self._by_id[candidates[0].id]
        if zone == decide.TICKET or not first.service or not first.aspect:
            return ()
        same = sum(self._by_id[c.id].service == first.service for c in candidates[:3])
        told = not ASPECT_CUES.isdisjoint(reading.concepts)
        if told if zone == decide.ANSWER else same < 2:
            return ()
        found = {a.aspect: a.id for a in self.articles if a.service == first.service and a.aspect}
        return tuple(sorted(found.items(), key=lambda pair: ASPECT_ORDER[pair[0]]))


def texts(path: Path, skip: str = "") -> tuple[str, ...]:
    """A YAML file of named lists of sentences, joined; the list named ``skip`` left out."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not isinstance(content, Mapping):
        raise ArticleError(path.name, 1, "named lists of sentences are expected")
    return tuple(str(text) for name, texts in content.items() if name != skip for text in texts)


def _groups(path: Path, known: Mapping[str, Article]) -> list[tuple[str, tuple[str, ...]]]:
    """Groups of topics in reading order; articles in no group come last."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    groups = [(str(g["title"]), tuple(map(str, g["articles"]))) for g in content]
    listed = [identifier for _, members in groups for identifier in members]
    for identifier in listed:
        if identifier not in known or listed.count(identifier) > 1:
            raise ArticleError(path.name, 1, f"{identifier} is unknown or listed twice")
    rest = tuple(identifier for identifier in known if identifier not in listed)
    return [*groups, ("Lainnya", rest)] if rest else groups


def _of_set(members: Sequence[str], known: Mapping[str, Article], further: bool) -> tuple[str, ...]:
    return tuple(identifier for identifier in members if further or not known[identifier].further)


def _code_hash() -> str:
    """One hash of the code and the dictionary that learn."""
    digest = hashlib.sha256()
    for path in [FOLDER / "lexicon.yaml", *sorted(FOLDER.glob("*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def content_hash(
    articles: Sequence[Article], negatives: Sequence[str], complaints: Sequence[str]
) -> str:
    """One hash of everything the model is learnt from, the learning code included.

    What it is not learnt from (the date of a review, a source) changes nothing.
    """
    learnt = [(a.id, a.title, a.body_markdown, a.phrasings) for a in articles]
    said = json.dumps([_code_hash(), learnt, negatives, complaints], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Content:
    """A folder of content as it was read."""

    articles: tuple[Article, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    negatives: tuple[str, ...]
    complaints: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The name of the model learnt from it."""
        return content_hash(self.articles, self.negatives, self.complaints)


def read_content(folder: Path | None = None, further: bool = WITH_FURTHER) -> Content:
    """Read articles/, groups.yaml, negatives.yaml, complaints.yaml (default: the package's).

    ``further``: with the topics beyond the 87.
    Raises ArticleError with file, line and reason for content that cannot be used.
    """
    folder = folder or FOLDER
    known = read_articles(folder / "articles")
    if len(known) < 2:
        raise ArticleError("articles", 1, "at least two articles are needed")
    groups = _groups(folder / "groups.yaml", known)
    groups = [(title, _of_set(members, known, further)) for title, members in groups]
    groups = [(title, members) for title, members in groups if members]
    articles = [known[identifier] for _, members in groups for identifier in members]
    negatives = texts(folder / "negatives.yaml", ANSWERED_BY_FURTHER if further else "")
    complaints = texts(folder / "complaints.yaml")
    return Content(tuple(articles), tuple(groups), negatives, complaints)


def load(
    folder: Path | None = None,
    cache: Path | None = None,
    further: bool = WITH_FURTHER,
    newest: int = store.NEWEST,
) -> Library:
    """Read the content of a folder, learn the matcher or take it from the cache.

    ``cache`` is a folder for learnt models (default: a private temporary folder), which keeps the
    ``newest``.
    Raises ArticleError with file, line and reason for content that cannot be used.
    """
    content = read_content(folder, further)
    articles, digest = content.articles, content.digest
    lexicon = load_lexicon()
    kept = store.fetch(cache, digest)
    if kept is None:
        normaliser = Normaliser(vocabulary(articles, lexicon), lexicon)
        model = train(articles, content.negatives, content.complaints, normaliser)
        store.keep(cache, digest, model, normaliser)
    else:
        model, known_words, stems = kept
        normaliser = Normaliser(known_words, lexicon, stems)
    store.sweep(cache, digest, newest)
    return Library(articles, content.groups, model, normaliser, digest)


def vocabulary(articles: Sequence[Article], lexicon: Mapping[str, Any]) -> set[str]:
    """Words of titles and answers, and those of the phrasings that are surely spelt right."""
    plain = Normaliser((), lexicon)
    texts = [text for a in articles for text in (a.title, a.body_markdown)]
    certain = {word for text in texts for word in plain.split(text) if word.isalpha()}
    spoken = {word for a in articles for text in a.phrasings for word in plain.split(text)}
    return certain | {word for word in spoken if word.isalpha() and plain.is_root(word)}
