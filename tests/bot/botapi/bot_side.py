"""The bot's side: the table of methods, and the way of one call through faults and limits."""

import re
import time
from collections.abc import Callable
from typing import Any

from tests.bot.botapi import methods, methods_files, methods_updates
from tests.bot.botapi.call import Call
from tests.bot.botapi.faults import Fault
from tests.bot.botapi.refusals import Refusal
from tests.bot.botapi.world import World

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
Method = Callable[[World, Call], Any]


def _accepted(world: World, call: Call) -> bool:
    """Settings of the bot's profile that nothing in the double depends on."""
    return True


METHODS: dict[str, Method] = {
    "getme": methods.get_me,
    "getupdates": methods_updates.get_updates,
    "setwebhook": methods_updates.set_webhook,
    "deletewebhook": methods_updates.delete_webhook,
    "getwebhookinfo": methods_updates.get_webhook_info,
    "sendmessage": methods.send_message,
    "editmessagetext": methods.edit_message_text,
    "editmessagecaption": methods.edit_message_caption,
    "editmessagereplymarkup": methods.edit_message_reply_markup,
    "deletemessage": methods.delete_message,
    "answercallbackquery": methods.answer_callback_query,
    "sendchataction": methods.send_chat_action,
    "sendphoto": methods_files.send_photo,
    "senddocument": methods_files.send_document,
    "getfile": methods_files.get_file,
    "setmycommands": methods.set_my_commands,
    "getmycommands": methods.get_my_commands,
    "deletemycommands": methods.delete_my_commands,
    "getchat": methods.get_chat,
    "setmyname": _accepted,
    "setmydescription": _accepted,
    "setmyshortdescription": _accepted,
    "setchatmenubutton": _accepted,
}


class Dropped(Exception):
    """The connection is to be cut without an answer."""


class Garbage(Exception):
    """A 200 that is not JSON is to be sent."""


def check_token(world: World, token: str) -> None:
    """A malformed token is a 404, a well-formed stranger a 401, as on Telegram's server."""
    if token == world.settings.token:
        return
    if TOKEN.fullmatch(token):
        raise Refusal(401, "Unauthorized")
    raise Refusal(404, "Not Found")


def answer(world: World, call: Call) -> Any:
    """Runs one call: faults before, limits, the method itself, faults after; and notes it all."""
    entry: dict[str, Any] = {
        "at": time.monotonic(),
        "method": call.name,
        "chat_id": call.chat_id,
        "text": call.words[:200],
        "outcome": "ok",
    }
    try:
        return _run(world, call, entry)
    except Refusal as refusal:
        entry |= {"outcome": refusal.code, "description": refusal.description}
        entry |= refusal.parameters
        raise
    finally:
        entry["took"] = time.monotonic() - entry["at"]
        with world.changed:
            if call.method != "getupdates" or entry.get("result") or entry["outcome"] != "ok":
                world.calls.append(entry)
            world.changed.notify_all()


def _run(world: World, call: Call, entry: dict[str, Any]) -> Any:
    fault = world.faults.strike(call.method, call.chat_id, call.words)
    if fault:
        strike_before(fault, entry)
    with world.changed:
        if call.method not in METHODS:
            raise Refusal(404, "Not Found: method not found")
        world.limits.check(call.method, call.chat_id)
        result = METHODS[call.method](world, call)
        if world.outage:  # a long poll that was open when it began
            entry["outcome"] = "dropped before"
            raise Dropped
        entry["result"] = _short(result)
    if fault:
        strike_after(fault, entry)
    return result


def strike_before(fault: Fault, entry: dict[str, Any]) -> None:
    if fault.kind == "drop_before":
        entry["outcome"] = "dropped before"
        raise Dropped
    fault.before()


def strike_after(fault: Fault, entry: dict[str, Any]) -> None:
    if fault.kind == "drop_after":
        entry["outcome"] = "dropped after"
        raise Dropped
    if fault.kind == "garbage":
        entry["outcome"] = "garbage after"
        raise Garbage


def _short(result: Any) -> Any:
    """What the log keeps of a result: the message's number, or how many updates."""
    if isinstance(result, dict):
        return result.get("message_id")
    return len(result) if isinstance(result, list) else None
