"""An officer's telephone from the link to letting go, with a vendor's chat beside it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.models import Message, Officer, OfficerChat
from helpdesk.usecases.officer_chats import invite
from tests.bot.botapi.person import Person
from tests.bot.botapi.screen import Seen
from tests.bot.office import Office, office_at
from tests.builders import an_officer

GOLDEN = Path(__file__).parents[1] / "golden" / "telegram"
PUBLIC = "Baik, sudah kami lihat. Mohon kirim nama berkas yang gagal."


@pytest.fixture
def office(database_url: str, tmp_path: Path, app: Flask) -> Iterator[Office]:
    """With an https address, so that Telegram takes the button to the desk."""
    with office_at(database_url, tmp_path, app, BASE_URL="https://helpdesk.test") as made:
        yield made


def test_an_officer_works_from_a_telephone(office: Office) -> None:
    office.bot()
    rahmi, budi = office.api.person("Rahmi", "rahmi_w"), office.api.person("Budi", "budi_cv")
    officer = office.look(lambda: an_officer("Rahmi Wulandari"))
    _links(office, rahmi, officer)
    notice = _takes_a_new_ticket(rahmi, budi)
    _answers(office, rahmi, budi, notice)
    _looks(rahmi)
    _is_alerted_at_night(office, rahmi)
    _lets_go(office, rahmi)
    office.settle()
    for person, name in ((rahmi, "20_petugas"), (budi, "20_petugas_dan_vendor")):
        _read(office, person, name)


def _links(office: Office, rahmi: Person, officer: Officer) -> None:
    token = office.look(lambda: invite(actor=officer.actor, now=office.place.clock()))
    rahmi.start(token)
    rahmi.press("Ya, hubungkan", rahmi.wait_for("akun Rahmi Wulandari", seconds=20))
    rahmi.wait_for("Terhubung dengan akun")
    office.api.wait(lambda: "tugas" in _menu(office, rahmi), 10, "the officers' menu")


def _takes_a_new_ticket(rahmi: Person, budi: Person) -> Seen:
    budi.say("sudah 3x unggah penawaran gagal terus error 500, kata pokja jaringan saya aman")
    _files(budi)
    notice = rahmi.wait_for("Tiket baru", seconds=20)
    rahmi.press("Ambil", notice)
    rahmi.wait_for("sekarang pada Anda")
    return notice


def _files(vendor: Person) -> None:
    offered = vendor.wait_for(lambda seen: "Buat tiket" in seen.buttons, seconds=20)
    vendor.press("Buat tiket", offered)
    vendor.wait_for("PBJ-2026-", seconds=20)


def _answers(office: Office, rahmi: Person, budi: Person, notice: Seen) -> None:
    """To the requester by a reply to the notice; the answer to that as an internal note."""
    rahmi.say(PUBLIC, reply_to=notice)
    asked = rahmi.wait_for("Belum dikirim")
    assert office.look(_officers_words) == [], "nothing before the press"
    rahmi.press("Kirim ke pemohon", asked)
    rahmi.wait_for("Terkirim ke pemohon")
    told = budi.wait_for("nama berkas yang gagal", seconds=20)
    budi.say("penawaran-teknis(1).pdf", reply_to=told)
    again = rahmi.wait_for("Pemohon menulis lagi", seconds=20)
    rahmi.say("Sepertinya tanda kurung di nama berkas.", reply_to=again)
    rahmi.press("Catatan internal", rahmi.wait_for("Belum dikirim"))
    rahmi.wait_for("hanya petugas")
    assert office.look(_officers_words) == [
        (PUBLIC, False), ("Sepertinya tanda kurung di nama berkas.", True)
    ]


def _officers_words() -> list[tuple[str, bool]]:
    query = sa.select(Message.body, Message.internal).filter_by(side="officer")
    return [(row.body, row.internal) for row in db.session.execute(query.order_by(Message.id))]


def _looks(rahmi: Person) -> None:
    rahmi.say("/tugas")
    listed = rahmi.wait_for("Yang perlu Anda kerjakan sekarang")
    rahmi.press("PBJ-2026-000001", listed)
    rahmi.wait_for("Yang memegang: Rahmi Wulandari")


def _is_alerted_at_night(office: Office, rahmi: Person) -> None:
    office.place.clock.advance(hours=12)
    sari = office.api.person("Sari", "sari_pt")
    sari.say("gagal unggah penawaran paket 45678912, tender tutup besok jam 10.00")
    _files(sari)
    rahmi.wait_for("MENDESAK", seconds=20)


def _lets_go(office: Office, rahmi: Person) -> None:
    rahmi.say("/putus")
    rahmi.wait_for("dilepas dari akun")
    assert office.look(lambda: db.session.scalar(sa.select(OfficerChat.officer_id))) is None
    office.api.wait(lambda: not _menu(office, rahmi), 10, "the menu of anyone")
    rahmi.say("/tugas")
    rahmi.wait_for("belum kami kenal")


def _menu(office: Office, rahmi: Person) -> list[str]:
    """The commands that Telegram offers in this chat, if it has a menu of its own."""
    found = office.api.about()["commands"]
    own = [offered for scope, offered in found.items() if str(rahmi.chat_id) in scope]
    return [each["command"] for offered in own for each in offered]


def _read(office: Office, person: Person, name: str) -> None:
    page = office.page(person)
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("REGOLD") == "1":
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")
