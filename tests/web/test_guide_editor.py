"""The editor of the guide: a draft written, looked at, measured, handed on, published, restored."""

import re

import pytest
from flask import Flask

from helpdesk.db import db
from helpdesk.domain.roles import Role
from helpdesk.models import ArticleDraft, ArticleVersion
from helpdesk.usecases.guide_check import begin_check, end_check
from tests.guide.drafting import CLEAN
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, prepared, said, signed_in
from tests.web.guide_desk import TOPIC, address, form_of, page_of, write

pytestmark = SQLITE_ONLY
BODY = "Pakai menu **Lupa Kata Sandi** yang baru.\n\n1. Buka halaman masuk.\n2. Tulis surel."


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def writer(desk: Flask):
    return signed_in(desk, new_officer(desk, "Rina Penulis"))


@pytest.fixture
def head(desk: Flask):
    return signed_in(desk, new_officer(desk, "Karsa Kepala", roles=(Role.UNIT_HEAD,)))


def quietly_measured(desk: Flask, topic: str = TOPIC, **found) -> None:
    """As if the rehearsal of the draft had ended."""
    desk.extensions["rehearsals"].settle()
    with desk.app_context():
        draft = db.session.get(ArticleDraft, topic)
        from helpdesk.web.officer.guide_door import rules

        digest = rules().digest(topic, draft.fields)
        draft.check_state = "failed"
        db.session.commit()
        begin_check(topic, digest, now=desk.extensions["clock"]())
        end_check(topic, digest, CLEAN | found)


