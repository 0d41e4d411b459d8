"""What officers do, as their requesters read it in Telegram; the pages are golden files."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpdesk import create_app
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority, Kind
from tests import databases
from tests.bot.acts import PDF, PNG, Desk
from tests.bot.botapi.person import JPEG, Person
from tests.bot.botapi.screen import Seen
from tests.bot.office import Office, office_at
from tests.clocks import FrozenClock
from tests.conftest import _close, _migrate, _settings

GOLDEN = Path(__file__).parents[1] / "golden" / "telegram"
SITE = "https://helpdesk.contoh.go.id"
PROBLEM = "token aktivasi tidak masuk ke email, dua layar saya kirim, mohon bantuan petugas"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One bot for the module, at a public address, so that links become buttons."""
    folder = tmp_path_factory.mktemp("office")
    url = databases.sqlite_database(folder / "helpdesk.db", _migrate)
    app = create_app(_settings(url, folder / "instance"), FrozenClock())
    with office_at(url, folder, app, BASE_URL=SITE) as made:
        made.bot()
        yield made
    _close(app)


def _button(label: str) -> Callable[[Seen], bool]:
    return lambda message: label in message.buttons


def _number(person: Person) -> str:
    return person.wait_for("sudah tercatat", seconds=30).text.split("\n")[0]


def test_a_matter_through_many_hands_until_it_is_really_done(office: Office) -> None:
    desk, rini = Desk.of(office), office.api.person("Rini")
    number = _reports_with_an_album(rini)
    desk.triage(number, Kind.PROBLEM, Authority.LKPP)
    _is_asked(desk, rini, number)
    _gets_files(office, desk, rini, number)
    _completes_her_file(desk, rini, number)
    _is_forwarded(desk, rini, number)
    _says_it_is_not_done_until_it_is(desk, rini, number)
    office.settle()
    _read(office, rini, "06_sampai_beres")


def _reports_with_an_album(rini: Person) -> str:
    rini.send_album([JPEG, JPEG], caption=PROBLEM)
    first = rini.wait_for(lambda seen: bool(seen.buttons), seconds=30)
    ticket = next(label for label in first.buttons if "tiket" in label.lower())
    rini.press(ticket, first)
    number = _number(rini)
    rini.press("Tidak terkait paket", rini.wait_for(_button("Tidak terkait paket"), seconds=20))
    rini.wait_for("kami kirim ke sini", seconds=20)
    return number


def _is_asked(desk: Desk, rini: Person, number: str) -> None:
    asking = "Token untuk akun yang mana: *penyedia* atau <b>PPK</b>?"
    desk.reply(number, asking, wait_for="question")
    asked = rini.wait_for(_button("Jawab"), seconds=20)
    assert asking in asked.text, "their words are no markup"
    rini.press("Jawab", asked)
    rini.wait_for("tulis jawaban", seconds=20)
    rini.say("Akun penyedia.")
    rini.wait_for("Sudah kami tambahkan", seconds=20)


def _gets_files(office: Office, desk: Desk, rini: Person, number: str) -> None:
    """In their order after the words; an identity document is never among them."""
    files = [
        desk.attach("panduan-token.pdf"), desk.attach("ktp-direktur.pdf"),
        desk.attach("contoh-layar.png", PNG),
    ]
    desk.reply(number, "Mohon ikuti panduan ini.", files)
    rini.wait_for(lambda seen: seen.photo, seconds=20)
    office.settle()
    told, guide, screen = rini.replies()[-3:]
    assert "ikuti panduan" in told.text
    assert guide.document == "panduan-token.pdf"
    assert office.api.download(str(guide.file_id)) == PDF
    assert "contoh-layar.png" in screen.text
    assert not any(seen.document == "ktp-direktur.pdf" for seen in rini.from_bot())


def _completes_her_file(desk: Desk, rini: Person, number: str) -> None:
    desk.reply(number, "Yang masih kurang:\n1. Surat permohonan\n2. Layar terbaru", wait_for="file")
    asked = rini.wait_for(_button("Kirim berkas"), seconds=20)
    rini.press("Kirim berkas", asked)
    rini.wait_for("KTP, NPWP", seconds=20)
    rini.send_document("surat-permohonan.pdf", PDF)
    rini.wait_for("Sudah kami tambahkan", seconds=20)
    rini.press("Sudah lengkap", asked)
    rini.wait_for("Sudah kami tambahkan", seconds=20)


def _is_forwarded(desk: Desk, rini: Person, number: str) -> None:
    desk.forward(number)
    rini.wait_for("Diteruskan ke LKPP", seconds=20)
    desk.accepted(number, "LS-2026-118")
    rini.wait_for("sudah menerima", seconds=20)
    desk.provider_says(number, "Token dikirim ulang ke email terdaftar.")
    desk.reply(number, "LKPP sudah mengirim ulang tokennya. Mohon periksa kotak masuk.")
    rini.wait_for("mengirim ulang", seconds=20)


def _says_it_is_not_done_until_it_is(desk: Desk, rini: Person, number: str) -> None:
    desk.resolve(number, "Token sudah dikirim ulang oleh LKPP.")
    rini.press("Belum selesai", rini.wait_for(_button("Belum selesai"), seconds=20))
    rini.wait_for("masih belum selesai", seconds=20)
    rini.say("Tokennya masuk tetapi ditolak sistem")
    rini.wait_for("sudah sampai ke petugas", seconds=20)
    desk.resolve(number, "Token baru sudah kami uji bersama Anda dan diterima.")
    done = rini.wait_for(_button("Sudah beres"), seconds=20)
    assert done.button("Nilai layanan")["url"].startswith(f"{SITE}/survei/")
    rini.press("Sudah beres", done)
    thanks = rini.wait_for("Terima kasih", seconds=20)
    assert "Nilai layanan" in thanks.buttons
    assert "/survei/" not in thanks.text, "the address stands on the button"


