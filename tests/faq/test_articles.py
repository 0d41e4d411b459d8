"""A broken article is refused with file, line and reason."""

from pathlib import Path

import pytest

from faq.article import ArticleError, read_article, read_articles

GOOD = """---
id: contoh
title: Bagaimana contoh?
authority: bureau
unit: bagian-pengelolaan-lpse
service: null
aspect: null
kind: inquiry
high_stakes: false
basis: Contoh
reviewed_on: 2026-11-22
reviewed_by: Penguji
status: terbit
related: []
phrasings: [a, b, c, d, e, f, g, h, i, j, k, l]
---
Begini jawabannya.
"""


def test_a_good_article_is_read_with_its_fields() -> None:
    article = read_article("contoh.md", GOOD)
    assert (article.id, article.authority, article.kind) == ("contoh", "bureau", "inquiry")
    assert article.body_markdown == "Begini jawabannya."
    assert article.source == "Contoh"
    assert article.reviewed_on.isoformat() == "2026-11-22"
    assert len(article.phrasings) == 12


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("authority: bureau", "authority: walikota", 4, "unknown value"),
        ("unit: bagian-pengelolaan-lpse", "unit: lain", 5, "unknown value"),
        ("kind: inquiry", "kind: gosip", 8, "unknown value"),
        ("high_stakes: false", "high_stakes: mungkin", 9, "true or false"),
        ("basis: Contoh", "basis:", 10, "a text is missing"),
        ("reviewed_on: 2026-11-22", "reviewed_on: kemarin", 11, "a date"),
        ("status: terbit", "status: rahasia", 13, "unknown value"),
        ("related: []", "related: apa", 14, "a list of texts"),
        ("phrasings: [a,", "phrasings: [", 15, "11 given, 12 to 20 expected"),
        ("id: contoh", "id: Contoh Besar", 2, "small letters"),
        ("title: Bagaimana contoh?", "title: [", 3, "not YAML"),
        ("Begini jawabannya.", "", 17, "the answer is empty"),
        ("---\nid", "id", 1, "front matter"),
    ],
)
def test_a_broken_article_names_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(ArticleError) as refused:
        read_article("contoh.md", GOOD.replace(old, new, 1))
    assert refused.value.file == "contoh.md"
    assert reason in refused.value.reason
    assert refused.value.line == line


def test_a_double_id_and_a_dead_related_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, "utf-8")
    (tmp_path / "b.md").write_text(GOOD, "utf-8")
    with pytest.raises(ArticleError, match=r"b\.md.*exists already"):
        read_articles(tmp_path)
    (tmp_path / "b.md").unlink()
    (tmp_path / "a.md").write_text(GOOD.replace("[]", "[tidak-ada]"), "utf-8")
    with pytest.raises(ArticleError, match="no article tidak-ada"):
        read_articles(tmp_path)


def test_a_main_article_does_not_lead_to_a_further_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD.replace("[]", "[lanjut]"), "utf-8")
    beyond = GOOD.replace("id: contoh", "id: lanjut\nset: tambahan")
    (tmp_path / "b.md").write_text(beyond, "utf-8")
    with pytest.raises(ArticleError, match="lanjut is in a later set"):
        read_articles(tmp_path)
    (tmp_path / "a.md").write_text(GOOD, "utf-8")
    assert read_articles(tmp_path)["lanjut"].further
