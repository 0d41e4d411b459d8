"""The state of the double: one lock, and the few moves that everything else is made of."""

import itertools
import threading
import time
from typing import Any

from tests.bot.botapi.faults import Faults
from tests.bot.botapi.limits import Limits
from tests.bot.botapi.model import Chat, Json, Message, StoredFile
from tests.bot.botapi.refusals import bad_request, forbidden
from tests.bot.botapi.settings import Settings
from tests.bot.botapi.updates import UpdateQueue


class World:
    """Everything the double remembers; hold `changed` (a re-entrant lock) to touch it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.changed = threading.Condition(threading.RLock())
        self.started_at = time.monotonic()
        self.users: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Json] = {}
        self.updates = UpdateQueue(settings.first_update_id)
        self.limits = Limits(settings)
        self.faults = Faults()
        self.outage = False
        self.calls: list[Json] = []
        self.own_errors: list[str] = []
        self.commands: Json = {}
        self.webhook: Json = {"url": ""}
        self.webhook_says: Json = {}  # what getWebhookInfo tells in place of the truth
        self.poll = 0  # the number of the newest getUpdates; an older one has lost its turn
        self.seq = 0
        self._numbers = itertools.count(1)

    def now(self) -> int:
        """Seconds since 1970 as this double tells them: the date it was given, and running on."""
        return int(self.settings.date + time.monotonic() - self.started_at)

    def set_date(self, date: int) -> None:
        self.settings.date = date
        self.started_at = time.monotonic()

    def number(self) -> int:
        return next(self._numbers)

    def happened(self, chat: Chat, kind: str, **about: Any) -> int:
        """Adds to what a person sees in a chat, in order, and wakes whoever waits."""
        self.seq += 1
        chat.events.append({"seq": self.seq, "kind": kind} | about)
        self.changed.notify_all()
        return self.seq

    def chat(self, chat_id: int | str | None) -> Chat:
        """The chat a call names, or the refusal Telegram gives when there is none."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        found = self.chats.get(int(chat_id)) if str(chat_id).lstrip("-").isdigit() else None
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable(self, chat_id: int | str | None) -> Chat:
        """The chat a message goes to: refuses what the person or Telegram has closed."""
        chat = self.chat(chat_id)
        if chat.migrated_to:
            why = "group chat was upgraded to a supergroup chat"
            raise bad_request(why, migrate_to_chat_id=chat.migrated_to)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.kicked:
            raise forbidden("bot was kicked from the group chat")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        reply_markup: Json | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Puts a message into a chat."""
        chat.last_message_id += 1
        number = chat.last_message_id
        inline = reply_markup if reply_markup and "inline_keyboard" in reply_markup else None
        message = Message(chat.id, number, self.now(), sender, content, inline, reply_to)
        chat.messages[number] = message
        self._reply_keyboard(chat, reply_markup or {})
        self.happened(chat, "message", **self.seen(message))
        return message

    def _reply_keyboard(self, chat: Chat, markup: Json) -> None:
        if markup.get("remove_keyboard"):
            chat.keyboard = []
        if "keyboard" in markup:
            chat.keyboard = [
                [key if isinstance(key, str) else key["text"] for key in row]
                for row in markup["keyboard"]
            ]

    def seen(self, message: Message) -> Json:
        """A message as a person sees it, for the test's side."""
        content = message.content
        document = content.get("document", {})
        return {
            "message_id": message.message_id,
            "by_bot": message.by_bot,
            "who": message.sender["first_name"],
            "text": message.words,
            "entities": content.get("entities") or content.get("caption_entities", []),
            "buttons": [[dict(button) for button in row] for row in message.buttons],
            "reply_to": message.reply_to,
            "photo": "photo" in message.content,
            "document": document.get("file_name"),
            "file_id": document.get("file_id") or _largest(message.content.get("photo", [])),
        }

    def as_api(self, message: Message, with_reply: bool = True) -> Json:
        """A message as the Bot API tells it."""
        chat = self.chats[message.chat_id]
        told: Json = {
            "message_id": message.message_id,
            "from": message.sender,
            "chat": chat.as_api(),
            "date": message.date,
        } | message.content
        if message.edit_date:
            told["edit_date"] = message.edit_date
        if message.reply_markup:
            told["reply_markup"] = message.reply_markup
        answered = chat.messages.get(message.reply_to or 0)
        if with_reply and answered and not answered.deleted:
            told["reply_to_message"] = self.as_api(answered, with_reply=False)
        return told

    def update(self, kind: str, body: Json, key: int) -> int | None:
        """Owes the bot an update; `key` (a chat's id) is the line in which order is kept."""
        update_id = self.updates.add(kind, body, key)
        self.changed.notify_all()
        return update_id


def _largest(sizes: list[Json]) -> str | None:
    return sizes[-1]["file_id"] if sizes else None
