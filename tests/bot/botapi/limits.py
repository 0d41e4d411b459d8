"""Telegram's flood limits, enforced: overall, per chat, per group; a refused sender must wait."""

import math
import time
from dataclasses import dataclass, field

from tests.bot.botapi.refusals import too_many
from tests.bot.botapi.settings import Settings

COUNTED = ("send", "edit", "copy", "forward", "delete")  # methods that begin so are counted
UNCOUNTED = {"sendchataction", "deletewebhook", "deletemycommands"}


@dataclass
class Bucket:
    """A bucket that refills at `rate` a second; once refused it stays shut until the wait is over.

    Staying shut is what Telegram does and what makes disobeying retry_after visible.
    """

    rate: float
    burst: float
    level: float = field(init=False)
    at: float = field(default_factory=time.monotonic)
    shut_until: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.burst

    def wait(self, now: float) -> int:
        """Whole seconds the sender must wait; 0 lets the call through (see take)."""
        if now < self.shut_until:
            return max(1, math.ceil(self.shut_until - now))
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            return 0
        seconds = max(1, math.ceil((1 - self.level) / self.rate))
        self.shut_until = now + seconds
        return seconds

    def take(self) -> None:
        self.level -= 1


class Limits:
    """All buckets of one bot."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clear()

    def clear(self) -> None:
        """Full buckets again; called when a test changes the rates."""
        self.overall = Bucket(self.settings.overall_per_second, self.settings.overall_per_second)
        self.chats: dict[int, list[Bucket]] = {}

    def check(self, method: str, chat_id: int | None) -> None:
        """Lets a counted call through or raises the 429."""
        if not method.startswith(COUNTED) or method in UNCOUNTED:
            return
        buckets = [self.overall] if self.settings.overall_per_second else []
        if chat_id is not None:
            buckets += self.chats.setdefault(chat_id, self._of_chat(chat_id))
        now = time.monotonic()
        longest = max((bucket.wait(now) for bucket in buckets), default=0)
        if longest:
            raise too_many(longest)
        for bucket in buckets:
            bucket.take()

    def _of_chat(self, chat_id: int) -> list[Bucket]:
        found = []
        if self.settings.chat_per_second:
            found.append(Bucket(self.settings.chat_per_second, self.settings.chat_burst))
        if chat_id < 0 and self.settings.group_per_minute:
            per_minute = self.settings.group_per_minute
            found.append(Bucket(per_minute / 60, per_minute))
        return found
