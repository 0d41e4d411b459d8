"""The nouns of the double: people, chats, messages, files, and the bot's calls as they came."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Message:
    """One message of a chat; `content` holds text, caption, entities, photo, document and so on."""

    chat_id: int
    message_id: int
    date: int
    sender: Json
    content: Json
    reply_markup: Json | None = None
    reply_to: int | None = None
    edit_date: int | None = None
    deleted: bool = False

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def words(self) -> str:
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def buttons(self) -> list[list[Json]]:
        return list((self.reply_markup or {}).get("inline_keyboard", []))


@dataclass
class Chat:
    """A private chat or a group, with everything that was ever visible in it, in order."""

    id: int
    type: str
    about: Json
    started: bool = False  # a bot may not write first
    blocked: bool = False
    deactivated: bool = False
    kicked: bool = False
    migrated_to: int | None = None
    last_message_id: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    keyboard: list[list[str]] = field(default_factory=list)

    def as_api(self) -> Json:
        return {"id": self.id, "type": self.type} | self.about


@dataclass
class StoredFile:
    """A file on Telegram's side; `size` may be claimed larger than the bytes kept."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    size: int
    gone: bool = False  # getFile refuses
    expired: bool = False  # the download path is dead until getFile is asked again

    @property
    def path(self) -> str:
        return f"documents/{self.file_id}/{self.name}"

    def as_api(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


@dataclass
class Upload:
    """A file as it arrives in a multipart request."""

    name: str
    mime: str
    content: bytes
