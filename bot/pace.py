"""How fast messages may leave: 30 a second in all, one a second in a chat, waits obeyed."""

from collections import deque
from collections.abc import Callable, Iterable

OVERALL = 28  # in any second; Telegram allows about 30
CHAT_GAP = 1.05  # seconds between two messages of a chat; a little over, for the network's jitter
GROUP_GAP = 3.1  # 20 a minute


class Pace:
    """Times are seconds of the monotonic clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lately: deque[float] = deque()
        self._free_at: dict[str, float] = {}
        self._shut_until = 0.0

    def room(self) -> int:
        """How many messages may leave at this moment."""
        now = self._clock()
        while self._lately and self._lately[0] <= now - 1.0:
            self._lately.popleft()
        return 0 if now < self._shut_until else OVERALL - len(self._lately)

    def is_free(self, chat: str) -> bool:
        """Whether this chat may be written to now."""
        return self._free_at.get(chat, 0.0) <= self._clock()

    def sends(self, chat: str) -> None:
        """A message to this chat leaves now."""
        now = self._clock()
        self._lately.append(now)
        gap = GROUP_GAP if chat.startswith("-") else CHAT_GAP
        self._free_at[chat] = max(self._free_at.get(chat, 0.0), now + gap)
        if len(self._free_at) > 10_000:
            self._free_at = {each: at for each, at in self._free_at.items() if at > now}

    def sent(self, chat: str) -> None:
        """It has arrived: the gap counts from here, however long the way was."""
        self.rest(chat, GROUP_GAP if chat.startswith("-") else CHAT_GAP)

    def rest(self, chat: str, seconds: float) -> None:
        """Leave this chat alone."""
        self._free_at[chat] = self._clock() + seconds

    def shut(self, seconds: float) -> None:
        """Leave Telegram alone."""
        self._shut_until = max(self._shut_until, self._clock() + seconds)

    def wait(self, chats: Iterable[str]) -> float:
        """Seconds until one of these chats is free, or all may be; 0.5 when nothing holds us."""
        now = self._clock()
        ends = [at - now for at in map(self._free_at.get, chats) if at is not None and at > now]
        if now < self._shut_until:
            ends = [self._shut_until - now]
        elif self._lately and len(self._lately) >= OVERALL:
            ends = [self._lately[0] + 1.0 - now]
        return min([0.5, *ends])
