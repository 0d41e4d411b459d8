"""Kept updates taken one by one, in order within a chat, several chats side by side.

Any number of processes may do this: a row is claimed where it is taken.
"""

import asyncio
import logging
import secrets
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy.exc import OperationalError
from telegram.error import TelegramError

from bot.files import Fetched, fetch
from bot.groups import line_for
from bot.holding import Holding
from bot.order import AT_FIRST, Order
from bot.reading import read_edit, read_message, read_press
from bot.station import Station
from helpdesk.errors import DuplicateRequest
from helpdesk.models import Conversation, InboxItem
from helpdesk.queries.arrivals import kept_keys, waiting_in
from helpdesk.usecases.arrivals import (
    Heard,
    OutOfTurn,
    Taken,
    answer_only,
    give_up_arrival,
    take_arrival,
)
from helpdesk.usecases.outgoing import set_reachable

AT_ONCE = 200  # rows looked at in one round
SIDE_BY_SIDE = 4  # chats taken at the same time
TRIES = 5
FIRST_PAUSE = 0.25  # seconds before the second try; doubles
ALBUM_COMPLETE = 0.8  # seconds after which no further picture of an album is expected
DOWNLOAD_TRIES = 60  # with pauses up to a minute: about an hour
IDLE = 1.0
SOON = 0.05
CHATS = "telegram:"
APOLOGY = (
    "Maaf, pesan terakhir Anda gagal kami proses karena gangguan di sistem kami. Pesannya tetap "
    "tersimpan dan petugas diberi tahu. Silakan kirim ulang atau lanjutkan. Kode: {code}"
)
log = logging.getLogger("bot.processing")


