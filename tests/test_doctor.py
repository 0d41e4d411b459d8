"""The doctor, verify, create-officer, check-catalogue: what each says and with which status."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy
from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.doctor.golive import BACKUP_SEEN, check_golive
from helpdesk.doctor.telegram import check_telegram
from helpdesk.domain.calendar_edit import set_special
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Channel, Kind
from helpdesk.models import Lease, Officer, Revision, Setting, TicketEvent
from helpdesk.usecases.officers import Passwords, create_officer
from helpdesk.usecases.register import NewTicket, register_ticket
from tests.builders import at
from tests.clocks import MONDAY_MORNING

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ROOT = Path(__file__).resolve().parent.parent


def run(app: Flask, *command: str, text: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=list(command), input=text)


@pytest.fixture
def working(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Nothing is wrong with it: the worker ticks, the secret is private, it was installed before.

    The clock of the tests stands in November 2026; the checkout's own files are as new as today.
    """
    installed = tmp_path / "requirements.txt"
    installed.touch()
    before = (MONDAY_MORNING - timedelta(days=1)).timestamp()
    os.utime(installed, (before, before))
    monkeypatch.setattr("helpdesk.doctor.setup.ROOT", tmp_path)
    with app.app_context():
        for name in ("worker-sweep", "worker-dispatch"):
            db.session.add(Lease(
                name=name, holder="w", until=MONDAY_MORNING, last_run_at=MONDAY_MORNING))
        db.session.commit()
    settings: Settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, demo=True)
    return app


def test_a_good_set_up_passes_although_it_may_not_go_live_yet(working: Flask) -> None:
    told = run(working, "doctor")
    assert told.exit_code == 0, told.output
    setup, golive = told.output.split("Siap Tayang")
    assert "✗" not in setup
    assert "✗ Maklumat pelayanan ditandatangani" in golive
    assert run(working, "doctor", "--siap-tayang").exit_code == 1


def test_what_is_wrong_is_named_with_its_mending_and_status_1(app: Flask) -> None:
    told = run(app, "doctor")
    assert told.exit_code == 1
    assert "✗ Worker (worker-sweep) belum pernah berjalan." in told.output
    assert "→ Jalankan prosesnya: flask --app wsgi worker" in told.output
    assert "✗ BASE_URL http://localhost hanya dapat dibuka dari mesin ini" in told.output


def test_a_database_without_tables_is_told_and_the_rest_still_looked_at(app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.text("DROP TABLE setting"))
        db.session.execute(sa.text("DELETE FROM alembic_version"))
        db.session.commit()
    told = run(app, "doctor")
    assert told.exit_code == 1
    assert "→ Jalankan: flask --app wsgi db upgrade" in told.output
    assert "Belum dapat diperiksa sebelum basis datanya siap" in told.output
    assert "Ruang disk tersisa" in told.output


def test_a_mail_server_that_does_not_answer_is_found(working: Flask) -> None:
    settings: Settings = working.extensions["settings"]
    working.extensions["settings"] = replace(
        settings, demo=False, base_url="https://helpdesk.example",
        smtp_url="smtp://user:sandi-rahasia@127.0.0.1:1",
    )
    told = run(working, "doctor")
    assert told.exit_code == 1
    assert "✗ Server surel 127.0.0.1 tidak menerima (ConnectionRefusedError)" in told.output
    assert "sandi-rahasia" not in told.output


