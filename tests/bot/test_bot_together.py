"""What comes at once is done in one go, one go at a time, and everybody hears how it ended."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.together import Together


class Work:
    """Holds each go up until told; fails when it meets a number below nought."""

    def __init__(self) -> None:
        self.goes: list[list[int]] = []
        self.may_end = [asyncio.Event() for _ in range(4)]

    async def __call__(self, things: Sequence[int]) -> None:
        self.goes.append(list(things))
        await self.may_end[len(self.goes) - 1].wait()
        if any(thing < 0 for thing in things):
            raise ValueError("below nought")

    def end_all(self) -> None:
        for each in self.may_end:
            each.set()


async def _bring(together: Together[int], *numbers: int) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(together.do([number])) for number in numbers]
    await asyncio.sleep(0)  # each has brought its number
    return tasks


def test_what_comes_during_a_go_is_done_in_the_next_one_in_its_order() -> None:
    async def story() -> list[list[int]]:
        work = Work()
        together = Together(work)
        first = await _bring(together, 1)
        others = await _bring(together, 2, 3, 4)
        assert work.goes == [[1]], "one go at a time"
        work.end_all()
        await asyncio.gather(*first, *others)
        return work.goes

    assert asyncio.run(story()) == [[1], [2, 3, 4]]


def test_a_failure_is_told_to_all_who_shared_it_and_to_nobody_else() -> None:
    async def story() -> list[type | None]:
        work = Work()
        together = Together(work)
        tasks = await _bring(together, 1) + await _bring(together, 2, -3)
        work.end_all()
        await asyncio.wait(tasks)
        tasks += await _bring(together, 4)
        await asyncio.wait(tasks)
        return [type(task.exception()) if task.exception() else None for task in tasks]

    assert asyncio.run(story()) == [None, ValueError, ValueError, None]


def test_who_shared_a_go_that_was_cut_short_does_not_think_it_done() -> None:
    async def story() -> None:
        work = Work()
        together = Together(work)
        (first,) = await _bring(together, 1)
        second, third = await _bring(together, 2, 3)
        work.may_end[0].set()
        await first
        await asyncio.sleep(0)
        assert work.goes[-1] == [2, 3]
        second.cancel()  # it is the one who does the work for both
        with pytest.raises(RuntimeError):
            await third

    asyncio.run(story())
