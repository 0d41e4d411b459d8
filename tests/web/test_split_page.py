"""The page that splits a ticket: chosen words, refusals that keep what was typed, files opened."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, NotFound
from helpdesk.models import Ticket
from helpdesk.storage import FileStore
from helpdesk.usecases import split
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.receive import receive_message
from helpdesk.web.door import files
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import (
    address,
    book_of,
    new_officer,
    new_ticket,
    now_is,
    prepared,
    said,
    shown,
    signed_in,
)
from tests.web.test_officer_browser import accessible

WHY, PDF = "Perkara yang lain", b"%PDF-1.4\n%%EOF\n"


def two_matters(desk: Flask, *, file: bool = False) -> Ticket:
    """A ticket whose second message is of something else."""
    ticket = new_ticket(desk)
    with desk.app_context():
        now, refs = desk.extensions["clock"](), ()
        if file:
            upload = files().receive(io.BytesIO(PDF), "surat.pdf")
            keep_upload(upload, owner="web:1", now=now)
            refs = (upload.ref,)
        receive_message(
            book_of(desk), ticket.number, "Bagaimana mengubah NPWP?", channel="web", now=now,
            files=refs, owner="web:1", actor=REQUESTER,
        )
    return ticket


def post(desk: Flask, client: FlaskClient, ticket: Ticket, **fields: object):
    form = {"messages": "2", "kind": "inquiry", "reason": WHY, **fields}
    return client.post(address(ticket, "pecah"), data={
        "version": now_is(desk, ticket).version, **{f"pecah-{k}": v for k, v in form.items()}})


def test_the_new_ticket_opens_with_the_words_and_their_file(
    desk: Flask, officer: FlaskClient
) -> None:
    old = two_matters(desk, file=True)
    assert "Bagaimana mengubah NPWP?" in said(officer.get(address(old, "pecah")))
    answer = post(desk, officer, old, subject="Mengubah NPWP")
    assert answer.status_code == 303
    number = answer.location.rpartition("/")[2]
    assert number != old.number
    page = shown(officer, number)
    assert f"Pesan dipecah menjadi tiket {number}." in said(page)
    assert "<h1>Mengubah NPWP</h1>" in page
    ref = page.split("/petugas/lampiran/")[1].split('"')[0]
    assert ref not in shown(officer, old)
    with officer.get(f"/petugas/lampiran/{ref}") as file:
        assert file.data == PDF
    assert "asal tiket ini" in said(officer.get(address(number, "kaitan")))
    assert "dipecah dari tiket ini" in said(officer.get(address(old, "kaitan")))


@pytest.mark.parametrize(("fields", "name"), [
    ({"messages": ""}, "messages"), ({"messages": "x"}, "messages"),
    ({"messages": "99"}, "messages"), ({"kind": "entah"}, "kind"), ({"kind": "request"}, "service"),
    ({"service": "x"}, "service"), ({"subject": "x" * 91}, "subject"), ({"reason": ""}, "reason"),
])
def test_a_refusal_stands_at_its_field_and_keeps_the_rest(
    desk: Flask, officer: FlaskClient, fields: dict[str, str], name: str
) -> None:
    old = two_matters(desk)
    answer = post(desk, officer, old, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'id="e-pecah-{name}"' in page
    if name != "messages":
        assert 'value="2" checked' in page
    if name != "reason":
        assert f'value="{WHY}"' in page


def test_a_refused_split_leaves_no_copied_file(
    desk: Flask, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = two_matters(desk, file=True)
    copies: list[str] = []
    copy = FileStore.copy

    def kept(store: FileStore, ref: str) -> str:
        copies.append(copy(store, ref))
        return copies[-1]

    def refuse(*_: object) -> None:
        raise IllegalMove("Tidak jadi.")

    monkeypatch.setattr(FileStore, "copy", kept)
    monkeypatch.setattr(split, "add_link", refuse)
    assert post(desk, officer, old).status_code == 409
    with desk.app_context(), pytest.raises(NotFound):
        files().path(copies[0])


def test_what_turns_out_to_be_about_an_officer_is_sealed_at_once(
    desk: Flask, officer: FlaskClient
) -> None:
    old = new_ticket(desk, text="Petugas loket meminta uang supaya cepat.")
    answer = post(desk, officer, old, messages="1", kind="complaint")
    assert answer.location.endswith(old.number)
    assert "menjadi pengaduan tertutup" in said(shown(officer, old))
    assert WHY not in said(officer.get(address(old, "kaitan")))


def test_a_sealed_complaint_offers_no_form_to_the_head(desk: Flask) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    head = signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))
    assert "tidak dapat dipecah" in said(head.get(address(sealed, "pecah")))


@SQLITE_ONLY
@pytest.mark.parametrize("width", [360, 1280])
def test_split_from_the_ticket_and_axe_finds_nothing(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    person, old = new_officer(desk), two_matters(desk)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, person.email)
    page.goto(f"{live_server.url}{address(old)}")
    page.get_by_role("link", name="Pecah menjadi tiket baru").click()
    page.get_by_label("Alasan").fill(WHY)
    page.get_by_role("button", name="Pecah menjadi tiket baru").click()
    expect(page.locator("#e-pecah-messages")).to_be_visible()
    accessible(page)
    page.get_by_label("Bagaimana mengubah NPWP?").check()
    page.get_by_role("button", name="Pecah menjadi tiket baru").click()
    expect(page.locator("h1")).to_have_text("Bagaimana mengubah NPWP?")
