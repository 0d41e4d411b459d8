"""`make run` after the set-up, with a small application in the place of the product.

The launcher is copied beside a `wsgi.py` that has the same commands, in a folder with a space.
"""

import os
import re
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk.config import NAMES
from tests.processes import ROOT, Running, answers, free_port, start_process, wait_until

PIECES = (
    "config.py", "config_checks.py", "launch.py", "supervisor.py", "errors.py", "clock.py",
    "serving.py", "domain/__init__.py", "domain/caps.py",
)
STAND_IN = '''
"""An application with the product's commands, which notes what was called."""
import os
import pathlib
import threading

import click
from flask import Flask
from flask.cli import AppGroup

app = Flask(__name__)
here = pathlib.Path(__file__).parent
database = here / "instance" / "helpdesk.db"


def note(what):
    with (here / "calls").open("a") as out:
        out.write(what + "\\n")


@app.get("/healthz")
def healthz():
    return "baik"


db = AppGroup("db")
app.cli.add_command(db)


@db.command("upgrade")
def upgrade():
    note("upgrade")
    if (here / "broken").exists():
        raise click.ClickException("migrasi 0007 gagal")
    if not database.exists():
        database.write_text("baru")


@app.cli.command("seed")
def seed():
    note("seed")


@app.cli.command("worker")
def worker():
    note(f"worker {os.getpid()}")
    print("bekerja", flush=True)
    threading.Event().wait()
'''
BOT = '''
"""A bot that cannot stay."""
import sys
print("bot mulai")
sys.exit(7)
'''


class House:
    """A folder with the launcher and the stand-in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.started: list[Running] = []
        (folder / "helpdesk" / "domain").mkdir(parents=True)
        (folder / "helpdesk" / "__init__.py").write_text("")
        for piece in PIECES:
            shutil.copy(ROOT / "helpdesk" / piece, folder / "helpdesk" / piece)
        (folder / "wsgi.py").write_text(STAND_IN)
        (folder / "bot.py").write_text(BOT)

    def run(self, *arguments: str, **settings: str) -> Running:
        environment = dict.fromkeys(NAMES, "") | {"PORT": str(self.port), "DEMO": "1"} | settings
        command = [sys.executable, "-m", "helpdesk.launch", *arguments]
        log = self.folder / f"launch-{len(self.started)}.log"
        self.started.append(start_process("launch", command, environment, log, self.folder))
        return self.started[-1]

    def up(self, **settings: str) -> Running:
        launch = self.run(**settings)
        launch.wait_for("Helpdesk siap:", 40)
        launch.wait_for("bekerja", 40)
        return launch

    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def worker_pids(self) -> list[int]:
        return [int(call.split()[1]) for call in self.calls() if call.startswith("worker")]

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "rumah bantuan")
    yield made
    for launch in made.started:
        launch.stop()


def gone(pid: int) -> bool:
    """Whether the process ended; one that nobody has collected yet has ended too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_run_prepares_starts_prints_the_addresses_and_ctrl_c_stops_everything(house: House) -> None:
    launch = house.up()
    assert house.calls()[:2] == ["upgrade", "seed"]
    base = f"http://127.0.0.1:{house.port}"
    for address in (f"{base}/\n", f"{base}/masuk\n", f"{base}/demo\n", f"{base}/dev/surel\n"):
        assert address in launch.output()
    assert "worker  | bekerja" in launch.output()
    assert "Bot Telegram    tidak aktif" in launch.output()
    launch.signal(signal.SIGINT)
    assert launch.process.wait(20) == 0
    assert not house.listens()
    assert all(gone(pid) for pid in house.worker_pids())
    assert "Traceback" not in launch.output()


def test_sigterm_stops_as_cleanly_as_ctrl_c(house: House) -> None:
    launch = house.up()
    assert launch.stop() == 0
    assert not house.listens()
    assert "Menghentikan semua proses" in launch.output()


def test_a_dead_worker_is_started_again_and_the_terminal_says_so(house: House) -> None:
    launch = house.up()
    os.kill(house.worker_pids()[0], signal.SIGKILL)
    wait_until(lambda: len(house.worker_pids()) == 2, "a second worker")
    assert "Proses worker berhenti sendiri (status -9)" in launch.output()
    assert answers(f"http://127.0.0.1:{house.port}/healthz")


