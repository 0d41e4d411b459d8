"""Answering from an officer's chat: nothing goes before a press, and rights are asked then."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue.state import FileRef
from helpdesk.domain.documents import Upload
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.matching import roots_of
from helpdesk.models import Attachment, Conversation, Message, OutboxItem
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.effects import chat_owner
from helpdesk.usecases.officers import change_officer
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator
from tests.usecases.desk_talk import Chat, worded
from tests.usecases.incidents import HEADLINE, an_incident
from tests.usecases.reading import events

RINA = "100"
LATER = MONDAY + timedelta(hours=1, minutes=31)
ANSWER = "Coba perkecil berkasnya di bawah 20 MB."


@pytest.fixture
def chat(book, office):
    made = Chat(book, RINA)
    made.links(office.helpdesk)
    return made


@pytest.fixture
def ticket(book):
    return a_ticket(book)


def answers(chat, ticket, text=ANSWER):
    chat.says(text, ticket=ticket.number)
    return chat.last.text


def said_on(ticket):
    """(words, internal, files) of the officers' messages."""
    db.session.expire_all()
    query = sa.select(Message).filter_by(ticket_id=ticket.id, side="officer")
    rows = db.session.scalars(query.order_by(Message.id)).all()
    return [(m.body, m.internal, len(m.attachments)) for m in rows]


def labels(chat):
    return [label for row in chat.last.row.data["buttons"] for label, _ in row]


def test_nothing_is_said_before_the_press_and_then_once(chat, ticket):
    assert f"\n\n{ANSWER}\n\nBelum dikirim." in answers(chat, ticket)
    assert labels(chat) == ["Kirim ke pemohon", "Catatan internal", "Batal"]
    assert said_on(ticket) == []
    send = chat.value_of("Kirim ke pemohon")
    chat.press_value(send)
    assert said_on(ticket) == [(ANSWER, False, 0)]
    assert chat.last.text == f"Terkirim ke pemohon ({ticket.number})."
    chat.press_value(send)
    assert "sudah dikirim atau dibatalkan" in chat.last.text
    assert len(said_on(ticket)) == 1


@pytest.mark.parametrize(("label", "expected"), [
    ("Catatan internal", [(ANSWER, True, 0)]), ("Batal", []),
])
def test_a_note_stays_inside_and_a_cancelled_one_nowhere(chat, ticket, label, expected):
    answers(chat, ticket)
    chat.presses(label)
    assert said_on(ticket) == expected
    assert events(again(ticket), "replied") == []


def test_files_go_with_it_and_are_nobodys_before(chat, ticket):
    upload = Upload("ref-satu", "panduan.pdf", "application/pdf", 10, "0" * 64)
    owner = chat_owner(db.session.scalar(sa.select(Conversation.id).filter_by(address=RINA)))
    kept = keep_upload(upload, owner=owner, now=MONDAY)
    chat.says("", ticket=ticket.number, files=(FileRef(kept.ref, kept.name),))
    assert "1 berkas: panduan.pdf" in chat.last.text
    assert db.session.scalar(sa.select(Attachment.ticket_id)) is None
    chat.presses("Kirim ke pemohon")
    assert said_on(ticket) == [("(berkas)", False, 1)]


def test_an_edited_answer_takes_the_place_of_the_first(chat, ticket):
    """The message, its reply and its edit as Telegram delivers them."""
    answered = {"id": 70, "number": None}
    chat.says("halo")
    notice = chat.rows[-1]
    notice.external_id, notice.ticket_id = f"{RINA}:70", ticket.id
    db.session.commit()
    chat.hears("message", "Coba perkecil", reply_to=answered)
    first = chat.value_of("Kirim ke pemohon")
    chat.hears("edit", "Coba perkecil berkasnya", reply_to=answered)
    assert "Coba perkecil berkasnya" in chat.last.text
    chat.press_value(first)
    assert "sudah dikirim atau dibatalkan" in chat.last.text
    chat.presses("Kirim ke pemohon")
    assert said_on(ticket) == [("Coba perkecil berkasnya", False, 0)]


