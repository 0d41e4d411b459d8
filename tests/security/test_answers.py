"""What every answer carries, whoever asked and however it ended."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk import create_app
from helpdesk.config import Settings
from tests.clocks import FrozenClock
from tests.web.desk import address, new_officer, new_ticket, prepared, signed_in
from tests.web.visiting import form_of, link_of, report


def test_no_browser_keeps_a_page_that_concerns_one_person(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    for path in ("/lapor/selesai", link_of(client), f"/t/?nomor={number}", "/cek", "/chat"):
        assert client.get(path).headers.get("Cache-Control") == "no-store", path
    officer = signed_in(app, new_officer(app))
    for path in ("/petugas/", address(number), address(number, "tanda-terima"), "/"):
        assert "no-store" in officer.get(path).headers.get("Cache-Control", ""), path


def test_pages_that_are_the_same_for_all_may_be_kept(client: FlaskClient) -> None:
    for path in ("/", "/layanan", "/panduan", "/lapor?jenis=pertanyaan"):
        assert "no-store" not in client.get(path).headers.get("Cache-Control", ""), path


@pytest.mark.parametrize("path", [
    "/", "/tidak-ada", "/t/salah", "/t/", "/petugas/", "/petugas", "/api/v1/tidak-ada",
    "/api/v1/services", "/healthz", "/static/tidak-ada.css", "/survei/salah", "/lampiran",
])
def test_every_answer_carries_the_policy(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_forged_host_is_not_repeated_in_a_redirect(client: FlaskClient) -> None:
    answer = client.get("/petugas?view=baru", headers={"Host": "jahat.example"})
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/petugas/?view=baru"


def test_a_forged_host_makes_no_link(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    report(client, clock)
    page = client.get("/lapor/selesai", headers={"Host": "localhost"}).get_data(as_text=True)
    assert "http://localhost/t/" in page
    everywhere = [client.get(p, headers={"Host": "jahat.example"}) for p in ("/", "/masuk", "/cek")]
    assert all(b"jahat.example" not in answer.data for answer in everywhere)


def test_a_crash_does_not_write_the_key_of_a_ticket_into_the_log(
    app: Flask, client: FlaskClient, clock: FrozenClock, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report(client, clock)
    link = link_of(client)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(token: str) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("helpdesk.web.public.status.ticket_of_link", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get(link)
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "/t/<token>" in caplog.text
    assert link.removeprefix("/t/") not in caplog.text


def test_what_people_wrote_is_not_in_the_text_of_a_database_error(app: Flask) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    from helpdesk.db import db

    with app.app_context(), pytest.raises(SQLAlchemyError) as failed:
        db.session.execute(text("SELECT * FROM tidak_ada WHERE isi = :isi"), {"isi": "NIK 6171"})
    assert "6171" not in str(failed.value)


def test_over_https_cookies_are_bound_to_this_host(
    settings: Settings, clock: FrozenClock
) -> None:
    from dataclasses import replace

    app = prepared(create_app(replace(settings, base_url="https://helpdesk.example"), clock))
    browser = app.test_client()
    begun = browser.post("/chat", data={"text": "halo"}, base_url="https://helpdesk.example")
    cookies = begun.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain=" not in cookie
    left = browser.post("/keluar-perangkat", base_url="https://helpdesk.example")
    ended = [c for c in left.headers.getlist("Set-Cookie") if c.startswith("__Host-obrolan=;")]
    assert ended
    assert "Secure" in ended[0]
    _close(app)


def _close(app: Flask) -> None:
    from helpdesk.db import db

    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_only_forms_with_files_may_be_large(app: Flask, clock: FrozenClock) -> None:
    browser = prepared(app).test_client()
    large = {"email": "a@contoh.example", "password": "x", "isian": "x" * 900_000}
    padding = {f"n{n}": "y" * 900_000 for n in range(3)}
    assert browser.post("/masuk", data=large | padding).status_code == 413
    assert browser.post("/cek", data=large | padding).status_code == 413
    assert form_of(browser.get("/masuk"), "/masuk")
    assert new_ticket(app).number
