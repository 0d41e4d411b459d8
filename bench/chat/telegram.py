"""Telegram's side as a process: posts updates to the webhook, notes when each request arrives.

Leaner than the double of the tests, which checks every call and would take the processor from the
bot it measures. Both instants of an answer are read here, on one clock.
"""

import asyncio
import json
import signal
import sys
import time
from typing import Any
from urllib.parse import parse_qs

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.web import Application, RequestHandler

from bench.chat.people import People

SENT = ("sendMessage", "editMessageText", "sendDocument")
LEASE = 2.0  # seconds; until then a bot that was just started may not hold the right to send
AT_ONCE = 20  # connections, as the bot asks of Telegram
ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "ukur_bot"}


class Side:
    """What was posted and what came back."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.posts: list[tuple[int, int, float, float, int]] = []
        self.sends: list[tuple[str, str, float]] = []  # method, chat:message, when
        self.hook: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def took(self, method: str, given: dict[str, str]) -> Any:
        """Note a request of the bot and answer as Telegram would."""
        if method == "setWebhook" and not self.hook.done():
            self.hook.set_result(given["secret_token"])
        if method not in SENT:
            return ME if method == "getMe" else True
        now, chat = time.monotonic(), int(given["chat_id"])
        message = int(given.get("message_id") or len(self.sends) + 1)
        self.sends.append((method, f"{chat}:{message}", now))
        rows = json.loads(given.get("reply_markup") or "{}").get("inline_keyboard", [])
        self.people.keyboards[chat] = [button for row in rows for button in row]
        return {"message_id": message, "date": 0, "chat": {"id": chat, "type": "private"}}


class Call(RequestHandler):
    """One method of the Bot API."""

    def initialize(self, side: Side) -> None:
        self.side = side

    def post(self, method: str) -> None:
        body = self.request.body.decode("utf-8", "replace")
        given = {name: values[0] for name, values in parse_qs(body).items()}
        given |= {name: self.get_body_argument(name) for name in self.request.body_arguments}
        self.write({"ok": True, "result": self.side.took(method, given)})


async def write(side: Side, hook: str, count: int, rate: float) -> None:
    """Post `count` updates: at this rate a second, or as fast as they are confirmed (0)."""
    secret = await side.hook
    await asyncio.sleep(LEASE)
    print("begins", flush=True)
    client = AsyncHTTPClient(max_clients=AT_ONCE)
    room, tasks, began = asyncio.Semaphore(AT_ONCE), [], time.monotonic()

    async def deliver(update: dict[str, Any]) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
        request = HTTPRequest(hook, "POST", headers, json.dumps(update), request_timeout=60)
        began = time.monotonic()
        answer = await client.fetch(request, raise_error=False)
        room.release()
        chat = side.people.chats[update["update_id"] % len(side.people.chats)]
        side.posts.append((update["update_id"], chat, began, time.monotonic(), answer.code))

    for number in range(1, count + 1):
        if rate:
            await asyncio.sleep(began + number / rate - time.monotonic())
        await room.acquire()
        tasks.append(asyncio.create_task(deliver(side.people.update(number))))
    await asyncio.gather(*tasks)


async def main(port: int, hook: str, chats: int, count: int, rate: float) -> None:
    """Say "begins" and "posted" (all is confirmed); on SIGTERM print what was noted, and end."""
    side, ended = Side(People(chats)), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    route = (r"/bot[^/]+/(\w+)", Call, {"side": side})
    Application([route], log_function=lambda handler: None).listen(port, "127.0.0.1")
    print("ready", flush=True)
    await write(side, hook, count, rate)
    print("posted", flush=True)
    await ended.wait()
    noted = {"posts": side.posts, "sends": side.sends, "pressed": side.people.pressed}
    print(json.dumps(noted), flush=True)


if __name__ == "__main__":
    port, hook, chats, count, rate = sys.argv[1:]
    asyncio.run(main(int(port), hook, int(chats), int(count), float(rate)))
