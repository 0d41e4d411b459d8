"""An outbox row as Telegram messages: text in parts that fit, buttons under the last."""

import logging
from dataclasses import dataclass
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from helpdesk.delivery.compose import compose
from helpdesk.delivery.enclosures import Enclosure
from helpdesk.dialogue.fit import split
from helpdesk.domain.emphasis import Mark, read
from helpdesk.domain.graphemes import units
from helpdesk.domain.press_key import press_key
from helpdesk.models import OutboxItem
from helpdesk.queries.likely import Roots
from helpdesk.usecases.rulebook import Rulebook

LIMIT = 4096  # UTF-16 units a message may have
DATA_LIMIT = 64  # bytes a button may carry
LABEL_LIMIT = 60
EMPTY = "(pesan kosong)"
log = logging.getLogger("bot.skin")

Rows = tuple[tuple[tuple[str, str], ...], ...]

_ENTITIES = {
    Mark.BOLD: MessageEntity.BOLD,
    Mark.CODE: MessageEntity.CODE,
    Mark.QUOTE: MessageEntity.BLOCKQUOTE,
    Mark.FOLD: MessageEntity.EXPANDABLE_BLOCKQUOTE,
    Mark.PRE: MessageEntity.PRE,
}


@dataclass(frozen=True)
class Parcel:
    """One outbox row ready to go; `gone` are the messages of its first parts sent before.

    `buttons` carry keys in place of values; `offered` are those values that have to be put on
    record before the message leaves; `papers` follow once the words have left.
    """

    row: int
    chat: str
    parts: tuple[str, ...]
    buttons: Rows = ()
    gone: tuple[str, ...] = ()
    papers: tuple[Enclosure, ...] = ()
    offered: tuple[str, ...] = ()
    menu: str = ""  # the chat's commands from now on: officer | anyone; "" leaves them


def parcel(
    item: OutboxItem, book: Rulebook, base_url: str, now: datetime, roots: Roots | None = None
) -> Parcel:
    """The row in words. Raises what `compose` raises for a row that cannot be worded."""
    composed = compose(
        item, catalogue=book.catalogue, link_key=book.link_key, base_url=base_url, now=now,
        roots=roots,
    )
    text = composed.telegram.strip() or EMPTY
    gone = tuple(item.data.get("parts", ()))
    return Parcel(
        item.id, item.recipient, split(text, LIMIT), _with_keys(composed.buttons, item, book), gone,
        composed.enclosures, _not_on_record(composed.buttons, item),
        str(item.data.get("menu", "")),
    )


def _with_keys(rows: Rows, item: OutboxItem, book: Rulebook) -> Rows:
    """What a button does stays here; Telegram is told a key (`docs/decisions/0016`)."""
    return tuple(
        tuple((label, _key_of(value, item, book)) for label, value in row) for row in rows
    )


def _key_of(value: str, item: OutboxItem, book: Rulebook) -> str:
    """The key of a press; the address of a page goes as it is."""
    if is_address(value):
        return value
    return press_key(book.link_key, item.recipient, item.id, value)


def _not_on_record(rows: Rows, item: OutboxItem) -> tuple[str, ...]:
    """A conversation's replies hold their buttons already; other rows choose them just now."""
    known = item.offered
    return tuple(
        value for row in rows for _, value in row if not (value in known or is_address(value))
    )


def rich(text: str) -> tuple[str, tuple[MessageEntity, ...]]:
    """A marked text as Telegram takes it: the words, and what is emphasised in UTF-16 units."""
    words, spans = read(text)
    return words, tuple(
        MessageEntity(_ENTITIES[s.mark], units(words[: s.start]), units(words[s.start : s.end]))
        for s in spans
    )


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram takes them; one that it would refuse is left out."""
    shown = [[_button(label, value) for label, value in row if _fits(value)] for row in rows]
    kept = [row for row in shown if row]
    return InlineKeyboardMarkup(kept) if kept else None


def _button(label: str, value: str) -> InlineKeyboardButton:
    if is_address(value):
        return InlineKeyboardButton(label[:LABEL_LIMIT], url=value)
    return InlineKeyboardButton(label[:LABEL_LIMIT] or "•", callback_data=value)


def is_address(value: str) -> bool:
    """A button that opens a page; every other comes back to us as a press."""
    return value.startswith("https://")


def _fits(value: str) -> bool:
    fits = is_address(value) or 0 < len(value.encode()) <= DATA_LIMIT
    if not fits:
        log.error("a button of %s bytes was left out", len(value.encode()))
    return fits
