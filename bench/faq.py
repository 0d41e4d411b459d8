"""Questions a second of the guide, as a ratio to bare lower-casing and splitting."""

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from faq.article import Article
from faq.library import Library, load, read_content, vocabulary
from faq.normalise import Normaliser, Reading, load_lexicon
from faq.rankers import bm25_weights, learn_space, post
from faq.training import Model

ROUNDS = 5
MANY = 2_000  # topics
UNSEEN = "apakah dokumen nomor {} milik kami di kecamatan{} sudah dicocokkan verifikator"


def _times(work: Callable[[str], object], texts: list[str]) -> list[float]:
    """Milliseconds of each call."""
    spent = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def _line(name: str, spent: list[float], bare: float) -> str:
    cuts = statistics.quantiles(spent, n=20)
    middle = statistics.median(spent)
    return f"{name:30} median {middle:6.2f} ms  p95 {cuts[18]:6.2f} ms  {middle / bare:7.0f} × bare"


def main() -> None:
    """Print start-up times, size, and the time of a question of three kinds."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        started = time.perf_counter()
        load(cache=cache)
        cold = time.perf_counter() - started
        started = time.perf_counter()
        library = load(cache=cache)
        warm = time.perf_counter() - started
        size = sum(file.stat().st_size for file in cache.iterdir()) / 1e6
    phrasings = [text for article in library.articles for text in article.phrasings]
    fresh = [UNSEEN.format(n, chr(97 + n % 26) * (1 + n // 26)) for n in range(300)]
    long = [" ".join(phrasings[n : n + 10]) for n in range(0, 300, 3)]
    bare = statistics.median(_times(lambda text: text.lower().split(), phrasings * ROUNDS))
    print(f"learn {cold:.2f} s, load {warm:.2f} s, index {size:.1f} MB, bare {bare * 1000:.2f} µs")
    for name, texts in (
        ("words never seen", fresh),
        ("long messages, 100 words", long),
        ("short questions", phrasings * ROUNDS),
    ):
        print(_line(name, _times(library.ask, texts), bare))
    usual = statistics.median(_times(library.ask, phrasings))
    began = time.perf_counter()
    large = grown_to(MANY, library.model)
    spent = _times(large.ask, phrasings)
    print(f"{_line(f'{MANY:,} topics', spent, bare)}  {statistics.median(spent) / usual:.1f} × 87 "
          f"topics, indexed in {time.perf_counter() - began:.0f} s")


def grown_to(count: int, usual: Model) -> Library:
    """A guide of as many topics: the real ones again and again, each time of another place."""
    content, lexicon = read_content(), load_lexicon()
    articles = tuple(islice(_copies(content.articles), count))
    normaliser = Normaliser(vocabulary(articles, lexicon), lexicon)
    groups = [[normaliser.read(t) for t in (a.title, *a.phrasings)] for a in articles]
    beyond = [[normaliser.read(t) for t in texts]
              for texts in (content.negatives, content.complaints)]
    return Library(articles, (), _indexed([*groups, *beyond], usual), normaliser, "bench")


def _indexed(groups: Sequence[Sequence[Reading]], usual: Model) -> Model:
    """A model as large as one that was learnt.

    The exact classifier inverts a matrix of all phrasings, which 2,000 topics would need hours
    for; the mean of each topic's rows takes its place. An answer takes as long with either.
    """
    sizes = [len(group) for group in groups]
    readings = [reading for group in groups for reading in group]
    space = learn_space(readings)
    vectors = [space.vector(reading) for reading in readings]
    linear = np.zeros((space.size, len(groups)), np.float32)
    counts = np.zeros((len(groups) - 2, len(space.words)), np.float32)
    for label, vector in zip(np.repeat(np.arange(len(groups)), sizes), vectors, strict=True):
        linear[vector.at, label] += vector.weight / sizes[label]
        if label < len(counts):
            counts[label, vector.at[vector.at < len(space.words)]] += 1
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Model(
        space, post(vectors, space.size), starts, linear,
        np.ascontiguousarray(bm25_weights(counts).T), usual.signals, usual.sure, usual.complaint,
    )


def _copies(articles: Sequence[Article]) -> Iterator[Article]:
    """Each round says in which of many places it happens, in a word of its own."""
    for turn in itertools.count():
        place = "" if turn == 0 else f" di kampung{chr(97 + turn % 26)}{chr(97 + turn // 26)}"
        for article in articles:
            yield replace(
                article, id=f"{article.id}-{turn}" if turn else article.id,
                title=article.title + place, body_markdown=article.body_markdown + place,
                phrasings=tuple(text + place for text in article.phrasings),
            )
