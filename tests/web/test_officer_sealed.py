"""Complaints about an officer: nowhere to be seen, and identity kept among few."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.models import Attachment, Officer, OutboxItem, Ticket
from helpdesk.usecases.attach import Upload, keep_upload
from tests.builders import LPSE
from tests.web.desk import (
    address,
    do,
    new_officer,
    new_ticket,
    now_is,
    prepared,
    said,
    shown,
    signed_in,
)

SECRET = "Petugas loket bernama Rina meminta uang rokok"


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


@pytest.fixture
def head(desk: Flask) -> FlaskClient:
    kartika = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    return signed_in(desk, kartika)


@pytest.fixture
def sealed(desk: Flask) -> Ticket:
    return new_ticket(desk, kind=Kind.COMPLAINT, text=SECRET, about_officer=True, unit=LPSE)


def test_a_sealed_complaint_is_in_no_list_counter_search_or_neighbourhood(
    desk: Flask, sealed: Ticket, rina: Officer
) -> None:
    open_one, client = new_ticket(desk, unit=LPSE), signed_in(desk, rina)
    karsa = signed_in(desk, new_officer(desk, "Karsa", roles=(Role.UNIT_HEAD,)))
    pages = ["/petugas/", "/petugas/?view=baru", "/petugas/?q=rokok", "/petugas/?view=tertutup",
             f"/petugas/?q={sealed.number}", address(open_one)]
    for who in (client, karsa):
        for path in pages:
            page = who.get(path).get_data(as_text=True)
            assert "Petugas loket bernama" not in page, path
            assert f"tiket/{sealed.number}" not in page, path
    assert "uang rokok" not in karsa.get("/petugas/posisi").get_data(as_text=True)
    assert re.search(r"Semua yang terbuka 1 Baru 1 ", said(client.get("/petugas/")))


def test_the_head_sees_it_names_the_reported_and_lets_someone_in(
    desk: Flask, sealed: Ticket, rina: Officer, head: FlaskClient
) -> None:
    vino = new_officer(desk, "Vino Verifikator", roles=(Role.VERIFIER,))
    assert "uang rokok" in head.get("/petugas/?view=tertutup").get_data(as_text=True)
    assert "Teruskan ke LKPP" not in shown(head, sealed)
    do(head, sealed, "terlapor", {
        "terlapor-officer": str(rina.id), "terlapor-allowed": str(vino.id),
    })
    assert now_is(desk, sealed).reported_id == rina.id
    assert "uang rokok" in shown(signed_in(desk, vino), sealed)
    assert signed_in(desk, rina).get(address(sealed)).status_code == 404


def test_whoever_seals_a_complaint_loses_sight_of_it_and_lands_in_the_queue(
    desk: Flask, rina: Officer
) -> None:
    ticket = new_ticket(desk, kind=Kind.COMPLAINT, text="Pelayanan di ruang tunggu lambat.")
    client = signed_in(desk, rina)
    answer = do(client, ticket, "segel", {})
    assert answer.location == "/petugas/"
    assert client.get(address(ticket)).status_code == 404
    assert client.post(address(ticket, "kirim"), data={"text": "a"}).status_code == 404


def test_a_sealed_ticket_cannot_be_joined_from_outside(
    desk: Flask, sealed: Ticket, rina: Officer
) -> None:
    ticket = new_ticket(desk)
    answer = do(signed_in(desk, rina), ticket, "gangguan", {"gangguan-parent": sealed.number})
    assert answer.status_code == 404


def test_files_of_a_sealed_ticket_are_as_unknown_as_the_ticket(
    desk: Flask, sealed: Ticket, rina: Officer
) -> None:
    a_file(desk, sealed, "bukti.png")
    answer = signed_in(desk, rina).get("/petugas/lampiran/ref-bukti")
    assert answer.status_code == 404


@use_case
def change(statement: sa.Update) -> None:
    """What another process would have done meanwhile."""
    db.session.execute(statement)


def a_file(desk: Flask, ticket: Ticket, name: str) -> None:
    upload = Upload("ref-bukti", name, "image/png", 8, "0" * 64)
    folder = desk.extensions["settings"].instance_path / "files" / "re"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ref-bukti").write_bytes(b"\x89PNG\r\n\x1a\n")
    with desk.app_context():
        keep_upload(upload, owner="x", now=desk.extensions["clock"]())
        change(sa.update(Attachment).values(ticket_id=ticket.id))


@pytest.mark.parametrize(("role", "status"), [
    (Role.HELPDESK, 403), (Role.SYSTEM_ADMIN, 403), (Role.VERIFIER, 200),
    (Role.UNIT_HEAD, 200), (Role.BUREAU_HEAD, 200), (Role.ADMINISTRATOR, 403),
])
def test_identity_documents_open_for_verifiers_and_heads_only(
    desk: Flask, role: Role, status: int
) -> None:
    ticket = new_ticket(desk)
    a_file(desk, ticket, "KTP direktur.png")
    client = signed_in(desk, new_officer(desk, "Orang Peran", roles=(role,)))
    with client.get("/petugas/lampiran/ref-bukti") as file:
        assert file.status_code == status


def test_the_assignee_may_open_identity_documents(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    a_file(desk, ticket, "KTP direktur.png")
    assert "KTP direktur" not in shown(client, ticket)
    do(client, ticket, "disposisi", {"disposisi-officer": str(rina.id)})
    with client.get("/petugas/lampiran/ref-bukti") as file:
        assert file.status_code == 200


def test_a_hidden_identity_is_shown_to_heads_and_the_assignee_alone(
    desk: Flask, rina: Officer
) -> None:
    ticket = new_ticket(desk, kind=Kind.COMPLAINT, text="Ruang tunggu panas.",
                        identity=IdentityMode.HIDDEN)
    client = signed_in(desk, rina)
    for page in (shown(client, ticket), client.get("/petugas/").get_data(as_text=True)):
        assert "Budi Santoso" not in page
        assert "budi@contoh" not in page
    karsa = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    assert "Budi Santoso" in shown(karsa, ticket)
    do(karsa, ticket, "disposisi", {"disposisi-officer": str(rina.id)})
    assert "Budi Santoso" in shown(client, ticket)


def test_notices_of_a_sealed_ticket_are_not_in_the_administrators_outbox(
    desk: Flask, sealed: Ticket
) -> None:
    with desk.app_context():
        change(sa.update(OutboxItem).where(OutboxItem.ticket_id == sealed.id).values(
            state="dead", error="kotak penuh"
        ))
        item = db.session.query(OutboxItem.id).filter_by(ticket_id=sealed.id).first()
    assert item is not None
    admin = signed_in(desk, new_officer(desk, "Ade", roles=(Role.ADMINISTRATOR,), unit=None))
    page = admin.get("/petugas/surel-keluar").get_data(as_text=True)
    assert sealed.number not in page
    assert "kotak penuh" not in page
    assert admin.post(f"/petugas/surel-keluar/{item[0]}/ulangi").status_code == 404
