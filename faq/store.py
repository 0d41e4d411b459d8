"""Keeps a learnt model in a file named by the content it was learnt from; no pickles."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from faq.decide import Logistic
from faq.normalise import Normaliser
from faq.rankers import Postings, Space
from faq.training import Model

NEWEST = 2  # models of the running and of the last content, or with and without further topics
Kept = tuple[Model, list[str], dict[str, str]]


def _place(cache: Path | None, digest: str) -> Path:
    """The file of a model; without a folder given, one only this user can enter."""
    if cache is None:
        user = getattr(os, "getuid", lambda: "user")()
        cache = Path(tempfile.gettempdir()) / f"faq-cache-{user}"
        cache.mkdir(mode=0o700, exist_ok=True)
        if hasattr(os, "getuid") and cache.stat().st_uid != os.getuid():
            raise PermissionError(f"{cache} belongs to somebody else")
    cache.mkdir(parents=True, exist_ok=True)
    return cache / f"faq-{digest[:24]}.npz"


def keep(cache: Path | None, digest: str, model: Model, normaliser: Normaliser) -> None:
    """Write the model; a reader never sees a half-written file."""
    words = {
        "words": list(model.space.words),
        "letters": list(model.space.letters),
        "vocabulary": normaliser.vocabulary,
        "stems": normaliser.stems,
    }
    arrays: dict[str, Any] = {
        "text": np.frombuffer(json.dumps(words).encode(), np.uint8),
        "idf": model.space.idf,
        "borders": model.postings.borders,
        "rows": model.postings.rows,
        "weights": model.postings.weights,
        "count": np.array(model.postings.count),
        "starts": model.starts,
        "linear": model.linear,
        "bm25": model.bm25,
        "signals": model.signals,
    }
    for name, part in (("sure", model.sure), ("complaint", model.complaint)):
        arrays |= {f"{name}_mean": part.mean, f"{name}_spread": part.spread}
        arrays[f"{name}_weight"] = part.weight
    path = _place(cache, digest)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part_file:
        np.savez(part_file, **arrays)
    Path(part_file.name).replace(path)


def fetch(cache: Path | None, digest: str) -> Kept | None:
    """The model kept for this content; None when there is none or it cannot be read."""
    path = _place(cache, digest)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return _read(kept)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def has(cache: Path | None, digest: str) -> bool:
    """Whether a model of this content lies there, readable or not."""
    return _place(cache, digest).exists()


def lend(giver: Path, taker: Path, digest: str) -> bool:
    """Put a model kept elsewhere into a cache; False when there is none."""
    source, target = _place(giver, digest), _place(taker, digest)
    try:
        model = source.read_bytes()
        with tempfile.NamedTemporaryFile(dir=taker, suffix=".part", delete=False) as part_file:
            part_file.write(model)
        Path(part_file.name).replace(target)
    except OSError:
        return False
    return True


def sweep(cache: Path | None, digest: str, newest: int = NEWEST) -> None:
    """Delete old models: the one in use and the newest others stay, ``newest`` in all."""
    used = _place(cache, digest)
    others = [path for path in used.parent.glob("faq-*.npz") if path != used]
    for path in sorted(others, key=_written, reverse=True)[newest - 1 :]:
        # another process may be quicker, and a folder may be read-only: neither is our trouble
        with contextlib.suppress(OSError):
            path.unlink()


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(kept: Any) -> Kept:
    words = json.loads(kept["text"].tobytes())
    places = {term: n for n, term in enumerate(words["words"])}
    letters = {term: n for n, term in enumerate(words["letters"], len(places))}
    parts = [
        Logistic(kept[f"{n}_mean"], kept[f"{n}_spread"], kept[f"{n}_weight"])
        for n in ("sure", "complaint")
    ]
    model = Model(
        Space(places, letters, kept["idf"]),
        Postings(kept["borders"], kept["rows"], kept["weights"], int(kept["count"])),
        kept["starts"],
        kept["linear"],
        kept["bm25"],
        kept["signals"],
        *parts,
    )
    return model, words["vocabulary"], words["stems"]
