"""Real processes for tests: started with chosen settings, awaited by deadline, always ended."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from helpdesk.config import NAMES
from tests.clocks import CLOCK_FILE, MONDAY_MORNING, FileClock
from tests.databases import share_guide

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
NEVER = threading.Event()  # waiting for it is how a poll pauses


def wait_until(condition: Callable[[], T], what: str, seconds: float = 20.0) -> T:
    """The first true answer of `condition`; fails the test after the deadline."""
    until = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        NEVER.wait(0.05)


def free_port() -> int:
    """A port nobody listens on, nor on the next one (the webhook's).

    Below the ports the system gives to outgoing connections (32768 and up on Linux, RFC 6335 from
    49152): one of those can be taken by any connection before our process has come up.
    """
    for _ in range(100):
        port = random.randrange(12_000, 32_000, 2)
        if _is_free(port) and _is_free(port + 1):
            return port
    raise AssertionError("no free port between 12000 and 32000")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(url: str) -> bool:
    """Whether the address answers at all without an error of the server."""
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return bool(reply.status < 400)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code < 500
    except OSError:
        return False


@dataclass
class Running:
    """A started process; what it printed is in `log`."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for(self, text: str, seconds: float = 20.0) -> None:
        def seen() -> bool:
            assert text in self.output() or self.process.poll() is None, self.story()
            return text in self.output()

        wait_until(seen, f"{self.name} prints {text!r}; so far:\n{self.output()}", seconds)

    def story(self) -> str:
        return f"{self.name} ended with {self.process.poll()}:\n{self.output()}"

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def stop(self, seconds: float = 20.0) -> int:
        """SIGTERM, then SIGKILL to its whole session; returns the exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return self.process.wait()


def start_process(
    name: str, command: list[str], environment: dict[str, str], log: Path, folder: Path = ROOT
) -> Running:
    """Starts `command` with this environment and nothing of ours but the path to programs."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(log.parent), **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Running(name, process, log)


@dataclass
class Installation:
    """One installation of the product under a moved clock: its settings and its processes."""

    folder: Path
    port: int
    clock: FileClock
    environment: dict[str, str]
    running: list[Running] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, name: str) -> Running:
        """`web` (awaited until it answers), `worker` or `bot`; may be called again for a copy."""
        log = self.folder / f"{name}-{len(self.running)}.log"
        started = start_process(name, self._command(name), self.environment, log)
        self.running.append(started)
        if name == "web":
            self._await_web(started)
        return started

    def second_web(self) -> str:
        """Another web process on the same database; the address it answers at."""
        beside = replace(self, port=free_port())
        beside.start("web")
        return beside.url

    def flask(self, *command: str) -> str:
        """Runs one flask command to its end and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "tests.clock_app:make", *command],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **self.environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stop(self) -> None:
        for each in reversed(self.running):
            each.stop()

    def _command(self, name: str) -> list[str]:
        app = "tests.clock_app:make"
        python = sys.executable
        bind = ["--bind", f"127.0.0.1:{self.port}"]
        served = ["--config", "python:helpdesk.serving"]
        return {
            "web": [python, "-m", "gunicorn", *bind, *served, f"{app}()"],
            "worker": [python, "-m", "flask", "--app", app, "worker"],
            "bot": [python, "-m", "tests.clock_app"],
        }[name]

    def _await_web(self, web: Running) -> None:
        def up() -> bool:
            assert web.process.poll() is None, web.story()
            return answers(f"{self.url}/healthz")

        wait_until(up, f"web answers; so far:\n{web.output()}", 40.0)


@contextmanager
def installation(database_url: str, folder: Path, **settings: str) -> Iterator[Installation]:
    """An installation in `folder`; `settings` are further environment variables (DEMO="1")."""
    port = free_port()
    share_guide(folder / "instance")
    clock = FileClock(folder / "clock", MONDAY_MORNING)
    environment = dict.fromkeys(NAMES, "") | {
        "DATABASE_URL": database_url,
        "INSTANCE_PATH": str(folder / "instance"),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "LOG_LEVEL": "DEBUG",
        CLOCK_FILE: str(clock.file),
        "FLASK_SKIP_DOTENV": "1",
        **settings,
    }
    made = Installation(folder, port, clock, environment)
    try:
        yield made
    finally:
        made.stop()
