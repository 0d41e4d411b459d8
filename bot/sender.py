"""This channel's outbox: claimed, sent with no transaction open, marked; in order within a chat.

At least once: when the process or the connection dies between Telegram's taking a message and our
noting it, that message is sent again.
"""

import asyncio
import logging
import time
from collections.abc import Sequence

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.carrier import Carrier, is_gone
from bot.leases import Job
from bot.menus import offer
from bot.pace import Pace
from bot.skin import Parcel, parcel
from bot.station import Station
from helpdesk.db import begin_reading, release
from helpdesk.delivery.compose import Overtaken
from helpdesk.usecases import outgoing

CHANNEL = "telegram"
TRIES = 5  # of an answer nobody understands; a network that is away is waited for without end
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
IDLE = 0.5
log = logging.getLogger("bot.sender")


class Sender:
    """Sends while this process holds the lease; claims keep two senders apart all the same."""

    def __init__(self, station: Station, job: Job) -> None:
        self.station, self.job = station, job
        self.pace = Pace(time.monotonic)
        self.carrier = Carrier(station, self.pace)
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._failures: dict[str, int] = {}

    async def run(self) -> None:
        """Until the process stops; then what is on its way is noted."""
        while not self.station.stopping.is_set():
            if not self.job.held:
                await self.station.pause(0.2)
                continue
            try:
                waiting = await self._round()
            except Exception as broken:  # the database is away for a moment
                log.error("the outbox could not be read: %s", type(broken).__name__)
                waiting = []
            pause = min(IDLE, self.pace.wait(waiting))
            await self.station.pause(max(0.02, pause), self.station.leaving)
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=12)

    async def _round(self) -> list[str]:
        """Start what may leave now; the chats whose next message has to wait."""
        room = self.pace.room()
        if room <= 0:
            return []
        sending = frozenset(self._sending)
        waiting, wanted, parcels = await self.station.call(self._next, room, sending)
        for each in parcels:
            self.pace.sends(each.chat)
            task = asyncio.get_running_loop().create_task(self._deliver(each))
            self._sending[each.chat] = task
        if len(parcels) < wanted:
            self.station.leaving.set()  # what stood behind one that need not go may go now
        return waiting

    def _next(
        self, room: int, sending: frozenset[str]
    ) -> tuple[list[str], int, list[Parcel]]:
        """The chats that have to wait, how many rows may leave, and those that are ours now."""
        heads = outgoing.heads_of(CHANNEL, self.station.now)
        release()  # the claim's transaction begins as one that writes
        is_free = {chat: self.pace.is_free(chat) for _, chat in heads}
        free = [row for row, chat in heads if chat not in sending and is_free[chat]][:room]
        waiting = [chat for chat, now in is_free.items() if not now]
        return waiting, len(free), self._claimed(free) if free else []

    def _claimed(self, rows: Sequence[int]) -> list[Parcel]:
        """The rows that are ours now, worded; one that cannot be worded is buried."""
        station, now = self.station, self.station.now
        book, worded = station.book, []
        for item in outgoing.claim(rows, now=now):
            begin_reading()
            try:
                base = station.settings.base_url
                made = parcel(item, book, base, now, station.roots)
            except Overtaken as reason:  # what it would say is no longer so
                release()
                outgoing.skip(item.id, str(reason))
                continue
            except Exception as broken:  # one bad row must not hold up the chat
                release()
                log.error("outbox %s cannot be worded: %s", item.id, type(broken).__name__)
                outgoing.bury(item.id, f"tidak dapat disusun: {type(broken).__name__}")
                continue
            release()
            if made.offered:
                outgoing.keep_offered(made.row, made.offered)
            worded.append(made)
        return worded

    async def _deliver(self, each: Parcel) -> None:
        """Send one row and note what became of it."""
        try:
            await self._send(each)
        except Exception as broken:  # not noted: the claim runs out and it is sent again
            log.error("outbox %s: outcome not noted (%s)", each.row, type(broken).__name__)
            self.pace.rest(each.chat, FIRST_PAUSE)
        finally:
            del self._sending[each.chat]
            self.station.leaving.set()

    async def _send(self, each: Parcel) -> None:
        station = self.station
        try:
            external = await self.carrier.carry(each)
        except RetryAfter as wait:
            await self._obey(each, wait)
        except ChatMigrated as moved:
            await station.call(outgoing.move_address, CHANNEL, each.chat, str(moved.new_chat_id))
            await station.call(outgoing.put_back, each.row, "grup pindah", counts=False)
        except Forbidden as refused:
            await self._unreachable(each, refused)
        except BadRequest as refused:
            await self._refused(each, refused)
        except (NetworkError, InvalidToken) as away:
            await self._later(each, away, counts=False)
        except TelegramError as odd:
            await self._later(each, odd, counts=True)
        else:
            self._failures.clear()
            await station.call(outgoing.mark_sent, each.row, external, now=station.now)
            if each.menu:
                await offer(station, each.chat, each.menu)

    async def _obey(self, each: Parcel, wait: RetryAfter) -> None:
        """Put it back and be silent: in a group there, else everywhere (no limit is named)."""
        after = wait.retry_after
        seconds = float(after) if isinstance(after, int) else after.total_seconds()
        if each.chat.startswith("-"):
            self.pace.rest(each.chat, seconds)
        else:
            self.pace.shut(seconds)
        log.warning("Telegram asks to wait %s s", seconds)
        error = f"menunggu {seconds:g} s"
        await self.station.call(outgoing.put_back, each.row, error, counts=False)

    async def _unreachable(self, each: Parcel, refused: TelegramError) -> None:
        station = self.station
        log.info("outbox %s: the chat cannot be reached any more", each.row)
        await station.call(outgoing.set_reachable, CHANNEL, each.chat, False)
        await station.call(outgoing.bury, each.row, str(refused))

    async def _refused(self, each: Parcel, refused: BadRequest) -> None:
        if is_gone(refused):
            await self._unreachable(each, refused)
            return
        log.error("outbox %s refused: %s", each.row, refused)
        await self.station.call(outgoing.bury, each.row, str(refused))

    async def _later(self, each: Parcel, error: TelegramError, *, counts: bool) -> None:
        """The chat waits, so that its later messages do not overtake this one."""
        failures = self._failures.get(each.chat, 0)
        if not self._failures:
            log.warning("outbox %s waits: %s", each.row, type(error).__name__)
        self._failures[each.chat] = failures + 1
        self.pace.rest(each.chat, min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE))
        name = type(error).__name__
        tries = await self.station.call(outgoing.put_back, each.row, name, counts=counts)
        if counts and tries >= TRIES:
            await self.station.call(outgoing.bury, each.row, name)
