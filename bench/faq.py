"""Questions a second of the guide, as a ratio to bare lower-casing and splitting."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from faq.library import load

ROUNDS = 5
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
