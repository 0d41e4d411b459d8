"""Child processes kept alive: started, listened to, restarted with a growing pause, stopped."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PAUSE = 1.0  # seconds before the first restart; doubles with each failure
LONGEST_PAUSE = 60.0
STEADY = 60.0  # a child that lived this long starts again with the first pause
GRACE = 15.0  # seconds between SIGTERM and SIGKILL
TURN = 0.2

# Runs between fork and the command: asks the kernel (Linux) to end the child when we are killed
# outright, and covers the moment before that request.
DIE_WITH_PARENT = """
import os, signal, sys
try:
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
except (ImportError, OSError, AttributeError):
    pass
if os.getppid() != int(sys.argv[1]):
    sys.exit(0)
os.execv(sys.argv[2], sys.argv[2:])
"""


class GaveUp(Exception):
    """A child that nothing works without does not stay up."""


@dataclass
class Child:
    """One command and its life so far; times are seconds of the monotonic clock.

    `chances`: how often in a row it may die early before all is given up; None is for ever.
    """

    name: str
    command: tuple[str, ...]
    chances: int | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    failures: int = 0
    unfinished: bytes = field(default=b"", repr=False)


def start(command: Iterable[str], folder: Path) -> subprocess.Popen[bytes]:
    """Starts a command in its own session, so that Ctrl-C reaches the supervisor alone."""
    argv = [sys.executable, "-c", DIE_WITH_PARENT, str(os.getpid()), *command]
    return subprocess.Popen(
        argv,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def stop(processes: Iterable[subprocess.Popen[bytes]], grace: float = GRACE) -> None:
    """SIGTERM to each, one common wait, then SIGKILL to whatever is left of its session."""
    alive = [process for process in processes if process.poll() is None]
    for process in alive:
        process.terminate()
    until = time.monotonic() + grace
    for process in alive:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Supervisor:
    """Runs the children until an exception (a signal's SystemExit, GaveUp) ends `run`."""

    def __init__(self, children: Iterable[Child], folder: Path, say: Callable[[str], None]) -> None:
        self.children = tuple(children)
        self.folder = folder
        self.say = say
        self.outputs = selectors.DefaultSelector()

    def run(self, each_turn: Callable[[], None] = lambda: None) -> None:
        try:
            while True:
                for child in self.children:
                    self._look_after(child)
                self._pass_on_output(TURN)
                each_turn()
        finally:
            self._stop()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.restart_at:
                self._start(child, now)
        elif child.process.poll() is not None:
            self._note_death(child, child.process.returncode, now)

    def _start(self, child: Child, now: float) -> None:
        child.process = start(child.command, self.folder)
        child.started_at = now
        assert child.process.stdout is not None
        os.set_blocking(child.process.stdout.fileno(), False)
        self.outputs.register(child.process.stdout, selectors.EVENT_READ, child)

    def _note_death(self, child: Child, status: int, now: float) -> None:
        self._pass_on_output(0)
        child.process = None
        child.failures = 1 if now - child.started_at >= STEADY else child.failures + 1
        if child.chances is not None and child.failures >= child.chances:
            raise GaveUp(f"Proses {child.name} berhenti {child.failures} kali (status {status}).")
        pause = min(FIRST_PAUSE * 2 ** (child.failures - 1), LONGEST_PAUSE)
        child.restart_at = now + pause
        self.say(
            f"Proses {child.name} berhenti sendiri (status {status}); "
            f"dijalankan lagi dalam {pause:.0f} detik."
        )

    def _pass_on_output(self, timeout: float) -> None:
        """Prints whole lines of the children, each after its child's name."""
        if not self.outputs.get_map():
            time.sleep(timeout)
            return
        for key, _ in self.outputs.select(timeout):
            child: Child = key.data
            chunk = os.read(key.fd, 65536)
            *lines, child.unfinished = (child.unfinished + chunk).split(b"\n")
            if not chunk:
                self.outputs.unregister(key.fileobj)
                lines, child.unfinished = [child.unfinished], b""
            for line in filter(None, lines):
                self.say(f"{child.name:<8}| {line.decode(errors='replace')}")

    def _stop(self) -> None:
        running = [child.process for child in self.children if child.process]
        stop(running)
        while self.outputs.get_map():
            before = len(self.outputs.get_map())
            self._pass_on_output(TURN)
            if len(self.outputs.get_map()) == before:
                break
        self.outputs.close()
