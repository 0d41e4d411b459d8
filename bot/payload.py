"""An update cut down to what we use, its secrets taken out: the form in which it is kept.

Kept are chat, words, files' ids, which message was answered; not usernames, telephone numbers,
places, or the text of quoted messages.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.groups import heard, joined
from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.plain_text import clean
from helpdesk.errors import InvalidInput
from helpdesk.usecases.chat_invitations import invitation_hash
from helpdesk.usecases.intake import Raw

Json = Mapping[str, Any]

LONGEST = 20_001  # one more than a text may have, so that the conversation sees it is too long
LONGEST_NAME = 80
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_NUMBER = re.compile(r"PBJ-\d{4}-\d+", re.IGNORECASE)
_NUL = re.compile("\x00")
_INVITED = re.compile(r"/start(?:@\w+)? ([tp][\w-]{20,63})\s*", re.ASCII)
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)  # what our own buttons carry; the rest is no key

# What a message may hold besides words, and what we call it when we cannot use it.
UNUSABLE = {
    "sticker": "stiker",
    "voice": "pesan suara",
    "video_note": "video pendek",
    "audio": "rekaman suara",
    "venue": "lokasi",
    "location": "lokasi",
    "contact": "kontak",
    "poll": "jajak pendapat",
    "dice": "dadu",
    "game": "permainan",
    "story": "cerita",
    "checklist": "daftar centang",
    "paid_media": "media berbayar",
    "giveaway": "undian",
}
# Telegram's own notes about a chat; nobody waits for an answer to them.
_NOTES = (
    "pinned_message", "new_chat_members", "left_chat_member", "new_chat_title", "delete_chat_photo",
    "new_chat_photo", "group_chat_created", "supergroup_chat_created", "migrate_to_chat_id",
    "migrate_from_chat_id", "message_auto_delete_timer_changed", "write_access_allowed",
    "forum_topic_created", "video_chat_started", "video_chat_ended", "boost_added",
)  # fmt: skip


def raw_of(update: Json, bot_id: str) -> Raw:
    """The arrival to keep. Raises `ValueError` for something that is no update at all."""
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError("an update without update_id")
    try:
        payload = _payload(update)
    except (AttributeError, KeyError, TypeError, ValueError) as broken:
        payload = {"kind": "other", "unreadable": type(broken).__name__}
    payload["update_id"] = number
    lane = f"telegram:{payload.get('chat', 0)}"
    exempt = payload["kind"] in ("member", "other")
    return Raw(f"tg:{bot_id}:{number}", lane, payload, _is_matter(payload), exempt)


def _is_matter(payload: Json) -> bool:
    """Whether words or files are in it: no press, no bare command, nothing we cannot use."""
    text = str(payload.get("text", ""))
    bare = text.startswith("/") and " " not in text.strip()
    return bool(payload.get("files")) or (bool(text) and not bare)


def _payload(update: Json) -> dict[str, Any]:
    if "message" in update:
        return _message(update["message"], "message")
    if "edited_message" in update:
        return _message(update["edited_message"], "edit")
    if "callback_query" in update:
        return _press(update["callback_query"])
    if "my_chat_member" in update:
        return _member(update["my_chat_member"])
    return {"kind": "other"}


def _message(message: Json, kind: str) -> dict[str, Any]:
    chat = message["chat"]
    said = message.get("text") or message.get("caption")
    opened = _invitation(said)
    text, dropped = ("/start", []) if opened else _words(said)
    if chat["type"] != "private":
        return heard(chat, text) if kind == "message" else {"kind": "other"}
    if message["from"]["id"] != chat["id"]:
        return {"kind": "other"}
    files = _files(message)
    payload: dict[str, Any] = {
        "kind": kind, "chat": int(chat["id"]), "message_id": int(message["message_id"]),
        "name": _name(message["from"]), "text": text, "dropped": dropped, "files": files,
    }
    if opened:
        payload["invitation"] = opened
    if message.get("media_group_id"):
        payload["album"] = str(message["media_group_id"])
    answered = message.get("reply_to_message")
    if answered and answered.get("from", {}).get("is_bot"):
        payload["reply_to"] = _answered(answered)
    if not text and not files:
        payload |= _without_words(message)
    return payload


def _invitation(text: object) -> dict[str, str] | None:
    """Of a deep link's token its hash and what it is for; the token itself is never written."""
    found = _INVITED.fullmatch(text) if isinstance(text, str) else None
    return {"for": found[1][0], "hash": invitation_hash(found[1])} if found else None


def _words(text: object) -> tuple[str, list[str]]:
    """Words fit to be kept, and what was taken out of them."""
    if not isinstance(text, str):
        return "", []
    try:
        kept = clean(text)
    except InvalidInput:
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        kept = _NUL.sub("", whole)[:LONGEST] if len(text) >= LONGEST else ""
    stripped = strip_credentials(kept)
    return stripped.text, list(stripped.found)


def _name(person: Json) -> str | None:
    full = f"{person.get('first_name') or ''} {person.get('last_name') or ''}"
    words, _ = _words(full)
    return " ".join(words.split())[:LONGEST_NAME].strip() or None


def _answered(message: Json) -> dict[str, Any]:
    """Which of our messages was answered; of its text only a ticket's number is kept."""
    shown = _NUMBER.search(str(message.get("text") or message.get("caption") or ""))
    return {"id": int(message["message_id"]), "number": shown.group(0).upper() if shown else None}


def _without_words(message: Json) -> dict[str, Any]:
    if any(note in message for note in _NOTES):
        return {"kind": "other"}
    what = next((name for key, name in UNUSABLE.items() if key in message), "")
    empty = isinstance(message.get("text") or message.get("caption"), str)
    return {} if empty and not what else {"unusable": what}


def _files(message: Json) -> list[dict[str, Any]]:
    """The one file a message can carry; of a photo the largest size."""
    number = message["message_id"]
    if message.get("photo"):
        photo = max(message["photo"], key=lambda size: size.get("file_size") or size["width"])
        return [_file(photo, f"foto-{number}.jpg")]
    for kind, name, extension in (
        ("document", "dokumen", ""), ("video", "video", ".mp4"), ("animation", "video", ".mp4")
    ):
        if message.get(kind):
            return [_file(message[kind], f"{name}-{number}{extension}")]
    return []


def _file(file: Json, name: str) -> dict[str, Any]:
    words, _ = _words(file.get("file_name"))
    named = " ".join(words.split())[-120:] or name
    return {
        "id": str(file["file_id"]), "name": named, "size": int(file.get("file_size") or 0),
        "mime": str(file.get("mime_type") or "")[:100],
    }


def _press(query: Json) -> dict[str, Any]:
    chat = (query.get("message") or {}).get("chat") or {}
    private = chat.get("type") == "private" and chat.get("id") == query["from"]["id"]
    payload: dict[str, Any] = {"kind": "press" if private else "other", "query": str(query["id"])}
    if private:
        data = str(query.get("data") or "")
        payload |= {
            "chat": int(chat["id"]), "name": _name(query["from"]),
            "data": data if _KEY.fullmatch(data) else "",
        }
    return payload


def _member(change: Json) -> dict[str, Any]:
    chat = change["chat"]
    if chat["type"] != "private":
        return joined(change)
    status = change["new_chat_member"]["status"]
    return {"kind": "member", "chat": int(chat["id"]), "reachable": status == "member"}
