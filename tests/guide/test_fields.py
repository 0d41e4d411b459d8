"""Every field of a draft refused with its reason in Indonesian; every article of ours passes."""

import pytest

from faq.article import read_article, write_article
from helpdesk.guide.content import release_texts
from helpdesk.guide.fields import article_of, fields_of, problems

TOPIC = "spse-lupa-password"
ARTICLES = {name: read_article(f"{name}.md", text) for name, text in release_texts().items()}
SERVICES = {article.service for article in ARTICLES.values() if article.service}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", " ", "Judul belum diisi."),
        ("body", "", "Jawaban belum diisi."),
        ("body", "x" * 12_001, "Jawaban paling panjang 12000 huruf."),
        ("body", "satu\n---\ndua", "Baris yang hanya berisi ---"),
        ("body", "Hubungi [nama] dahulu.", "Masih ada tanda samaran [nama]."),
        ("phrasings", ["token [kode] habis", *(f"kalimat {n}" for n in range(11))],
         "Masih ada tanda samaran [kode]."),
        ("basis", "", "Sumber belum diisi."),
        ("authority", "walikota", "Pilihan ini tidak dikenal."),
        ("unit", "lain", "Pilihan ini tidak dikenal."),
        ("kind", "gosip", "Pilihan ini tidak dikenal."),
        ("status", "rahasia", "Pilihan ini tidak dikenal."),
        ("aspect", "harga", "Pilihan ini tidak dikenal."),
        ("service", "cuci-mobil", "Layanan itu tidak ada di katalog."),
        ("related", ["tidak-ada"], "Tidak ada topik tidak-ada."),
        ("further", True, "Topik yang dipakai masih terkait ke sini: "),
        ("related", [TOPIC], "Topik tidak dapat terkait dengan dirinya sendiri."),
        ("related", ["vms"], "Topik vms termasuk tambahan"),
        ("phrasings", ["a", "b"], "Ada 2 kalimat. Tulis 12 sampai 20"),
        ("phrasings", [f"kalimat {n}" for n in range(21)], "Ada 21 kalimat."),
        ("phrasings", ["Lupa Sandi", *(f"kalimat {n}" for n in range(11)), "lupa sandi"],
         "ditulis lebih dari sekali: lupa sandi"),
        ("phrasings", ["x" * 401, *(f"kalimat {n}" for n in range(11))], "paling panjang 400"),
    ],
)
def test_a_broken_field_is_refused_with_its_reason(field, value, told):
    fields = fields_of(ARTICLES[TOPIC]) | {field: value}
    found = problems(TOPIC, fields, ARTICLES, SERVICES)
    assert list(found) == [field]
    assert told in found[field]


@pytest.mark.parametrize("name", ["", "Topik Besar", "../naik", "a" * 61])
def test_a_topics_code_is_a_file_name_that_harms_nobody(name):
    assert "id" in problems(name, fields_of(ARTICLES[TOPIC]), ARTICLES, SERVICES)


def test_a_links_text_is_no_redaction():
    fields = fields_of(ARTICLES[TOPIC]) | {"body": "Lihat [tautan](https://contoh.example)."}
    assert problems(TOPIC, fields, ARTICLES, SERVICES) == {}


def test_every_article_of_ours_passes_and_comes_back_as_the_very_file():
    texts = release_texts()
    for name, article in ARTICLES.items():
        fields = fields_of(article)
        assert problems(name, fields, ARTICLES, SERVICES) == {}, name
        made = article_of(name, fields, article.reviewed_on, article.reviewed_by)
        assert made == article
        assert article.further or write_article(made) == texts[name], name
