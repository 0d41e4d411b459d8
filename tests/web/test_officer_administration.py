"""Officers, outgoing notices, mail to providers, and the heads' page."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Role
from helpdesk.models import Officer, OutboxItem, Setting
from helpdesk.usecases.audience import PROVIDER_MAIL_CONFIRMED, provider_mailbox
from tests.clocks import FrozenClock
from tests.web.desk import do, new_officer, new_ticket, prepared, said, signed_in


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def ade(desk: Flask) -> Officer:
    return new_officer(desk, "Ade Administrator", roles=(Role.ADMINISTRATOR,), unit=None)


@pytest.fixture
def admin(desk: Flask, ade: Officer) -> FlaskClient:
    return signed_in(desk, ade)


def officer(desk: Flask, email: str) -> Officer | None:
    with desk.app_context():
        return db.session.scalars(sa.select(Officer).filter_by(email=email)).one_or_none()


NEW = {"baru-name": "Sari", "baru-email": "sari@contoh.example",
       "baru-password": "kata sandi pertama", "baru-roles": "helpdesk"}


def test_an_officer_is_added_and_can_log_in(desk: Flask, admin: FlaskClient) -> None:
    assert admin.post("/petugas/petugas", data=NEW).status_code == 303
    answer = desk.test_client().post(
        "/masuk", data={"email": "sari@contoh.example", "password": "kata sandi pertama"}
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(("change", "told"), [
    ({"baru-password": "pendek"}, "paling sedikit 12"), ({"baru-email": "sari"}, "tidak benar"),
    ({"baru-roles": "raja"}, "tidak dikenal"), ({"baru-roles": ""}, "tidak dikenal"),
    ({"baru-email": "ade.administrator@contoh.example"}, "sudah dipakai"),
    ({"baru-unit": "tidak-ada"}, "Bagian tidak dikenal"), ({"baru-name": "\x00"}, "belum diisi"),
])
def test_a_wrong_form_is_told_and_kept(
    desk: Flask, admin: FlaskClient, change: dict[str, str], told: str
) -> None:
    answer = admin.post("/petugas/petugas", data={**NEW, **change})
    assert answer.status_code == 400
    assert told in said(answer)
    assert 'value="Sari"' in answer.text or "baru-name" in change


def test_deactivating_ends_every_session_at_once(desk: Flask, admin: FlaskClient) -> None:
    rina = new_officer(desk)
    client = signed_in(desk, rina)
    admin.post(f"/petugas/petugas/{rina.id}", data={f"p{rina.id}-roles": "helpdesk"})
    assert client.get("/petugas/").status_code == 302


def test_roles_unit_and_deputy_are_changed(desk: Flask, admin: FlaskClient) -> None:
    rina, vino = new_officer(desk), new_officer(desk, "Vino Verifikator")
    p = f"p{rina.id}"
    admin.post(f"/petugas/petugas/{rina.id}", data={
        f"{p}-roles": ["helpdesk", "verifier"], f"{p}-unit": "biro", f"{p}-active": "1",
        f"{p}-deputy_of": str(vino.id),
    })
    changed = officer(desk, rina.email)
    assert changed is not None
    assert (changed.roles, changed.unit, changed.deputy_of) == (
        ["helpdesk", "verifier"], "biro", vino.id
    )


def test_nobody_raises_themselves_to_head_of_the_bureau(
    desk: Flask, ade: Officer, admin: FlaskClient
) -> None:
    new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    me = admin.post(f"/petugas/petugas/{ade.id}", data={f"p{ade.id}-roles": "bureau_head"})
    assert me.status_code == 403
    puppet = admin.post("/petugas/petugas", data={**NEW, "baru-roles": "bureau_head"})
    assert puppet.status_code == 403
    assert "hanya dapat diberikan atau dicabut oleh Kepala" in said(puppet)
    assert officer(desk, "sari@contoh.example") is None


@use_case
def bury() -> None:
    db.session.execute(sa.update(OutboxItem).values(state="dead", error="550 kotak tidak ada"))


def test_a_dead_notice_is_shown_with_its_reason_and_sent_again(
    desk: Flask, admin: FlaskClient
) -> None:
    new_ticket(desk)
    with desk.app_context():
        bury()
        item = db.session.scalars(sa.select(OutboxItem.id)).first()
    page = said(admin.get("/petugas/surel-keluar"))
    assert "550 kotak tidak ada" in page
    assert "bu…@contoh.example" in page
    assert "budi@contoh.example" not in page
    assert admin.post(f"/petugas/surel-keluar/{item}/ulangi").status_code == 303
    assert admin.post(f"/petugas/surel-keluar/{item}/ulangi").status_code == 409


def test_mail_to_providers_waits_for_the_administrators_word(
    desk: Flask, admin: FlaskClient
) -> None:
    assert admin.post("/petugas/surel-keluar/penyedia").status_code == 409  # no mailbox is set
    book = desk.extensions["rulebook"]
    desk.extensions["rulebook"] = replace(book, mailboxes={"lkpp": "bantuan@lkpp.example"})
    assert "Belum diizinkan" in said(admin.get("/petugas/surel-keluar"))
    admin.post("/petugas/surel-keluar/penyedia")
    assert "Diizinkan Ade Administrator" in said(admin.get("/petugas/surel-keluar"))
    with desk.app_context():
        assert db.session.get(Setting, PROVIDER_MAIL_CONFIRMED) is not None
        moved = replace(book, mailboxes={"lkpp": "lain@lkpp.example"})
        assert provider_mailbox(desk.extensions["rulebook"], "lkpp") == "bantuan@lkpp.example"
        assert provider_mailbox(moved, "lkpp") == ""
    desk.extensions["rulebook"] = moved
    assert "Belum diizinkan" in said(admin.get("/petugas/surel-keluar"))
    admin.post("/petugas/surel-keluar/penyedia/hentikan")
    with desk.app_context():
        assert db.session.get(Setting, PROVIDER_MAIL_CONFIRMED) is None


def test_the_kepala_agrees_a_mailbox_and_the_page_keeps_who_and_when(
    desk: Flask, admin: FlaskClient
) -> None:
    kepala = signed_in(
        desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    )
    box = "bantuan@lkpp.example"
    desk.extensions["rulebook"] = replace(
        desk.extensions["rulebook"], mailboxes={"lkpp": box, "telkom": ""}
    )
    page = said(kepala.get("/petugas/surel-keluar"))
    assert "Tanda terima lewat surel: LKPP Belum disepakati" in page
    assert "Tandai disepakati" in page
    assert "Tandai disepakati" not in said(admin.get("/petugas/surel-keluar"))
    fields = {"provider": "lkpp", "mailbox": box}
    assert admin.post("/petugas/surel-keluar/penyedia/sepakat", data=fields).status_code == 403
    wrong = {"provider": "lkpp", "mailbox": "lama@lkpp.example"}
    refused = kepala.post(
        "/petugas/surel-keluar/penyedia/sepakat", data=wrong, follow_redirects=True
    )
    assert "Alamatnya sudah berubah" in said(refused)
    done = kepala.post(
        "/petugas/surel-keluar/penyedia/sepakat", data=fields, follow_redirects=True
    )
    assert f"{box} disepakati oleh Kartika Kepala, 23 Nov 2026 09.00 WIB" in said(done)
    ended = kepala.post(
        "/petugas/surel-keluar/penyedia/akhiri", data=fields, follow_redirects=True
    )
    assert f"{box} diakhiri oleh Kartika Kepala" in said(ended)
    assert "Belum disepakati" in said(ended)


def test_the_position_counts_what_is_late_and_how_long_lkpp_has_had_it(
    desk: Flask, clock: FrozenClock
) -> None:
    late, abroad = new_ticket(desk, text="Terlambat dijawab."), new_ticket(desk, text="Di LKPP.")
    karsa = new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,))
    do(signed_in(desk, karsa), abroad, "teruskan", {
        "teruskan-provider": "lkpp", "teruskan-channel": "letter",
        "teruskan-override_reason": "Mendesak", "teruskan-external_number": "L-1",
    })
    clock.advance(days=4)  # Friday 27 November, a day after the response was due
    page = said(signed_in(desk, karsa).get("/petugas/posisi"))
    assert "Lewat tempo 1" in page
    assert late.number in page
    assert "LKPP, 4 hari kerja, diterima, nomor L-1" in page