class NotYet(Exception):
    """The row has to wait for `seconds`: an earlier one may be on its way."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Gap(NotYet):
    """What is missing before the row may come any moment: whatever arrives, it is looked again."""


class Processing:
    """Takes what waits in the inbox."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.order = Order(time.monotonic)
        self.holding = Holding(station)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._rest: dict[str, float] = {}  # lane → when it may be looked at again
        self._gapped: set[str] = set()  # those of them that wait for a number before theirs
        self._downloads: dict[str, int] = {}
        self._albums: dict[str, tuple[int, float]] = {}  # album → members seen, when it grew
        self._room = asyncio.Semaphore(min(SIDE_BY_SIDE, station.threads + 1))

    async def run(self) -> None:
        """Until the process stops; then what is in hand is finished."""
        while not self.station.stopping.is_set():
            try:
                await self._round()
            except Exception as broken:  # the database is away for a moment
                log.error("the inbox could not be read: %s", type(broken).__name__)
            await self.station.pause(self._until_next(), self.station.arrived)
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=10)

    async def _round(self) -> None:
        if self._room.locked():
            return  # enough is in hand; whoever ends wakes us
        now = time.monotonic()
        self._rest = {lane: at for lane, at in self._rest.items() if at > now}
        await self.holding.let_in()
        waiting = await self.station.call(waiting_in, CHATS, AT_ONCE)
        lanes: dict[str, list[InboxItem]] = {}
        if self.order.saw(*map(_number, waiting)):
            self._rest = {lane: at for lane, at in self._rest.items() if lane not in self._gapped}
            self._gapped.clear()
        for item in waiting:
            lanes.setdefault(item.lane, []).append(item)
        for lane, items in lanes.items():
            if lane not in self._busy and lane not in self._rest:
                task = asyncio.get_running_loop().create_task(self._lane(lane, items))
                self._busy[lane] = task

    def _until_next(self) -> float:
        soonest = min(self._rest.values(), default=time.monotonic() + IDLE)
        return max(SOON, min(IDLE, soonest - time.monotonic()))

    async def _lane(self, lane: str, items: list[InboxItem]) -> None:
        """One chat's rows in the order of their numbers, until one has to wait."""
        try:
            items = sorted(items, key=_number)
            while items and not self.station.stopping.is_set():
                items = items[await self._take(items) :]
                self.station.leaving.set()
        except NotYet as wait:
            self._rest[lane] = time.monotonic() + wait.seconds
            if isinstance(wait, Gap):
                self._gapped.add(lane)
        except Exception as broken:
            self._rest[lane] = time.monotonic() + IDLE
            log.error("a chat waits: %s", type(broken).__name__)
        finally:
            del self._busy[lane]
            self.station.arrived.set()  # more may have come for this chat meanwhile

    async def _take(self, items: Sequence[InboxItem]) -> int:
        """Take the first row, with the rest of its album; how many are done with."""
        await self._wait_for_order(items[0])
        album = self._album(items)
        try:
            await self._act(album)
        except DuplicateRequest:
            pass
        except OutOfTurn as earlier:
            raise NotYet(0) from earlier
        except (NotYet, OperationalError):
            raise
        except Exception as broken:  # whatever it is, the chat must go on
            await self._failed(album, broken)
        return len(album)

    async def _wait_for_order(self, item: InboxItem) -> None:
        unknown = self.order.unknown_before(_number(item))
        if not unknown:
            return
        prefix = item.key.rpartition(":")[0]
        keys = {f"{prefix}:{number}": number for number in unknown}
        kept = await self.station.call(kept_keys, tuple(keys))
        self.order.saw(*(keys[key] for key in kept))
        missing = self.order.unknown_before(_number(item))
        if missing and self.order.awaits(missing, await self.station.reader()):
            raise Gap(AT_FIRST / 4)

    def _album(self, items: Sequence[InboxItem]) -> Sequence[InboxItem]:
        """The first row alone, or all pictures of its album once no more are expected."""
        name = items[0].payload.get("album")
        if name is None:
            return items[:1]
        members = [item for item in items if item.payload.get("album") == name]
        count, since = self._albums.get(name, (0, 0.0))
        if len(members) != count:
            self._albums[name] = (len(members), time.monotonic())
            raise NotYet(ALBUM_COMPLETE)
        if time.monotonic() - since < ALBUM_COMPLETE:
            raise NotYet(SOON)
        # Only those that follow one another: what was written in between keeps its place.
        together = next((at for at, item in enumerate(items) if item not in members), len(items))
        return items[:together]

    async def _act(self, album: Sequence[InboxItem]) -> None:
        payload, taken = album[0].payload, _taken(album)
        station = self.station
        if payload["kind"] == "group":
            await station.call(answer_only, taken, self._in_group(payload), now=station.now)
        elif payload["kind"] == "member":
            await station.call(
                set_reachable, taken.skin, taken.address, bool(payload["reachable"])
            )
            await station.call(answer_only, taken, None, now=station.now)
        elif payload["kind"] in ("message", "edit", "press"):
            await self._converse(album, taken)
        else:
            await station.call(answer_only, taken, None, now=station.now)

    async def _converse(self, album: Sequence[InboxItem], taken: Taken) -> None:
        station, item = self.station, album[0]
        now = station.now
        read: Callable[[Conversation], Heard]
        if item.payload["kind"] == "press":
            read = partial(read_press, payload=item.payload, key=station.book.link_key)
        elif item.payload["kind"] == "edit":
            read = partial(read_edit, item=item)
        else:
            fetched = await self._files(album)
            payloads = [each.payload for each in album]
            read = partial(read_message, payloads=payloads, fetched=fetched, now=now)
        async with self._room:
            await station.call(_take_in_talk, station, taken, read)
        self._albums.pop(item.payload.get("album", ""), None)
        self._downloads.pop(item.key, None)

    async def _files(self, album: Sequence[InboxItem]) -> Fetched:
        files = [file for item in album for file in item.payload["files"]]
        if not files:
            return Fetched()
        try:
            return await fetch(self.station, files)
        except TelegramError as error:
            tries = self._downloads[album[0].key] = self._downloads.get(album[0].key, 0) + 1
            log.warning("a file is not fetched yet (try %s): %s", tries, type(error).__name__)
            if tries >= DOWNLOAD_TRIES:
                raise
            raise NotYet(min(0.5 * 2 ** min(tries, 10), 60.0)) from error

    def _in_group(self, payload: dict[str, Any]) -> str | None:
        station = self.station
        return line_for(payload, station.username, station.book.catalogue.bureau.short_name)

    async def _failed(self, album: Sequence[InboxItem], broken: Exception) -> None:
        """Count the try; after the last one tell the person and go on with the chat."""
        code = secrets.token_hex(4)
        where = "".join(traceback.format_tb(broken.__traceback__))
        # The error's own words may quote the message, so only its kind and place are written.
        log.error("%s failed, code %s: %s\n%s", album[0].key, code, type(broken).__name__, where)
        parked = await self.station.call(
            give_up_arrival, _taken(album), f"{type(broken).__name__} {code}",
            APOLOGY.format(code=code), most=TRIES, now=self.station.now,
        )
        if not parked:
            raise NotYet(FIRST_PAUSE * 2 ** album[0].attempts) from broken


def _take_in_talk(
    station: Station, taken: Taken, read: Callable[[Conversation], Heard]
) -> None:
    book = station.book  # the newest, before the talk is made of it
    take_arrival(book, station.talk, taken, read, now=station.now)


def _number(item: InboxItem) -> int:
    return int(item.payload["update_id"])


def _taken(album: Sequence[InboxItem]) -> Taken:
    payload: dict[str, Any] = album[0].payload
    return Taken(
        album[0].key, "telegram", str(payload.get("chat", 0)), payload.get("name"),
        tuple(item.key for item in album[1:]),
    )
