"""How connections that stay open learn of changes: one cheap look a second for all of them.

Any process may write, so the database is asked, not a variable. A process in which nobody listens
asks nothing.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask

from helpdesk.queries.changes import newest
from helpdesk.serving import LISTENERS

EACH = 4  # pages one officer may keep open at once
Seen = tuple[int, int]


class Pulse:
    """What `look` last returned, at most `every` seconds old, however many threads ask."""

    def __init__(self, look: Callable[[], Seen], every: float = 1.0) -> None:
        self._look, self.every = look, every
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._until = 0.0

    def now(self) -> Seen:
        """The value; the first to come when it is old looks again, the others wait for that."""
        with self._lock:
            if self._seen is None or time.monotonic() >= self._until:
                self._seen = self._look()
                self._until = time.monotonic() + self.every
            return self._seen


class Seats:
    """How many may listen at once: each of them holds a thread of the web server."""

    def __init__(self, most: int, each: int) -> None:
        self.most, self._each = most, each
        self._lock = threading.Lock()
        self._taken: Counter[int] = Counter()

    @property
    def free(self) -> int:
        """How many are left."""
        with self._lock:
            return self.most - self._taken.total()

    def take(self, officer_id: int) -> bool:
        """Whether there was room; whoever took a seat gives it back."""
        with self._lock:
            if self._taken.total() >= self.most or self._taken[officer_id] >= self._each:
                return False
            self._taken[officer_id] += 1
            return True

    def give_back(self, officer_id: int) -> None:
        """Free one seat."""
        with self._lock:
            self._taken[officer_id] -= 1
            if not self._taken[officer_id]:
                del self._taken[officer_id]


@dataclass(frozen=True)
class Live:
    """What the listeners of one process share."""

    pulse: Pulse
    seats: Seats


def add_live(app: Flask) -> None:
    """Put it on the application."""
    app.extensions["live"] = Live(Pulse(newest), Seats(LISTENERS, EACH))


def live_of(app: Flask) -> Live:
    """What this process's listeners share."""
    return cast(Live, app.extensions["live"])
