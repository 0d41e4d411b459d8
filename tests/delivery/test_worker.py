"""The worker as a process under a moved clock, and the page that shows what it wrote."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk import worker
from helpdesk.delivery.dispatch import dispatch
from helpdesk.doctor.readiness import WORKER_LEASES
from tests.builders import a_ticket, at
from tests.processes import Installation, installation, wait_until

MAKE = """
from tests.clock_app import make
from tests.builders import a_ticket, the_small_office
app = make()
with app.app_context():
    now = app.extensions["clock"]()
    the_small_office(now=now)
    print(a_ticket(app.extensions["rulebook"], now=now).number)
"""


def mails(made: Installation) -> dict[tuple[str, str], int]:
    """(subject, recipient) → how many files."""
    found: dict[tuple[str, str], int] = {}
    for file in (made.folder / "instance" / "surel").glob("*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        place = (str(message["subject"]), str(message["to"]))
        found[place] = found.get(place, 0) + 1
    return found


def register(made: Installation) -> str:
    done = subprocess.run(
        [sys.executable, "-c", MAKE], capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ".", **made.environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_time_passes_and_two_workers_send_each_mail_once(
    database_url: str, tmp_path: Path
) -> None:
    with installation(database_url, tmp_path) as made:
        number = register(made)
        workers = [made.start("worker"), made.start("worker")]

        def arrives(subject: str, to: str) -> None:
            wait_until(
                lambda: (subject.format(number), to) in mails(made), f"{subject} to {to}", 40
            )

        arrives("Tanda terima tiket {}", "budi@contoh.example")
        arrives("Tiket baru {}: Permasalahan", "rina.petugas@contoh.example")
        made.clock.set(at("Kamis 26 November 2026 07.31"))
        arrives("Tenggat tanggapan hari ini: tiket {}", "rina.petugas@contoh.example")
        workers[0].signal(signal.SIGKILL)
        made.clock.set(at("Jumat 27 November 2026 07.31"))
        arrives("Lewat waktu (tanggapan): tiket {}", "karsa.kasubbag@contoh.example")
        arrives("Mohon maaf, tiket {} terlambat", "budi@contoh.example")
        assert set(mails(made).values()) == {1}
        status = made.flask("worker", "status")
        assert "✓ Tenggat dan jenjang (sweep): berjalan " in status
        assert "Langkah berikutnya: " in status
        assert number in status
        assert workers[1].stop() == 0
        assert "Worker berhenti." in workers[1].output()
        assert "Traceback" not in workers[1].output()


def test_a_jump_of_the_wall_clock_runs_every_job_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    told = iter([0.0, 0.0, -3600.0, -3600.0, -3600.0])
    start = at("Senin 23 November 2026 09.00")

    class Jumping:
        @staticmethod
        def now() -> object:
            return start + timedelta(seconds=next(told))

    class Quick:
        def wait(self, seconds: float) -> bool:
            calls.append("tick")
            return len(calls) > 5

    monkeypatch.setattr(worker, "wall", Jumping)
    monkeypatch.setattr(worker.time, "monotonic", lambda: 100.0)
    worker.watch_clock(Quick(), lambda: calls.append("jumped"))  # type: ignore[arg-type]
    assert calls.count("jumped") == 1


def test_the_names_of_the_jobs_are_what_readiness_looks_for() -> None:
    assert set(WORKER_LEASES) <= {f"worker-{job.name}" for job in worker.JOBS}


def write_one(app: Flask) -> None:
    with app.app_context():
        a_ticket(app.extensions["rulebook"], now=app.extensions["clock"]())
        dispatch(worker.post_of(app), app.extensions["clock"])


def test_written_mails_are_listed_and_read_with_links_to_click(
    app: Flask, client: FlaskClient
) -> None:
    assert "Belum ada surel" in client.get("/dev/surel").text
    write_one(app)
    page = client.get("/dev/surel").text
    assert "Tanda terima tiket PBJ-2026-000001" in page
    address = page.split('href="/dev/surel/')[1].split('"')[0]
    mail = client.get(f"/dev/surel/{address}").text
    assert "budi@contoh.example" in mail
    assert '<a href="http://localhost/t/' in mail
    assert client.get("/dev/surel/tidakada").status_code == 404
    assert client.get("/dev/surel/..%2f..%2fhelpdesk").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"production": True},
        {"base_url": "https://helpdesk.provinsi.go.id"},
        {"smtp_url": "smtp://surel.provinsi.go.id"},
    ],
)
def test_the_page_of_mails_is_absent_where_people_are_served(
    app: Flask, client: FlaskClient, change: dict[str, object]
) -> None:
    write_one(app)
    app.extensions["settings"] = replace(app.extensions["settings"], **change)
    assert client.get("/dev/surel").status_code == 404


def test_sample_data_shows_its_mails_even_with_a_server_set(
    app: Flask, client: FlaskClient
) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], demo=True, smtp_url="smtp://surel.example",
        base_url="https://contoh.example",
    )
    assert client.get("/dev/surel").status_code == 200
