"""Each matter ends in one door that can be reached, and the page says how."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from faq.library import load
from helpdesk.guide.doors import Matter, doors, matter_of
from tests.browser import DESK, PHONE, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import prepared
from tests.web.visiting import text_of

MATTERS = [matter for group in doors()[1] for matter in group.matters]
EIGHT = {"biro", "lkpp", "telkom", "pokja", "ppk", "ppid", "apip", "ombudsman"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return prepared(app).test_client()


def test_each_matter_names_a_topic_of_the_guide() -> None:
    topics = {article.id for article in load(further=True).articles}
    assert {matter.article for matter in MATTERS} <= topics


def test_all_eight_doors_are_reached_and_no_matter_stands_twice() -> None:
    assert {door.code for door in doors()[0]} == EIGHT
    assert {matter.door.code for matter in MATTERS} == EIGHT
    assert len({matter.code for matter in MATTERS}) == len(MATTERS)
    assert matter_of("entah") is None


@SQLITE_ONLY
@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.code)
def test_a_matter_says_whose_it_is_and_how_to_get_there(
    app: Flask, client: FlaskClient, matter: Matter
) -> None:
    assert f'/ke-mana/{matter.code}"' in client.get("/ke-mana").get_data(as_text=True)
    answer = client.get(f"/ke-mana/{matter.code}")
    page, text = answer.get_data(as_text=True), text_of(answer)
    assert f"Yang berwenang: {matter.door.name}" in text
    known = {article.id for article in app.extensions["library"]().articles}
    assert (f"/panduan/{matter.article}" in page) == (matter.article in known)
    if matter.kind:
        assert f"/lapor?jenis={matter.kind}" in page
        assert client.get(f"/lapor?jenis={matter.kind}").status_code == 200
    else:
        assert "/lapor?jenis=permasalahan" not in page


@pytest.mark.parametrize(("code", "door"), [
    ("hasil-evaluasi", "pokja"), ("jadwal-tender", "pokja"), ("kontrak-pembayaran", "ppk"),
    ("kecurangan", "apip"), ("minta-dokumen", "ppid"), ("tidak-selesai", "ombudsman"),
    ("server-mati", "telkom"), ("aplikasi-galat", "lkpp"), ("layanan-biro", "biro"),
])
def test_whose_it_is_by_law(code: str, door: str) -> None:
    matter = matter_of(code)
    assert matter is not None
    assert matter.door.code == door


@SQLITE_ONLY
def test_an_unknown_matter_is_not_found(client: FlaskClient) -> None:
    assert client.get("/ke-mana/entah").status_code == 404


@SQLITE_ONLY
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_by_keys_to_the_right_door(
    live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/ke-mana")
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("link", name="Situs SPSE tidak dapat dibuka sama sekali").press("Enter")
        page.get_by_role("heading", name="Yang berwenang: Telkom").wait_for()
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("link", name="Tulis kepada kami").press("Enter")
        page.wait_for_url("**/lapor?jenis=gangguan")
