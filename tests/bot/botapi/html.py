"""Telegram's HTML parse mode: text with tags in, plain text and entities out, or a refusal."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.bot.botapi.refusals import Refusal, bad_request

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "a": "text_link", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
NAME = re.compile(r"[^\s>/=\"']*")
ATTRIBUTE = re.compile(r"\s*([^\s=>]*)(?:\s*(=)\s*(?:\"([^\"]*)\"|'([^']*)'|([a-zA-Z0-9.-]*)))?")


def utf16(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Open:
    name: str
    attributes: dict[str, str]
    at: int


@dataclass
class _Parser:
    source: str
    text: str = ""
    place: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, why: str, place: int | None = None) -> Refusal:
        where = "" if place is None else f" at byte offset {len(self.source[:place].encode())}"
        return bad_request(f"can't parse entities: {why}{where}")

    def run(self) -> None:
        while self.place < len(self.source):
            letter = self.source[self.place]
            if letter == "<":
                self._tag()
            elif letter == "&" and (found := REFERENCE.match(self.source, self.place)):
                self.text += _character(found)
                self.place = found.end()
            else:
                self.text += letter
                self.place += 1
        if self.stack:
            name = self.stack[-1].name
            raise self.refuse(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _tag(self) -> None:
        if self.source.startswith("</", self.place):
            self._end()
        else:
            self._start()

    def _start(self) -> None:
        begin = self.place
        found = NAME.match(self.source, begin + 1)
        assert found is not None
        name = found.group().lower()
        if name not in KINDS:
            raise self.refuse(f'Unsupported start tag "{name}"', begin)
        attributes, self.place = self._attributes(found.end(), begin, name)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self.refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.stack.append(_Open(name, attributes, utf16(self.text)))

    def _attributes(self, place: int, begin: int, name: str) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while place < len(self.source) and self.source[place].isspace():
                place += 1
            if place >= len(self.source):
                raise self.refuse("Unclosed start tag", begin)
            if self.source[place] == ">":
                return attributes, place + 1
            found = ATTRIBUTE.match(self.source, place)
            assert found is not None
            key, equal, *values = found.groups()
            if not key:
                raise self.refuse(f'Empty attribute name in the tag "{name}"', begin)
            if not equal and key != "expandable":
                why = f'Expected equal sign in declaration of an attribute of the tag "{name}"'
                raise self.refuse(why, begin)
            attributes[key.lower()] = next((v for v in values if v is not None), "")
            place = found.end()

    def _end(self) -> None:
        begin = self.place
        if not self.stack:
            raise self.refuse("Unexpected end tag", begin)
        close = self.source.find(">", begin)
        if close < 0:
            raise self.refuse("Unclosed end tag", begin)
        name = self.source[begin + 2 : close].strip().lower()
        opened = self.stack.pop()
        if name not in ("", opened.name):
            why = f'expected "</{opened.name}>", found "</{name}>"'
            place = len(self.source[:begin].encode())
            raise self.refuse(f"Unmatched end tag at byte offset {place}, {why}")
        self.place = close + 1
        length = utf16(self.text) - opened.at
        if length:
            self._close(opened, length)

    def _close(self, opened: _Open, length: int) -> None:
        entity: dict[str, Any] = {
            "type": KINDS[opened.name], "offset": opened.at, "length": length,
        }  # fmt: skip
        if opened.name == "a":
            entity["url"] = opened.attributes.get("href", "")
            if not entity["url"]:
                return
        if opened.name == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found.group()


def parse(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text (not trimmed) and its entities; 400 "can't parse entities" as Telegram says it."""
    parser = _Parser(source)
    parser.run()
    return parser.text, sorted(parser.entities, key=lambda e: (e["offset"], -e["length"]))
