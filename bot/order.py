"""Updates brought back into their order: numbers rise by one, so a gap is waited for, briefly."""

from collections import deque
from collections.abc import Callable, Collection

REACH = 8  # how far an update may be displaced
PATIENCE = 5.0  # seconds until a missing number is taken for one that never comes
AT_FIRST = 0.7  # where none of the numbers before is known: a beginning, not a gap
_REMEMBERED = 4096


class Order:
    """What this process knows of the numbers that came; times are of the monotonic clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: set[int] = set()
        self._ages: deque[int] = deque()
        self._reader = ""
        self._missed: dict[int, float] = {}

    def saw(self, *numbers: int) -> bool:
        """These have arrived, or never will; whether any of them is news."""
        new = [number for number in dict.fromkeys(numbers) if number not in self._known]
        self._known.update(new)
        self._ages.extend(new)
        while len(self._ages) > _REMEMBERED:
            self._known.discard(self._ages.popleft())
        return bool(new)

    def unknown_before(self, number: int) -> list[int]:
        """Numbers just before this one of which nothing is known."""
        return [each for each in range(number - REACH, number) if each not in self._known]

    def awaits(self, numbers: Collection[int], reader: str) -> bool:
        """Whether one of these, which have not arrived, may still come.

        Time counts while one and the same `reader` fetches updates: where it died, or another took
        over, the missing one may be just what has not been fetched yet.
        """
        if reader != self._reader:
            self._reader, self._missed = reader, {}
        if not reader:
            return True
        now = self._clock()
        patience = PATIENCE if len(numbers) < REACH else AT_FIRST
        since = {number: self._missed.setdefault(number, now) for number in numbers}
        over = [number for number, at in since.items() if now - at >= patience]
        for number in over:
            del self._missed[number]
        self.saw(*over)
        return len(over) < len(since)
