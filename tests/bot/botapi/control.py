"""The control plane under /_test/: what the test's side may do and see. JSON in, JSON out."""

import base64
import dataclasses
import random
import time
from collections.abc import Callable
from typing import Any

from tests.bot.botapi import methods_files, people
from tests.bot.botapi.faults import Fault
from tests.bot.botapi.model import Json, Upload
from tests.bot.botapi.updates import Mischief
from tests.bot.botapi.world import World


def person(world: World, ask: Json) -> Json:
    chat = people.add_person(world, ask["user_id"], ask["first_name"], ask.get("username"))
    return {"chat_id": chat.id}


def group(world: World, ask: Json) -> Json:
    return {"chat_id": people.add_group(world, ask["chat_id"], ask["title"]).id}


def say(world: World, ask: Json) -> Json:
    """A person writes: text, a file, or any content (sticker, location) as the Bot API names it."""
    chat = world.chats[ask["chat_id"]]
    content = people.text_content(ask["text"]) if "text" in ask else dict(ask.get("content", {}))
    if "file" in ask:
        content |= _file(world, ask["file"])
    message = people.say(world, chat, ask["user_id"], content, ask.get("reply_to"))
    return {"message_id": message.message_id, "seq": world.seq}


def album(world: World, ask: Json) -> Json:
    """Several messages at one stroke, so that no answer comes between them."""
    return {"sent": [say(world, part) for part in ask["parts"]]}


def _file(world: World, file: Json) -> Json:
    upload = Upload(file["name"], file["mime"], base64.b64decode(file["content"]))
    make = methods_files.photo if file["kind"] == "photo" else methods_files.document
    return make(world, upload, file.get("size"))


def edit(world: World, ask: Json) -> Json:
    people.edit(world, world.chats[ask["chat_id"]], ask["message_id"], ask["text"])
    return {"seq": world.seq}


def press(world: World, ask: Json) -> Json:
    query_id = people.press(
        world,
        world.chats[ask["chat_id"]],
        ask["user_id"],
        ask["message_id"],
        ask["data"],
        ask["label"],
    )
    return {"query_id": query_id, "seq": world.seq}


def expire_callbacks(world: World, ask: Json) -> Json:
    for query in world.callbacks.values():
        query["expired"] = True
    return {}


def block(world: World, ask: Json) -> Json:
    people.block(world, world.chats[ask["chat_id"]], ask["blocked"])
    return {"seq": world.seq}


def chat_state(world: World, ask: Json) -> Json:
    """Sets what Telegram knows of a chat: deactivated, kicked, started."""
    for name in ("deactivated", "kicked", "started"):
        if name in ask:
            setattr(world.chats[ask["chat_id"]], name, ask[name])
    return {}


def migrate(world: World, ask: Json) -> Json:
    people.migrate(world, world.chats[ask["chat_id"]], ask["new_id"])
    return {}


def file_state(world: World, ask: Json) -> Json:
    """Sets a file gone or its link expired."""
    file = world.files[ask["file_id"]]
    file.gone, file.expired = ask.get("gone", False), ask.get("expired", False)
    return {}


def download(world: World, ask: Json) -> Json:
    return {"content": base64.b64encode(world.files[ask["file_id"]].content).decode()}


def chat(world: World, ask: Json) -> Json:
    """The chat as it looks now, and everything that happened in it."""
    found = world.chats[ask["chat_id"]]
    shown = [world.seen(message) for message in found.messages.values() if not message.deleted]
    return {"messages": shown, "events": found.events, "keyboard": found.keyboard}


def events(world: World, ask: Json) -> Json:
    """Events of a chat after `after`; waits up to `seconds` for the first one."""
    deadline = time.monotonic() + ask["seconds"]
    found = world.chats[ask["chat_id"]].events
    while True:
        new = [event for event in found if event["seq"] > ask["after"]]
        left = deadline - time.monotonic()
        if new or left <= 0:
            return {"events": new}
        world.changed.wait(left)


def idle(world: World, ask: Json) -> Json:
    """Waits until the bot owes no confirmation of any update, or the time is over."""
    deadline = time.monotonic() + ask["seconds"]
    while world.updates.entries and (left := deadline - time.monotonic()) > 0:
        world.changed.wait(left)
    return {"pending": len(world.updates.entries)}


def pending(world: World, ask: Json) -> Json:
    return {"updates": [entry.update for entry in world.updates.ordered()]}


def put(world: World, ask: Json) -> Json:
    """Queues whole updates as written, ids included; their chats must exist to be answered."""
    for item in ask["updates"]:
        world.updates.put(item["update"], item["chat_id"])
    world.changed.notify_all()
    return {}


def repeat(world: World, ask: Json) -> Json:
    world.updates.repeat(ask["update_id"])
    world.changed.notify_all()
    return {}


def mischief(world: World, ask: Json) -> Json:
    chance = random.Random(ask["seed"])
    world.updates.mischief = Mischief(ask["duplicate"], ask["shuffle"], chance)
    return {}


def update_ids(world: World, ask: Json) -> Json:
    """Telegram may go on from another number after an idle week."""
    world.updates.next_id = ask["next"]
    return {}


def last_update(world: World, ask: Json) -> Json:
    return {"update_id": next(reversed(world.updates.history), None)}


def fault(world: World, ask: Json) -> Json:
    return {"id": world.faults.add(Fault(**ask))}


def fault_hits(world: World, ask: Json) -> Json:
    return {"hits": world.faults.hits(ask["id"])}


def release(world: World, ask: Json) -> Json:
    world.faults.release(ask["id"])
    return {}


def clear_faults(world: World, ask: Json) -> Json:
    world.faults.clear()
    return {}


def outage(world: World, ask: Json) -> Json:
    world.outage = ask["on"]
    world.changed.notify_all()
    return {}


def limits(world: World, ask: Json) -> Json:
    for name, value in ask.items():
        setattr(world.settings, name, value)
    world.limits.clear()
    return {}


def webhook_says(world: World, ask: Json) -> Json:
    world.webhook_says = ask["fields"]
    return {}


def date(world: World, ask: Json) -> Json:
    world.set_date(ask["date"])
    return {}


def calls(world: World, ask: Json) -> Json:
    """The bot's calls as they came; `at` is CLOCK_MONOTONIC, shared by processes of a machine."""
    return {"calls": world.calls[ask.get("after", 0) :]}


def wait_for_call(world: World, ask: Json) -> Json:
    """Waits until a method was called at least `count` times."""
    deadline = time.monotonic() + ask["seconds"]
    while True:
        found = [c for c in world.calls if c["method"].lower() == ask["method"].lower()]
        left = deadline - time.monotonic()
        if len(found) >= ask["count"] or left <= 0:
            return {"calls": found}
        world.changed.wait(left)


def about(world: World, ask: Json) -> Json:
    return {
        "settings": dataclasses.asdict(world.settings),
        "commands": world.commands,
        "polls": world.poll,
        "webhook": world.webhook,
        "own_errors": world.own_errors,
    }


OPERATIONS: dict[str, Callable[[World, Json], Any]] = {
    operation.__name__: operation
    for operation in (
        person, group, say, album, edit, press, expire_callbacks, block, chat_state, migrate,
        file_state, download, chat, events, idle, pending, put, repeat, mischief, update_ids,
        last_update, fault, fault_hits, release, clear_faults, outage, limits, webhook_says, date,
        calls, wait_for_call, about,
    )
}  # fmt: skip
