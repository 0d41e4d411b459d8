"""What a run's instants mean: the way of each first answer, waits of the limits apart."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa

from bench.chat.run import BOT_ID, Noted
from bot.pace import CHAT_GAP, OVERALL
from helpdesk.db import db
from helpdesk.models import InboxItem, OutboxItem

Span = tuple[float, float]


@dataclass(frozen=True)
class Way:
    """Of one update: milliseconds of our own, and those that a limit held its answer."""

    own: float
    held: float


def answers() -> dict[int, list[OutboxItem]]:
    """The rows that answer each update, in their order; the session's database is asked."""
    found: dict[int, list[OutboxItem]] = defaultdict(list)
    query = sa.select(OutboxItem).filter_by(channel="telegram").order_by(OutboxItem.id)
    for row in db.session.scalars(query):
        parts = row.key.split(":")
        if parts[1:3] == ["tg", BOT_ID]:  # reply:tg:<bot>:<update>:<place>
            found[int(parts[3])].append(row)
    return found


def ways(noted: Noted, rows: dict[int, list[OutboxItem]]) -> list[Way]:
    """Of each update that was answered, in the order in which the answers arrived."""
    arrived = {update: began for update, _, began, _, _ in noted.posts}
    first = {str((each[0].data.get("parts") or [each[0].external_id])[0]): update
             for update, each in rows.items()}
    shut = _full([at for _, _, at in noted.sends])
    found: list[Way] = []
    last: dict[str, float] = {}
    for _, external, at in noted.sends:
        chat = external.partition(":")[0]
        if external in first:
            came = arrived[first[external]]
            resting = (last.get(chat, 0.0), last.get(chat, 0.0) + CHAT_GAP)
            held = _within(came, at, sorted([*shut, resting]))
            found.append(Way((at - came - held) * 1000, held * 1000))
        last[chat] = at
    return found


def _full(sends: Sequence[float]) -> list[Span]:
    """When as many had left within a second as may: nothing could leave then."""
    spans = zip(sends[OVERALL - 1 :], sends, strict=False)
    return [(last, first + 1.0) for last, first in spans if last < first + 1.0]


def _within(start: float, end: float, spans: Iterable[Span]) -> float:
    """Seconds between the two that the spans cover; they are in the order of their starts."""
    covered, at = 0.0, start
    for begin, until in spans:
        begin, until = max(begin, at), min(until, end)
        if until > begin:
            covered, at = covered + until - begin, until
    return covered


def lost_and_disordered(noted: Noted, rows: dict[int, list[OutboxItem]]) -> tuple[int, int]:
    """Updates confirmed and not taken or not answered; answers of a chat out of their order."""
    states = dict(db.session.execute(
        sa.select(InboxItem.key, InboxItem.state).where(InboxItem.key.startswith(f"tg:{BOT_ID}:"))
    ).all())
    confirmed = [update for update, _, _, _, status in noted.posts if status == 200]
    taken = [each for each in confirmed if states.get(f"tg:{BOT_ID}:{each}") == "done"]
    lost = len(noted.posts) - sum(each in rows for each in taken)
    by_chat: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for update, each in rows.items():
        by_chat[each[0].recipient].extend((row.id, update) for row in each)
    return lost, sum(_falls(update for _, update in sorted(each)) for each in by_chat.values())


def _falls(numbers: Iterable[int]) -> int:
    return sum(after < before for before, after in pairwise(numbers))


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many per cent do not exceed."""
    return statistics.quantiles(values, n=100)[percent - 1]
