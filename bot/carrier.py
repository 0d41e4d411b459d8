"""One parcel as Telegram messages: words in parts, papers after them, what has gone noted."""

import asyncio
import logging
from typing import Any

from telegram import LinkPreviewOptions
from telegram.error import BadRequest

from bot.pace import Pace
from bot.proof import draw_proof
from bot.skin import Parcel, keyboard, rich
from bot.station import Station
from helpdesk.usecases import outgoing

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "have no rights to send")
_ABOUT_BUTTONS = ("button", "markup", "keyboard")
_ABOUT_EMPHASIS = ("entit", "parse")
log = logging.getLogger("bot.carrier")


class Carrier:
    """Carries one parcel at a time for each chat; raises what Telegram answers."""

    def __init__(self, station: Station, pace: Pace) -> None:
        self.station, self.pace = station, pace

    async def carry(self, each: Parcel) -> str:
        """Send what has not gone; the last message's id, as `chat:message`.

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
            if is_gone(refused):
                raise
            log.error("outbox %s: the document was refused (%s)", each.row, refused)
            return ""
        self.pace.sent(each.chat)
        return f"{each.chat}:{sent.message_id}"

    async def _turn(self, chat: str) -> None:
        """Wait for this chat's next moment."""
        while not (self.pace.is_free(chat) and self.pace.room() > 0):  # noqa: ASYNC110
            await asyncio.sleep(max(0.02, self.pace.wait([chat])))
        self.pace.sends(chat)

    async def _message(self, each: Parcel, text: str, last: bool) -> str:
        """One message; what Telegram refuses of its dress is left off, the words arrive."""
        words, entities = rich(text)
        dress: dict[str, Any] = {
            "entities": entities or None, "reply_markup": keyboard(each.buttons) if last else None
        }
        while True:
            try:
                sent = await self.station.bot.send_message(
                    int(each.chat), words, link_preview_options=NO_PREVIEW, **dress
                )
            except BadRequest as refused:
                off = _to_leave_off(refused, dress)
                if off is None:
                    raise
                log.error("outbox %s: %s refused (%s)", each.row, off, refused)
                dress[off] = None
            else:
                self.pace.sent(each.chat)
                return f"{each.chat}:{sent.message_id}"


def _to_leave_off(refused: BadRequest, dress: dict[str, Any]) -> str | None:
    """Which part of a message's dress Telegram does not take."""
    said = str(refused).lower()
    if dress["reply_markup"] is not None and any(word in said for word in _ABOUT_BUTTONS):
        return "reply_markup"
    if dress["entities"] is not None and any(word in said for word in _ABOUT_EMPHASIS):
        return "entities"
    return None


def is_gone(refused: BadRequest) -> bool:
    """Whether the chat itself is gone."""
    return any(reason in str(refused).lower() for reason in _GONE)
