"""Learning and rehearsing in a process of their own: seconds of work, half a gigabyte, a limit."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from helpdesk.config import ROOT

LIMIT = 240  # seconds; measured 5 for learning and 7 for a rehearsal, 60 with nine at two cores
_PASSED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")


class Failed(Exception):
    """The other process refused, broke or took too long; the text says which."""


def learn(folder: Path, cache: Path) -> None:
    """Learn the content of a folder into the cache. Raises `Failed`."""
    _run("--cache", str(cache), "learn", str(folder))


def rehearse(before: Path, after: Path, article: str, cache: Path, drafts: Path) -> dict[str, Any]:
    """What the change does, measured; the changed model stays among `drafts`. Raises `Failed`."""
    said = _run(
        "--cache", str(drafts), "rehearse", str(before), str(after), article, "--used", str(cache)
    )
    found = json.loads(said)
    assert isinstance(found, dict)
    return found


def _run(*arguments: str) -> str:
    """The guide's own command; it is handed none of our settings."""
    environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  our own program, arguments of our own
            [sys.executable, "-m", "faq", *arguments], cwd=ROOT, env=environment, timeout=LIMIT,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as broken:
        raise Failed(type(broken).__name__) from broken
    if done.returncode != 0:
        raise Failed((done.stderr.strip().splitlines() or ["no reason given"])[-1])
    return done.stdout
