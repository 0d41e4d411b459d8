"""What people send besides plain questions: files, secrets, edits, replies, groups, rubbish."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from helpdesk import create_app
from helpdesk.db import db, use_case
from helpdesk.domain.roles import Actor, Role
from helpdesk.models import Attachment, Conversation, InboxItem, Message, OutboxItem, Ticket
from helpdesk.usecases.retry_arrival import retry_arrival
from tests import databases
from tests.bot.botapi.person import JPEG, Person
from tests.bot.office import Office, office_at
from tests.clocks import FrozenClock
from tests.conftest import _close, _migrate, _settings

PROBLEM = "unggah dokumen penawaran gagal terus, muncul error 500"
SECRET = "Merdeka#1945rahasia"
PDF = b"%PDF-1.4\ncontoh\n%%EOF"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One bot for the whole module; each test has people of its own."""
    folder = tmp_path_factory.mktemp("office")
    url = databases.sqlite_database(folder / "helpdesk.db", _migrate)
    app = create_app(_settings(url, folder / "instance"), FrozenClock())
    with office_at(url, folder, app) as made:
        made.bot()
        yield made
    _close(app)


def _with_ticket(person: Person) -> str:
    """The number of a ticket just made, its first question open."""
    person.say(PROBLEM)
    person.say("Buat tiket")
    number = person.wait_for("sudah tercatat", seconds=20).text.split("\n")[0]
    person.wait_for("layar atau berkas", seconds=20)
    return number


def _files_of(office: Office, number: str) -> list[str]:
    query = (
        sa.select(Attachment.name).join(Ticket, Ticket.id == Attachment.ticket_id)
        .where(Ticket.number == number).order_by(Attachment.id)
    )
    return office.look(lambda: list(db.session.scalars(query)))


def _bodies_of(office: Office, number: str) -> list[str]:
    query = (
        sa.select(Message.body).join(Ticket, Ticket.id == Message.ticket_id)
        .where(Ticket.number == number).order_by(Message.id)
    )
    return office.look(lambda: list(db.session.scalars(query)))


def test_albums_large_and_strange_files_are_each_answered(office: Office) -> None:
    album, large, page = (office.api.person(name) for name in ("Ani", "Bima", "Dodi"))
    number = _with_ticket(album)
    album.send_album([JPEG, JPEG, JPEG], caption="tiga layar")
    album.wait_for("Tercatat")
    assert len(album.replies()) == 1, "one answer for the album"
    assert len(_files_of(office, number)) == 3
    assert _bodies_of(office, number)[-1] == "tiga layar"
    large.send_document("rekaman.zip", b"PK", caption=PROBLEM, size=21 * 1024 * 1024)
    large.wait_for("lebih dari 20 MB")
    large.wait_for("Apakah ini membantu?")  # the caption is heard all the same
    page.send_document("halaman.html", b"<script>", mime="text/html")
    page.wait_for("PDF, JPG")
    page.send_document("dokumen", PDF)
    page.wait_for("Satu berkas")


def _file_id(office: Office, person: Person) -> str:
    [message] = person.chat()
    return str(message.file_id)


def test_a_file_whose_link_died_is_asked_for_again_and_a_lost_one_is_told(office: Office) -> None:
    expired, lost = office.api.person("Ani"), office.api.person("Bima")
    office.api.outage(True)
    expired.send_document("surat.pdf", PDF)
    office.api.expire_link(_file_id(office, expired))
    lost.send_document("bukti.pdf", PDF)
    office.api.lose_file(_file_id(office, lost))
    office.api.outage(False)
    expired.wait_for("Satu berkas", seconds=20)
    lost.wait_for("“bukti.pdf” sudah tidak dapat diunduh", seconds=20)


