"""The guide's own pages: browsing, what a search marks, verdicts, what machines read."""

from xml.etree import ElementTree as Xml

import html5lib
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from faq.library import load
from helpdesk.db import db
from helpdesk.guide.browse import WAYS, shelves, situations
from helpdesk.guide.marks import asked_stems, excerpt, marked
from helpdesk.models import ArticleVersion, ArticleVotes
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, prepared, signed_in
from tests.web.visiting import text_of

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return prepared(app).test_client()


@SQLITE_ONLY
@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_browsing_leads_to_every_topic(app: Flask, way: str) -> None:
    guide = app.extensions["library"]()
    found = shelves(guide, app.extensions["rulebook"].catalogue, way)
    assert {a.id for shelf in found for a in shelf.articles} == {a.id for a in guide.articles}
    assert all(shelf.articles for shelf in found)
    assert len({shelf.code for shelf in found}) == len(found)


@SQLITE_ONLY
def test_situations_name_known_topics_and_leave_none_out(app: Flask) -> None:
    everything = {article.id for article in load(further=True).articles}
    named = [name for each in situations() for name in each.articles]
    assert set(named) == everything
    assert all(len(set(each.articles)) == len(each.articles) for each in situations())


@SQLITE_ONLY
def test_words_are_marked_by_their_roots_and_misspelt_ones_too(app: Flask) -> None:
    guide = app.extensions["library"]()
    text = "Bila unggahan penawaran gagal, unggah ulang."
    for asked in ("mengunggah penawaran", "ungah penawarn", "UNGGAH Penawaran!"):
        stems = asked_stems(guide, asked)
        hits = [piece for piece, hit in marked(guide, text, stems) if hit]
        assert hits == ["unggahan", "penawaran", "unggah"], asked
        assert "".join(piece for piece, _ in marked(guide, text, stems)) == text


def test_an_excerpt_ends_with_a_word() -> None:
    assert excerpt("Pendek.\n\nLebih.") == "Pendek."
    assert excerpt("panjang sekali " * 40).endswith("sekali …")


@SQLITE_ONLY
@pytest.mark.parametrize("q", [
    "<script>alert(1)</script>", "🙂", "x" * 50_000, "どうやって登録しますか",
    "SELECT * FROM users; --", "a\0b", "%%%", "   ",
])
def test_any_words_get_a_page_and_are_never_code(client: FlaskClient, q: str) -> None:
    answer = client.get("/panduan", query_string={"q": q})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)


@SQLITE_ONLY
def test_pages_are_valid_html(client: FlaskClient) -> None:
    for path in ("/panduan", "/panduan?q=unggah+gagal", "/panduan?menurut=layanan",
                 "/panduan/spse-upload-gagal"):
        html5lib.HTMLParser(strict=True).parse(client.get(path).get_data(as_text=True))


@SQLITE_ONLY
def test_a_way_that_does_not_exist_is_the_first(client: FlaskClient) -> None:
    page = client.get("/panduan?menurut=zodiak").get_data(as_text=True)
    assert "Saya tidak bisa masuk ke akun" in page


def test_a_reader_without_a_question_is_counted_once_a_day(app: Flask, client: FlaskClient) -> None:
    for answer in ("ya", "bukan"):
        page = client.post("/panduan/surat-kuasa/terjawab", data={"q": "", "jawaban": answer})
        assert page.status_code == 200
    client.post("/panduan/spse-sanggah/terjawab", data={"jawaban": "bukan"})
    with app.app_context():
        rows = db.session.execute(
            sa.select(ArticleVotes.article, ArticleVotes.helped, ArticleVotes.missed)
            .order_by(ArticleVotes.article)
        ).all()
    assert [tuple(row) for row in rows] == [("spse-sanggah", 0, 1), ("surat-kuasa", 1, 0)]
    editor = signed_in(app, new_officer(app)).get("/petugas/panduan/topik/spse-sanggah")
    assert "0 membantu, 1 bukan yang dicari." in text_of(editor)


@SQLITE_ONLY
def test_the_feed_tells_what_the_office_published_first(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.add(ArticleVersion(
            article="surat-kuasa", number=1, text="x", release=None, saved_at=MONDAY,
            note="Contoh surat diperbarui & disingkat.", self_reviewed=False,
        ))
        db.session.commit()
    answer = client.get("/panduan/perubahan.xml")
    assert answer.mimetype == "application/atom+xml"
    feed = Xml.fromstring(answer.data)
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 30
    first, when = entries[0], "a:updated"
    assert first.findtext("a:summary", namespaces=ATOM) == "Contoh surat diperbarui & disingkat."
    assert first.findtext(when, namespaces=ATOM) == feed.findtext(when, namespaces=ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(ids)) == 30
    assert 'type="application/atom+xml"' in client.get("/panduan").get_data(as_text=True)


@SQLITE_ONLY
def test_the_map_names_every_topic_and_no_page_of_one_person(client: FlaskClient) -> None:
    root = Xml.fromstring(client.get("/sitemap.xml").data)
    places = [place.text or "" for place in root.findall("s:url/s:loc", MAP)]
    assert len([place for place in places if "/panduan/" in place]) == 87
    assert not [place for place in places if "/t/" in place or "/petugas/" in place]
    for place in places:
        path = "/" + place.split("/", 3)[3]
        assert client.get(path).status_code == 200, path
    robots = client.get("/robots.txt").get_data(as_text=True)
    assert "Disallow: /t/\n" in robots
    assert robots.endswith("/sitemap.xml\n")


@SQLITE_ONLY
def test_an_article_can_be_kept_shared_and_judged(client: FlaskClient) -> None:
    answer = client.get("/panduan/spse-sanggah")
    page = answer.get_data(as_text=True)
    assert 'data-share="/panduan/spse-sanggah"' in page
    assert "data-print" in page
    assert '<link rel="canonical" href="http' in page
    assert "Apakah ini membantu?" in text_of(answer)
