"""Questions tried, services confirmed, open questions and solved tickets made into drafts."""

from datetime import date

import pytest
from flask import Flask

from helpdesk.db import db
from helpdesk.domain.question import Skin
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import ArticleDraft, Message, QuestionGroup, QuestionText, Ticket
from helpdesk.usecases.ledger import NewQuestion, keep_question
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, new_ticket, prepared, said, shown, signed_in
from tests.web.guide_desk import TOPIC, address, page_of, write

pytestmark = SQLITE_ONLY
ASKED = "token privy saya kedaluwarsa terus bagaimana"


@pytest.fixture
def desk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    prepared(app)
    monkeypatch.setattr(app.extensions["rehearsals"], "ask", lambda *asked, **how: None)
    return app


@pytest.fixture
def writer(desk: Flask):
    return signed_in(desk, new_officer(desk, "Rina Penulis"))


@pytest.fixture
def head(desk: Flask):
    return signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))


def tried(client, question, topic=""):
    return said(client.get(
        "/petugas/panduan/coba", query_string={"q": question, "topik": topic}
    ))


@pytest.mark.parametrize(
    ("question", "zone", "why"),
    [
        ("lupa kata sandi spse", "Langsung dijawab", "Cukup yakin: nilai 1,00, batasnya 0,55."),
        ("resep rendang padang", "Diarahkan ke tiket", "Tidak cukup yakin"),
        ("petugas loket minta uang pelicin", "Diarahkan ke tiket", "Terbaca sebagai pengaduan"),
        ("😀", "Diarahkan ke tiket", "Tidak ada kata yang dikenal panduan."),
        ("batas sanggah", "Diminta memilih", "batas topik berisiko tinggi 0,85"),
    ],
)
def test_a_question_is_tried_with_ranking_words_and_reason(writer, question, zone, why):
    page = tried(writer, question)
    assert zone in page
    assert why in page


def test_words_that_matched_are_shown_and_a_draft_waits_for_its_rehearsal(desk, writer):
    write(writer, body="Pakai menu baru.")
    page = tried(writer, "lupa kata sandi spse", TOPIC)
    assert "Kata yang cocok: " in page
    assert "Rancangan belum selesai diuji" in page
    write(writer, basis="")
    assert "Rancangan belum lengkap" in tried(writer, "lupa kata sandi spse", TOPIC)


def test_the_head_confirms_an_account_service_with_a_note(desk, writer, head):
    where, service = "/petugas/panduan/layanan", "perubahan-email"
    shown_before = desk.test_client().get("/panduan/ubah-email-prosedur").get_data(as_text=True)
    assert "Sebelum datang, pastikan dulu" in shown_before
    assert "<details" in shown_before[shown_before.index("Sebelum datang"):], "old steps fold"
    assert 'name="pasti"' not in page_of(writer, where)
    bare = head.post(where, data={"service": service, "pasti": "ya", f"{service}-note": " "})
    assert bare.status_code == 400
    assert "Tulis atas dasar apa" in bare.get_data(as_text=True)
    done = head.post(
        where, data={"service": service, "pasti": "ya", f"{service}-note": "Surat LKPP 9/2026"}
    )
    assert done.status_code == 303
    page = desk.test_client().get("/panduan/ubah-email-prosedur").get_data(as_text=True)
    assert "Sebelum datang" not in page
    assert "Dipastikan masih berlaku oleh kepala biro pada 23 November 2026." in page
    assert "Surat LKPP 9/2026" in page_of(writer, where)
    assert head.post(where, data={"service": "tidak-ada", "pasti": "ya"}).status_code == 400


def asked_in_vain(desk: Flask, *texts: str) -> int:
    """Questions without an answer, in one group."""
    with desk.app_context():
        group = QuestionGroup(words=texts[0])
        db.session.add(group)
        db.session.commit()
        number = group.id
        for place, text in enumerate(texts):
            keep_question(
                NewQuestion(Skin.TELEGRAM, f"h{place}", "ticket", "inaproc-privy", False, text),
                date(2026, 11, 23),
            )
        for row in db.session.query(QuestionText):
            row.group_id = number
        db.session.commit()
    return number


