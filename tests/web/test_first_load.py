"""What a first visit costs on a weak line, and that the second page asks for no file again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, CDPSession, Page, expect

from helpdesk.domain.roles import Role
from helpdesk.web.static_files import FOLDER, edition
from tests.browser import PHONE, sign_in, watched_page
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, prepared
from tests.web.visiting import link_of, report

pytestmark = SQLITE_ONLY

# Issue F for front and status page, issue E for the desk; kB as they came over the line.
PUBLIC_KB, PUBLIC_REQUESTS, DESK_KB, DESK_FURTHER = 100, 5, 150, 2


@dataclass
class Line:
    """What went over the line of one page: address, kind and bytes of each request."""

    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)

    def watch(self, session: CDPSession) -> None:
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.on(
            "Network.requestServedFromCache", lambda told: self.cached.add(told["requestId"])
        )
        session.send("Network.enable")

    def _answered(self, event: dict[str, dict[str, str]]) -> None:
        told = event["response"]
        if told["url"].startswith("http") and not told.get("fromDiskCache"):
            self.kinds[str(event["requestId"])] = (event["response"]["url"], str(event["type"]))

    def settled(self) -> "Line":
        """What came whole and from the server."""
        self.kinds = {key: told for key, told in self.kinds.items()
                      if key in self.sizes and key not in self.cached}
        return self

    def _finished(self, event: dict[str, float]) -> None:
        self.sizes[str(event["requestId"])] = event["encodedDataLength"]

    @property
    def kilobytes(self) -> float:
        return sum(self.sizes[key] for key in self.kinds) / 1024

    @property
    def further(self) -> list[str]:
        plain = ("Document", "Stylesheet", "Script")
        return [url for url, kind in self.kinds.values() if kind not in plain]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched_page(browser, PHONE) as opened:
        yield opened


def visit(page: Page, address: str) -> Line:
    line = Line()
    session = page.context.new_cdp_session(page)
    line.watch(session)
    page.goto(address, wait_until="networkidle")
    session.detach()
    return line.settled()


def test_front_and_status_page_are_light(
    app: Flask, live_server: Installation, browser: Browser, page: Page, clock: FrozenClock
) -> None:
    first = visit(page, f"{live_server.url}/")
    assert within(first)
    second = visit(page, f"{live_server.url}/cek")
    assert [kind for _, kind in second.kinds.values()] == ["Document"], second.kinds
    client = prepared(app).test_client()
    report(client, clock, surel="siti@contoh.example")
    with watched_page(browser, PHONE) as fresh:
        status = visit(fresh, live_server.url + urlsplit(link_of(client)).path)
        expect(fresh.locator("h1")).to_contain_text("PBJ-")
    assert within(status)


def within(line: Line) -> bool:
    print(f"{line.kilobytes:.0f} kB", *line.kinds.values(), sep="\n")  # shown when it fails
    return line.kilobytes <= PUBLIC_KB and len(line.kinds) <= PUBLIC_REQUESTS


def test_queue_and_ticket_page_are_light(app: Flask, live_server: Installation, page: Page) -> None:
    desk = prepared(app)
    officer = new_officer(desk, roles=(Role.HELPDESK,))
    *_, ticket = (new_ticket(desk) for _ in range(50))
    page.goto(f"{live_server.url}/masuk")
    sign_in(page, officer.email)
    page.wait_for_url("**/petugas/**")
    page.wait_for_function("() => document.querySelector('[data-live]')")
    for path in ("/petugas/", f"/petugas/tiket/{ticket.number}"):
        line = visit_desk(page, live_server.url + path)
        print(f"{path}: {line.kilobytes:.0f} kB", *line.kinds.values(), sep="\n")
        assert line.kilobytes <= DESK_KB
        assert len(line.further) <= DESK_FURTHER


def visit_desk(page: Page, address: str) -> Line:
    """With an empty cache; the live channel never falls silent, so the page itself is awaited."""
    line = Line()
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    line.watch(session)
    page.goto(address, wait_until="load")
    page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    session.detach()
    return line.settled()


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_file_is_compressed_and_kept_a_year(client: FlaskClient, coding: str) -> None:
    plain = (FOLDER / "app.css").read_bytes()
    answer = client.get(f"/static/{edition()}/app.css", headers={"Accept-Encoding": coding})
    assert answer.headers["Content-Encoding"] == coding
    assert len(answer.data) < len(plain) / 3
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "immutable" in answer.headers["Cache-Control"]
    assert "accept-encoding" in answer.headers["Vary"].lower()
    again = client.get(f"/static/{edition()}/app.css", headers={
        "Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/static/{edition()}/app.css").data == plain


def test_another_edition_is_answered_and_kept_by_nobody(client: FlaskClient) -> None:
    answer = client.get("/static/0000000000/app.css")
    assert answer.status_code == 200
    assert "max-age" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["tidak-ada.css", "../config.py", "..%2fconfig.py"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{edition()}/{name}").status_code == 404


def test_pages_are_not_compressed(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "br"}).headers