@pytest.fixture
def unmeasured(desk: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rehearsals take seconds; one test below lets them run."""
    monkeypatch.setattr(desk.extensions["rehearsals"], "ask", lambda *asked, **how: None)


def test_an_untouched_form_says_the_article_and_saves_as_it_is(desk, writer, unmeasured):
    assert write(writer).status_code == 303
    page = said(page_of(writer, address()))
    assert "Isinya sama dengan yang terbit" in page


def test_from_draft_to_published_and_back_with_a_real_rehearsal(desk, writer, head):
    looked = write(writer, body=BODY, do="lihat").get_data(as_text=True)
    assert "<strong>Lupa Kata Sandi</strong>" in looked
    assert "Pakai menu Lupa Kata Sandi yang baru." in said(looked), "as in the chat"
    assert "Apakah ini membantu?" in looked
    assert write(writer, body=BODY, note="Menu berganti nama").status_code == 303
    desk.extensions["rehearsals"].settle()
    mine = said(page_of(writer, address()))
    assert "Diukur dengan 422 pertanyaan" in mine
    tried = said(page_of(writer, f"/petugas/panduan/coba?q=lupa+kata+sandi+spse&topik={TOPIC}"))
    assert "Dengan rancangan Langsung dijawab" in tried
    assert "Ajukan agar rekan memeriksa" in mine
    seen = _seen(page_of(writer, address()))
    assert writer.post(address(verb="ajukan"), data={"version": seen}).status_code == 303
    assert "1 rancangan menunggu pemeriksaan" in page_of(head, "/petugas/panduan")
    assert BODY.splitlines()[0] not in head.get(f"/panduan/{TOPIC}").get_data(as_text=True)
    theirs = page_of(head, address())
    assert "<del>" in theirs
    assert "<ins>" in theirs
    seen = _seen(theirs)
    sent = head.post(address(verb="terbit"), data={
        "version": seen, "terbit-note": "Menu berganti nama",
        "terbit-reason": "Bila diminta: menu lama sudah tidak ada.",
    })
    assert sent.status_code == 303, said(sent)
    assert "Lupa Kata Sandi" in head.get(f"/panduan/{TOPIC}").get_data(as_text=True)
    assert "Buka halaman masuk" in str(head.get(
        "/api/v1/guide", query_string={"q": "lupa kata sandi spse"}
    ).get_json())
    history = page_of(head, address(verb="versi"))
    assert "teks bawaan rilis" in history
    assert "ditulis Rina Penulis, diterbitkan Karsa Kepala" in history
    restored = writer.post(address(verb="pulihkan"), data={"versi": "1", "version": "0"})
    assert restored.status_code == 303
    assert "Memulihkan versi 1" in page_of(writer, address())
    desk.extensions["rehearsals"].settle()


def _seen(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_lowered_figure_asks_for_a_reason_and_keeps_what_was_typed(
    desk, writer, head, unmeasured
):
    write(writer, body=BODY)
    quietly_measured(desk, worse=["top1"], after=CLEAN["after"] | {"top1": 0.8})
    seen = _seen(page_of(head, address()))
    sent = head.post(address(verb="terbit"), data={
        "version": seen, "terbit-note": "Catatan saya", "terbit-reason": "",
    })
    assert sent.status_code == 400
    page = sent.get_data(as_text=True)
    assert "Tulis mengapa tetap diterbitkan" in page
    assert 'value="Catatan saya"' in page
    assert "90,0 %" in page
    assert "80,0 %" in page


def test_a_broken_draft_is_kept_and_told_field_by_field(desk, writer, unmeasured):
    assert write(writer, basis="", phrasings="- satu\n2. dua\n\n  tiga ").status_code == 303
    with desk.app_context():
        kept = db.session.get(ArticleDraft, TOPIC).fields
    assert kept["phrasings"] == ["satu", "dua", "tiga"]
    page = said(page_of(writer, address()))
    assert "Belum dapat diterbitkan" in page
    assert "Sumber: Sumber belum diisi." in page
    assert "Kalimat: Ada 3 kalimat. Tulis 12 sampai 20 kalimat" in page
    form = page_of(writer, address(verb="ubah"))
    assert form_of(form)["artikel-phrasings"] == "satu\ndua\ntiga"


def test_a_colleagues_later_draft_is_shown_beside_what_was_typed(desk, writer, head, unmeasured):
    fields = form_of(page_of(writer, address(verb="ubah")))
    write(head, title="Judul dari rekan")
    mine = writer.post(address(verb="ubah"), data={**fields, "artikel-title": "Judul saya"})
    assert mine.status_code == 409
    page = mine.get_data(as_text=True)
    assert "baru saja diubah oleh petugas lain" in page
    assert 'value="Judul saya"' in page
    assert "<del>dari rekan</del>" in page
    again = writer.post(address(verb="ubah"), data={**form_of(page), "do": "simpan"})
    assert again.status_code == 303


def test_a_new_topic_begins_with_title_and_code_and_a_taken_code_is_refused(
    desk, writer, unmeasured
):
    begin = "/petugas/panduan/baru"
    taken = writer.post(begin, data={"baru-title": "Judul", "baru-id": TOPIC})
    assert taken.status_code == 400
    assert "sudah dipakai topik lain" in taken.get_data(as_text=True)
    assert writer.post(begin, data={"baru-title": "", "baru-id": ""}).status_code == 400
    begun = writer.post(begin, data={"baru-title": "Bagaimana ganti rekening?", "baru-id": ""})
    assert begun.location.endswith("/topik/bagaimana-ganti-rekening/ubah")
    assert "belum terbit" in page_of(writer, "/petugas/panduan?keadaan=draf")
    seen = _seen(page_of(writer, address("bagaimana-ganti-rekening")))
    gone = writer.post(
        address("bagaimana-ganti-rekening", "buang"), data={"version": seen}
    )
    assert gone.location.endswith("/petugas/panduan")
    assert writer.get(address("bagaimana-ganti-rekening")).status_code == 404


@pytest.mark.parametrize(
    ("query", "within", "without"),
    [
        ("q=sanggah", "spse-sanggah", "adp-syarat"),
        ("keadaan=risiko", "spse-sanggah", "adp-syarat"),
        ("keadaan=tambahan", "vms", "adp-syarat"),
        ("bagian=bagian-pembinaan-advokasi", "bimtek-coaching", "adp-syarat"),
        ("wewenang=lkpp", "akun-inaproc", "adp-syarat"),
        ("keadaan=tidak-ada", "Tidak ada topik yang cocok", "adp-syarat"),
    ],
)
def test_the_list_is_filtered(writer, query, within, without):
    page = page_of(writer, f"/petugas/panduan?{query}")
    assert within in page
    assert without not in page


def test_nothing_of_a_draft_runs_as_markup(desk, writer, unmeasured):
    harm = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3))"
    write(writer, title=harm, body=harm, basis=harm, phrasings=harm, note=harm)
    for where in (address(), address(verb="ubah"), "/petugas/panduan"):
        page = page_of(writer, where)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_far_too_much_and_unreadable_signs_are_told_and_never_an_error(desk, writer, unmeasured):
    much = "[[[(**" * 9_000
    assert write(writer, title="a\x00b", body=much, phrasings="x\n" * 5_000).status_code == 303
    page = said(page_of(writer, address()))
    assert "Jawaban: Jawaban paling panjang 12000 huruf." in page
    assert "Kalimat: Ada 5000 kalimat." in page
    looked = write(writer, do="lihat")
    assert "Lengkapi dahulu pilihan yang belum benar" in looked.get_data(as_text=True)
    with desk.app_context():
        assert db.session.get(ArticleDraft, TOPIC).fields["title"] == "ab"


def test_a_topic_that_others_lead_to_is_not_taken_out_of_the_answers(desk, writer, unmeasured):
    write(writer, further="1")
    assert "Topik yang dipakai masih terkait ke sini" in said(page_of(writer, address()))


def test_no_version_is_written_by_looking(desk, writer, unmeasured):
    write(writer, body=BODY, do="lihat")
    with desk.app_context():
        assert db.session.get(ArticleDraft, TOPIC) is None
        assert db.session.query(ArticleVersion).count() == 0
