"""Rows leave once, wait when they must, die visibly, and stop nobody behind them."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import Flask

from helpdesk.db import db, use_case
from helpdesk.delivery.dispatch import Post, dispatch
from helpdesk.delivery.files import MailFolder
from helpdesk.delivery.smtp import Refused, SmtpServer, TryLater
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.errors import IllegalMove, NotAllowed
from helpdesk.models import ChatLine, Conversation, OutboxItem, Ticket
from helpdesk.usecases import outbox
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.restrict import restrict_ticket
from helpdesk.usecases.retry import retry_notice
from helpdesk.worker import post_of
from tests.builders import a_ticket, an_administrator, confirm_provider_mail, the_small_office
from tests.clocks import FrozenClock
from tests.processes import free_port, wait_until

Rows = Callable[..., list[OutboxItem]]


class Box:
    """A carrier that keeps what it is given; `refuse` answers for an address."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.refuse: dict[str, Exception] = {}
        self._lock = threading.Lock()

    def deliver(self, sender: str, recipient: str, written: bytes, reference: str) -> None:
        assert not db.session().in_transaction(), "sent with a transaction open"
        if recipient in self.refuse:
            raise self.refuse[recipient]
        with self._lock:
            self.sent.append((recipient, written))

    @property
    def addresses(self) -> list[str]:
        return [to for to, _ in self.sent]


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def post(app: Flask, box: Box, rows: Rows) -> Post:  # inside the context that `rows` opens
    return replace(post_of(app), carrier=lambda: nullcontext(box))


@use_case
def put(count: int = 1, *, now: Any, **values: Any) -> None:
    """Further rows beside those that the tickets made."""
    ticket = db.session.scalars(sa.select(Ticket)).first()
    first = (db.session.scalar(sa.select(sa.func.max(OutboxItem.id))) or 0) + 1
    for number in range(first, first + count):
        db.session.add(OutboxItem(**{
            "key": f"put:{number}", "ticket_id": ticket.id if ticket else None,
            "channel": "email", "recipient": f"orang{number}@contoh.example",
            "audience": "requester", "template": "link_again", "data": {}, "state": "pending",
            "attempts": 0, "not_before": now, "created_at": now, **values,
        }))


def run(post: Post, clock: FrozenClock) -> int:
    done = dispatch(post, clock)
    db.session.rollback()
    return done