def test_a_password_is_gone_before_anything_is_written(office: Office) -> None:
    budi = office.api.person("Budi")
    budi.say(f"tolong cek akun saya user cvmaju password: {SECRET} tidak bisa masuk spse")
    budi.wait_for("kami hapus sebelum disimpan", seconds=20)
    edited = budi.say("tidak bisa masuk")
    budi.edit(edited, f"tidak bisa masuk, kata sandi saya {SECRET}")
    budi.send_photo(caption=f"pw = {SECRET}")
    office.settle()
    files = [file for file in office.place.folder.rglob("*") if file.is_file()]
    assert {"helpdesk.db", "helpdesk.db-wal"} <= {file.name for file in files}
    assert any(file.read_bytes() == JPEG for file in files), "the picture itself is kept"
    for file in files:
        assert SECRET.encode() not in file.read_bytes(), file
        assert office.api.token.encode() not in file.read_bytes(), file
    assert "kata sandi saya" not in office.place.running[0].output()


def test_an_edit_is_kept_beside_what_it_changes_and_once(office: Office) -> None:
    budi = office.api.person("Budi")
    first = budi.say(PROBLEM)
    budi.say("Buat tiket")
    number = budi.wait_for("sudah tercatat", seconds=20).text.split("\n")[0]
    budi.wait_for("layar atau berkas")
    budi.edit(first, PROBLEM + " sejak pagi")
    budi.wait_for(f"ke tiket {number}")
    office.api.repeat(office.api.last_update_id())
    budi.edit(first, PROBLEM + " sejak pagi")  # the same words again
    office.settle()
    assert _bodies_of(office, number) == [PROBLEM, f"(disunting) {PROBLEM} sejak pagi"]
    budi.say("Lewati")
    budi.wait_for("Terkait paket")  # the question that was open is open still


def test_a_reply_to_a_message_about_a_ticket_adds_to_that_ticket(office: Office) -> None:
    budi = office.api.person("Budi")
    first = _with_ticket(budi)
    receipt = next(m for m in budi.from_bot() if "sudah tercatat" in m.text)
    budi.say("Cukup")
    budi.wait_for("kami kirim ke sini")
    second = _with_ticket(budi)
    budi.say("/batal")
    budi.wait_for("tetap berjalan")
    budi.say("ternyata hanya di laptop kantor", reply_to=receipt)
    budi.wait_for(first)
    assert _bodies_of(office, first)[-1] == "ternyata hanya di laptop kantor"
    assert len(_bodies_of(office, second)) == 1


def test_groups_are_sent_to_the_private_chat_and_leave_nothing(office: Office) -> None:
    group, budi = office.api.group("Vendor Kalteng"), office.api.person("Budi", "budi_cv")
    budi.say(f"/lapor {PROBLEM}", into=group)
    answer = group.wait_for("chat pribadi", seconds=20).text
    assert "https://t.me/helpdesk_pbj_bot" in answer
    [kept] = office.look(lambda: list(db.session.scalars(
        sa.select(InboxItem).order_by(InboxItem.id.desc()).limit(1)
    )))
    assert set(kept.payload) == {"kind", "chat", "command", "to", "update_id"}
    assert PROBLEM not in str(kept.payload)
    ours = sa.select(Conversation.id).filter_by(address=str(group.chat_id))
    assert office.look(lambda: db.session.scalar(ours)) is None


def test_rubbish_gets_a_helpful_sentence_each_and_never_silence(office: Office) -> None:
    budi = office.api.person("Budi")
    _with_ticket(budi)
    budi.say("/batal")
    budi.wait_for("tetap berjalan")
    old = budi.from_bot()[-1]
    budi.say("\u200b\u200e")
    budi.wait_for("kosong")
    for rubbish in ("😀" * 3000, "/xyz \u202e(((", "/tiket 999999999999999999"):
        budi.say(rubbish)
        assert budi.wait_for(seconds=20).text
    budi.press_data(old.id, "tidak:dikenal:sama:sekali")
    assert budi.wait_for_toast() == ""
    assert budi.wait_for().text
    budi.say("\0")
    budi.wait_for("kosong")
    for kind, called in (
        ("sticker", "stiker"), ("voice", "suara"), ("location", "lokasi"), ("contact", "kontak"),
        ("poll", "jajak pendapat"),
    ):
        budi.send_other(kind)
        budi.wait_for(lambda seen, called=called: called in seen.text.lower())