def test_a_bot_that_keeps_dying_is_tried_with_growing_pauses_and_takes_nobody_along(
    house: House,
) -> None:
    launch = house.up(TELEGRAM_BOT_TOKEN="123456789:AAEhBOweik6ad9r")
    launch.wait_for("dalam 4 detik")
    pauses = re.findall(r"Proses bot .*status 7.* (\d+) detik", launch.output())
    assert pauses == ["1", "2", "4"]
    assert answers(f"http://127.0.0.1:{house.port}/healthz")


def test_nothing_is_left_when_the_launcher_is_killed_outright(house: House) -> None:
    launch = house.up()
    worker = house.worker_pids()[0]
    launch.signal(signal.SIGKILL)
    launch.process.wait(10)
    wait_until(lambda: gone(worker), "the worker ends with its launcher")
    wait_until(lambda: not house.listens(), "the web process ends with its launcher")


def test_a_web_process_that_never_comes_up_ends_the_launcher_with_its_words(house: House) -> None:
    (house.folder / "wsgi.py").write_text(
        STAND_IN + "\nif 'gunicorn' in __import__('sys').argv[0]: raise OSError('web rusak')\n"
    )
    launch = house.run()
    assert launch.process.wait(40) == 1
    assert "web rusak" in launch.output()
    assert "Proses web berhenti 3 kali" in launch.output()
    assert all(gone(pid) for pid in house.worker_pids())


def test_a_taken_port_is_named_before_the_database_is_touched(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        launch = house.run()
        assert launch.process.wait(20) == 1
    assert f"port {house.port} tidak dapat dipakai" in launch.output()
    assert "PORT=" in launch.output()
    assert house.calls() == []


def test_a_wrong_setting_is_one_line_and_status_two(house: House) -> None:
    launch = house.run(PORT="seribu")
    assert launch.process.wait(20) == 2
    assert launch.output().startswith("Pengaturan PORT tidak dapat dipakai")
    assert launch.output().count("\n") == 1


def test_a_failed_migration_shows_its_own_words_and_starts_nothing(house: House) -> None:
    (house.folder / "broken").write_text("")
    launch = house.run()
    assert launch.process.wait(20) == 1
    assert "migrasi 0007 gagal" in launch.output()
    assert house.calls() == ["upgrade"]


def test_a_second_launcher_on_the_same_folder_is_refused(house: House) -> None:
    house.up()
    second = house.run(PORT=str(free_port()))
    assert second.process.wait(20) == 1
    assert "sudah berjalan" in second.output()


def test_a_second_start_keeps_the_data_and_reset_moves_it_aside(house: House) -> None:
    instance = house.folder / "instance"
    house.up().stop()
    (instance / "helpdesk.db").write_text("lama")
    (instance / "attachments").mkdir()
    (instance / "attachments" / "a.pdf").write_text("berkas")
    secret = (instance / "secret_key").read_text()
    house.up().stop()
    assert (instance / "helpdesk.db").read_text() == "lama"
    reset = house.run("--set-aside")
    assert reset.process.wait(20) == 0
    assert (instance / "helpdesk.db").read_text() == "baru"
    assert (instance / "secret_key").read_text() == secret
    (backup,) = instance.glob("cadangan-*")
    assert (backup / "helpdesk.db").read_text() == "lama"
    assert (backup / "attachments" / "a.pdf").read_text() == "berkas"
    assert house.calls()[-2:] == ["upgrade", "seed"]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"DEMO": ""}, "hanya untuk mode contoh"),
        ({"DATABASE_URL": "postgresql://127.0.0.1/helpdesk"}, "PostgreSQL"),
    ],
)
def test_reset_refuses_what_may_be_real_data(
    house: House, settings: dict[str, str], reason: str
) -> None:
    reset = house.run("--set-aside", **settings)
    assert reset.process.wait(20) == 1
    assert reason in reset.output()
    assert house.calls() == []