def test_a_row_is_sent_once_and_marked(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    assert run(post, clock) == 1
    assert run(post, clock) == 0
    [row] = rows()
    [(to, written)] = box.sent
    assert (row.state, row.sent_at, to) == ("sent", clock.now, "budi@contoh.example")
    assert row.external_id == message_from_bytes(written, policy=policy.default)["Message-ID"]


def test_a_row_for_office_hours_waits_for_them(
    app: Flask, clock: FrozenClock, post: Post, box: Box
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    run(post, clock)
    put(now=clock.now + timedelta(hours=3))
    assert run(post, clock) == 0
    clock.advance(hours=3)
    assert run(post, clock) == 1


def test_a_notice_under_way_does_not_reach_whom_the_ticket_was_closed_to(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    office, book = the_small_office(), app.extensions["rulebook"]
    ticket = a_ticket(book, kind=Kind.INQUIRY, text="Kenapa kami gugur?", now=clock.now)
    assert rows(recipient=office.verifier.email)
    restrict_ticket(
        book, ticket.number, officer_id=office.helpdesk.id, actor=office.bureau_head.actor,
        now=clock.now,
    )
    clock.advance(days=1)
    run(post, clock)
    assert office.verifier.email not in box.addresses
    assert {"budi@contoh.example", office.helpdesk.email} <= set(box.addresses)
    assert {row.state for row in rows(recipient=office.verifier.email)} == {"skipped"}


def test_a_poison_row_is_parked_and_the_next_ones_leave(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    put(now=clock.now, template="link_again")  # no ticket to speak of
    a_ticket(app.extensions["rulebook"], now=clock.now)
    put(now=clock.now, template="tidak_ada")
    put(now=clock.now, recipient="bukan alamat")
    put(now=clock.now, recipient="akhir@contoh.example")
    run(post, clock)
    assert box.addresses == ["budi@contoh.example", "akhir@contoh.example"]
    assert [r.state for r in rows()] == ["dead", "sent", "dead", "dead", "sent"]
    assert all(row.error for row in rows(state="dead"))


def test_a_refusal_for_good_is_parked_and_an_administrator_may_try_again(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    office, keeper = the_small_office(), an_administrator()
    a_ticket(app.extensions["rulebook"], now=clock.now)
    box.refuse["budi@contoh.example"] = Refused("Peladen surel menjawab 550: no such user")
    run(post, clock)
    [row] = rows(recipient="budi@contoh.example")
    assert (row.state, row.error) == ("dead", "Peladen surel menjawab 550: no such user")
    with pytest.raises(NotAllowed):
        retry_notice(row.id, actor=office.helpdesk.actor, now=clock.now)
    box.refuse.clear()
    retry_notice(row.id, actor=keeper.actor, now=clock.now)
    run(post, clock)
    assert "budi@contoh.example" in box.addresses
    with pytest.raises(IllegalMove):
        retry_notice(row.id, actor=keeper.actor, now=clock.now)


def test_a_passing_refusal_is_tried_for_three_days_and_then_parked(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    box.refuse["budi@contoh.example"] = TryLater("Peladen surel menjawab 451: later")
    begun, states = clock.now, set()
    for _ in range(60):
        run(post, clock)
        [row] = rows()
        states.add(row.state)
        if row.state == "dead":
            break
        assert row.not_before > clock.now
        clock.set(row.not_before)
    assert states == {"failed", "dead"}
    assert clock.now - begun >= timedelta(days=3)
    assert "451" in (row.error or "")


def test_without_a_server_the_rest_of_the_queue_is_not_tried_in_vain(
    app: Flask, clock: FrozenClock, post: Post, rows: Rows
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    put(20, now=clock.now)
    url = f"smtp://127.0.0.1:{free_port()}"
    gone = replace(post, carrier=lambda: SmtpServer(url))
    assert run(gone, clock) == 1
    assert [r.attempts for r in rows()].count(1) == 1
    assert "dihubungi" in (rows(state="failed")[0].error or "")


def test_two_dispatchers_send_each_row_once(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    put(40, now=clock.now)

    def work() -> int:
        with app.app_context():
            return dispatch(post, clock)

    with ThreadPoolExecutor(3) as pool:
        done = [job.result() for job in [pool.submit(work) for _ in range(3)]]
    while run(post, clock):  # a claimer that lost a race leaves early; the next tick goes on
        pass
    assert sorted(box.addresses) == sorted({*box.addresses})
    assert len(box.sent) == 41
    assert sum(done) <= 41
    assert {r.state for r in rows()} == {"sent"}


KILLED = """
import os, signal, sys
sys.path.insert(0, ".")
from tests.clock_app import make
from helpdesk.usecases import outbox
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.retry import retry_notice
app = make()
with app.app_context():
    item = outbox.claim(("email",), now=app.extensions["clock"]())
    print(item.id, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_row_whose_claimer_was_killed_returns_after_thirty_seconds(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows, tmp_path: Path
) -> None:
    from tests.clocks import CLOCK_FILE, FileClock

    a_ticket(app.extensions["rulebook"], now=clock.now)
    settings = app.extensions["settings"]
    FileClock(tmp_path / "clock", clock.now)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=60, check=False,
        env={
            "PATH": "/usr/bin:/bin", "DATABASE_URL": settings.database_url,
            "INSTANCE_PATH": str(tmp_path / "i"), CLOCK_FILE: str(tmp_path / "clock"),
        },
    )
    assert killed.returncode == -9, killed.stderr
    assert [r.state for r in rows()] == ["sending"]
    assert run(post, clock) == 0
    clock.advance(seconds=31)
    assert run(post, clock) == 1
    assert box.addresses == ["budi@contoh.example"]


def test_a_claim_far_ahead_comes_from_a_clock_set_back_and_does_not_hold(
    app: Flask, clock: FrozenClock, post: Post, box: Box
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    outbox.claim(("email",), now=clock.now + timedelta(minutes=30))
    db.session.remove()
    assert run(post, clock) == 1


def test_an_address_gets_five_automatic_mails_an_hour_and_forty_a_day(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    put(60, now=clock.now, recipient="Budi@contoh.example", template="receipt")
    run(post, clock)
    assert len(box.sent) == 5
    assert all(row.attempts == 0 for row in rows(state="pending"))
    for hour in range(1, 23):
        clock.advance(hours=1)
        run(post, clock)
        assert len(box.sent) == min(5 * (hour + 1), 40)
    clock.advance(hours=30)
    run(post, clock)
    assert len(box.sent) == 45


def test_an_officers_own_words_are_not_held_by_the_cap(
    app: Flask, clock: FrozenClock, post: Post, box: Box
) -> None:
    book, office = app.extensions["rulebook"], the_small_office()
    ticket = a_ticket(book, now=clock.now)
    put(10, now=clock.now, recipient="budi@contoh.example", template="receipt")
    run(post, clock)
    before = box.addresses.count("budi@contoh.example")
    reply_to_requester(
        book, ticket.number, Words("Silakan coba lagi."), actor=office.helpdesk.actor,
        now=clock.now,
    )
    run(post, clock)
    assert before == 5
    assert box.addresses.count("budi@contoh.example") == 6


def test_warnings_to_officers_are_not_held_by_the_cap(
    app: Flask, clock: FrozenClock, post: Post, box: Box
) -> None:
    ticket = a_ticket(app.extensions["rulebook"], now=clock.now)
    officer = {"recipient": "rina@contoh.example", "audience": "assignee"}
    put(8, now=clock.now, template="new_ticket", ticket_id=ticket.id, **officer)
    run(post, clock)
    assert box.addresses.count("rina@contoh.example") == 8


def test_nothing_goes_to_a_provider_unconfirmed_even_if_a_row_is_there(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    book, office = app.extensions["rulebook"], the_small_office()
    ticket = a_ticket(book, now=clock.now)
    forward_ticket(
        book, ticket.number, Filing(Authority.LKPP, "letter", override_reason="mendesak"),
        actor=office.helpdesk.actor, now=clock.now,
    )
    post = replace(post, mailboxes=frozenset({"helpdesk@lkpp.example"}))
    to = {"recipient": "helpdesk@lkpp.example", "audience": "provider"}
    put(now=clock.now, template="escalation_lkpp", **to)
    run(post, clock)
    assert "helpdesk@lkpp.example" not in box.addresses
    [row] = rows(audience="provider")
    assert row.state == "dead"
    assert "konfirmasi" in (row.error or "")
    confirm_provider_mail()
    put(now=clock.now, template="escalation_lkpp", **to)
    put(now=clock.now, template="escalation_lkpp", recipient="x@lain.example", audience="provider")
    run(post, clock)
    assert box.addresses.count("helpdesk@lkpp.example") == 1
    assert "x@lain.example" not in box.addresses


def test_a_web_chat_gets_its_line_once_with_the_links_place_and_not_the_link(
    app: Flask, clock: FrozenClock, post: Post, rows: Rows
) -> None:
    @use_case
    def a_chat() -> Conversation:
        chat = Conversation(
            skin="webchat", address="a" * 64, state={}, created_at=clock.now, updated_at=clock.now
        )
        db.session.add(chat)
        db.session.flush()
        return chat

    chat, office = a_chat(), the_small_office()
    book = app.extensions["rulebook"]
    ticket = a_ticket(book, channel=Channel.WEBCHAT, now=clock.now, conversation_id=chat.id)
    reply_to_requester(
        book, ticket.number, Words("Coba {tautan} ini."), actor=office.helpdesk.actor,
        now=clock.now,
    )
    run(post, clock)
    [receipt, reply] = db.session.scalars(sa.select(ChatLine).order_by(ChatLine.id))
    assert "{tautan}" in receipt.text
    assert "/t/" not in receipt.text
    assert (receipt.side, reply.side) == ("bot", "officer")
    assert "Coba (tautan) ini." in reply.text
    assert reply.buttons[0][0] == ["Tambah keterangan", f"t:{ticket.number}:add"]
    row = rows(channel="webchat", template="reply")[0]
    assert outbox.show_in_chat(row.id, chat.id, "bot", "lagi", [], now=clock.now)
    assert len(list(db.session.scalars(sa.select(ChatLine)))) == 2
    resolve_ticket(
        book, ticket.number, Words("Sudah pulih."), actor=office.helpdesk.actor, now=clock.now
    )
    run(post, clock)
    solved = db.session.scalars(sa.select(ChatLine).order_by(ChatLine.id.desc())).first()
    assert solved is not None
    assert "{survei}" in solved.text
    assert "/survei/" not in solved.text


def test_a_warning_that_waited_until_its_reason_was_gone_is_skipped(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    book, office = app.extensions["rulebook"], the_small_office()
    ticket = a_ticket(book, now=clock.now)
    data = {"clock": "response", "cycle": 1, "action": "warn", "due_at": clock.now.isoformat()}
    put(
        now=clock.now + timedelta(hours=1), template="deadline_near", data=data,
        audience="assignee", recipient="rina.petugas@contoh.example", ticket_id=ticket.id,
    )
    clock.advance(hours=1)
    reply_to_requester(
        book, ticket.number, Words("Silakan coba lagi."), actor=office.helpdesk.actor,
        now=clock.now,
    )
    run(post, clock)
    [row] = rows(template="deadline_near")
    assert (row.state, row.sent_at) == ("skipped", None)


def test_a_mailed_code_is_forgotten_once_it_is_sent_and_useless_when_late(
    app: Flask, clock: FrozenClock, post: Post, box: Box, rows: Rows
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    code = {"template": "access_code", "data": {"code": "493817"}}
    put(now=clock.now, **code)
    run(post, clock)
    assert any(b"493817" in written for _, written in box.sent)
    put(now=clock.now, **code)
    clock.advance(minutes=16)
    run(post, clock)
    first, second = rows(template="access_code")
    assert (first.state, first.data) == ("sent", {})
    assert second.state == "skipped"


class Sink:
    """A real SMTP server's memory; answers RCPT by what the address says."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []

    async def handle_RCPT(  # noqa: N802  the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if found := re.match(r"kode(\d{3})@", address):
            return f"{found[1]} as asked"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 taken"


@pytest.fixture
def sink() -> Iterator[tuple[str, Sink]]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}", handler
    controller.stop()


def test_mails_reach_a_real_server_on_one_connection(
    app: Flask, clock: FrozenClock, post: Post, sink: tuple[str, Sink], rows: Rows
) -> None:
    url, server = sink
    a_ticket(app.extensions["rulebook"], now=clock.now)
    put(now=clock.now, recipient="kode550@contoh.example")
    put(now=clock.now, recipient="kode450@contoh.example")
    put(now=clock.now, recipient="akhir@contoh.example")
    run(replace(post, carrier=lambda: SmtpServer(url)), clock)
    assert [to for to, _ in server.mails] == [["budi@contoh.example"], ["akhir@contoh.example"]]
    assert [r.state for r in rows()] == ["sent", "dead", "failed", "sent"]
    found = message_from_bytes(server.mails[0][1], policy=policy.default)
    assert found["Subject"] == "Tanda terima tiket PBJ-2026-000001"


def test_without_smtp_and_with_sample_data_mails_are_files(
    app: Flask, clock: FrozenClock, post: Post, tmp_path: Path
) -> None:
    a_ticket(
        app.extensions["rulebook"], now=clock.now,
        contacts={"email": "pejabat@kalteng.go.id"}, actor=REQUESTER,
    )
    folder = tmp_path / "surel"
    run(replace(post, carrier=lambda: MailFolder(folder, demo=True)), clock)
    [file] = folder.iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o777 == 0o600
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert "pemerintah" in found["X-Helpdesk-Tidak-Dikirim"]
    assert found["To"] == "pejabat@kalteng.go.id"


def test_sample_data_never_leaves_whatever_the_server_setting(app: Flask) -> None:
    chosen = replace(app.extensions["settings"], demo=True, smtp_url="smtp://127.0.0.1:9")
    with app.app_context():  # the worker asks the database for the newest rulebook
        app.extensions["settings"] = chosen
        assert isinstance(post_of(app).carrier(), MailFolder)
        app.extensions["settings"] = replace(chosen, demo=False)
        assert isinstance(post_of(app).carrier(), SmtpServer)


def test_a_disk_that_takes_nothing_leaves_the_row_for_later(
    app: Flask, clock: FrozenClock, post: Post, rows: Rows, tmp_path: Path
) -> None:
    a_ticket(app.extensions["rulebook"], now=clock.now)
    (tmp_path / "surel").write_text("a file where the folder should be")
    run(replace(post, carrier=lambda: MailFolder(tmp_path / "surel", demo=False)), clock)
    assert [r.state for r in rows()] == ["failed"]
    (tmp_path / "surel").unlink()
    clock.advance(minutes=2)
    run(replace(post, carrier=lambda: MailFolder(tmp_path / "surel", demo=False)), clock)
    wait_until(lambda: [r.state for r in rows()] == ["sent"], "the row leaves")
