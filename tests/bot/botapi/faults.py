"""Scripted faults: what a test wants to go wrong, where, and how often."""

import threading
from dataclasses import dataclass, field

from tests.bot.botapi.refusals import Refusal, too_many

KINDS = ("drop_before", "drop_after", "status", "retry", "delay", "hold", "garbage")


@dataclass
class Fault:
    """One thing that goes wrong for calls that match; used up after `times`, after `skip` passes.

    drop_before/drop_after cut the connection before/after the call takes effect; status answers
    with `code`; retry answers 429; delay waits `seconds`, hold waits until released, both before
    the call takes effect; garbage answers 200 with something that is not JSON, after the effect.
    """

    kind: str
    method: str | None = None
    chat_id: int | None = None
    text: str | None = None
    skip: int = 0
    times: int = 1
    seconds: float = 0.0
    retry_after: int = 1
    code: int = 500
    description: str = "Internal Server Error"
    id: int = 0
    hits: int = 0
    released: threading.Event = field(default_factory=threading.Event, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known: {', '.join(KINDS)}")

    def matches(self, method: str, chat_id: int | None, text: str) -> bool:
        return (
            self.times > 0
            and self.method in (None, method)
            and self.chat_id in (None, chat_id)
            and (self.text is None or self.text in text)
        )

    def before(self) -> None:
        """The part of the fault that comes before the call takes effect."""
        if self.kind == "status":
            raise Refusal(self.code, self.description)
        if self.kind == "retry":
            raise too_many(self.retry_after)
        if self.kind == "delay":
            self.released.wait(self.seconds)
        if self.kind == "hold":
            self.released.wait(self.seconds or 60)


class Faults:
    """The faults waiting to happen; thread-safe on its own, a held call must not block others."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.all: list[Fault] = []

    def add(self, fault: Fault) -> int:
        with self.lock:
            fault.method = fault.method.lower() if fault.method else None
            fault.id = len(self.all) + 1
            self.all.append(fault)
            return fault.id

    def strike(self, method: str, chat_id: int | None, text: str) -> Fault | None:
        """The fault that hits this call, if any; counts it."""
        with self.lock:
            for fault in self.all:
                if not fault.matches(method, chat_id, text):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                fault.hits += 1
                return fault
        return None

    def clear(self) -> None:
        """Forgets every fault and lets held calls go."""
        with self.lock:
            for fault in self.all:
                fault.times = 0
                fault.released.set()

    def release(self, fault_id: int) -> None:
        self.all[fault_id - 1].released.set()

    def hits(self, fault_id: int) -> int:
        return self.all[fault_id - 1].hits
