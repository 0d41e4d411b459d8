"""Kept updates read as the dialogue's input; runs inside the transaction that takes them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.files import Fetched
from helpdesk.dialogue.state import FileRef
from helpdesk.dialogue.values import Input
from helpdesk.models import Conversation, InboxItem
from helpdesk.queries.arrivals import earlier_in, ticket_spoken_of, ticket_that_took
from helpdesk.queries.pressed import value_pressed
from helpdesk.usecases.arrivals import Heard
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.effects import chat_owner

EDITED = "(disunting) {text}"
EDIT_KEPT = "Perubahan pesan Anda kami tambahkan ke tiket {number}."
Payload = Mapping[str, Any]


def read_message(
    chat: Conversation, payloads: Sequence[Payload], fetched: Fetched, now: datetime
) -> Heard:
    """A message, or the messages of one album: words and files together."""
    first = payloads[0]
    if first.get("invitation"):
        opened = first["invitation"]
        return Heard(Input("invitation", opened["hash"], argument=opened["for"]))
    caption = "\n".join(payload["text"] for payload in payloads if payload["text"])
    dropped = tuple(dict.fromkeys(name for payload in payloads for name in payload["dropped"]))
    ticket = _ticket(chat, first)
    if fetched.uploads:
        files = tuple(_kept(chat, upload, caption, now) for upload in fetched.uploads)
        given = Input("files", caption, files=files, ticket=ticket, dropped=dropped)
        return Heard(given, fetched.told)
    if "unusable" in first:
        return Heard(Input("unsupported", first["unusable"]))
    if fetched.told and not caption:
        return Heard(None, fetched.told)
    return Heard(Input("text", caption, ticket=ticket, dropped=dropped), fetched.told)


def _kept(chat: Conversation, upload: Any, caption: str, now: datetime) -> FileRef:
    kept = keep_upload(upload, owner=chat_owner(chat.id), now=now, caption=caption)
    return FileRef(kept.ref, kept.name, kept.media_type, kept.size, kept.restricted)


def _ticket(chat: Conversation, payload: Payload) -> str | None:
    """The ticket of the message of ours that was answered."""
    answered = payload.get("reply_to")
    if not answered:
        return None
    external = f"{chat.address}:{answered['id']}"
    return ticket_spoken_of(external, answered["number"], chat)


def read_press(chat: Conversation, payload: Payload, key: bytes) -> Heard:
    """A pressed button. One we never sent here is an old button to the conversation."""
    return Heard(Input("press", value_pressed(key, chat.address, payload["data"]) or ""))


def read_edit(chat: Conversation, item: InboxItem) -> Heard:
    """A message changed afterwards: kept beside what it became; nothing when it says the same.

    What became a ticket gets the new words as a further message, past the dialogue, so that a
    question just asked is not answered by them; a draft takes them in; else they are heard anew.
    """
    payload = item.payload
    text = payload["text"]
    earlier = [each for each in earlier_in(item.lane) if _same(each.payload, payload)]
    before = [each.payload["text"] for each in earlier]
    if not text or (before and before[0] == text):
        return Heard()
    dropped = tuple(payload["dropped"])
    if not earlier:
        return Heard(Input("text", text, dropped=dropped))
    number = ticket_that_took(chat, earlier[-1].key, before)
    if number:
        told = EDIT_KEPT.format(number=number)
        return Heard(said=(told,), addition=(number, EDITED.format(text=text)))
    draft = (chat.state or {}).get("draft") or {}
    if any(old and old in str(draft.get("text", "")) for old in before):
        return Heard(Input("text", EDITED.format(text=text), dropped=dropped))
    asked = str((chat.state or {}).get("question", ""))
    again = asked != "" and asked in (old.strip() for old in before)
    ticket = _ticket(chat, payload)  # an officer's answer is asked about anew
    again = again or ticket is not None
    return Heard(Input("text", text, ticket=ticket, dropped=dropped, edited=again))


def _same(kept: Payload, payload: Payload) -> bool:
    return (
        kept.get("kind") in ("message", "edit")
        and kept.get("message_id") == payload["message_id"]
    )
