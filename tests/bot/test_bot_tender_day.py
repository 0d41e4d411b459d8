"""A vendor whose upload fails before the deadline: number in two inputs, then the Bukti Lapor."""

import os
import signal
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from bot.papers import fetch_paper
from helpdesk.db import db
from helpdesk.delivery.enclosures import Enclosure, Kind
from helpdesk.models import OutboxItem
from helpdesk.storage import FileStore
from helpdesk.usecases.receive import add_details
from tests.bot.botapi.person import Person
from tests.bot.office import Office
from tests.builders import an_officer
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.reports.papers import text_of

GOLDEN = Path(__file__).parents[1] / "golden" / "telegram"
TROUBLE = "gagal unggah penawaran paket 45678912, tender tutup hari ini jam 14.00"


def _reports(person: Person, trouble: str = TROUBLE) -> str:
    """Two inputs; the number."""
    person.say(trouble)
    person.say("Buat tiket")
    return person.wait_for("Sudah tercatat", seconds=30).text.split("\n")[0]


def _papers(person: Person) -> list[str]:
    return [message.document for message in person.from_bot() if message.document]


def _alerts(office: Office) -> int:
    query = sa.select(sa.func.count()).where(OutboxItem.template == "tender_alert")
    return office.look(lambda: db.session.scalar(query) or 0)


def test_a_vendor_on_the_last_day_from_start_to_the_paper(office: Office) -> None:
    office.look(lambda: an_officer())
    office.bot()
    budi = office.api.person("Budi", "budi_cv")
    budi.start()
    budi.wait_for("Langsung tulis saja", seconds=20)
    budi.say("gagal unggah penawaran terus, tender tutup hari ini jam 14.00")
    budi.wait_for("Apakah ini membantu?", seconds=20)
    budi.press("Buat tiket")
    budi.wait_for("Kode paketnya berapa", seconds=20)
    assert _alerts(office) == 0
    budi.say("45678912")
    budi.wait_for("Itu yang kami perlukan", seconds=20)
    office.settle()
    assert _alerts(office) == 1
    page = office.page(budi)
    file = GOLDEN / "04_hari_tender.txt"
    if os.environ.get("REGOLD") == "1":
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")


@SQLITE_ONLY
def test_the_paper_follows_the_receipt_and_holds_what_was_reported(office: Office) -> None:
    office.bot()
    budi = office.api.person("Budi")
    number = _reports(budi)
    paper = budi.wait_for(lambda seen: seen.document is not None, seconds=30)
    office.settle()
    said = budi.from_bot()
    place = [message.id for message in said].index(paper.id)
    assert said[place - 1].text.startswith(number), "right after the receipt"
    assert paper.document == f"bukti-lapor-{number}.pdf"
    assert number in paper.text
    assert "/bukti" in paper.text
    text = text_of(office.api.download(str(paper.file_id)))
    for part in (number, "45678912", "gagal unggah penawaran", "09.00.00 WIB", "14.00 WIB"):
        assert part in text, part
    assert _papers(budi) == [f"bukti-lapor-{number}.pdf"]
    budi.say("masih gagal", reply_to=paper)
    budi.wait_for("Tercatat", seconds=20)
    office.look(lambda: add_details(
        office.app.extensions["rulebook"], number, now=office.place.clock(),
        actor=an_officer("Vino Verifikator").actor, package_code="45678913",
    ))
    told = budi.wait_for("paket 45678913", seconds=20)
    again = budi.wait_for(lambda seen: seen.document is not None, seconds=20)
    assert again.id > told.id


@SQLITE_ONLY
@pytest.mark.parametrize("kind", ["status", "retry"])
def test_the_words_are_not_repeated_when_the_paper_has_to_wait(office: Office, kind: str) -> None:
    office.api.fault(kind, "sendDocument", times=2, retry_after=1)
    office.bot()
    budi = office.api.person("Budi")
    number = _reports(budi)
    budi.wait_for(lambda seen: seen.document is not None, seconds=30)
    office.settle()
    assert len([m for m in budi.from_bot() if m.text.startswith(number)]) == 1
    assert len(_papers(budi)) == 1


@SQLITE_ONLY
def test_a_refused_paper_holds_up_nothing(office: Office) -> None:
    office.api.fault("status", "sendDocument", code=400, description="Bad Request: file is broken")
    office.bot()
    budi = office.api.person("Budi")
    _reports(budi)
    budi.wait_for("layar atau berkas", seconds=30)
    office.settle()
    assert _papers(budi) == []
    assert {row.state for row in office.outbox(budi)} == {"sent"}


@SQLITE_ONLY
def test_a_bot_killed_before_the_paper_sends_it_alone_after_a_new_start(office: Office) -> None:
    held = office.api.fault("hold", "sendDocument", seconds=20)
    first = office.bot()
    budi = office.api.person("Budi")
    number = _reports(budi)
    office.api.wait(lambda: office.api.hits(held), 30, "the paper is on its way")
    os.killpg(first.process.pid, signal.SIGKILL)
    first.process.wait(10)
    office.api.clear_faults()
    office.bot()
    office.place.clock.advance(seconds=31)
    budi.wait_for(lambda seen: seen.document is not None, seconds=40)
    office.settle()
    assert len([m for m in budi.from_bot() if m.text.startswith(number)]) == 1
    assert 1 <= len(_papers(budi)) <= 2, "at most one repeat for the kill"


@SQLITE_ONLY
def test_what_cannot_be_drawn_is_none_and_raises_nothing(
    app: Flask, db_session: object
) -> None:
    files, now = FileStore(app.extensions["settings"].instance_path / "files"), FrozenClock().now
    for kind in Kind:
        assert fetch_paper(Enclosure(kind, 999, ""), files, now=now) is None