def test_a_message_that_always_fails_is_parked_and_the_chat_goes_on(office: Office) -> None:
    budi, siti = office.api.person("Budi"), office.api.person("Siti")
    office.look(_break_answers_to(budi))
    budi.say("/bantuan")
    siti.say("/bantuan")
    siti.wait_for("Tulis saja", seconds=20)
    budi.wait_for("gangguan di sistem kami", seconds=30)
    code = budi.from_bot()[-1].text.rpartition(" ")[2]
    assert code in office.place.running[0].output()
    assert office.states()["parked"] == 1
    office.look(_mend)
    budi.say("/status")
    budi.wait_for("Belum ada tiket", seconds=20)
    office.look(_read_again)
    budi.wait_for("Tulis saja", seconds=20)  # what was parked is answered after all


def _read_again() -> None:
    """What an administrator does on the page Mesin."""
    item = db.session.scalar(sa.select(InboxItem.id).filter_by(state="parked"))
    assert item is not None
    retry_arrival(item, actor=Actor("officer", 1, frozenset({Role.ADMINISTRATOR})))


def _break_answers_to(person: Person) -> Callable[[], None]:
    """A trigger that refuses the dialogue's rows for this chat, as a full disk might."""

    def run() -> None:
        db.session.execute(sa.text(
            "CREATE TRIGGER breaks BEFORE INSERT ON outbox WHEN NEW.recipient = "
            f"'{person.chat_id}' AND NEW.key LIKE 'reply:%' "
            "BEGIN SELECT RAISE(ABORT, 'broken for the test'); END"
        ))
        db.session.commit()

    return run


def _mend() -> None:
    db.session.execute(sa.text("DROP TRIGGER breaks"))
    db.session.commit()


def test_a_long_message_comes_in_parts_with_the_buttons_under_the_last(office: Office) -> None:
    budi = office.api.person("Budi")
    number = _with_ticket(budi)
    text = " ".join(f"Langkah {step}: buka menu profil 👍🏽." for step in range(1, 220))
    row = office.look(lambda: _put(office, budi, number, text))
    budi.wait_for("Langkah 219", seconds=20)
    parts = [seen for seen in budi.from_bot() if "Langkah" in seen.text]
    assert len(parts) > 1
    assert all(len(part.text.encode("utf-16-le")) <= 2 * 4096 for part in parts)
    assert all(part.text.endswith("👍🏽.") for part in parts)
    assert " ".join(part.text for part in parts) == text
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]
    office.settle()
    assert office.look(lambda: db.session.get_one(OutboxItem, row).external_id) == (
        f"{budi.chat_id}:{parts[-1].id}"
    )
    budi.say("sudah saya coba", reply_to=parts[-1])
    budi.wait_for("Tercatat")
    assert _bodies_of(office, number)[-1] == "sudah saya coba"


@use_case
def _put(office: Office, person: Person, number: str, text: str) -> int:
    """A row of the outbox longer than any that the product words today."""
    ticket = db.session.scalars(sa.select(Ticket).filter_by(number=number)).unique().one()
    now = office.place.clock()
    row = OutboxItem(
        key=f"test:{number}", ticket_id=ticket.id, channel="telegram",
        recipient=str(person.chat_id), audience="requester", template="dialogue", not_before=now,
        created_at=now, data={"text": text, "buttons": [[["Menu utama", "menu:home"]]]},
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def test_words_arrive_plainly_when_their_emphasis_is_refused(office: Office) -> None:
    person = office.api.person("Yusuf")
    person.say("/mulai")
    person.wait_for("Langsung tulis saja", seconds=20)
    office.api.fault(
        "status", "sendMessage", times=1, code=400,
        description="Bad Request: can't parse entities: broken on purpose",
    )
    person.say(PROBLEM)
    answer = person.wait_for("Apakah ini membantu?", seconds=20)
    assert answer.entities == ()
    assert "Buat tiket" in answer.buttons
    person.press("Buat tiket", answer)
    receipt = person.wait_for("sudah tercatat", seconds=20)
    kinds = {each["type"]: each for each in receipt.entities}
    number = receipt.text[kinds["code"]["offset"] :][: kinds["code"]["length"]]
    assert number == receipt.text.split("\n")[0]
    assert "bold" in kinds
