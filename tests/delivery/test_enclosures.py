"""Mail to LKPP and Telkom carries the dossier and the chosen files, and nothing else's."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from helpdesk.config import Settings
from helpdesk.delivery.dispatch import dispatch
from helpdesk.domain import dossier
from helpdesk.domain.ticket import Authority, Category
from helpdesk.models import Attachment
from helpdesk.storage import FileStore
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.forward import Filing, forward_ticket, take_back
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.mailbox import agree_mailbox
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note
from helpdesk.usecases.sweep import sweep
from helpdesk.worker import post_of, run_dispatch
from tests.builders import SmallOffice, a_ticket, confirm_provider_mail, move, the_small_office
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.processes import free_port
from tests.reports.papers import START, text_of

pytestmark = SQLITE_ONLY
LKPP = "helpdesk@lkpp.example"


class Sink:
    """A mail server that keeps what it took."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((list(envelope.rcpt_tos), mail))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for to, mail in self.mails if to == [address]]


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
def settings(settings: Settings, sink: tuple[Sink, str]) -> Settings:
    return replace(settings, smtp_url=sink[1], lkpp_email=LKPP)


@pytest.fixture
def office(app: Flask, rows: Any) -> SmallOffice:
    confirm_provider_mail()
    return the_small_office()


def keep(app: Flask, name: str, content: bytes = b"", *, caption: str = "") -> str:
    store = FileStore(app.extensions["settings"].instance_path / "files")
    body = START[name.rpartition(".")[2]] + (content or name.encode())
    upload = store.receive(BytesIO(body), name)
    return keep_upload(
        upload, owner="uji", now=app.extensions["clock"](), caption=caption
    ).ref


def matter(app: Flask, *names: str, **captions: str) -> tuple[str, list[str]]:
    """A supplier's problem with files; the number and the refs of the files."""
    refs = [keep(app, name, caption=captions.get(name.partition(".")[0], "")) for name in names]
    ticket = a_ticket(
        app.extensions["rulebook"], category=Category.SUPPLIER, package_code="PKT-1",
        files=tuple(refs), owner="uji", now=app.extensions["clock"](),
        text="Unggah gagal, error 500. Hubungi Budi Santoso 0812-3456-7890.",
    )
    return ticket.number, refs


def file(app: Flask, office: SmallOffice, number: str, refs: list[str], **more: Any) -> None:
    forward_ticket(
        app.extensions["rulebook"], number,
        Filing(Authority.LKPP, "email", override_reason="x", attachments=refs, **more),
        actor=office.helpdesk.actor, now=app.extensions["clock"](),
    )


def enclosed(mail: EmailMessage) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_content() for part in mail.iter_attachments()}


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_dossier_and_the_ticked_files_go_and_no_other(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str]
) -> None:
    number, refs = matter(app, "layar satu.png", "rahasia lain.png", "ktp-budi.jpg")
    add_note(
        app.extensions["rulebook"], number, Words("dugaan DAPUR", [_of(app, office)]),
        actor=office.helpdesk.actor, now=clock.now,
    )
    file(app, office, number, refs[:1])
    dispatch(post_of(app), clock)
    [mail] = sink[0].to(LKPP)
    files = enclosed(mail)
    paper = f"berkas-penerusan-{number}.pdf"
    assert set(files) == {paper, "01-layar satu.png"}
    assert files["01-layar satu.png"] == START["png"] + b"layar satu.png"
    text = text_of(files[paper])
    assert "PKT-1" in text
    for private in ("0812", "Budi Santoso", "DAPUR", "rahasia lain", "ktp"):
        assert private not in text, private
        assert private not in words(mail), private
    assert "Terlampir: berkas penerusan (PDF) dan bukti dari pelapor: 01-layar satu.png." in words(
        mail
    )


def _of(app: Flask, office: SmallOffice) -> str:
    """An upload of the officer, for an internal note."""
    store = FileStore(app.extensions["settings"].instance_path / "files")
    upload = store.receive(BytesIO(START["png"] + b"log"), "log-dapur.png")
    return keep_upload(
        upload, owner=str(office.helpdesk.actor), now=app.extensions["clock"]()
    ).ref


def test_what_is_too_large_is_named_and_offered(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dossier.fitting, "__defaults__", (40,))
    number, refs = matter(app, "a.png", "rekaman layar yang panjang sekali.mp4", "b.png")
    file(app, office, number, refs)
    dispatch(post_of(app), clock)
    [mail] = sink[0].to(LKPP)
    assert set(enclosed(mail)) == {
        f"berkas-penerusan-{number}.pdf", "01-a.png", "02-b.png"
    }
    said = "kami kirim bila Saudara minta: rekaman layar yang panjang sekali.mp4."
    assert said in words(mail)


