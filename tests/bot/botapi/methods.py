"""The methods that write into chats: send, edit, delete, answer a button."""

from tests.bot.botapi.call import Call
from tests.bot.botapi.markup import keyboard_of, reply_target, text_of
from tests.bot.botapi.model import Json, Message
from tests.bot.botapi.refusals import bad_request
from tests.bot.botapi.world import World


def get_me(world: World, call: Call) -> Json:
    return world.settings.bot


def send_message(world: World, call: Call) -> Json:
    chat = world.writable(call.params.get("chat_id"))
    text, entities = text_of(call)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _send(world, call, chat.id, content)


def _send(world: World, call: Call, chat_id: int, content: Json) -> Json:
    chat = world.chats[chat_id]
    markup = keyboard_of(call)
    target = reply_target(call, chat.messages)
    message = world.post(chat, world.settings.bot, content, markup, target)
    return world.as_api(message)


def send_file(world: World, call: Call, kind: str, content: Json) -> Json:
    """A photo or document with its caption; `content` describes the stored file."""
    chat = world.writable(call.params.get("chat_id"))
    caption, entities = text_of(call, "caption")
    if caption:
        content = content | {"caption": caption}
        content |= {"caption_entities": entities} if entities else {}
    return _send(world, call, chat.id, content)


def send_chat_action(world: World, call: Call) -> bool:
    chat = world.writable(call.params.get("chat_id"))
    if not call.text("action"):
        raise bad_request("wrong parameter action in request")
    world.happened(chat, "action", text=call.text("action"))
    return True


def _own(world: World, call: Call) -> Message:
    """The bot's message that an edit names."""
    chat = world.writable(call.params.get("chat_id"))
    message = chat.messages.get(call.number("message_id") or 0)
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, content: Json, markup: Json | None) -> Json:
    if content == message.content and markup == message.reply_markup:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly"
            " the same as a current content and reply markup of the message"
        )
    message.content, message.reply_markup = content, markup
    message.edit_date = world.now()
    world.happened(world.chats[message.chat_id], "edit", **world.seen(message))
    return world.as_api(message)


def edit_message_text(world: World, call: Call) -> Json:
    message = _own(world, call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    text, entities = text_of(call)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _edit(world, message, content, keyboard_of(call))


def edit_message_caption(world: World, call: Call) -> Json:
    message = _own(world, call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    caption, entities = text_of(call, "caption")
    drop = ("caption", "caption_entities")
    content = {key: value for key, value in message.content.items() if key not in drop}
    content |= {"caption": caption} if caption else {}
    content |= {"caption_entities": entities} if entities else {}
    return _edit(world, message, content, keyboard_of(call))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    message = _own(world, call)
    return _edit(world, message, message.content, keyboard_of(call))


def delete_message(world: World, call: Call) -> bool:
    chat = world.chat(call.params.get("chat_id"))
    message = chat.messages.get(call.number("message_id") or 0)
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    message.deleted = True
    world.happened(chat, "delete", message_id=message.message_id, text=message.words, by_bot=True)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    query = world.callbacks.get(call.text("callback_query_id"))
    if query is None or query["expired"]:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query["answered"] += 1
    world.happened(world.chats[query["chat_id"]], "toast", text=text, alert=call.flag("show_alert"))
    return True


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.value("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    for command in commands:
        name, about = command.get("command", ""), command.get("description", "")
        if not (1 <= len(name) <= 32 and name.replace("_", "a").isalnum() and name == name.lower()):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(about) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(call)] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return list(world.commands.get(_scope(call), []))


def delete_my_commands(world: World, call: Call) -> bool:
    world.commands.pop(_scope(call), None)
    return True


def _scope(call: Call) -> str:
    scope = call.value("scope") or {"type": "default"}
    chat = f":{scope['chat_id']}" if "chat_id" in scope else ""
    return f"{scope['type']}{chat}/{call.text('language_code')}"


def get_chat(world: World, call: Call) -> Json:
    chat = world.chat(call.params.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return chat.as_api() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }
