"""This channel's outbox: claimed, sent with no transaction open, marked; in order within a chat.

At least once: when the process or the connection dies between Telegram's taking a message and our
noting it, that message is sent again.
"""

import asyncio
import logging
import time
from collections.abc import Sequence

from telegram import LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.leases import Job
from bot.pace import Pace
from bot.proof import draw_proof
from bot.skin import Parcel, keyboard, parcel
from bot.station import Station
from helpdesk.db import begin_reading, release
from helpdesk.delivery.compose import Overtaken
from helpdesk.usecases import outgoing

CHANNEL = "telegram"
TRIES = 5  # of an answer nobody understands; a network that is away is waited for without end
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
IDLE = 0.5
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "have no rights to send")
log = logging.getLogger("bot.sender")


class Sender:
    """Sends while this process holds the lease; claims keep two senders apart all the same."""

    def __init__(self, station: Station, job: Job) -> None:
        self.station, self.job = station, job
        self.pace = Pace(time.monotonic)
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._failures: dict[str, int] = {}

    async def run(self) -> None:
        """Until the process stops; then what is on its way is noted."""
        while not self.station.stopping.is_set():
            if not self.job.held:
                await self.station.pause(0.2)
                continue
            try:
                sent = await self._round()
            except Exception as broken:  # the database is away for a moment
                log.error("the outbox could not be read: %s", type(broken).__name__)
                sent = 0
            if not sent:
                await self.station.pause(max(0.02, self._until_next()), self.station.leaving)
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=12)

    def _until_next(self) -> float:
        return min(IDLE, self.pace.wait())

    async def _round(self) -> int:
        """Start what may leave now; how many messages that were."""
        room = self.pace.room()
        if room <= 0:
            return 0
        station, now = self.station, self.station.now
        heads = await station.call(outgoing.heads_of, CHANNEL, now)
        free = [row for row, chat in heads if chat not in self._sending and self.pace.is_free(chat)]
        if not free:
            return 0
        parcels = await station.call(self._claimed, free[:room])
        for each in parcels:
            self.pace.sends(each.chat)
            task = asyncio.get_running_loop().create_task(self._deliver(each))
            self._sending[each.chat] = task
        return len(parcels)

    def _claimed(self, rows: Sequence[int]) -> list[Parcel]:
        """The rows that are ours now, worded; one that cannot be worded is buried."""
        station, now = self.station, self.station.now
        worded = []
        for item in outgoing.claim(rows, now=now):
            begin_reading()
            try:
                made = parcel(item, station.book, station.settings.base_url, now)
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
            external = await self._parts(each)
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

    async def _parts(self, each: Parcel) -> str:
        """Send the parts that have not gone; the last one's id, as `chat:message`.

        A paper is the last part: a repeat begins after the words, and brings it alone.
        """
        external = each.gone[-1] if each.gone else ""
        left = each.parts[len(each.gone) :]
        for place, text in enumerate(left):
            last = place == len(left) - 1
            if place:
                await self._turn(each.chat)
            external = await self._message(each, text, last)
            if not last or each.proof_of is not None:
                await self.station.call(
                    outgoing.keep_part, each.row, external, now=self.station.now
                )
        if each.proof_of is not None:
            return await self._paper(each, each.proof_of) or external
        return external

    async def _paper(self, each: Parcel, ticket_id: int) -> str:
        """The Bukti Lapor as a document; '' when it cannot be drawn or Telegram refuses it."""
        made = await self.station.call(draw_proof, ticket_id, now=self.station.now)
        if made is None:
            return ""
        paper, caption = made
        await self._turn(each.chat)
        try:
            sent = await self.station.bot.send_document(
                int(each.chat), paper.content, filename=paper.name, caption=caption
            )
        except BadRequest as refused:
            if _is_gone(refused):
                raise
            log.error("outbox %s: the document was refused (%s)", each.row, refused)
            return ""
        self.pace.sent(each.chat)
        return f"{each.chat}:{sent.message_id}"

    async def _turn(self, chat: str) -> None:
        """Wait for this chat's next moment."""
        while not (self.pace.is_free(chat) and self.pace.room() > 0):  # noqa: ASYNC110
            await asyncio.sleep(max(0.02, self.pace.wait()))
        self.pace.sends(chat)

    async def _message(self, each: Parcel, text: str, last: bool) -> str:
        """One message; when Telegram refuses its buttons, the words alone."""
        markup = keyboard(each.buttons) if last else None
        chat = int(each.chat)
        try:
            sent = await self.station.bot.send_message(
                chat, text, reply_markup=markup, link_preview_options=NO_PREVIEW
            )
        except BadRequest as refused:
            if markup is None or not _about_buttons(refused):
                raise
            log.error("outbox %s: buttons refused (%s)", each.row, refused)
            sent = await self.station.bot.send_message(
                chat, text, link_preview_options=NO_PREVIEW
            )
        self.pace.sent(each.chat)
        return f"{each.chat}:{sent.message_id}"

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
        if _is_gone(refused):
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


def _is_gone(refused: BadRequest) -> bool:
    return any(reason in str(refused).lower() for reason in _GONE)


def _about_buttons(refused: BadRequest) -> bool:
    words = str(refused).lower()
    return any(word in words for word in ("button", "markup", "keyboard"))
