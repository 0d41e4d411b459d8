"""The shipped content keeps its promises: what an answer must say and must never say."""

import re

import pytest
import yaml

from faq.library import FOLDER, Library

ACCOUNT_SERVICES = {
    "aktivasi-user-id",
    "perubahan-email",
    "perubahan-status-cv-ke-pt",
    "perubahan-npwp",
    "nonaktif-user-id",
    "agregasi-data-penyedia",
}
CAUTION = "Sebelum datang, pastikan dulu: sebagian urusan akun kini lewat INAPROC"
HIGH_STAKES = {
    "spse-sanggah",
    "layanan-biaya",
    "jaminan-layanan",
    "daftar-hitam",
    "spse-waktu-server",
    "spse-ganti-penawaran",
    "pengaduan-batas-waktu",
    "pengaduan-jenis-waktu",
    "ubah-jadwal-tender",
}
UNVERIFIED = {"jaminan-penawaran", "pemenang-tender-ke-v6", "sertifikat-elektronik-bsre"}
FOREIGN = re.compile(r"banjarmasin|kaltim|pagar alam|martadinata|(\+62|\b0)\d{6,}", re.I)


def test_there_are_87_topics_and_every_one_stands_in_a_group(library: Library) -> None:
    grouped = [identifier for _, members in library.groups for identifier in members]
    assert len(library.articles) == 87
    assert grouped == [article.id for article in library.articles]
    assert "Lainnya" not in dict(library.groups)


def test_the_further_topics_stand_in_groups_and_the_unverified_are_not_published(
    library: Library, whole: Library
) -> None:
    further = {article.id for article in whole.articles if article.further}
    assert len(further) == 37
    assert further == {a.id for a in whole.articles} - {a.id for a in library.articles}
    assert "Lainnya" not in dict(whole.groups)
    assert not further & UNVERIFIED


def test_a_deadline_that_is_not_ours_to_move_is_named_so(whole: Library) -> None:
    body = whole.article("ubah-jadwal-tender").body_markdown
    assert "tidak menghentikan waktu" in body
    assert "bukan janji kami" in whole.article("pengaduan-jenis-waktu").body_markdown


def test_every_topic_has_19_phrasings_so_that_none_is_favoured(whole: Library) -> None:
    counts = {len(article.phrasings) for article in whole.articles}
    assert counts == {19}


def test_no_phrasing_stands_under_two_topics(whole: Library) -> None:
    seen: dict[str, str] = {}
    for article in whole.articles:
        for phrasing in article.phrasings:
            assert seen.setdefault(phrasing.casefold(), article.id) == article.id


def test_account_services_of_2018_open_with_the_inaproc_caution(library: Library) -> None:
    old = [a for a in library.articles if a.service in ACCOUNT_SERVICES and a.aspect]
    assert len(old) == 18
    for article in old:
        opening, fold, _ = article.body_markdown.partition("\n### ")
        assert opening.startswith(CAUTION), article.id
        assert fold, article.id


def test_sanggah_names_no_number_of_days_and_says_that_a_ticket_stops_no_time(
    library: Library,
) -> None:
    body = library.article("spse-sanggah").body_markdown
    assert not re.search(r"\d+ hari|(satu|dua|tiga|lima|tujuh) hari", body)
    assert "lihat jadwal tahapan di SPSE" in body
    assert "tidak menghentikan waktu" in body


def test_the_answer_time_of_a_complaint_is_three_working_days_with_the_reason(
    library: Library,
) -> None:
    body = library.article("pengaduan-waktu-respon").body_markdown
    assert body.startswith("Paling lambat 3 hari kerja")
    assert "6 hari kerja" in body
    assert "karena" in body


def test_no_answer_shows_another_government_or_a_phone_number_as_ours(whole: Library) -> None:
    for article in whole.articles:
        found = FOREIGN.search(f"{article.title} {article.body_markdown}")
        assert found is None, f"{article.id}: {found}"


def test_only_the_three_known_placeholders_are_used(whole: Library) -> None:
    used = {
        name
        for article in whole.articles
        for name in re.findall(r"\{([^}]*)\}", article.body_markdown)
    }
    assert used == {"alamat", "jam_layanan", "nama_biro"}


@pytest.mark.parametrize("identifier", ["adp-waktu", "eskalasi-lkpp", "ubah-npwp-waktu"])
def test_the_time_of_lkpp_is_never_promised(library: Library, identifier: str) -> None:
    body = library.article(identifier).body_markdown
    assert "tidak dapat kami janjikan" in body


def test_general_practice_waits_for_an_officer(whole: Library) -> None:
    for article in whole.articles:
        assert article.needs_review == article.basis.startswith("Praktik umum"), article.id


def test_high_stakes_are_the_topics_where_a_wrong_answer_costs_a_right(whole: Library) -> None:
    assert {a.id for a in whole.articles if a.high_stakes} == HIGH_STAKES


def test_answers_fit_a_phone(whole: Library) -> None:
    long = {a.id: len(a.body_markdown.split()) for a in whole.articles}
    assert max(long.values()) <= 135, max(long, key=lambda k: long[k])
    assert min(long.values()) >= 40


@pytest.mark.parametrize(("name", "least"), [("negatives", 300), ("complaints", 200)])
def test_there_are_enough_sentences_that_must_not_be_answered(name: str, least: int) -> None:
    groups = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    texts = [text for group in groups.values() for text in group]
    assert all(isinstance(text, str) for text in texts)
    assert len({text.casefold() for text in texts}) == len(texts) >= least
