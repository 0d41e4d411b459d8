"""How connections that stay open learn of changes: one cheap look a second for all of them.

Any process may write, so the database is asked, not a variable. A process in which nobody listens
asks nothing.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from flask import Flask

from helpdesk.queries.changes import newest
from helpdesk.queries.presence import Present, everybody_present
from helpdesk.serving import LISTENERS

EACH = 4  # pages one officer may keep open at once
T = TypeVar("T")


class Pulse(Generic[T]):
    """What `look` last returned, at most `every` seconds old, however many threads ask."""

    def __init__(self, look: Callable[[], T], every: float = 1.0) -> None:
        self._look, self.every = look, every
        self._lock = threading.Lock()
        self._seen: T | None = None
        self._until = 0.0

    def now(self) -> T:
        """The value; the first to come when it is old looks again, the others wait for that."""
        with self._lock:
            if self._seen is None or time.monotonic() >= self._until:
                self._seen = self._look()
                self._until = time.monotonic() + self.every
            return self._seen


class Seat:
    """One open connection; `left` is set when another page needs its place."""

    def __init__(self, officer_id: int) -> None:
        self.officer_id = officer_id
        self.left = threading.Event()


class Seats:
    """How many may listen at once: each of them holds a thread of the web server.

    An officer's newest page takes the place of their oldest: whoever goes from page to page leaves
    connections behind that nobody has found broken yet.
    """

    def __init__(self, most: int, each: int) -> None:
        self.most, self._each = most, each
        self._lock = threading.Lock()
        self._taken: list[Seat] = []

    @property
    def free(self) -> int:
        """How many are left."""
        with self._lock:
            return self.most - len(self._taken)

    def take(self, officer_id: int) -> Seat | None:
        """A seat, or None when all are others'; whoever took one gives it back."""
        with self._lock:
            mine = [seat for seat in self._taken if seat.officer_id == officer_id]
            if len(mine) >= self._each:
                self._taken.remove(mine[0])
                mine[0].left.set()
            elif len(self._taken) >= self.most:
                return None
            self._taken.append(Seat(officer_id))
            return self._taken[-1]

    def give_back(self, seat: Seat) -> None:
        """Free it, unless another page has taken its place already."""
        with self._lock:
            if seat in self._taken:
                self._taken.remove(seat)


@dataclass(frozen=True)
class Live:
    """What the listeners of one process share."""

    pulse: Pulse[tuple[int, int]]
    presence: Pulse[Sequence[Present]]
    seats: Seats


def add_live(app: Flask) -> None:
    """Put it on the application."""
    present = Pulse(lambda: everybody_present(app.extensions["clock"]()))
    app.extensions["live"] = Live(Pulse(newest), present, Seats(LISTENERS, EACH))


def live_of(app: Flask) -> Live:
    """What this process's listeners share."""
    return cast(Live, app.extensions["live"])
