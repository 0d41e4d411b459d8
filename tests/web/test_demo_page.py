"""/demo: only with DEMO=1, only for the demo's own officers."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.config import Settings
from helpdesk.demo.play import make_demo
from helpdesk.domain.roles import Role
from helpdesk.usecases.officers import Passwords, create_officer
from tests.clocks import MONDAY_MORNING

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def settings(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Settings:
    from tests.conftest import _settings

    return _settings(database_url, tmp_path / "instance", demo=True)


@pytest.fixture
def town(app: Flask, tmp_path: Path) -> Flask:
    with app.app_context():
        make_demo(app.extensions["rulebook"], tmp_path / "files", now=MONDAY_MORNING)
    return app


def token(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found[1]


def test_the_tour_has_five_steps_and_a_press_for_every_role(
    town: Flask, client: FlaskClient
) -> None:
    html = client.get("/demo").get_data(as_text=True)
    assert "DATA CONTOH" in html
    assert len(re.findall(r"<h3>\d\. ", html)) == 5
    assert html.count('action="/demo/masuk"') == 11 + 4
    links = re.findall(r'href="(/t/[A-Za-z0-9_-]{43})"', html)
    assert len(set(links)) == 6
    for path in set(links):
        assert client.get(path, follow_redirects=True).status_code == 200


def test_one_press_signs_in_and_leads_to_the_ticket_of_the_step(
    town: Flask, client: FlaskClient
) -> None:
    html = client.get("/demo").get_data(as_text=True)
    forms = re.findall(
        r'name="petugas" value="(\d+)"><input type="hidden" name="tujuan" value="([^"]+)"', html)
    for officer, target in forms[:4]:
        answer = client.post("/demo/masuk", data={
            "petugas": officer, "tujuan": target, "csrf_token": token(html)})
        assert (answer.status_code, answer.location) == (303, target)
        html = client.get("/demo").get_data(as_text=True)
        with client.session_transaction() as session:
            assert session["officer_session"]


def test_a_target_elsewhere_leads_to_the_queue(town: Flask, client: FlaskClient) -> None:
    html = client.get("/demo").get_data(as_text=True)
    answer = client.post("/demo/masuk", data={
        "petugas": "1", "tujuan": "https://elsewhere.test/", "csrf_token": token(html)})
    assert answer.location == "/petugas/"


def test_real_accounts_are_never_opened_by_a_press(town: Flask, client: FlaskClient) -> None:
    with town.app_context():
        made = create_officer(
            Passwords(), name="Petugas Asli", email="asli@kantor.example",
            password="kata sandi yang panjang", roles=[Role.ADMINISTRATOR], unit=None,
            now=MONDAY_MORNING,
        )
        assert made.id == 12
    html = client.get("/demo").get_data(as_text=True)
    for chosen in ("12", "0", "-1", "9" * 30, "x", ""):
        answer = client.post("/demo/masuk", data={
            "petugas": chosen, "csrf_token": token(html)})
        assert answer.location == "/demo", chosen
    with client.session_transaction() as session:
        assert "officer_session" not in session


def test_a_press_without_the_page_s_token_is_refused(town: Flask, client: FlaskClient) -> None:
    assert client.post("/demo/masuk", data={"petugas": "1"}).status_code == 400


def test_an_empty_database_says_how_to_make_the_demo(app: Flask, client: FlaskClient) -> None:
    assert "Data contoh belum dibuat" in client.get("/demo").get_data(as_text=True)


def test_without_demo_the_page_is_absent(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    app.extensions["settings"] = replace(settings, demo=False)
    assert client.get("/demo").status_code == 404
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/demo/masuk", data={"petugas": "1"}).status_code == 404
