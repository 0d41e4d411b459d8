"""What Telegram checks in a text, a caption and a keyboard before it takes them."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.bot.botapi.call import Call
from tests.bot.botapi.entities import checked
from tests.bot.botapi.html import parse, utf16
from tests.bot.botapi.model import Json
from tests.bot.botapi.refusals import bad_request

TEXT_LIMIT, CAPTION_LIMIT, DATA_LIMIT, BUTTON_LIMIT = 4096, 1024, 64, 100
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
ACTIONS = {
    "callback_data", "url", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "pay",
    "callback_game",
}  # fmt: skip


def text_of(call: Call, name: str = "text") -> tuple[str, list[Json]]:
    """The words and entities of `text` or `caption`, checked; empty captions are allowed."""
    source = CONTROL.sub(" ", call.text(name).replace("\r", ""))
    mode = call.text("parse_mode").lower()
    if mode == "html":
        plain, entities = parse(source)
    elif mode:
        # The house writes HTML or plain text; anything else is a slip worth seeing in a test.
        raise bad_request("unsupported parse_mode")
    else:
        given = call.value("caption_entities" if name == "caption" else "entities")
        plain, entities = source, checked(source, given or [])
    plain, entities = _trim(plain, entities or [])
    if name == "text" and not plain:
        raise bad_request("message text is empty")
    if utf16(plain) > (TEXT_LIMIT if name == "text" else CAPTION_LIMIT):
        which = "message is too long" if name == "text" else "message caption is too long"
        raise bad_request(which)
    return plain, entities


def _trim(plain: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shift = utf16(plain) - utf16(plain.lstrip())
    plain = plain.strip()
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(utf16(plain), entity["offset"] - shift + entity["length"])
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return plain, kept


def keyboard_of(call: Call) -> Json | None:
    """The reply markup of a call, checked."""
    markup = call.value("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = [[_button(button) for button in row] for row in _rows(markup["inline_keyboard"])]
        if sum(len(row) for row in rows) > BUTTON_LIMIT:
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        return {"inline_keyboard": [row for row in rows if row]} if any(rows) else None
    if "keyboard" in markup:
        _rows(markup["keyboard"])
    return markup


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup: array of arrays expected")
    return rows


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    if len(ACTIONS & button.keys()) != 1:
        why = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {why}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])
    return button


def _check_url(url: str) -> None:
    """A host without a dot is refused, so a button to http://localhost never works there."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    refused = f"inline keyboard button URL '{url}' is invalid"
    if parts.scheme not in ("http", "https", "tg", "ton", "mailto"):
        raise bad_request(f"{refused}: Unsupported URL protocol")
    if parts.scheme in ("http", "https") and "." not in (parts.hostname or ""):
        raise bad_request(f"{refused}: Wrong HTTP URL")


def reply_target(call: Call, messages: dict[int, Any]) -> int | None:
    """The message a reply answers, None when there is none or it may be left out."""
    wanted = call.value("reply_parameters") or {}
    number = wanted.get("message_id") or call.number("reply_to_message_id")
    if not number:
        return None
    found = messages.get(int(number))
    if found and not found.deleted:
        return int(number)
    optional = wanted.get("allow_sending_without_reply")
    if optional or call.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
