"""Announcements: published, ended, withdrawn; pages, front page and feed say the same."""

from xml.etree import ElementTree as Xml

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clocks import FrozenClock
from tests.web.desk import new_officer, prepared, said, signed_in

NEW = {"title": "Loket pindah", "body": "Mulai Senin loket di lantai 2.\n<b>Gratis</b>",
       "ends_at": "2026-11-24T16:00"}
PUBLIC = ("/", "/pengumuman", "/pengumuman/umpan.xml")


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    return signed_in(prepared(app), new_officer(app))


def shown(app: Flask) -> list[bool]:
    client = app.test_client()
    return ["Loket pindah" in client.get(path).get_data(as_text=True) for path in PUBLIC]


def test_published_at_once_ended_by_itself(
    app: Flask, officer: FlaskClient, clock: FrozenClock
) -> None:
    assert shown(app) == [False] * 3
    assert officer.post("/petugas/pengumuman", data=NEW).status_code == 303
    assert shown(app) == [True] * 3
    page = app.test_client().get("/pengumuman/1").get_data(as_text=True)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "&lt;b&gt;Gratis" in page
    Xml.fromstring(app.test_client().get("/pengumuman/umpan.xml").data)
    clock.advance(hours=32)
    assert shown(app) == [False] * 3
    assert "sudah berakhir" in said(app.test_client().get("/pengumuman/1"))


def test_withdrawn_it_is_nowhere_but_on_record(app: Flask, officer: FlaskClient) -> None:
    officer.post("/petugas/pengumuman", data=NEW)
    assert officer.post("/petugas/pengumuman/1/tarik").status_code == 303
    assert shown(app) == [False] * 3
    assert app.test_client().get("/pengumuman/1").status_code == 404
    assert "ditarik" in said(officer.get("/petugas/pengumuman"))
    again = officer.post("/petugas/pengumuman/1/tarik", follow_redirects=True)
    assert "sudah ditarik" in said(again)
    assert officer.post("/petugas/pengumuman/99/tarik").status_code == 404


@pytest.mark.parametrize(("given", "told"), [
    ({"title": " "}, "Judul"), ({"body": ""}, "Isi"), ({"title": "x" * 121}, "Judul"),
    ({"ends_at": "2026-11-20T16:00"}, "harus di masa depan"), ({"ends_at": "kapan"}, "Isi tanggal"),
])
def test_what_is_wrong_is_told_and_the_rest_kept(
    app: Flask, officer: FlaskClient, given: dict[str, str], told: str
) -> None:
    answer = officer.post("/petugas/pengumuman", data={**NEW, **given})
    assert answer.status_code == 400
    assert told in said(answer)
    kept = "Mulai Senin" if "body" not in given else "Loket pindah"
    assert kept in answer.get_data(as_text=True)
    assert shown(app) == [False] * 3
