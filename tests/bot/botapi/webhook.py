"""Sends updates to the webhook: in order within a chat, chats side by side, repeated until 2xx."""

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from tests.bot.botapi.model import Json
from tests.bot.botapi.updates import Entry
from tests.bot.botapi.world import World


class WebhookSender(threading.Thread):
    """One thread that hands out work; a pool that does the posting."""

    def __init__(self, world: World) -> None:
        super().__init__(daemon=True, name="webhook")
        self.world = world
        self.busy: set[int] = set()
        self.failures: dict[int, tuple[int, float]] = {}  # key → (failures in a row, next try)
        self.pool = ThreadPoolExecutor(40)

    def run(self) -> None:
        with self.world.changed:
            while True:
                self.world.changed.wait(self._dispatch())

    def _dispatch(self) -> float | None:
        """Starts what can start; seconds until something waits to be repeated."""
        world, now = self.world, time.monotonic()
        if not world.webhook["url"] or world.outage:
            return None
        soonest: float | None = None
        for key, line in list(world.updates.by_key.items()):
            if len(self.busy) >= world.webhook["max_connections"]:
                break
            due = self.failures.get(key, (0, 0.0))[1]
            if key in self.busy:
                continue
            if due > now:
                soonest = min(due - now, soonest if soonest is not None else due - now)
                continue
            entry = min(line.values(), key=lambda owed: owed.order)
            entry.sent += 1
            self.busy.add(key)
            self.pool.submit(self._deliver, entry, dict(world.webhook))
        return soonest

    def _deliver(self, entry: Entry, hook: Json) -> None:
        started = time.monotonic()
        problem = _post(hook, entry.update, self.world.settings.webhook_timeout)
        world = self.world
        with world.changed:
            self.busy.discard(entry.key)
            self._settle(entry, problem)
            world.calls.append(
                {
                    "at": started,
                    "method": "(webhook)",
                    "chat_id": entry.key,
                    "update_id": entry.update["update_id"],
                    "outcome": problem or "ok",
                    "took": time.monotonic() - started,
                }
            )
            world.changed.notify_all()

    def _settle(self, entry: Entry, problem: str | None) -> None:
        world = self.world
        if problem is None:
            world.updates.remove(entry)
            self.failures.pop(entry.key, None)
            return
        count = self.failures.get(entry.key, (0, 0.0))[0]
        pause = world.settings.webhook_retry * 2**count
        pause = min(world.settings.webhook_retry_max, pause)
        self.failures[entry.key] = (count + 1, time.monotonic() + pause)
        world.webhook |= {"last_error_date": world.now(), "last_error_message": problem}


def _post(hook: Json, update: Json, timeout: float) -> str | None:
    """Posts one update; what went wrong, in the words of getWebhookInfo, or None."""
    parts = urlsplit(hook["url"])
    headers = {"Content-Type": "application/json"}
    if hook["secret"]:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret"]
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request("POST", path or "/", json.dumps(update), headers)
        answer = connection.getresponse()
        answer.read()
    except TimeoutError:
        return "Read timeout expired"
    except ConnectionRefusedError:
        return "Connection refused"
    except (OSError, http.client.HTTPException):
        return "Connection reset by peer"
    finally:
        connection.close()
    if 200 <= answer.status < 300:
        return None
    return f"Wrong response from the webhook: {answer.status} {answer.reason}"
