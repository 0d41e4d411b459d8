"""What people do on their side of a chat, and the updates the bot is owed for it."""

import re

from tests.bot.botapi.model import Chat, Json, Message
from tests.bot.botapi.refusals import bad_request
from tests.bot.botapi.world import World

COMMAND = re.compile(r"(?:^|(?<=\s))/[a-zA-Z0-9_]{1,32}(?:@\w+)?")


def add_person(world: World, user_id: int, first_name: str, username: str | None) -> Chat:
    """Someone with a Telegram account; the bot may write only after their first message."""
    about: Json = {"first_name": first_name} | ({"username": username} if username else {})
    world.users[user_id] = {"id": user_id, "is_bot": False, "language_code": "id"} | about
    chat = Chat(user_id, "private", about)
    world.chats[user_id] = chat
    return chat


def add_group(world: World, chat_id: int, title: str, kind: str = "group") -> Chat:
    chat = Chat(chat_id, kind, {"title": title}, started=True)
    world.chats[chat_id] = chat
    return chat


def _commands(text: str) -> list[Json]:
    return [
        {
            "type": "bot_command",
            "offset": len(text[: found.start()].encode("utf-16-le", "surrogatepass")) // 2,
            "length": found.end() - found.start(),
        }
        for found in COMMAND.finditer(text)
    ]


def text_content(text: str) -> Json:
    """A text as a person's app sends it: commands are marked, nothing else is changed."""
    entities = _commands(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def say(
    world: World, chat: Chat, user_id: int, content: Json, reply_to: int | None = None
) -> Message:
    """A person writes; in a group the bot hears only commands, replies to it and mentions."""
    user = world.users[user_id]
    if chat.type == "private":
        chat.started, chat.blocked = True, False
    message = world.post(chat, user, content, None, reply_to)
    if chat.type == "private" or _for_bot(world, chat, message):
        world.update("message", world.as_api(message), chat.id)
    return message


def _for_bot(world: World, chat: Chat, message: Message) -> bool:
    answered = chat.messages.get(message.reply_to or 0)
    mention = f"@{world.settings.username}" in message.words
    return message.words.startswith("/") or mention or bool(answered and answered.by_bot)


def edit(world: World, chat: Chat, message_id: int, text: str) -> None:
    """A person changes what they wrote."""
    message = chat.messages[message_id]
    if message.by_bot:
        raise bad_request("only one's own messages can be edited")
    kept = {key: value for key, value in message.content.items() if key != "entities"}
    new = text_content(text) if "text" in kept else {"caption": text}
    message.content, message.edit_date = kept | new, world.now()
    world.happened(chat, "edit", **world.seen(message))
    world.update("edited_message", world.as_api(message), chat.id)


def press(world: World, chat: Chat, user_id: int, message_id: int, data: str, label: str) -> str:
    """A person presses a button; the data may be stale or nonsense, as a test likes it."""
    user, message = world.users[user_id], chat.messages[message_id]
    query_id = str(4_000_000_000 + world.number())
    world.callbacks[query_id] = {"chat_id": chat.id, "answered": 0, "expired": False}
    gone = {"chat": chat.as_api(), "message_id": message_id, "date": 0}
    world.happened(
        chat, "press", who=user["first_name"], text=label, message_id=message_id, by_bot=False
    )
    body: Json = {
        "id": query_id,
        "from": user,
        "message": gone if message.deleted else world.as_api(message),
        "chat_instance": str(abs(chat.id) * 7919),
        "data": data,
    }
    world.update("callback_query", body, chat.id)
    return query_id


def block(world: World, chat: Chat, blocked: bool) -> None:
    """A person stops or restarts the bot; the bot is told by my_chat_member."""
    chat.blocked = blocked
    states = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = (_membership(world, state) for state in states)
    user = world.users[chat.id]
    body: Json = {"chat": chat.as_api(), "from": user, "date": world.now()}
    world.happened(chat, "block" if blocked else "unblock", who=user["first_name"], by_bot=False)
    world.update("my_chat_member", body | {"old_chat_member": old, "new_chat_member": new}, chat.id)


def _membership(world: World, status: str) -> Json:
    return {"user": world.settings.bot, "status": status} | (
        {"until_date": 0} if status == "kicked" else {}
    )


def migrate(world: World, chat: Chat, new_id: int) -> Chat:
    """A group becomes a supergroup with another id; writing to the old one is refused from now."""
    new = add_group(world, new_id, chat.about["title"], "supergroup")
    user = next(iter(world.users.values()), world.settings.bot)
    told = (
        (chat, {"migrate_to_chat_id": new_id}),
        (new, {"migrate_from_chat_id": chat.id}),
    )
    for where, content in told:
        message = world.post(where, user, dict(content))
        world.update("message", world.as_api(message), where.id)
    chat.migrated_to = new_id
    return new
