"""A person with a telephone: writes, presses, edits, sends files, blocks; and a group."""

import base64
from typing import TYPE_CHECKING, Any

from tests.bot.botapi.screen import Screen, Seen

if TYPE_CHECKING:
    from tests.bot.botapi.client import BotApi

Json = dict[str, Any]
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00picture of the double\xff\xd9"
OTHER = {
    "sticker": {"sticker": {
        "file_id": "CAAD1", "file_unique_id": "AgAD1", "type": "regular", "width": 512,
        "height": 512, "is_animated": False, "is_video": False, "emoji": "👍",
    }},
    "voice": {"voice": {
        "file_id": "AwAD1", "file_unique_id": "AgAD2", "duration": 4, "mime_type": "audio/ogg",
    }},
    "location": {"location": {"latitude": -2.2136, "longitude": 113.9108}},
    "contact": {"contact": {"phone_number": "+620000000000", "first_name": "Contoh"}},
    "poll": {"poll": {
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        "allows_revoting": False,
    }},
}  # fmt: skip


class Group(Screen):
    """A group chat; a person writes into it with say(..., into=group)."""

    def __init__(self, api: "BotApi", chat_id: int, title: str) -> None:
        super().__init__(api, chat_id)
        self.title = title

    def migrate(self) -> "Group":
        """Becomes a supergroup; the old id is refused with migrate_to_chat_id from now on."""
        new_id = -1_000_000_000_000 + self.chat_id
        self.api.ask("migrate", chat_id=self.chat_id, new_id=new_id)
        return Group(self.api, new_id, self.title)

    def kick_bot(self) -> None:
        self.api.ask("chat_state", chat_id=self.chat_id, kicked=True)


class Person(Screen):
    """Someone in their private chat with the bot."""

    def __init__(self, api: "BotApi", user_id: int, name: str) -> None:
        super().__init__(api, chat_id=user_id)
        self.user_id = user_id
        self.name = name

    def say(self, text: str, reply_to: Seen | int | None = None, into: Group | None = None) -> int:
        """Writes; the message's id. A text over 4096 units goes as several, as apps do it."""
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) <= 8192:
            return self._post({"text": text}, reply_to, into)
        parts = [units[at : at + 8192] for at in range(0, len(units), 8192)]
        written = [part.decode("utf-16-le", "surrogatepass") for part in parts]
        numbers = [self._post({"text": part}, reply_to, into) for part in written]
        return numbers[0]

    def start(self, payload: str | None = None) -> int:
        """Presses START, or follows a deep link with its payload."""
        return self.say("/start" + (f" {payload}" if payload else ""))

    def send_photo(self, content: bytes = JPEG, caption: str = "", size: int | None = None) -> int:
        """A photo; `size` claims more bytes than are sent."""
        file = _file("photo", "photo.jpg", "image/jpeg", content, size)
        return self._post(file | _caption(caption), None, None)

    def send_document(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        mime: str = "application/pdf",
        size: int | None = None,
    ) -> int:
        """A document; `size` claims more bytes than are sent."""
        file = _file("document", name, mime, content, size)
        return self._post(file | _caption(caption), None, None)

    def send_album(self, photos: list[bytes], caption: str = "") -> list[int]:
        """Photos in one album: an update each, the caption on the first, one media_group_id."""
        about = {"media_group_id": str(13_000_000_000 + self.mark)}
        parts = [
            {"chat_id": self.chat_id, "user_id": self.user_id}
            | _file("photo", "photo.jpg", "image/jpeg", photo, None)
            | {"content": about | ({"caption": caption} if caption and not place else {})}
            for place, photo in enumerate(photos)
        ]
        sent = self.api.ask("album", parts=parts)["sent"]
        self.mark = sent[-1]["seq"]
        return [done["message_id"] for done in sent]

    def send_other(self, kind: str) -> int:
        """A sticker, voice, location, contact or poll."""
        return self._post({"content": OTHER[kind]}, None, None)

    def send_content(self, content: Json) -> int:
        """Anything else, in the Bot API's own words."""
        return self._post({"content": content}, None, None)

    def _post(self, body: Json, reply_to: Seen | int | None, into: Group | None) -> int:
        answered = reply_to.id if isinstance(reply_to, Seen) else reply_to
        chat_id = into.chat_id if into else self.chat_id
        done = self.api.ask("say", chat_id=chat_id, user_id=self.user_id, reply_to=answered, **body)
        (into or self).mark = done["seq"]
        return int(done["message_id"])

    def edit(self, message_id: int, text: str) -> None:
        """Changes an earlier message of one's own."""
        done = self.api.ask("edit", chat_id=self.chat_id, message_id=message_id, text=text)
        self.mark = done["seq"]

    def press(self, label: str, message: Seen | None = None) -> str:
        """Presses a button: on the newest message that has it, or on a message as it was seen
        before (a stale keyboard). A reply keyboard's key is pressed by say()."""
        if message is None:
            shown = reversed([each for each in self.chat() if each.by_bot])
            having = [each for each in shown if any(label in text for text in each.buttons)]
            assert having, f"no button {label!r}\n{self.transcript()}"
            message = having[0]
        button = message.button(label)
        assert "callback_data" in button, f"{label!r} is not a callback button: {button}"
        return self.press_data(message.id, button["callback_data"], button["text"])

    def press_data(self, message_id: int, data: str, label: str = "?", into: int = 0) -> str:
        """Presses a button with data of the test's own, known to the bot or not."""
        done = self.api.ask(
            "press",
            chat_id=into or self.chat_id,
            user_id=self.user_id,
            message_id=message_id,
            data=data,
            label=label,
        )
        self.mark = done["seq"]
        return str(done["query_id"])

    def block(self) -> None:
        self.api.ask("block", chat_id=self.chat_id, blocked=True)

    def unblock(self) -> None:
        self.api.ask("block", chat_id=self.chat_id, blocked=False)

    def delete_account(self) -> None:
        self.api.ask("chat_state", chat_id=self.chat_id, deactivated=True)


def _file(kind: str, name: str, mime: str, content: bytes, size: int | None) -> Json:
    encoded = base64.b64encode(content).decode()
    return {"file": {"kind": kind, "name": name, "mime": mime, "size": size, "content": encoded}}


def _caption(caption: str) -> Json:
    return {"content": {"caption": caption}} if caption else {}
