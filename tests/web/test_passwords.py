"""Passwords changed and reset, who may, what ends; and the record of officers' accounts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from helpdesk.domain.roles import Role
from helpdesk.models import Officer
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.builders import PASSWORD
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, prepared, said, signed_in

NEW = "sandi baru yang panjang"
GOOD = {"old": PASSWORD, "password": NEW, "again": NEW}


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


def enters(desk: Flask, officer: Officer, password: str) -> bool:
    given = {"email": officer.email, "password": password}
    return desk.test_client().post("/masuk", data=given).status_code == 303


def test_ones_own_is_changed_and_other_devices_are_signed_out(desk: Flask) -> None:
    rina = new_officer(desk)
    here, elsewhere = signed_in(desk, rina), signed_in(desk, rina)
    assert here.post("/petugas/sandi", data=GOOD).status_code == 303
    assert here.get("/petugas/").status_code == 200
    assert elsewhere.get("/petugas/").status_code == 302
    assert enters(desk, rina, NEW)
    assert not enters(desk, rina, PASSWORD)


@pytest.mark.parametrize(("given", "told"), [
    ({"old": "salah salah salah"}, "Kata sandi lama tidak cocok."),
    ({"again": "lain sekali lagi"}, "Tidak sama dengan kata sandi baru"),
    ({"password": "pendek", "again": "pendek"}, "paling sedikit 12"),
    ({"password": PASSWORD, "again": PASSWORD}, "sama dengan yang lama"),
])
def test_what_is_wrong_is_told_and_nothing_changes(
    desk: Flask, given: dict[str, str], told: str
) -> None:
    rina = new_officer(desk)
    answer = signed_in(desk, rina).post("/petugas/sandi", data={**GOOD, **given})
    assert answer.status_code == 400
    assert told in said(answer)
    assert NEW not in answer.get_data(as_text=True)
    assert enters(desk, rina, PASSWORD)


def test_an_open_desk_is_no_place_to_guess(desk: Flask) -> None:
    rina = new_officer(desk)
    client = signed_in(desk, rina)
    for _ in range(5):
        client.post("/petugas/sandi", data={**GOOD, "old": "tebakan tebakan"})
    answer = client.post("/petugas/sandi", data=GOOD)
    assert answer.status_code == 403
    assert "Terlalu banyak percobaan" in said(answer)


def reset(client: FlaskClient, officer: Officer) -> int:
    given = {f"p{officer.id}-password": NEW}
    return client.post(f"/petugas/petugas/{officer.id}/sandi", data=given).status_code


def test_a_forgotten_one_is_reset_but_the_heads_by_a_head_alone(desk: Flask) -> None:
    ade = new_officer(desk, "Ade Administrator", roles=(Role.ADMINISTRATOR,))
    head = new_officer(desk, "Hendra Kepala", roles=(Role.BUREAU_HEAD,))
    other_head = new_officer(desk, "Kepala Lain", roles=(Role.BUREAU_HEAD,))
    rina = new_officer(desk)
    admin, theirs = signed_in(desk, ade), signed_in(desk, rina)
    assert reset(admin, rina) == 303
    assert theirs.get("/petugas/").status_code == 302
    assert enters(desk, rina, NEW)
    assert reset(admin, head) == 403
    assert reset(admin, ade) == 403
    assert reset(signed_in(desk, other_head), head) == 303
    assert not enters(desk, head, PASSWORD)


def test_every_change_of_an_account_is_on_record_and_no_password_is(desk: Flask) -> None:
    ade = new_officer(desk, "Ade Administrator", roles=(Role.ADMINISTRATOR,))
    rina = new_officer(desk)
    admin = signed_in(desk, ade)
    edited = {f"p{rina.id}-roles": ["helpdesk", "verifier"], f"p{rina.id}-active": "1",
              f"p{rina.id}-deputy_of": str(ade.id), f"p{rina.id}-unit": rina.unit}
    assert admin.post(f"/petugas/petugas/{rina.id}", data=edited).status_code == 303
    assert admin.post(f"/petugas/petugas/{rina.id}", data=edited).status_code == 303  # no change
    reset(admin, rina)
    page = said(admin.get("/petugas/petugas"))
    assert page.count("Rina Petugas diubah oleh Ade Administrator") == 1
    assert "peran: Petugas Helpdesk → Petugas Helpdesk, Verifikator" in page
    assert "mewakili: tidak ada → Ade Administrator" in page
    assert "Rina Petugas diatur ulang kata sandinya oleh Ade Administrator" in page
    assert NEW not in page


@SQLITE_ONLY
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_in_a_browser(
    desk: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    rina = new_officer(desk)
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/petugas/sandi")
        sign_in(page, rina.email)
        page.get_by_label("Kata sandi lama").fill(PASSWORD)
        page.get_by_label("Kata sandi baru", exact=True).fill(NEW)
        page.get_by_label("Kata sandi baru, sekali lagi").fill(NEW)
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("button", name="Ganti kata sandi").click()
        page.get_by_text("Kata sandi diganti.").wait_for()
