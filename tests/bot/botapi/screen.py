"""What a person sees: messages as they stand, events as they happened, waiting with a deadline."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bot.botapi.transcript import transcript

if TYPE_CHECKING:
    from tests.bot.botapi.client import BotApi

Json = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """A message as it is on the screen; buttons are (label, raw button) in rows."""

    id: int
    by_bot: bool
    text: str
    rows: tuple[tuple[Json, ...], ...] = ()
    reply_to: int | None = None
    photo: bool = False
    document: str | None = None
    file_id: str | None = None
    entities: tuple[Json, ...] = ()

    @property
    def buttons(self) -> list[str]:
        """The labels, row after row."""
        return [button["text"] for row in self.rows for button in row]

    def button(self, label: str) -> Json:
        """The button whose label is or contains this."""
        every = [button for row in self.rows for button in row]
        for fits in (label.__eq__, lambda text: label in text):
            for button in every:
                if fits(button["text"]) is True:
                    return button
        raise AssertionError(f"no button {label!r}; there are {self.buttons} under: {self.text}")


def seen(told: Json) -> Seen:
    return Seen(
        id=told["message_id"],
        by_bot=told["by_bot"],
        text=told["text"],
        rows=tuple(tuple(row) for row in told["buttons"]),
        reply_to=told["reply_to"],
        photo=told["photo"],
        document=told["document"],
        file_id=told["file_id"],
        entities=tuple(told["entities"]),
    )


@dataclass
class Screen:
    """One chat on the screen. Waiting looks at what came after the person's last act.

    Every waiting function takes seconds, and fails with the transcript when they are over.
    """

    api: "BotApi"
    chat_id: int
    mark: int = 0  # the last event before the bot could answer the last act

    def chat(self) -> list[Seen]:
        """The messages as they stand now: edited ones as edited, deleted ones absent."""
        return [seen(told) for told in self.api.ask("chat", chat_id=self.chat_id)["messages"]]

    def from_bot(self) -> list[Seen]:
        return [message for message in self.chat() if message.by_bot]

    def keyboard(self) -> list[list[str]]:
        """The reply keyboard under the input line."""
        return list(self.api.ask("chat", chat_id=self.chat_id)["keyboard"])

    def toasts(self) -> list[str]:
        """Texts of answered button presses, empty ones included."""
        return [event["text"] for event in self._events(0) if event["kind"] == "toast"]

    def transcript(self) -> str:
        """The whole conversation as it happened, readable; what golden files keep."""
        return transcript(self._events(0))

    def _events(self, after: int, seconds: float = 0) -> list[Json]:
        told = self.api.ask("events", chat_id=self.chat_id, after=after, seconds=seconds)
        return list(told["events"])

    def replies(self) -> list[Seen]:
        """What the bot wrote or changed since the last act, so far."""
        return [seen(event) for event in self._events(self.mark) if _spoken(event)]

    def wait_for(
        self,
        what: str | Callable[[Seen], bool] = "",
        seconds: float = 10,
        ever: bool = False,
    ) -> Seen:
        """The first message (or edit) of the bot since the last act that contains `what`."""
        fits = what if callable(what) else lambda message: what in message.text
        deadline = time.monotonic() + seconds
        after = 0 if ever else self.mark
        while True:
            events = self._events(after, max(0.0, deadline - time.monotonic()))
            for event in events:
                if _spoken(event) and fits(seen(event)):
                    return seen(event)
            after = max([after, *(event["seq"] for event in events)])
            if time.monotonic() >= deadline:
                raise AssertionError(f"no {what!r} within {seconds} s\n{self.transcript()}")

    def wait_for_toast(self, seconds: float = 10) -> str:
        """The answer to the last press; an empty one is an answer too."""
        deadline = time.monotonic() + seconds
        after = self.mark
        while True:
            events = self._events(after, max(0.0, deadline - time.monotonic()))
            for event in events:
                if event["kind"] == "toast":
                    return str(event["text"])
            after = max([after, *(event["seq"] for event in events)])
            assert time.monotonic() < deadline, f"no toast in {seconds} s\n{self.transcript()}"

    def wait_for_silence(self, quiet: float = 0.5, seconds: float = 20) -> list[Seen]:
        """All replies to the last act: until nothing came for `quiet` seconds after the first."""
        self.wait_for(seconds=seconds)
        deadline = time.monotonic() + seconds
        after = max(event["seq"] for event in self._events(self.mark))
        while events := self._events(after, quiet):
            after = events[-1]["seq"]
            assert time.monotonic() < deadline, f"still talking\n{self.transcript()}"
        return self.replies()


def _spoken(event: Json) -> bool:
    return event["kind"] in ("message", "edit") and event["by_bot"]