def test_a_visit_from_the_invitation_to_the_receipt(office: Office) -> None:
    desk, wati = Desk.of(office, Role.VERIFIER, Role.HELPDESK), office.api.person("Wati")
    wati.say("/layanan")
    wati.say("Aktivasi User ID Penyedia Barang/Jasa")
    wati.press("Ajukan layanan ini", wati.wait_for(_button("Ajukan layanan ini"), seconds=30))
    wati.wait_for("Tulis keperluan", seconds=20)
    wati.say("Mohon aktivasi User ID CV Contoh Jaya")
    wati.press("Kirim sebagai tiket", wati.wait_for(_button("Kirim sebagai tiket"), seconds=20))
    number = _number(wati)
    wati.press("Lewati", wati.wait_for(_button("Lewati"), seconds=20))
    wati.wait_for("kami kirim ke sini", seconds=20)
    desk.reply(number, "Pindaian sudah kami terima. Silakan bawa aslinya.", wait_for="visit")
    invited = wati.wait_for(_button("Kartu kunjungan"), seconds=20)
    assert invited.button("Kartu kunjungan")["url"].endswith("/kunjungan")
    card = wati.wait_for(lambda seen: seen.photo, seconds=20)
    assert office.api.download(str(card.file_id)).startswith(PNG[:8])
    desk.receive_at_counter(number)
    paper = wati.wait_for(lambda seen: seen.document is not None, seconds=30)
    assert office.api.download(str(paper.file_id)).startswith(b"%PDF")
    office.settle()
    _read(office, wati, "07_loket")


def test_a_complaint_about_an_officer_is_answered_by_the_head_alone(office: Office) -> None:
    head, tono = Desk.of(office, Role.BUREAU_HEAD), office.api.person("Tono")
    tono.say("petugas loket minta uang rokok supaya berkas saya diproses")
    tono.press("Tetap catat di sini", tono.wait_for(_button("Tetap catat di sini"), seconds=30))
    number = _number(tono)
    head.reply(number, "Pengaduan Anda saya tangani sendiri. Mohon simpan buktinya.")
    tono.wait_for("tangani sendiri", seconds=20)
    office.settle()
    _read(office, tono, "08_pengaduan_petugas")


def test_a_file_that_has_to_wait_or_is_refused_repeats_nothing_and_is_told(
    office: Office,
) -> None:
    desk, hadi = Desk.of(office), office.api.person("Hadi")
    number = _has_a_ticket(hadi)
    pictures = [desk.attach(f"layar-{each}.png", PNG) for each in (1, 2, 3)]
    office.api.fault("retry", "sendPhoto", skip=1, retry_after=1)
    desk.reply(number, "Tiga layar contoh.", pictures)
    office.settle()
    said = [seen.text for seen in hadi.replies() if "Lampiran" in seen.text or "Tiga" in seen.text]
    assert len(said) == 4, "one message of words and each picture once"
    assert [text.rpartition(" ")[2] for text in said[1:]] == [
        "layar-1.png", "layar-2.png", "layar-3.png"
    ]
    for method in ("sendPhoto", "sendDocument"):
        office.api.fault("status", method, times=1, code=400, description="Bad Request: no")
    desk.reply(number, "Satu lagi.", [desk.attach("layar-4.png", PNG)])
    told = hadi.wait_for("tidak dapat kami kirim di sini", seconds=20)
    assert "layar-4.png" in told.text
    assert f"{SITE}/t/" in told.text
    office.settle()


def test_a_chat_blocked_between_words_and_file_gets_nothing_more(office: Office) -> None:
    desk, maya = Desk.of(office), office.api.person("Maya")
    number = _has_a_ticket(maya)
    blocked = "Forbidden: bot was blocked by the user"
    office.api.fault("status", "sendDocument", times=1, code=403, description=blocked)
    desk.reply(number, "Mohon baca ini.", [desk.attach("panduan.pdf"), desk.attach("dua.pdf")])
    maya.wait_for("Mohon baca ini", seconds=20)
    office.settle()
    last = office.outbox(maya)[-1]
    assert (last.state, len(last.data["parts"])) == ("dead", 1)
    assert not any(seen.document for seen in maya.from_bot())


def test_a_link_whose_button_is_refused_is_told_in_words(office: Office) -> None:
    """A button to press stays; a link must not be lost with its button."""
    refused = f"Bad Request: inline keyboard button URL '{SITE}' is invalid: Wrong HTTP URL"
    dewi = office.api.person("Dewi")
    dewi.say("unggah dokumen penawaran gagal terus, muncul error 500")
    answer = dewi.wait_for(_button("Buat tiket"), 30)
    office.api.fault("status", "sendMessage", times=1, code=400, description=refused)
    dewi.press("Buat tiket", answer)
    receipt = dewi.wait_for("sudah tercatat", seconds=30)
    assert f"Pantau tiket: {SITE}/t/" in receipt.text
    assert receipt.buttons == ["Kenapa tanggal ini?"]
    assert receipt.entities


def _has_a_ticket(person: Person) -> str:
    person.say("unggah dokumen penawaran gagal terus, muncul error 500")
    person.press("Buat tiket", person.wait_for(_button("Buat tiket"), 30))
    number = _number(person)
    person.wait_for(_button("Lewati"), seconds=20)
    return number


def _read(office: Office, person: Person, name: str) -> None:
    """Compare the page with its golden file; REGOLD=1 writes it anew."""
    page = office.page(person)
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("REGOLD") == "1":
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")
