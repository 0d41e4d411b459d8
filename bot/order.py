"""Updates brought back into their order: numbers rise by one, so a gap is waited for, briefly."""

from collections import deque
from collections.abc import Callable

REACH = 8  # how far an update may be displaced
PATIENCE = 0.7  # seconds until a missing number is taken for one that never comes
_REMEMBERED = 4096


class Order:
    """What this process knows of the numbers that came; times are of the monotonic clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: set[int] = set()
        self._ages: deque[int] = deque()
        self._missed: dict[int, float] = {}

    def saw(self, *numbers: int) -> None:
        """These have arrived."""
        for number in numbers:
            if number not in self._known:
                self._known.add(number)
                self._ages.append(number)
        while len(self._ages) > _REMEMBERED:
            self._known.discard(self._ages.popleft())

    def unknown_before(self, number: int) -> list[int]:
        """Numbers just before this one of which nothing is known."""
        near = range(number - REACH, number)
        return [each for each in near if each not in self._known and not self._over(each)]

    def miss(self, numbers: list[int]) -> None:
        """These have not arrived; from the first time that is noticed they are waited for."""
        now = self._clock()
        for number in numbers:
            self._missed.setdefault(number, now)
        if len(self._missed) > _REMEMBERED:
            old = [n for n, at in self._missed.items() if now - at > 60]
            for number in old:
                del self._missed[number]

    def _over(self, number: int) -> bool:
        since = self._missed.get(number)
        return since is not None and self._clock() - since >= PATIENCE
