"""The test's side of the double: starts it, plays the people, reads the chats as they would."""

import base64
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

from tests.bot.botapi.person import Group, Person
from tests.bot.botapi.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
Json = dict[str, Any]


class BotApi:
    """A running double. `with BotApi() as api:` starts it; settings by name, see settings.py."""

    def __init__(self, **settings: Any) -> None:
        self.settings = Settings(**settings)
        options = [f"--{name}={value}" for name, value in settings.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.botapi", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        assert self.process.stdout is not None
        word, _, port = self.process.stdout.readline().partition(" ")
        if word != "READY":
            raise RuntimeError("the Bot API double did not start")
        self.port = int(port)
        self._people = 0

    # --- addresses -------------------------------------------------------------------------

    @property
    def token(self) -> str:
        return self.settings.token

    @property
    def url(self) -> str:
        """What TELEGRAM_API_URL is set to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process; fails when the double itself broke on the way."""
        try:
            errors = self.ask("about")["own_errors"]
        finally:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self.process.stdin.close()
            self.process.wait(10)
            self.process.stdout.close()
        if errors:
            raise AssertionError("the Bot API double broke:\n" + "\n".join(errors))

    def ask(self, operation: str, **body: Any) -> Any:
        """One operation of the control plane."""
        patience = float(body.get("seconds") or 0) + 10
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("POST", f"/_test/{operation}", json.dumps(body))
            answer = connection.getresponse()
            told = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            errors = self.ask("about")["own_errors"] if operation != "about" else []
            raise AssertionError(f"{operation}: {told}\n" + "\n".join(errors[-1:]))
        return told

    # --- people ----------------------------------------------------------------------------

    def person(
        self, first_name: str, username: str | None = None, user_id: int | None = None
    ) -> Person:
        """A person with a private chat; the bot may write only after their first message."""
        self._people += 1
        number = user_id or 500_000_000 + self._people
        self.ask("person", user_id=number, first_name=first_name, username=username)
        return Person(self, number, first_name)

    def group(self, title: str) -> Group:
        self._people += 1
        number = -(600_000_000 + self._people)
        self.ask("group", chat_id=number, title=title)
        return Group(self, number, title)

    # --- updates ---------------------------------------------------------------------------

    def wait_until_taken(self, seconds: float = 10) -> None:
        """Until every update is confirmed (polling) or answered with 2xx (webhook)."""
        left = self.ask("idle", seconds=seconds)["pending"]
        assert not left, f"{left} updates were not taken within {seconds} s"

    def pending(self) -> list[Json]:
        """Updates not yet confirmed, in the order of delivery."""
        return list(self.ask("pending")["updates"])

    def last_update_id(self) -> int:
        return int(self.ask("last_update")["update_id"])

    def repeat(self, update_id: int) -> None:
        """Delivers an update again, though it is confirmed."""
        self.ask("repeat", update_id=update_id)

    def put(self, updates: Iterable[tuple[int, Json]]) -> None:
        """Queues hand-written updates, ids included, as (chat id, update); duplicates welcome."""
        self.ask("put", updates=[{"chat_id": chat, "update": update} for chat, update in updates])

    def mischief(self, duplicate: float = 0.0, shuffle: int = 0, seed: int = 1) -> None:
        """From now on this share of updates comes twice, and any may be displaced by `shuffle`."""
        self.ask("mischief", duplicate=duplicate, shuffle=shuffle, seed=seed)

    def next_update_id(self, number: int) -> None:
        self.ask("update_ids", next=number)

    def expire_callbacks(self) -> None:
        """Every button press so far is too old to be answered."""
        self.ask("expire_callbacks")

    # --- faults, limits, date --------------------------------------------------------------

    def fault(self, kind: str, method: str | None = None, **how: Any) -> int:
        """Scripts a fault (kinds and fields: faults.py); its id, for hits() and release()."""
        return int(self.ask("fault", kind=kind, method=method, **how)["id"])

    def hits(self, fault_id: int) -> int:
        return int(self.ask("fault_hits", id=fault_id)["hits"])

    def release(self, fault_id: int) -> None:
        """Lets a held call go on."""
        self.ask("release", id=fault_id)

    def clear_faults(self) -> None:
        self.ask("clear_faults")

    def outage(self, on: bool) -> None:
        """While on, every connection of the bot is cut and no webhook is called."""
        self.ask("outage", on=on)

    def webhook_says(self, **fields: Any) -> None:
        """What getWebhookInfo tells in place of the truth, until called again."""
        self.ask("webhook_says", fields=fields)

    def limits(self, **settings: float) -> None:
        """Changes limits in flight, buckets full again: overall_per_second=0 and so on."""
        self.ask("limits", **settings)

    def date(self, seconds_since_1970: int) -> None:
        """The date that messages carry from now on."""
        self.ask("date", date=seconds_since_1970)

    # --- files -----------------------------------------------------------------------------

    def download(self, file_id: str) -> bytes:
        """What the bot sent, byte for byte."""
        return base64.b64decode(self.ask("download", file_id=file_id)["content"])

    def lose_file(self, file_id: str) -> None:
        """getFile refuses from now on."""
        self.ask("file_state", file_id=file_id, gone=True)

    def expire_link(self, file_id: str) -> None:
        """The download path is dead until getFile is asked again."""
        self.ask("file_state", file_id=file_id, expired=True)

    # --- what the bot did ------------------------------------------------------------------

    def calls(self, method: str | None = None, chat_id: int | None = None) -> list[Json]:
        """The bot's calls: at (monotonic), method, chat_id, text, outcome ("ok", 429, "dropped
        before" …), took; webhook deliveries are listed as "(webhook)"; empty polls are not."""
        return [
            call
            for call in self.ask("calls")["calls"]
            if (method is None or call["method"].lower() == method.lower())
            and (chat_id is None or call["chat_id"] == chat_id)
        ]

    def wait_for_call(self, method: str, count: int = 1, seconds: float = 10) -> list[Json]:
        found = self.ask("wait_for_call", method=method, count=count, seconds=seconds)["calls"]
        assert len(found) >= count, f"{method}: {len(found)} of {count} calls in {seconds} s"
        return list(found)

    def busiest(self, window: float = 1.0, chat_id: int | None = None) -> int:
        """The most messages the bot sent within any `window` seconds, refused ones included."""
        times = [
            call["at"] for call in self.calls(chat_id=chat_id)
            if call["method"].lower().startswith("send") and call["method"] != "sendChatAction"
        ]  # fmt: skip
        return max((sum(1 for t in times if at <= t < at + window) for at in times), default=0)

    def about(self) -> Json:
        """Settings, commands, webhook as the double holds them."""
        return dict(self.ask("about"))

    def wait(self, what: Callable[[], Any], seconds: float = 10, why: str = "") -> Any:
        """Asks every 20 ms until `what` gives something true."""
        deadline = time.monotonic() + seconds
        pace = threading.Event()
        while not (found := what()):
            assert time.monotonic() < deadline, f"not within {seconds} s: {why or what}"
            pace.wait(0.02)
        return found
