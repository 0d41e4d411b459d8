"""`make run` after the set-up: database, demo, then web, worker and bot until Ctrl-C."""

import fcntl
import http.client
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from helpdesk import clock
from helpdesk.config import ROOT, Settings, SettingsError, load_settings
from helpdesk.supervisor import Child, GaveUp, Supervisor, start, stop

READY_WITHIN = 90.0  # seconds the web process may take to answer
KEPT_ON_RESET = ("secret_key", "launch.lock")
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")


class CannotStart(Exception):
    """The reason, for the person at the terminal."""


def say(line: str) -> None:
    print(line, flush=True)


def main(arguments: list[str]) -> int:
    """0 after Ctrl-C or SIGTERM, 1 when something failed, 2 when a setting is wrong."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        settings = load_settings()
        with only_launcher(settings.instance_path):
            if "--set-aside" in arguments:
                set_aside(settings)
                prepare()
            else:
                serve(settings)
    except SettingsError as reason:
        say(reason.message)
        return 2
    except (CannotStart, GaveUp) as reason:
        say(f"Tidak dapat dijalankan: {reason}")
        return 1
    return 0


def _leave(number: int, frame: FrameType | None) -> None:
    """Unwinds to whatever stops the children; a second signal must not cut that short."""
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    say("\nMenghentikan semua proses ...")
    sys.exit(0)


@contextmanager
def only_launcher(folder: Path) -> Iterator[None]:
    """One launcher an instance: a second one would seed and reset under the first one's feet."""
    with (folder / "launch.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"helpdesk sudah berjalan dengan folder {folder}. Hentikan dahulu dengan Ctrl-C."
            ) from None
        yield


def serve(settings: Settings) -> None:
    check_port_free(settings)
    prepare()
    ready = Readiness(settings)
    Supervisor(children_of(settings), ROOT, say).run(each_turn=ready.look)


def check_port_free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as broken:
            raise CannotStart(
                f"alamat {settings.host} port {settings.port} tidak dapat dipakai "
                f"({broken.strerror}). Pilih port lain, misalnya: PORT=8001 make run"
            ) from None


def prepare() -> None:
    """Migrations, then catalogue and demo; `seed` leaves a filled database as it is."""
    _step("Menyiapkan basis data", "db", "upgrade")
    _step("Memuat katalog dan data awal", "seed", show=True)


def _step(title: str, *command: str, show: bool = False) -> None:
    """Run one command to its end; its lines are shown as they come, or only if it fails."""
    say(f"{title} ...")
    process = start((*FLASK, *command), ROOT)
    lines: list[str] = []
    try:
        for raw in process.stdout or ():
            lines.append(raw.decode(errors="replace").rstrip())
            if show:
                say(f"  {lines[-1]}")
        process.wait()
    finally:
        stop([process])
    if process.returncode:
        if not show:
            say("\n".join(lines).rstrip())
        raise CannotStart(f"langkah “{title}” gagal; penjelasannya ada di atas.")


def children_of(settings: Settings) -> list[Child]:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    web = (
        *(sys.executable, "-m", "gunicorn", "--bind", f"{host}:{settings.port}"),
        *("--config", "python:helpdesk.serving", "wsgi:app"),
    )
    children = [Child("web", web, chances=3), Child("worker", (*FLASK, "worker"))]
    if settings.telegram_bot_token:
        children.append(Child("bot", (sys.executable, "-m", "bot")))
    return children


class Readiness:
    """Asks /healthz until it answers, then prints the addresses once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.until = time.monotonic() + READY_WITHIN
        self.reached = False

    def look(self) -> None:
        if self.reached:
            return
        if self._answers():
            self.reached = True
            say(addresses(self.settings))
        elif time.monotonic() > self.until:
            raise GaveUp(f"web belum menjawab setelah {READY_WITHIN:.0f} detik.")

    def _answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.settings.host, self.settings.host)
        line = http.client.HTTPConnection(host, self.settings.port, timeout=2)
        try:
            # The public name, so that a check of the Host header lets the question through.
            line.request(
                "GET", "/healthz", headers={"Host": urlsplit(self.settings.base_url).netloc}
            )
            return line.getresponse().status < 400
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()


def addresses(settings: Settings) -> str:
    """What the person who typed `make run` can open now."""
    pages = [("Halaman depan", "/"), ("Masuk petugas", "/masuk")]
    if settings.demo:
        pages.append(("Halaman contoh", "/demo"))
    if settings.demo or not settings.smtp_url:
        pages.append(("Surel keluar", "/dev/surel"))
    lines = [f"  {title:<15} {settings.base_url}{path}" for title, path in pages]
    telegram = (
        "berjalan" if settings.telegram_bot_token else "tidak aktif (TELEGRAM_BOT_TOKEN kosong)"
    )
    lines.append(f"  {'Bot Telegram':<15} {telegram}")
    return "\n".join(["", "Helpdesk siap:", *lines, "Hentikan dengan Ctrl-C.", ""])


def set_aside(settings: Settings) -> None:
    """Moves the instance's data into a dated folder beside it; refuses where data may be real."""
    if settings.production or not settings.demo:
        raise CannotStart("make demo-reset hanya untuk mode contoh (DEMO=1).")
    database = settings.sqlite_file
    if database is None:
        raise CannotStart(
            "make demo-reset hanya memindahkan berkas SQLite. Untuk PostgreSQL, buat basis data "
            "kosong yang baru lalu arahkan DATABASE_URL ke sana."
        )
    folder = settings.instance_path
    backup = folder / f"cadangan-{clock.now():%Y%m%d-%H%M%S}"
    mine = [entry for entry in folder.iterdir() if _is_data(entry)]
    elsewhere = [database.with_name(database.name + tail) for tail in ("", "-wal", "-shm")]
    backup.mkdir()
    for entry in dict.fromkeys([*mine, *(file for file in elsewhere if file.exists())]):
        shutil.move(entry, backup / entry.name)
    say(f"Data lama disimpan di {backup}")


def _is_data(entry: Path) -> bool:
    return entry.name not in KEPT_ON_RESET and not entry.name.startswith("cadangan-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
