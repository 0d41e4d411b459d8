"""Lease, lag and what is next: the page for those who answer for the machine, and the command."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db, use_case
from helpdesk.doctor import machine as words
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import InboxItem, OutboxItem, Revision
from helpdesk.usecases.lease import take_lease
from helpdesk.worker import JOBS
from tests.builders import MONDAY, at
from tests.clocks import FrozenClock
from tests.web.desk import new_officer, new_ticket, prepared, said, signed_in


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def page(desk: Flask) -> Callable[[], str]:
    """The page as an administrator reads it; their session lasts a working day."""
    officer = new_officer(desk, "Ade Administrator", roles=(Role.ADMINISTRATOR,), unit=None)

    def read() -> str:
        answer = signed_in(desk, officer).get("/petugas/mesin")
        assert answer.status_code == 200
        return said(answer)

    return read


def command(desk: Flask) -> list[str]:
    done = desk.test_cli_runner().invoke(args=["worker", "status"])
    assert done.exit_code == 0, done.output
    return [line for line in done.output.splitlines() if line]


def run_all(desk: Flask, clock: FrozenClock) -> None:
    with desk.app_context():
        for job in JOBS:
            take_lease(f"worker-{job.name}", "mesin-1:77:ab12", now=clock.now)


def test_a_machine_that_is_level_says_so_and_names_the_next_step(
    desk: Flask, clock: FrozenClock, page: Callable[[], str]
) -> None:
    ticket = new_ticket(desk)
    with desk.app_context():
        _settle()
    run_all(desk, clock)
    clock.advance(seconds=3)
    for text in (page(), "\n".join(command(desk))):
        assert "berjalan 3 detik lalu; sewa mesin-1:77:ab12, sampai 09.00.10" in text
        assert "tidak tertinggal" in text
        assert f"Kamis, 26 November 2026 07.30 WIB, tiket {ticket.number}" in text
    assert "Semua pekerjaan berjalan dan tidak ada yang tertinggal." in page()
    assert all(line.startswith("✓ ") for line in command(desk))


@use_case
def _settle(state: str = "sent") -> None:
    db.session.execute(sa.update(OutboxItem).values(state=state))


def test_lag_dead_mails_and_silent_jobs_ask_to_be_looked_at(
    desk: Flask, clock: FrozenClock, page: Callable[[], str]
) -> None:
    new_ticket(desk)
    run_all(desk, clock)
    clock.set(at("Kamis 26 November 2026 10.30"))
    lines = command(desk)
    assert "✗ Langkah tenggat: 1 langkah menunggu, tertinggal 3 jam" in lines
    assert any(line.startswith("✗ Pesan keluar: ") and "3 hari" in line for line in lines)
    assert any(line.startswith("✗ Tenggat dan jenjang (sweep): berjalan 3 hari") for line in lines)
    assert any("sudah lepas 09.00.10" in line for line in lines)
    with desk.app_context():
        _settle("dead")
    assert re.search(r"Pesan tidak terkirim Perlu dilihat \d+", page())
    assert "Ada yang perlu dilihat" in page()


def test_a_sealed_tickets_number_is_told_to_nobody_here(
    desk: Flask, page: Callable[[], str]
) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text="Meminta uang.")
    assert "sebuah tiket tertutup" in page()
    for text in (page(), "\n".join(command(desk))):
        assert sealed.number not in text


def test_a_revision_not_applied_yet_is_shown(desk: Flask, clock: FrozenClock) -> None:
    with desk.app_context():
        _save(clock)
    clock.advance(minutes=11)
    line = "Perubahan aturan: kalender versi 1 belum diterapkan pada semua tiket"
    assert f"✗ {line}" in command(desk)


@use_case
def _save(clock: FrozenClock) -> None:
    db.session.add(Revision(policy="kalender-lain", number=1, content={}, note="x",
                            saved_at=clock.now, applied_at=clock.now))
    db.session.add(Revision(policy="calendar", number=1, content={}, note="x",
                            saved_at=clock.now))


def test_nothing_has_ever_run(desk: Flask) -> None:
    lines = command(desk)
    assert "✗ Tenggat dan jenjang (sweep): belum pernah berjalan" in lines
    assert "✓ Langkah berikutnya: tidak ada" in lines


def test_every_job_has_a_title_that_people_understand(desk: Flask) -> None:
    assert {job.name for job in JOBS} <= set(words.TITLES)


@pytest.mark.parametrize(("late", "text"), [
    (timedelta(seconds=-5), "0 detik"), (timedelta(seconds=119), "119 detik"),
    (timedelta(minutes=2), "2 menit"), (timedelta(hours=3), "3 jam"), (timedelta(days=5), "5 hari"),
])
def test_a_span_in_words(late: timedelta, text: str) -> None:
    assert words.seconds(late) == text


@pytest.mark.parametrize(("role", "may"), [(Role.ADMINISTRATOR, True), (Role.UNIT_HEAD, False)])
def test_an_arrival_that_was_given_up_is_shown_with_its_code_and_read_again(
    desk: Flask, role: Role, may: bool
) -> None:
    with desk.app_context():
        item = _parked()
    client = signed_in(desk, new_officer(desk, "Ade Administrator", roles=(role,), unit=None))
    page = said(client.get("/petugas/mesin"))
    assert "OperationalError 1a2b3c4d" in page
    assert "Telegram …001" in page
    assert "1 kiriman datang terlalu cepat" in page
    assert "rahasia" not in page
    assert ("Baca lagi" in page) is may
    answer = client.post(f"/petugas/mesin/kiriman/{item}/ulangi")
    assert answer.status_code == (303 if may else 403)
    with desk.app_context():
        kept = db.session.get_one(InboxItem, item)
        assert (kept.state, kept.error) == (
            ("new", None) if may else ("parked", "OperationalError 1a2b3c4d")
        )
    if may:
        again = client.post(f"/petugas/mesin/kiriman/{item}/ulangi", follow_redirects=True)
        assert "sudah diproses lagi" in said(again)


@use_case
def _parked() -> int:
    rows = [
        InboxItem(
            key=f"tg:8:{state}", lane="telegram:500000001", state=state, attempts=5,
            payload={"kind": "message", "text": "rahasia"}, received_at=MONDAY,
            error="OperationalError 1a2b3c4d" if state == "parked" else None,
        )
        for state in ("parked", "held")
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows[0].id
