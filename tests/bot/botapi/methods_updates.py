"""The methods that fetch updates or say where to send them."""

import re
import time
from typing import Any
from urllib.parse import urlsplit

from tests.bot.botapi.call import Call
from tests.bot.botapi.model import Json
from tests.bot.botapi.refusals import bad_request, conflict
from tests.bot.botapi.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
LONGEST_POLL = 50


def get_updates(world: World, call: Call) -> list[Json]:
    """Long polling: an offset confirms everything before it; a newer poller ends an older one."""
    if world.webhook["url"]:
        raise conflict(
            "can't use getUpdates method while webhook is active;"
            " use deleteWebhook to delete the webhook first"
        )
    _allow(world, call)
    world.poll += 1
    turn = world.poll
    world.changed.notify_all()
    world.updates.confirm(call.number("offset", 0) or 0)
    limit = min(100, max(1, call.number("limit", 100) or 100))
    patience = min(LONGEST_POLL, max(0, call.number("timeout", 0) or 0))
    return _wait_for_updates(world, turn, limit, time.monotonic() + patience)


def _wait_for_updates(world: World, turn: int, limit: int, deadline: float) -> list[Json]:
    while True:
        if world.poll != turn:
            raise conflict(_why_ended(world))
        left = deadline - time.monotonic()
        if world.updates.entries or left <= 0 or world.outage:
            return world.updates.batch(limit)
        world.changed.wait(left)


def _why_ended(world: World) -> str:
    if world.webhook["url"]:
        return "terminated by setWebhook request"
    return "terminated by other getUpdates request; make sure that only one bot instance is running"


def _allow(world: World, call: Call) -> None:
    """Left out, the earlier choice stays; an empty list means the default."""
    allowed = call.value("allowed_updates")
    if allowed is not None:
        world.updates.allowed = list(allowed)


def set_webhook(world: World, call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(world, call)
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, call)
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    connections = call.number("max_connections", 40) or 40
    world.webhook = {"url": url, "secret": secret, "max_connections": connections}
    world.poll += 1
    world.changed.notify_all()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook = {"url": ""}
    world.changed.notify_all()
    return True


def get_webhook_info(world: World, call: Call) -> Json:
    hook = world.webhook
    info: dict[str, Any] = {
        "url": hook["url"],
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.entries),
    }
    for name in ("max_connections", "last_error_date", "last_error_message"):
        if name in hook:
            info[name] = hook[name]
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info | world.webhook_says
