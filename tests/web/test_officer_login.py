"""Logging in: one text for every wrong proof, throttled, rotated, ended on the server."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.models import Officer
from helpdesk.web.session import KEY
from tests.builders import PASSWORD
from tests.clocks import FrozenClock
from tests.web.desk import new_officer, prepared, said, signed_in


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


def enter(client: FlaskClient, email: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/masuk", data={"email": email, "password": password, **more})


def secret_of(client: FlaskClient) -> str | None:
    with client.session_transaction() as session:
        return session.get(KEY)


def test_the_right_password_opens_the_queue(desk: Flask, rina: Officer) -> None:
    client = desk.test_client()
    answer = enter(client, " Rina.Petugas@contoh.example ")
    assert (answer.status_code, answer.location) == (303, "/petugas/")
    assert "Rina Petugas" in client.get("/petugas/").get_data(as_text=True)


@pytest.mark.parametrize(("email", "password"), [
    ("rina.petugas@contoh.example", "salah sekali sekali"), ("tidak.ada@contoh.example", PASSWORD),
    ("", ""), ("a\x00b@contoh.example", "x\x00y"), ("x" * 5000, "y" * 5000),
])
def test_every_wrong_proof_gets_the_same_words(
    desk: Flask, rina: Officer, email: str, password: str
) -> None:
    answer = enter(desk.test_client(), email, password)
    assert answer.status_code == 403
    assert "Surel atau kata sandi tidak cocok." in said(answer)


def test_the_sixth_try_in_a_quarter_of_an_hour_must_wait(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    client = desk.test_client()
    for _ in range(5):
        enter(client, rina.email, "salah sekali sekali")
    assert "Terlalu banyak percobaan masuk." in said(enter(client, rina.email))
    clock.advance(minutes=16)
    assert enter(client, rina.email).status_code == 303


def test_a_new_login_makes_a_new_session_and_ends_the_old_one(desk: Flask, rina: Officer) -> None:
    client = signed_in(desk, rina)
    before = secret_of(client)
    with client.session_transaction() as session:
        session["sisa"] = "dari sebelumnya"
    enter(client, rina.email)
    assert secret_of(client) not in (None, before)
    with client.session_transaction() as session:
        assert "sisa" not in session
    thief = desk.test_client()
    with thief.session_transaction() as session:
        session[KEY] = before
    assert thief.get("/petugas/").status_code == 302


def test_leaving_ends_the_session_on_the_server(desk: Flask, rina: Officer) -> None:
    client = signed_in(desk, rina)
    secret = secret_of(client)
    assert client.post("/keluar").location == "/masuk"
    with client.session_transaction() as session:
        session[KEY] = secret
    assert client.get("/petugas/").location.startswith("/masuk?next=/petugas/")


@pytest.mark.parametrize(("target", "goal"), [
    ("/petugas/posisi", "/petugas/posisi"), ("https://jahat.example/", "/petugas/"),
    ("//jahat.example", "/petugas/"), ("/\\jahat.example", "/petugas/"), ("", "/petugas/"),
])
def test_the_way_on_stays_on_this_site(
    desk: Flask, rina: Officer, target: str, goal: str
) -> None:
    assert enter(desk.test_client(), rina.email, next=target).location == goal


def test_an_administrator_lands_where_they_may_be(desk: Flask) -> None:
    ade = new_officer(desk, "Ade", roles=(Role.ADMINISTRATOR,), unit=None)
    assert enter(desk.test_client(), ade.email).location == "/petugas/petugas"


def test_a_form_without_its_token_is_refused(desk: Flask, rina: Officer) -> None:
    desk.config["WTF_CSRF_ENABLED"] = True
    assert enter(desk.test_client(), rina.email).status_code == 400
    assert signed_in(desk, rina).post("/petugas/tiket/baru", data={}).status_code == 400
