"""One parcel as Telegram messages: words in parts, papers after them, what has gone noted."""

import asyncio
import logging
from typing import Any

from telegram import LinkPreviewOptions
from telegram.error import BadRequest, NetworkError

from bot.dress import Dress, plainer
from bot.pace import Pace
from bot.papers import fetch_paper, is_picture
from bot.skin import Parcel, Rows, keyboard, rich
from bot.station import Station
from helpdesk.delivery.email import Enclosed
from helpdesk.delivery.enclosures import Enclosure
from helpdesk.usecases import outgoing

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "have no rights to send")
_TOO_LARGE = "too large"  # the library's word for a 413
log = logging.getLogger("bot.carrier")


class Carrier:
    """Carries one parcel at a time for each chat; raises what Telegram answers."""

    def __init__(self, station: Station, pace: Pace) -> None:
        self.station, self.pace = station, pace

    async def carry(self, each: Parcel) -> str:
        """Send what has not gone; the last message's id, as `chat:message`.

        Papers are the last parts: a repeat begins after what has gone, and brings only the rest.
        """
        pieces: tuple[str | Enclosure, ...] = (*each.parts, *each.papers)
        external = each.gone[-1] if each.gone else ""
        for place in range(len(each.gone), len(pieces)):
            if place > len(each.gone):
                await self._turn(each.chat)
            piece = pieces[place]
            if isinstance(piece, str):
                last = place == len(each.parts) - 1
                external = await self._message(each, piece, each.buttons if last else ())
            else:
                external = await self._paper(each, piece) or external
            if place < len(pieces) - 1:
                await self.station.call(
                    outgoing.keep_part, each.row, external, now=self.station.now
                )
        return external

    async def _paper(self, each: Parcel, paper: Enclosure) -> str:
        """A file with its caption; what cannot be sent is told, or passed over where nobody waits.
        """
        station = self.station
        made = await station.call(fetch_paper, paper, station.files, now=station.now)
        sent = await self._upload(each, paper, made) if made is not None else ""
        if sent or not paper.otherwise:
            return sent
        return await self._message(each, paper.otherwise, ())

    async def _upload(self, each: Parcel, paper: Enclosure, made: Enclosed) -> str:
        """'' when Telegram takes it neither as a photo nor as a document."""
        bot, told = self.station.bot, {"filename": made.name, "caption": paper.caption}
        ways: list[tuple[str, Any]] = [("document", bot.send_document)]
        if is_picture(made):
            ways.insert(0, ("photo", bot.send_photo))
        for kind, send in ways:
            try:
                sent = await send(int(each.chat), made.content, **told)
            except BadRequest as refused:
                if is_gone(refused):
                    raise
                log.error("outbox %s: the %s was refused (%s)", each.row, kind, refused)
            except NetworkError as away:
                if _TOO_LARGE not in str(away).lower():
                    raise
                log.error("outbox %s: the %s was too large", each.row, kind)
            else:
                self.pace.sent(each.chat)
                return f"{each.chat}:{sent.message_id}"
        return ""

    async def _turn(self, chat: str) -> None:
        """Wait for this chat's next moment."""
        while not (self.pace.is_free(chat) and self.pace.room() > 0):  # noqa: ASYNC110
            await asyncio.sleep(max(0.02, self.pace.wait([chat])))
        self.pace.sends(chat)

    async def _message(self, each: Parcel, text: str, buttons: Rows) -> str:
        """One message; what Telegram refuses of its dress is left off, the words arrive."""
        dress = Dress(*rich(text), buttons)
        while True:
            try:
                sent = await self.station.bot.send_message(
                    int(each.chat), dress.words, entities=dress.entities or None,
                    reply_markup=keyboard(dress.buttons), link_preview_options=NO_PREVIEW,
                )
            except BadRequest as refused:
                less = plainer(dress, str(refused).lower())
                if less is None:
                    raise
                log.error("outbox %s: its dress was refused (%s)", each.row, refused)
                dress = less
            else:
                self.pace.sent(each.chat)
                return f"{each.chat}:{sent.message_id}"


def is_gone(refused: BadRequest) -> bool:
    """Whether the chat itself is gone."""
    return any(reason in str(refused).lower() for reason in _GONE)