def test_two_answers_wait_beside_each_other(book, chat, ticket):
    other = a_ticket(book)
    answers(chat, ticket, "Satu")
    first = chat.value_of("Kirim ke pemohon")
    answers(chat, other, "Dua")
    chat.presses("Kirim ke pemohon")
    chat.press_value(first)
    assert said_on(ticket) == [("Satu", False, 0)]
    assert said_on(other) == [("Dua", False, 0)]


def test_what_happened_meanwhile_is_told_before_it_may_go(book, office, chat, ticket):
    answers(chat, ticket)
    reply_to_requester(book, ticket.number, Words("Sudah kami cek."),
                       actor=office.verifier.actor, now=LATER)
    chat.presses("Kirim ke pemohon")
    assert "Vino Verifikator sudah menjawab pemohon pukul 10.31" in chat.last.text
    assert len(said_on(ticket)) == 1
    receive_message(book, ticket.number, "Halo", channel="web", now=LATER)
    chat.presses("Tetap kirim ke pemohon")
    assert "pemohon menulis lagi pukul 10.31" in chat.last.text
    chat.presses("Tetap kirim ke pemohon")
    assert said_on(ticket)[-1] == (ANSWER, False, 0)


def test_what_has_ended_takes_a_note_only(book, office, chat, ticket):
    answers(chat, ticket)
    resolve_ticket(book, ticket.number, Words("Beres."), actor=office.verifier.actor, now=LATER)
    chat.presses("Kirim ke pemohon")
    assert "Vino Verifikator sudah menyelesaikan" in chat.last.text
    chat.presses("Catatan internal")
    assert said_on(ticket)[-1] == (ANSWER, True, 0)


@pytest.mark.parametrize(("label", "status"), [
    ("Kirim: berkas lengkap", "in_progress"), ("Kirim: berkas belum lengkap", "waiting_requester"),
])
def test_a_complaint_is_told_whether_its_file_is_complete(book, chat, label, status):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Antrean loket terlalu lama sejak Senin.")
    answers(chat, ticket)
    assert labels(chat)[:2] == ["Kirim: berkas lengkap", "Kirim: berkas belum lengkap"]
    chat.presses(label)
    assert again(ticket).status == status


@pytest.mark.parametrize("change", [{"active": False}, {"roles": (Role.ADMINISTRATOR,)}])
def test_rights_are_asked_at_the_press(office, chat, ticket, change):
    answers(chat, ticket)
    change_officer(office.helpdesk.id, now=MONDAY, **change)
    chat.presses("Kirim ke pemohon")
    assert said_on(ticket) == []
    assert "Terkirim" not in chat.last.text


def test_a_sealed_complaint_is_answered_at_the_desk_and_unknown_to_others(book, office, chat):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True,
                      text="Petugas loket meminta uang.")
    assert answers(chat, sealed) == "Tiket tidak ditemukan."
    head = Chat(book, "300")
    head.links(office.bureau_head)
    assert "hanya dibaca dan dijawab di meja petugas" in answers(head, sealed)
    head.says(f"/tiket {sealed.number}")
    words = worded(book, head.last.row)
    assert "uang" not in words.telegram
    assert [label for row in words.buttons for label, _ in row] == ["Buka"]
    head.press_value(f"o:take:{sealed.number}")
    assert again(sealed).assignee_id is None


def test_take_it_unless_a_colleague_has_it(book, office, chat, ticket):
    chat.press_value(f"o:take:{ticket.number}")
    assert again(ticket).assignee_id == office.helpdesk.id
    assert "sekarang pada Anda" in chat.last.text
    chat.press_value(f"o:take:{ticket.number}")
    assert "memang sudah pada Anda" in chat.last.text
    assign_ticket(book, ticket.number, officer_id=office.verifier.id,
                  actor=office.verifier.actor, now=MONDAY)
    chat.press_value(f"o:take:{ticket.number}")
    assert "sudah dipegang Vino Verifikator" in chat.last.text
    assert again(ticket).assignee_id == office.verifier.id
    chat.presses("Ambil alih")
    assert again(ticket).assignee_id == office.helpdesk.id