def test_everything_filled_in_is_ready_to_go_live(app: Flask, tmp_path: Path) -> None:
    catalogue = app.extensions["rulebook"].catalogue
    bureau = replace(
        catalogue.bureau, contact_is_example=False,
        signatory=replace(catalogue.bureau.signatory, name="Nama Pejabat"),
    )
    adopted = {
        code: replace(s, standard=replace(s.standard, reference_only=False) if s.standard else None)
        for code, s in catalogue.services.items()
    }
    years = {
        year: replace(
            entry, confirmed=True,
            special=tuple(replace(hours, confirmed=True) for hours in entry.special),
        )
        for year, entry in catalogue.calendar_years.items()
    }
    done = replace(
        catalogue, bureau=bureau, services=adopted, calendar_years=years,
        pledge=replace(catalogue.pledge, signed_on=date(2026, 11, 2), signatory="Nama"),
    )
    settings: Settings = replace(
        app.extensions["settings"], production=True, smtp_url="smtps://surel.example",
        mail_from="helpdesk@kantor.example", lkpp_email="bantuan@lkpp.example",
        telegram_bot_token="1:x",
    )
    (settings.instance_path / BACKUP_SEEN).touch()
    os.utime(settings.instance_path / BACKUP_SEEN, (MONDAY_MORNING.timestamp(),) * 2)
    with app.app_context():
        create_officer(
            Passwords(), name="Semua Peran", email="semua@kantor.example",
            password="kata sandi yang panjang", roles=list(Role), unit=None, now=MONDAY_MORNING)
        db.session.add(Setting(
            name="provider_mail_confirmed", value={}, changed_at=MONDAY_MORNING))
        db.session.commit()
        gaps = [str(f) for f in check_golive(settings, done, MONDAY_MORNING) if not f.ok]
        assert gaps == []
        open_ = [str(f) for f in check_golive(settings, catalogue, MONDAY_MORNING) if not f.ok]
    assert len(open_) == 5  # contact, signatory, Ramadan 2027, standards, pledge


class Telegram(BaseHTTPRequestHandler):
    """Answers as the Bot API does."""

    webhook = ""

    def do_GET(self) -> None:
        known = self.path.startswith("/bot1:good/")
        body = b'{"ok": false}'
        if known and self.path.endswith("getMe"):
            body = b'{"ok": true, "result": {"username": "contoh_bot"}}'
        elif known:
            body = b'{"ok": true, "result": {"url": "%s"}}' % self.webhook.encode()
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep the test's output quiet."""


@contextmanager
def bot_api() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Telegram)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_bot_s_token_and_webhook_are_asked_of_telegram(settings: Settings) -> None:
    with bot_api() as url:
        good = replace(settings, telegram_bot_token="1:good", telegram_api_url=url)
        assert [f.ok for f in check_telegram(good)] == [True, True]
        wants = replace(good, telegram_webhook_url="https://helpdesk.example/telegram/webhook")
        assert [f.ok for f in check_telegram(wants)] == [True, False]
        bad = replace(good, telegram_bot_token="1:bad")
        told = [str(f) for f in check_telegram(bad)]
        assert told[0].startswith("✗ Bot Telegram: token ditolak")
        assert "1:bad" not in told[0]
    gone = [str(f) for f in check_telegram(good)]
    assert "tidak terjangkau" in gone[0]


def a_ticket(app: Flask) -> str:
    with app.app_context():
        new = NewTicket(Kind.PROBLEM, "Gagal masuk SPSE.", Channel.WEB)
        return register_ticket(
            app.extensions["rulebook"], new, actor=REQUESTER, now=MONDAY_MORNING).number


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"data": {"kind": "outage"}}, "isi peristiwa berubah"),
        ({"actor": "officer:1"}, "isi peristiwa berubah"),
        ({"previous_hash": "0"}, "sambungan ke peristiwa sebelumnya tidak cocok"),
        ({"seq": 2}, "peristiwa hilang"),
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(
    app: Flask, change: dict[str, object], why: str
) -> None:
    number = a_ticket(app)
    good = run(app, "verify")
    assert (good.exit_code, good.output) == (
        0, "1 tiket dan 1 peristiwa diperiksa, 0 rantai putus.\n")
    with app.app_context():
        db.session.execute(sa.update(TicketEvent).values(**change))
        db.session.commit()
    bad = run(app, "verify")
    assert bad.exit_code == 1
    assert f"✗ {number}, peristiwa ke-1: {why}" in bad.output


