"""The test's side of the herd: bots forked and killed, and what the database says of their work."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from helpdesk.models import InboxItem, OutboxItem
from tests.bot.office import Office
from tests.processes import ROOT

CLAIM_OVER = 31  # seconds after which what a killed bot was sending is free again
SENT = ("sent", "dead")


@dataclass
class Herd:
    """Running bots; `deaths` are the instants of the kills, by the clock the double tells."""

    zygote: subprocess.Popen[str]
    office: Office
    engine: sa.Engine
    log: Path
    pids: list[int] = field(default_factory=list)
    deaths: list[float] = field(default_factory=list)

    def fork(self) -> None:
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.write("fork\n")
        self.zygote.stdin.flush()
        self.pids.append(int(self.zygote.stdout.readline()))

    def kill_one(self, dice: random.Random) -> None:
        """One dies, another goes on at once and takes over; a third joins."""
        self._kill(dice.choice(self.pids))
        self.fork()

    def kill_all(self) -> None:
        """All die; two start. The clock goes past the claims only while nobody holds one."""
        for pid in list(self.pids):
            self._kill(pid)
        self.office.place.clock.advance(seconds=CLAIM_OVER)
        self.fork()
        self.fork()

    def _kill(self, pid: int) -> None:
        self.pids.remove(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.deaths.append(time.monotonic())

    def done(self) -> int:
        """Arrivals taken and messages sent so far."""
        taken = sa.select(sa.func.count(InboxItem.id)).where(InboxItem.state == "done")
        sent = sa.select(sa.func.count(OutboxItem.id)).where(OutboxItem.state.in_(SENT))
        with self.engine.connect() as connection:
            return (connection.scalar(taken) or 0) + (connection.scalar(sent) or 0)

    def is_idle(self) -> bool:
        """Whether nothing waits to be taken or to be sent."""
        new = sa.select(sa.exists().where(InboxItem.state != "done"))
        unsent = sa.select(sa.exists().where(OutboxItem.state.not_in(SENT)))
        with self.engine.connect() as connection:
            return not (connection.scalar(new) or connection.scalar(unsent))


@contextmanager
def herd_of(office: Office, engine: sa.Engine) -> Iterator[Herd]:
    """A herd without bots yet; whatever lives at the end dies."""
    log = office.place.folder / "herd.log"
    with log.open("w") as errors:
        zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.herd"], cwd=ROOT, text=True, stderr=errors,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            env={"PATH": os.environ["PATH"], **office.place.environment},
        )
        try:
            yield Herd(zygote, office, engine, log)
        finally:
            os.killpg(zygote.pid, signal.SIGKILL)
            zygote.communicate()
