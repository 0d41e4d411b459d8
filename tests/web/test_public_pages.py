"""What the bureau publishes: every page reachable, well formed, and for this bureau alone."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk import create_app
from helpdesk.catalogue.loader import load_catalogue
from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.survey import answer_survey
from tests.builders import a_ticket, an_officer
from tests.clocks import FrozenClock
from tests.web.visiting import form_of, link_of, report, text_of

KALTIM = Path(__file__).parents[1] / "data" / "bureau_kaltim.yaml"
VOID = {"input", "meta", "link", "br", "img", "hr", "path", "rect", "circle"}
OTHERS = re.compile(
    r"Banjarmasin|Pagar Alam|Kalimantan Tengah|Kalteng|Palangka|Jalan Contoh Nomor 1|"
    r"biropbj-kalteng|\(0536\)", re.IGNORECASE,
)


class Unsourced(HTMLParser):
    """The words and addresses of a page outside elements marked `data-sumber`."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marked = any(name == "data-sumber" for name, _ in attrs)
        if (marked or self._depth) and tag not in VOID:
            self._depth += 1
        elif not self._depth:
            self.text += [value or "" for name, value in attrs if name in ("href", "content")]

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in VOID:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.text.append(data)


def crawl(client: FlaskClient, start: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from `start`: (path, HTML)."""
    waiting, seen = list(start), set(start)
    while waiting:
        path = waiting.pop()
        reply = client.get(path, follow_redirects=True)
        assert reply.status_code == 200, f"{path}: {reply.status_code}"
        if reply.mimetype != "text/html":
            continue
        html = reply.get_data(as_text=True)
        yield path, html
        for found in re.findall(r'href="(/[^"#]*)', html):
            target = found.replace("&amp;", "&")
            foreign = target.startswith(("/static", "/bootstrap", "/masuk", "/demo", "/t/file"))
            if target not in seen and not foreign:
                seen.add(target)
                waiting.append(target)


def test_every_public_page_is_reachable_with_one_heading_and_no_inline_code(
    client: FlaskClient,
) -> None:
    pages = dict(crawl(client, ("/", "/chat", "/cek", "/transparansi", "/sop", "/maklumat")))
    assert len(pages) > 120  # 17 services, 13 procedures, 87 topics and the rest
    for path, html in pages.items():
        assert html.count("<h1") == 1, path
        assert not re.search(r"<[^>]+\s(style|on\w+)=", html), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", html), path


@pytest.fixture
def kaltim(settings: Settings, clock: FrozenClock) -> Iterator[FlaskClient]:
    """A visitor of another bureau's installation."""
    app = create_app(settings, clock, catalogue=load_catalogue(bureau_file=KALTIM))
    app.testing = True
    yield app.test_client()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_under_another_bureaus_profile_no_page_shows_a_foreign_government_as_ours(
    kaltim: FlaskClient, clock: FrozenClock
) -> None:
    client = kaltim
    report(client, clock, "permintaan", layanan="aktivasi-user-id", surel="a@b.example")
    own = ("/lapor/selesai", link_of(client), "/lapor?jenis=pengaduan")
    pages = dict(crawl(client, ("/", "/chat", "/cek", "/transparansi", *own)))
    assert "Jalan Percobaan Nomor 7" in pages["/"]
    assert "WITA" in pages["/"]
    for path, html in pages.items():
        reader = Unsourced()
        reader.feed(html)
        found = OTHERS.search(" ".join(reader.text))
        assert found is None, f"{path}: {found and found[0]}"


def test_the_seven_services_show_fourteen_components_and_whose_standard_it_is(
    app: Flask, client: FlaskClient
) -> None:
    services = app.extensions["rulebook"].catalogue.services.values()
    standard = [s for s in services if s.standard is not None]
    assert len(standard) == 7
    for service in standard:
        page = text_of(client.get(f"/layanan/{service.code}"))
        for component in service.standard.components:
            assert f"{component.no}. {component.title}" in page, service.code
        assert "contoh acuan, belum ditetapkan di instansi ini" in page


def test_a_service_without_a_standard_promises_no_time(app: Flask, client: FlaskClient) -> None:
    services = app.extensions["rulebook"].catalogue.services.values()
    making = [s for s in services if s.standard is None]
    assert making
    for service in making:
        page = text_of(client.get(f"/layanan/{service.code}"))
        assert "standar sedang disusun" in page
        assert "belum dijanjikan" in page


def test_a_cell_that_cannot_be_read_says_so_and_no_actor_is_guessed(
    app: Flask, client: FlaskClient
) -> None:
    page = client.get("/sop/registrasi-dan-verifikasi")
    sop = app.extensions["rulebook"].catalogue.procedures["registrasi-dan-verifikasi"]
    unknown = sum(s.actor is None for s in sop.steps if not s.is_terminator)
    html = page.get_data(as_text=True)
    assert unknown
    assert html.count("<dt>Pelaksana</dt><dd>tidak terbaca dalam naskah</dd>") == unknown


def test_the_pledge_is_a_draft_with_its_three_statements(client: FlaskClient) -> None:
    page = client.get("/maklumat")
    assert "RANCANGAN" in text_of(page)
    assert page.get_data(as_text=True).split("hd-flow")[1].split("</ol>")[0].count("<li>") == 3


@pytest.mark.parametrize("path", ["/layanan/x", "/sop/x", "/panduan/x", "/survei/x", "/x", "/t/x"])
def test_what_does_not_exist_gets_one_friendly_not_found(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert text_of(reply) == text_of(client.get("/tidak-ada"))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("Apa persyaratan perubahan email penyedia?", "Mungkin ini jawabannya"),
        ("kucing tetangga naik ke atap sejak semalam", "Kami belum punya jawaban untuk itu"),
        ("a" * 5000, "Kami belum punya jawaban untuk itu"),
        ("\0", "Telusuri menurut"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_the_guide_answers_as_sure_as_it_is(client: FlaskClient, asked: str, shown: str) -> None:
    reply = client.get("/panduan", query_string={"q": asked})
    assert reply.status_code == 200
    assert "<script>alert" not in reply.get_data(as_text=True)
    assert shown in text_of(reply) or shown in form_of(reply, "/panduan")["q"]


def test_the_words_searched_for_are_carried_into_the_ticket(client: FlaskClient) -> None:
    page = client.get("/panduan", query_string={"q": "jadwal & cuaca?"}).get_data(as_text=True)
    target = re.search(r'href="(/lapor\?[^"]*teks=[^"]*)"', page)
    assert target
    form = form_of(client.get(target[1].replace("&amp;", "&")), "/lapor")
    assert form["isi"] == "jadwal & cuaca?"


def survey_links(app: Flask, clock: FrozenClock, count: int) -> list[str]:
    """Tickets resolved and surveyed are what the index is made of; here only their tokens."""
    from helpdesk.domain.link import survey_token
    from helpdesk.usecases.reply import Words
    from helpdesk.usecases.resolve import resolve_ticket

    book, tokens = app.extensions["rulebook"], []
    with app.app_context():
        actor = an_officer(f"Petugas {count} {clock.now:%H%M}").actor
        for _ in range(count):
            ticket = a_ticket(book, now=clock.now)
            resolve_ticket(book, ticket.number, Words("Beres."), actor=actor, now=clock.now)
            tokens.append(survey_token(book.link_key, ticket.id))
    return tokens


def test_the_survey_is_answered_once_with_all_nine(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    (token,) = survey_links(app, clock, 1)
    path = f"/survei/{token}"
    page = client.get(path)
    assert page.get_data(as_text=True).count("<fieldset") >= 9
    form = form_of(page, path)
    keys = [e.key for e in app.extensions["rulebook"].catalogue.survey.elements]
    some = client.post(path, data=form | {keys[0]: "4", "saran": "Bagus"})
    assert some.status_code == 400
    assert form_of(some, path)[keys[0]] == "4"
    assert form_of(some, path)["saran"] == "Bagus"
    odd = client.post(path, data=form | dict.fromkeys(keys, "5"))
    assert odd.status_code == 400
    long = client.post(path, data=form | dict.fromkeys(keys, "3") | {"saran": "a" * 2001})
    assert long.status_code == 400
    whole = form | dict.fromkeys(keys, "3") | {"age": "41\0", "gender": "Perempuan"}
    assert client.post(path, data=whole).headers["Location"] == "/survei/selesai"
    assert client.get(path).headers["Location"] == "/survei/selesai"


def test_the_index_is_shown_from_five_answers_on(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    book = app.extensions["rulebook"]
    keys = [e.key for e in book.catalogue.survey.elements]
    tokens = survey_links(app, clock, 5)
    for number, token in enumerate(tokens, 1):
        with app.app_context():
            answer_survey(book, token, dict.fromkeys(keys, 3), now=clock.now)
        words = text_of(client.get("/transparansi"))
        assert ("75,00" in words) is (number == 5)
    assert "Mutu pelayanan C (kurang baik)" in words


def test_sealed_tickets_count_in_the_total_alone(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context():
        book = app.extensions["rulebook"]
        for _ in range(6):
            a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, now=clock.now)
    clock.advance(days=10)
    words = text_of(client.get("/transparansi"))
    assert "November 2026 6 – belum cukup data – belum cukup data" in words
