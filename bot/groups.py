"""Groups: one hello, commands answered by the way to the private chat, and nothing else.

Of a group's message only the command is kept, and only if it is one of ours.
"""

import re
from collections.abc import Mapping
from typing import Any

from helpdesk.dialogue.commands import COMMANDS

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w{1,32}))?(?=\s|$)", re.ASCII)
_OURS = frozenset(COMMANDS) | {"tugas", "putus"}
_OF_SOMEBODY = frozenset({"status", "tiket", "tugas", "putus"})
_IN, _OUT = frozenset({"member", "administrator"}), frozenset({"left", "kicked"})

HELLO = (
    "Halo, ini bot helpdesk {bureau}. Di grup saya hanya menjawab perintah, tidak membaca obrolan, "
    "dan tidak pernah membicarakan tiket. Untuk bertanya, melapor, atau mengecek tiket, silakan "
    "di chat pribadi{where}"
)
PRIVATE = (
    "Untuk menjaga kerahasiaan Anda, kami tidak menerima laporan di grup. "
    "Silakan lanjutkan di chat pribadi{where}"
)
ASK_IN_PRIVATE = (
    "Keadaan tiket hanya kami sampaikan kepada pemiliknya, jadi tidak di grup. "
    "Silakan tanyakan di chat pribadi{where}"
)


def heard(chat: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What is kept of a message in a group."""
    found = _COMMAND.match(text)
    if found is None:
        return {"kind": "other"}
    name, to = found[1].casefold(), found[2] or ""
    if name not in _OURS and not to:
        return {"kind": "other"}  # perhaps another bot's
    command = name if name in _OURS else ""
    return {"kind": "group", "chat": int(chat["id"]), "command": command, "to": to.casefold()}


def joined(change: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a change of our own place in a group: that we were added."""
    old, new = (change[f"{when}_chat_member"]["status"] for when in ("old", "new"))
    if old in _OUT and new in _IN:
        return {"kind": "group", "chat": int(change["chat"]["id"]), "command": "hello", "to": ""}
    return {"kind": "other"}


def line_for(payload: Mapping[str, Any], username: str, bureau: str) -> str | None:
    """The answer; None to what was said to another bot."""
    to = payload.get("to") or ""
    if to and username and to != username.casefold():
        return None
    where = f": https://t.me/{username}" if username else " dengan bot ini."
    command = payload.get("command", "")
    if command in ("hello", "bantuan", "help"):
        return HELLO.format(bureau=bureau, where=where)
    words = ASK_IN_PRIVATE if command in _OF_SOMEBODY else PRIVATE
    return words.format(where=where)