def test_tasks_and_one_ticket_are_shown_in_words_without_a_name(book, chat, ticket):
    receive_message(book, ticket.number, "Masih gagal", channel="web", now=MONDAY)
    chat.says("/tugas")
    words = worded(book, chat.last.row)
    assert words.telegram.splitlines() == [
        "Yang perlu Anda kerjakan sekarang", "", f"1. {ticket.number} · Permasalahan",
        "Unggah dokumen penawaran selalu gagal dengan pesan error 500 sejak tadi pagi.",
        "Periksa dan triase tiket ini. Paling lambat Kamis 26 Nov 16.00 WIB.",
    ]
    assert words.buttons == (((ticket.number, f"o:show:{ticket.number}"),),)
    chat.press_value(words.buttons[0][0][1])
    card = worded(book, chat.last.row).telegram
    assert f"{ticket.number} · Permasalahan · Baru" in card
    assert "Pemohon, Senin 23 Nov 09.00 WIB:\nMasih gagal" in card
    assert "Budi" not in card
    chat.says(f"/tiket {ticket.number} Ditelepon, tidak diangkat.")
    chat.presses("Catatan internal")
    assert said_on(ticket) == [("Ditelepon, tidak diangkat.", True, 0)]


def test_rubbish_gets_a_sentence(book, chat, ticket):
    for value in ("o:", "o:send", "o:send:zzz", "o:take:PBJ-2026-999999", "o:link:x", "o:x:y"):
        chat.press_value(value)
        assert chat.last.text
    chat.says("/tiket PBJ-2026-999999")
    assert chat.last.text == "Tiket tidak ditemukan."
    chat.says("", ticket=ticket.number)
    assert chat.last.text.startswith("Tulis jawabannya")


def test_an_administrator_may_link_and_sees_no_ticket(book, ticket):
    chat = Chat(book, "500")
    chat.links(an_administrator())
    for say in ("/tugas", f"/tiket {ticket.number}"):
        chat.says(say)
        assert "tidak memiliki kewenangan" in chat.last.text
    assert "kewenangan" in answers(chat, ticket)


def test_an_officers_other_words_talk_as_anyone(chat):
    before = len(chat.rows)
    chat.says("bagaimana cara daftar akun penyedia")
    added = chat.rows[before:]
    assert added
    assert all(row.key.startswith("reply:") for row in added)


def test_a_chat_that_is_nobodys_knows_no_officers_command(book, ticket):
    stranger = Chat(book, "900")
    for say in ("/tugas", f"/tiket {ticket.number}"):
        stranger.says(say)
        row = db.session.scalars(sa.select(OutboxItem).order_by(OutboxItem.id.desc())).first()
        assert row.key.startswith("reply:"), "the dialogue answered"
        assert "Unggah dokumen" not in row.data["text"]


def test_a_ticket_like_a_running_incident_is_proposed_and_joined_by_a_press(
    app, book, office, chat
):
    outage = an_incident(book, office.verifier.actor)
    report = a_ticket(book, kind=Kind.OUTAGE, text="SPSE tidak dapat dibuka dari kantor kami")
    query = sa.select(OutboxItem).filter_by(
        template="new_ticket", recipient=RINA, ticket_id=report.id
    )
    words = worded(book, db.session.scalars(query).one(), roots=roots_of(
        app.extensions["library"]()
    ))
    assert f"Mirip gangguan yang sedang berjalan, {outage.number}: {HEADLINE}" in words.telegram
    [(label, value)] = words.buttons[-1]
    assert label == f"Gabungkan ke {outage.number}"
    assert again(report).parent_id is None, "an officer decides"
    chat.press_value(value)
    assert again(report).parent_id == outage.id
    chat.press_value(value)
    assert "sudah bagian" in chat.last.text
