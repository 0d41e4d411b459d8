"""Whole conversations on Telegram, read as a vendor reads them; the pages are golden files."""

import os
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.ticket import Kind, Status
from helpdesk.models import Attachment, Message, Ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.bot.botapi.person import Person
from tests.bot.botapi.screen import Seen
from tests.bot.office import Office
from tests.builders import an_officer

GOLDEN = Path(__file__).parents[1] / "golden" / "telegram"
MOST_QUESTIONS = 5


def test_vendors_ask_file_complain_and_hear_until_it_is_solved(office: Office) -> None:
    office.bot()
    sari = office.api.person("Sari", "sari_pt")
    budi = office.api.person("Budi", "budi_cv")
    tono = office.api.person("Tono", "tono_ud")
    _asks(sari)
    _files(budi)
    _is_helped(office, budi)
    asked = _complains(tono)
    office.settle()
    assert len(asked) <= MOST_QUESTIONS
    _keeps_what_was_sent(office)
    _has_one_ticket(office, budi, Kind.PROBLEM, Status.CLOSED)
    _has_one_ticket(office, tono, Kind.COMPLAINT, Status.NEW)
    for person, name in ((sari, "01_tanya"), (budi, "02_kendala"), (tono, "03_pengaduan")):
        _read(office, person, name)


def _asks(sari: Person) -> None:
    sari.start()
    sari.wait_for("Langsung tulis saja", seconds=20)
    sari.say("gimana cara ganti email akun penyedia yg udah ga aktif")
    sari.wait_for("Apakah ini membantu?")
    sari.press("Ya, membantu")
    sari.wait_for("Senang bisa membantu")
    sari.send_other("sticker")
    sari.wait_for("stiker")
    sari.say("/status")
    sari.wait_for("Belum ada tiket")


def _files(budi: Person) -> None:
    """A number in two inputs, then screenshot, package, deadline."""
    budi.say("sudah 3x unggah penawaran gagal terus error 500, kata pokja jaringan saya aman")
    budi.wait_for("Apakah ini membantu?")
    budi.press("Buat tiket")
    budi.wait_for("sudah tercatat")
    budi.wait_for("tangkapan layar atau berkas")
    budi.send_photo()
    budi.wait_for("Terkait paket")
    budi.say("45678912")
    budi.wait_for("Kapan")
    budi.say("besok jam 10 pagi")
    budi.wait_for("10.00 WIB")


def _is_helped(office: Office, budi: Person) -> None:
    """Triage, an answer, a word back by replying to it, the solution, and "sudah beres"."""
    book, number = office.app.extensions["rulebook"], "PBJ-2026-000001"
    officer = office.look(lambda: an_officer(roles=(Role.HELPDESK, Role.VERIFIER)).actor)
    now = office.place.clock()
    _act(office, officer, lambda actor: triage_ticket(
        book, number, Triage(Kind.PROBLEM, "pendampingan-permasalahan-spse"), actor=actor, now=now
    ))
    _act(office, officer, lambda actor: reply_to_requester(
        book, number, Words("Mohon kirim nama berkas yang gagal diunggah."), actor=actor, now=now
    ))
    answer = budi.wait_for("nama berkas yang gagal", seconds=20)
    budi.press("Lihat status", answer)
    budi.press("Kenapa tanggal ini?", budi.wait_for(_has_button("Kenapa tanggal ini?")))
    budi.wait_for("Lama menunggu")
    budi.say("penawaran-teknis(1).pdf", reply_to=answer)
    budi.wait_for(number)
    _act(office, officer, lambda actor: resolve_ticket(
        book, number, Words("Nama berkas tidak boleh memakai tanda kurung. Silakan ganti."),
        actor=actor, now=now,
    ))
    budi.wait_for(_has_button("Sudah beres"), seconds=20)
    budi.press("Sudah beres")
    budi.wait_for("Terima kasih")


def _act(office: Office, actor: Actor, act: Callable[[Actor], object]) -> None:
    office.look(lambda: act(actor))


def _has_button(label: str) -> Callable[[Seen], bool]:
    return lambda message: label in message.buttons


def _complains(tono: Person) -> list[str]:
    """The questions asked until nothing more is."""
    tono.say("/lapor")
    tono.press("Pengaduan", tono.wait_for(_has_button("Pengaduan"), seconds=20))
    tono.wait_for("dalam satu pesan")
    tono.say("Petugas loket menolak berkas kami tanpa alasan pada Kamis 19 November di kantor biro")
    answers = {
        "nama lengkap": "Tono Wijaya", "alamat anda": "Jl. Contoh 5, Palangka Raya",
        "kerugian": "Tidak ada", "harapkan": "Mohon berkas kami diperiksa ulang",
        "terakhir": "Saya menyatakan benar",
    }
    asked: list[str] = []
    while question := _question(tono):
        asked.append(question)
        tono.say(next(text for word, text in answers.items() if word in question.lower()))
    return asked


def _question(person: Person) -> str:
    """The next question; empty when the bot says that all is there."""
    said = person.wait_for(lambda seen: "dari 5" in seen.text or "Lengkap" in seen.text)
    return said.text if "dari 5" in said.text else ""


def _has_one_ticket(office: Office, person: Person, kind: Kind, status: Status) -> None:
    ticket = office.written(person)["tickets"]
    assert [(each[0], each[1]) for each in ticket] == [(kind.value, status.value)]


def _keeps_what_was_sent(office: Office) -> None:
    """The first words, the package and the picture of ticket 1."""

    def stored() -> tuple[str | None, list[str], list[str]]:
        ticket = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).unique().first()
        assert ticket is not None
        of_it = sa.select(Message.body).filter_by(ticket_id=ticket.id).order_by(Message.id)
        names = sa.select(Attachment.name).filter_by(ticket_id=ticket.id)
        return ticket.package_code, [*db.session.scalars(of_it)], [*db.session.scalars(names)]

    code, bodies, names = office.look(stored)
    assert code == "45678912"
    assert bodies[0].startswith("sudah 3x unggah")
    assert bodies[-1] == "Nama berkas tidak boleh memakai tanda kurung. Silakan ganti."
    assert [name[-4:] for name in names] == [".jpg"]


def _read(office: Office, person: Person, name: str) -> None:
    """Compare the page with its golden file; REGOLD=1 writes it anew."""
    page = office.page(person)
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("REGOLD") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")