def test_a_groups_words_go_to_a_topics_draft_once_and_the_group_off_the_list(desk, writer):
    group = asked_in_vain(desk, ASKED, "privy minta token lagi")
    link = f"/petugas/panduan/pertanyaan?kelompok={group}"
    assert link in page_of(writer, "/petugas/wawasan")
    assert ASKED in page_of(writer, link)
    assert ASKED in page_of(writer, "/petugas/panduan/pertanyaan")
    assert writer.get("/petugas/panduan/pertanyaan?kelompok=987654").status_code == 404
    sent = {"group": str(group), "topic": TOPIC, "do": "lampirkan"}
    none = writer.post("/petugas/panduan/pertanyaan", data=sent)
    assert none.status_code == 400
    assert "Pilih sedikitnya satu kalimat" in none.get_data(as_text=True)
    foreign = {**sent, "text": ["kalimat yang tidak ada di kelompok"]}
    assert writer.post("/petugas/panduan/pertanyaan", data=foreign).status_code == 400
    taken = writer.post("/petugas/panduan/pertanyaan", data={**sent, "text": [ASKED]})
    assert taken.location.endswith(address(verb="ubah"))
    with desk.app_context():
        draft = db.session.get(ArticleDraft, TOPIC)
        assert draft.fields["phrasings"][-1] == ASKED
        assert draft.origin == "pertanyaan"
        assert db.session.get(QuestionGroup, group).settled_topic == TOPIC
    late = writer.post("/petugas/panduan/pertanyaan", data={**sent, "text": [ASKED]})
    assert late.status_code == 409
    assert "sudah dilampirkan oleh petugas lain" in late.get_data(as_text=True)
    assert "Tidak ada yang menunggu" in page_of(writer, "/petugas/panduan/pertanyaan")
    assert TOPIC in page_of(writer, "/petugas/panduan?keadaan=pertanyaan")


def test_an_article_is_begun_from_a_group(desk, writer):
    group = asked_in_vain(desk, ASKED)
    sent = {"group": str(group), "do": "baru", "title": "", "text": [ASKED]}
    assert writer.post("/petugas/panduan/pertanyaan", data=sent).status_code == 400
    begun = writer.post(
        "/petugas/panduan/pertanyaan", data={**sent, "title": "Token Privy kedaluwarsa?"}
    )
    assert begun.location.endswith("/topik/token-privy-kedaluwarsa/ubah")
    with desk.app_context():
        fields = db.session.get(ArticleDraft, "token-privy-kedaluwarsa").fields
    assert (fields["title"], fields["phrasings"]) == ("Token Privy kedaluwarsa?", [ASKED])


QUESTION = (
    "Saya Budi Santoso dari PT Maju Terus, nomor 0812-3456-7890. Unggah penawaran selalu gagal."
)
ANSWER = (
    "Yth. Bapak Budi Santoso,\nUnggahan gagal karena berkas di atas 100 MB.\n"
    "1. Pecah berkasnya.\n2. Unggah lagi dengan Apendo.\n"
    "Bila masih gagal hubungi Rina Penulis di rina@biro.example atau 0811 2222 3333."
)


def solved(desk: Flask, officer, **fields) -> Ticket:
    ticket = new_ticket(desk, text=QUESTION, name="Budi Santoso", **fields)
    with desk.app_context():
        row = db.session.get(Ticket, ticket.id)
        row.status = "resolved"
        db.session.add(Message(
            ticket_id=row.id, side="officer", officer_id=officer.id, channel="web", body=ANSWER,
            at=desk.extensions["clock"](),
        ))
        db.session.commit()
    return ticket


def test_a_solved_ticket_becomes_a_draft_without_anybody_in_it(desk):
    officer = new_officer(desk, "Rina Penulis")
    client, ticket = signed_in(desk, officer), solved(desk, officer)
    assert "Jadikan artikel panduan" in shown(client, ticket)
    begun = client.post(f"/petugas/tiket/{ticket.number}/jadikan-artikel")
    assert begun.status_code == 303
    page = said(page_of(client, begun.location))
    assert "Unggahan gagal karena berkas di atas 100 MB" in page
    assert "Unggah penawaran selalu gagal" in page
    with desk.app_context():
        [draft] = db.session.query(ArticleDraft)
        kept = str(draft.fields)
        assert draft.fields["body"].splitlines()[1:3] == [
            "1. Pecah berkasnya.", "2. Unggah lagi dengan Apendo.",
        ]
    for person in ("Budi", "Santoso", "Maju", "0812", "3456", "Rina", "rina@", "0811", "2222"):
        assert person not in kept, person
    again = client.post(f"/petugas/tiket/{ticket.number}/jadikan-artikel")
    assert again.location == begun.location


@pytest.mark.parametrize("fields", [
    {"kind": Kind.COMPLAINT}, {"kind": Kind.COMPLAINT, "about_officer": True},
])
def test_a_complaint_never_becomes_an_article(desk, head, fields):
    ticket = new_ticket(desk, text="Petugas loket meminta uang.", **fields)
    with desk.app_context():
        db.session.get(Ticket, ticket.id).status = "resolved"
        db.session.commit()
    assert "Jadikan artikel" not in shown(head, ticket)
    assert head.post(f"/petugas/tiket/{ticket.number}/jadikan-artikel").status_code == 409
    with desk.app_context():
        assert db.session.query(ArticleDraft).count() == 0


def test_an_unsolved_ticket_offers_nothing(desk, writer):
    ticket = new_ticket(desk)
    assert "Jadikan artikel" not in shown(writer, ticket)
    assert writer.post(f"/petugas/tiket/{ticket.number}/jadikan-artikel").status_code == 409
