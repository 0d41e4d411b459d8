"""The entities of a text as Telegram checks them, and as a page for people shows them.

Telegram splits entities that cross; the double refuses them, as they are a slip worth seeing.
"""

from typing import Any

from helpdesk.domain.emphasis import Mark, Span
from tests.bot.botapi.html import utf16
from tests.bot.botapi.refusals import bad_request
from tests.shown import emphasised

Json = dict[str, Any]
MOST = 100  # more are silently not shown
KNOWN = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold",
    "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
    "code", "pre", "text_link", "text_mention", "custom_emoji",
}  # fmt: skip
VERBATIM, QUOTES = {"code", "pre"}, {"blockquote", "expandable_blockquote"}
MARKS = {
    "bold": Mark.BOLD, "code": Mark.CODE, "pre": Mark.PRE, "blockquote": Mark.QUOTE,
    "expandable_blockquote": Mark.FOLD,
}  # fmt: skip


def checked(text: str, given: Any) -> list[Json]:
    """The entities sent with a text, or the refusal."""
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    starts = _starts(text)
    for entity in given:
        _check_one(entity, starts)
    ordered = sorted(given, key=lambda e: (e["offset"], -e["length"]))
    for place, entity in enumerate(ordered):
        for other in ordered[place + 1 :]:
            _check_pair(entity, other)
    return ordered[:MOST]


def _starts(text: str) -> dict[int, int]:
    """UTF-16 offset → index of the character that begins there, the end of the text too."""
    found, at = {}, 0
    for index, character in enumerate(text):
        found[at] = index
        at += utf16(character)
    return found | {at: len(text)}


def _check_one(entity: Json, starts: dict[int, int]) -> None:
    if entity.get("type") not in KNOWN:
        raise bad_request("can't parse MessageEntity: unsupported type")
    offset, length = entity.get("offset"), entity.get("length")
    if type(offset) is not int or type(length) is not int or length <= 0:
        raise bad_request("can't parse MessageEntity: offset and length must be integers")
    if offset not in starts or offset + length not in starts:
        raise bad_request("ENTITY_BOUNDS_INVALID")


def _check_pair(outer: Json, inner: Json) -> None:
    if inner["offset"] >= outer["offset"] + outer["length"]:
        return
    if inner["offset"] + inner["length"] > outer["offset"] + outer["length"]:
        raise bad_request("can't parse entities: entities cross")
    both = {outer["type"], inner["type"]}
    if (both & VERBATIM and not both & QUOTES) or both <= QUOTES:
        raise bad_request(f"can't parse entities: {inner['type']} inside {outer['type']}")


def readable(text: str, entities: list[Json]) -> str:
    """The text as a golden page has it."""
    starts = _starts(text)
    spans = [
        Span(MARKS[e["type"]], starts[e["offset"]], starts[e["offset"] + e["length"]])
        for e in entities if e["type"] in MARKS
    ]
    return emphasised(text, sorted(spans, key=lambda s: (s.start, -s.end)))
