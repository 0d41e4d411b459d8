"""What several bring at once, done in one go: one commit for all that came during the last one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class _Batch(Generic[T]):
    """Things that share one outcome."""

    def __init__(self) -> None:
        self.things: list[T] = []
        self.begun = False
        self.outcome: Exception | None = RuntimeError("cut short")  # until the work has ended


class Together(Generic[T]):
    """Calls `work` with everything that waits; it is never at work twice at a time."""

    def __init__(self, work: Callable[[Sequence[T]], Awaitable[None]]) -> None:
        self._work = work
        self._gathering: _Batch[T] = _Batch()
        self._one = asyncio.Lock()

    async def do(self, things: Sequence[T]) -> None:
        """Returns when these are done; raises what the work raised, to each who shared in it."""
        mine = self._gathering
        mine.things.extend(things)
        async with self._one:
            if not mine.begun:
                mine.begun, self._gathering = True, _Batch()
                await self._finish(mine)
        if mine.outcome is not None:
            raise mine.outcome

    async def _finish(self, batch: _Batch[T]) -> None:
        try:
            await self._work(batch.things)
        except Exception as broken:
            batch.outcome = broken
        else:
            batch.outcome = None