def test_the_escalation_by_itself_takes_every_file_that_may_go_but_no_identity(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str], rows: Any
) -> None:
    refs = [keep(app, "galat.png"), keep(app, "ktp.jpg")]
    book = app.extensions["rulebook"]
    number = a_ticket(
        book, authority=Authority.LKPP, files=tuple(refs), owner="uji", now=clock.now,
        actor=office.helpdesk.actor,
    ).number
    sweep(book, move(clock, "Senin 30 November 2026 16.01"))
    move(clock, "Selasa 1 Desember 2026 07.31")
    dispatch(post_of(app), clock)
    [mail] = sink[0].to(LKPP)
    assert set(enclosed(mail)) == {f"berkas-penerusan-{number}.pdf", "01-galat.png"}


def test_a_reminder_carries_the_same_files_again(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str]
) -> None:
    number, refs = matter(app, "galat.png", "lain.png")
    book = app.extensions["rulebook"]
    forward_ticket(
        book, number,
        Filing(Authority.LKPP, "lpse_support", "L-1", override_reason="x", attachments=refs[:1]),
        actor=office.helpdesk.actor, now=clock.now,
    )
    receive_message(book, number, "Masih gagal.", channel="web", now=clock.now)
    sweep(book, move(clock, "Senin 30 November 2026 16.01"))
    move(clock, "Selasa 1 Desember 2026 07.31")
    dispatch(post_of(app), clock)
    [mail] = sink[0].to(LKPP)
    assert str(mail["subject"]).startswith("Pengingat")
    assert set(enclosed(mail)) == {f"berkas-penerusan-{number}.pdf", "01-galat.png"}


def test_a_file_that_became_an_identity_document_stays_behind(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str], db_session: Any
) -> None:
    number, refs = matter(app, "galat.png")
    file(app, office, number, refs)
    db_session.query(Attachment).update({"restricted": True})
    db_session.commit()
    dispatch(post_of(app), clock)
    [mail] = sink[0].to(LKPP)
    assert set(enclosed(mail)) == {f"berkas-penerusan-{number}.pdf"}


def test_a_file_that_cannot_be_read_lets_the_mail_wait(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str], rows: Any
) -> None:
    number, refs = matter(app, "galat.png")
    file(app, office, number, refs)
    FileStore(app.extensions["settings"].instance_path / "files").drop(refs[0])
    dispatch(post_of(app), clock)
    [row] = rows(audience="provider")
    assert (row.state, row.error) == ("failed", "Lampiran tidak terbaca dari penyimpanan.")
    assert sink[0].to(LKPP) == []


def test_nobody_but_the_provider_gets_a_file(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str]
) -> None:
    number, refs = matter(app, "galat.png")
    file(app, office, number, refs)
    dispatch(post_of(app), clock)
    others = [mail for to, mail in sink[0].mails if to != [LKPP]]
    assert others
    assert all(not enclosed(mail) for mail in others)


def test_a_matter_taken_back_before_the_mail_left_is_not_mailed(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str], rows: Any
) -> None:
    move(clock, "Senin 23 November 2026 17.00")
    number, refs = matter(app, "galat.png")
    file(app, office, number, refs)
    take_back(
        app.extensions["rulebook"], number, "Sudah pulih", actor=office.helpdesk.actor,
        now=clock.now,
    )
    move(clock, "Selasa 24 November 2026 07.31")
    dispatch(post_of(app), clock)
    assert sink[0].to(LKPP) == []
    [row] = rows(audience="provider")
    assert row.state == "skipped"


def test_the_worker_records_acceptance_once_the_agreed_mailbox_has_it(
    app: Flask, clock: FrozenClock, office: SmallOffice, sink: tuple[Sink, str]
) -> None:
    number, refs = matter(app, "galat.png")
    agree_mailbox(
        app.extensions["rulebook"], Authority.LKPP, LKPP, actor=office.bureau_head.actor,
        now=clock.now,
    )
    file(app, office, number, refs)
    run_dispatch(app)
    assert sink[0].to(LKPP)
    assert load_ticket(number).relay_state == "accepted"


def test_a_mail_written_to_a_folder_is_no_acceptance(
    app: Flask, clock: FrozenClock, office: SmallOffice
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], smtp_url="")
    number, refs = matter(app, "galat.png")
    agree_mailbox(
        app.extensions["rulebook"], Authority.LKPP, LKPP, actor=office.bureau_head.actor,
        now=clock.now,
    )
    file(app, office, number, refs)
    run_dispatch(app)
    assert load_ticket(number).relay_state == "filed"