def test_an_officer_is_made_with_a_password_from_standard_input(app: Flask) -> None:
    made = run(
        app, "create-officer", "--name", "Rina", "--email", "Rina@kantor.example", "--role",
        "helpdesk", "--role", "verifier", "--unit", "bagian-pengelolaan-lpse",
        "--password-stdin", text="kata sandi yang panjang\n",
    )
    assert made.exit_code == 0, made.output
    with app.app_context():
        officer = db.session.scalars(sa.select(Officer)).one()
        assert (officer.email, officer.roles) == ("rina@kantor.example", ["helpdesk", "verifier"])
        assert not officer.demo
        assert Passwords().matches(officer.password_hash, "kata sandi yang panjang")


def test_an_officer_is_made_by_answering_and_the_password_is_not_shown(app: Flask) -> None:
    made = run(
        app, "create-officer",
        text="Rina\nrina@kantor.example\nbureau_head, helpdesk\nrahasia sekali 1\n"
        "rahasia sekali 1\n",
    )
    assert made.exit_code == 0, made.output
    assert "rahasia sekali" not in made.output


@pytest.mark.parametrize(
    ("options", "password", "why"),
    [
        (["--role", "helpdesk"], "pendek", "paling sedikit 12 karakter"),
        (["--role", "helpdesk", "--unit", "x"], "kata sandi panjang", "Unit tidak dikenal"),
        (["--role", "raja"], "kata sandi panjang", "raja"),
    ],
)
def test_an_officer_that_cannot_be_is_refused_with_the_reason(
    app: Flask, options: list[str], password: str, why: str
) -> None:
    made = run(
        app, "create-officer", "--name", "R", "--email", "r@kantor.example", "--password-stdin",
        *options, text=password + "\n",
    )
    assert made.exit_code != 0
    assert why in made.output


def test_a_calendar_settled_in_the_pages_is_settled_for_the_doctor(app: Flask) -> None:
    told = run(app, "doctor").output
    assert "✗ Kalender 2027: jam kerja Ramadan" in told
    assert "/petugas/kalender" in told
    policy = calendar_policy(app.extensions["rulebook"].catalogue)
    sure = replace(policy.years[2027].special[0], confirmed=True, basis="SE Gubernur 3/2027")
    content = calendar_content(set_special(policy, sure))
    with app.app_context():
        db.session.add(Revision(
            policy="calendar", number=1, content=content, note="SE", saved_at=MONDAY_MORNING))
        db.session.commit()
    assert "✓ Kalender 2027: jam kerja Ramadan" in run(app, "doctor").output


def test_ramadan_that_nobody_entered_is_asked_for(app: Flask) -> None:
    catalogue = app.extensions["rulebook"].catalogue
    years = {
        number: replace(year, special=()) for number, year in catalogue.calendar_years.items()
    }
    with app.app_context():
        found = [str(f) for f in check_golive(
            app.extensions["settings"], replace(catalogue, calendar_years=years),
            at("Sabtu 9 Januari 2027 09.00"),
        )]
    assert any("✗ Jam kerja Ramadan belum diisi" in each for each in found)


def test_a_broken_catalogue_is_named_by_file_and_reason(app: Flask, tmp_path: Path) -> None:
    assert run(app, "check-catalogue").exit_code == 0
    folder = tmp_path / "katalog"
    shutil.copytree(ROOT / "helpdesk" / "catalogue", folder)
    (folder / "units.yaml").write_text("units: 7\n")
    broken = run(app, "check-catalogue", str(folder))
    assert broken.exit_code == 1
    assert "units.yaml" in broken.output


def test_seed_says_to_migrate_first_and_makes_no_demo_without_being_told(app: Flask) -> None:
    plain = run(app, "seed")
    assert plain.exit_code == 0
    assert "contoh" not in plain.output
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Officer)) == 0
        db.session.execute(sa.text("DROP TABLE ticket_viewer"))
        db.session.execute(sa.text("ALTER TABLE ticket RENAME TO tiket"))
        db.session.commit()
    told = run(app, "seed")
    assert told.exit_code == 1
    assert "flask --app wsgi db upgrade" in told.output
