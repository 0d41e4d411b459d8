"""The page that merges two tickets: both beside each other first, refusals that keep the input.

And what the requester of the merged one sees and writes afterwards.
"""

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import IllegalMove, NotFound
from helpdesk.models import Message, Ticket
from helpdesk.storage import FileStore
from helpdesk.usecases import merge as merging
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.merge import Merge, merge_tickets
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import confirm_resolved, resolve_ticket
from helpdesk.web.door import files
from tests.browser import sign_in
from tests.clocks import FrozenClock
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
from tests.web.test_queries_a_page import MOST, asked
from tests.web.visiting import form_of, link_of, report, text_of

WHY, PDF = "Melapor dua kali", b"%PDF-1.4\n%%EOF\n"
OTHER = {"telegram": "5005"}


def post(desk: Flask, client: FlaskClient, old: Ticket, main: Ticket, **fields: object):
    form = {"other": main.number, "into": main.number, "reason": WHY,
            "version": now_is(desk, main).version, "seen": 1, **fields}
    return client.post(address(old, "gabung"), data={
        "version": now_is(desk, old).version, "seen": 1,
        **{f"gabung-{k}": v for k, v in form.items()}})


def with_file(desk: Flask, ticket: Ticket) -> None:
    with desk.app_context():
        now = desk.extensions["clock"]()
        upload = files().receive(io.BytesIO(PDF), "surat.pdf")
        keep_upload(upload, owner="web:1", now=now)
        receive_message(book_of(desk), ticket.number, "Ini suratnya.", channel="web", now=now,
                        files=(upload.ref,), owner="web:1", actor=REQUESTER)


def test_both_stand_beside_each_other_and_become_one(desk: Flask, officer: FlaskClient) -> None:
    main, old = new_ticket(desk), new_ticket(desk, text="Masih gagal juga.")
    with_file(desk, old)
    assert main.number in said(officer.get(address(old, "gabung")))  # of the same address
    page = officer.get(address(old, "gabung"), query_string={"dengan": main.number.lower()})
    words = said(page)
    for seen in (main.number, old.number, "Masih gagal juga.", "Ini suratnya.", "diterima lebih"):
        assert seen in words
    assert "Saya sudah memastikan" not in words
    assert "punya alamat yang sama" in words
    answer = post(desk, officer, old, main)
    assert answer.location.endswith(main.number)
    whole = shown(officer, main)
    assert "Digabungkan." in said(whole)
    ref = whole.split("/petugas/lampiran/")[1].split('"')[0]
    with officer.get(f"/petugas/lampiran/{ref}") as file:
        assert file.data == PDF
    assert "digabungkan ke tiket ini" in said(officer.get(address(main, "kaitan")))
    assert "melanjutkan perkara tiket ini" in said(officer.get(address(old, "kaitan")))
    assert "perkaranya dilanjutkan di sana" in said(shown(officer, old))
    assert WHY in said(officer.get(address(old, "saran")))


@pytest.mark.parametrize(("fields", "name"), [
    ({"reason": ""}, "reason"), ({"into": ""}, "into"), ({"into": "PBJ-2026-999999"}, "into"),
])
def test_a_refusal_stands_at_its_field_and_keeps_the_rest(
    desk: Flask, officer: FlaskClient, fields: dict[str, str], name: str
) -> None:
    main, old = new_ticket(desk), new_ticket(desk)
    answer = post(desk, officer, old, main, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'id="e-gabung-{name}"' in page
    assert 'id="keduanya"' in page
    if name != "reason":
        assert f'value="{WHY}"' in page


def test_different_addresses_ask_whether_it_is_one_person_and_point_to_the_incident(
    desk: Flask, officer: FlaskClient
) -> None:
    main, old = new_ticket(desk), new_ticket(desk, contacts=OTHER, text="Masih gagal.")
    page = officer.get(address(old, "gabung"), query_string={"dengan": main.number})
    assert "Saya sudah memastikan pemohonnya orang yang sama" in said(page)
    refused = post(desk, officer, old, main)
    assert refused.status_code == 400
    assert 'id="e-gabung-same"' in refused.get_data(as_text=True)
    assert "laporan satu gangguan" in said(refused)
    assert post(desk, officer, old, main, same="1").status_code == 303
    assert "Pesan dari tiket yang digabungkan" in said(shown(officer, main))


def test_of_a_hidden_requester_nothing_is_found_out(desk: Flask, officer: FlaskClient) -> None:
    main = new_ticket(desk)
    pages = [
        said(officer.get(address(main, "gabung"), query_string={"dengan": hidden.number}))
        .replace(hidden.number, "X") for hidden in (
            new_ticket(desk, identity=IdentityMode.HIDDEN),
            new_ticket(desk, identity=IdentityMode.HIDDEN, contacts=OTHER),
        )
    ]
    assert pages[0] == pages[1]
    assert "Identitas dirahasiakan" in pages[0]
    assert "memastikan" not in pages[0]
    assert "alamat" not in pages[0].split("Kata pemohon")[-1].split("Alasan")[0]


def test_both_versions_are_shown_when_a_page_grew_old(desk: Flask, officer: FlaskClient) -> None:
    main, old = new_ticket(desk), new_ticket(desk)
    version = now_is(desk, main).version
    with desk.app_context():
        receive_message(book_of(desk), main.number, "Satu lagi", channel="web",
                        now=desk.extensions["clock"]())
    answer = post(desk, officer, old, main, version=version)
    words = said(answer)
    assert answer.status_code == 409
    assert "baru saja diubah" in words
    assert words.count("Berubah sejak Anda membuka halaman ini") == 1
    assert "Pemohon: Pesan pemohon diterima" in words
    assert f'value="{WHY}"' in answer.get_data(as_text=True)


def test_a_sealed_number_is_as_unknown_as_one_nobody_has(desk: Flask, officer: FlaskClient) -> None:
    one = new_ticket(desk)
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    head = signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))
    for client in (officer, head):
        told = [
            said(client.get(address(one, "gabung"), query_string={"dengan": number}))
            .replace(number, "X") for number in (sealed.number, "PBJ-2026-999999")
        ]
        assert told[0] == told[1]
        assert "tidak ditemukan" in told[0]
    answers = [post(desk, officer, one, sealed, other=number, into=number)
               for number in (sealed.number, "PBJ-2026-999999")]
    assert {a.status_code for a in answers} == {400}
    assert officer.get(address(sealed, "gabung")).status_code == 404
    assert "tidak digabungkan" in said(head.get(address(sealed, "gabung")))
    assert officer.get(
        address(one, "gabung"), query_string={"dengan": one.number}).status_code == 400


def test_a_refused_merge_leaves_no_copied_file(
    desk: Flask, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, old = new_ticket(desk), new_ticket(desk)
    with_file(desk, old)
    copies: list[str] = []
    copy = FileStore.copy

    def kept(store: FileStore, ref: str) -> str:
        copies.append(copy(store, ref))
        return copies[-1]

    def refuse(*_: object) -> None:
        raise IllegalMove("Tidak jadi.")

    monkeypatch.setattr(FileStore, "copy", kept)
    monkeypatch.setattr(merging, "_linked", refuse)
    assert post(desk, officer, old, main).status_code == 409
    with desk.app_context(), pytest.raises(NotFound):
        files().path(copies[0])


@SQLITE_ONLY
def test_the_page_asks_little_of_the_database(desk: Flask, officer: FlaskClient) -> None:
    main, old = new_ticket(desk), new_ticket(desk)
    assert len(asked(desk, officer, f"{address(old, 'gabung')}?dengan={main.number}")) <= MOST + 3


# -- the requester's side ------------------------------------------------------------------------
def merged(app: Flask, old: str, **fields: object) -> str:
    """A ticket into which `old` was merged; its number."""
    main = new_ticket(app, **fields)
    person = new_officer(app)
    with app.app_context():
        merge_tickets(
            book_of(app), old, main.number, Merge(main.number, WHY, same_person=True), copy=str,
            actor=person.actor, now=app.extensions["clock"](),
        )
    return main.number


def test_the_old_link_says_where_it_goes_on_and_passes_on_what_is_written(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    old = report(client, clock, surel="budi@contoh.example")
    main = merged(app, old)
    page = client.get(f"/t/?nomor={old}")
    words = text_of(page)
    assert f"Dilanjutkan di tiket {main}" in words
    assert "Muncul lagi" not in words
    assert "Isi survei" not in words
    form = form_of(page, "/t/balas")
    answer = client.post("/t/balas", data={**form, "isi": "Ada kabar?"}, follow_redirects=True)
    assert f"kami teruskan ke tiket {main}" in text_of(answer)
    assert "Ada kabar?" in text_of(answer)
    with app.app_context():
        found = db.session.scalars(sa.select(Message).filter_by(body="Ada kabar?")).all()
        assert len({m.ticket_id for m in found}) == 2


def test_the_old_link_opens_nothing_of_the_ticket_that_goes_on(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    old = report(client, clock, surel="budi@contoh.example")
    main = merged(app, old, text="Hanya untuk pembaca tiket itu")
    page = client.get(f"/t/?nomor={old}")
    assert "Hanya untuk" not in text_of(page)
    assert client.get(f"/t/?nomor={main}").status_code == 403
    stranger = app.test_client()
    stranger.get(link_of(client))
    words = text_of(stranger.get("/t/"))
    assert main not in words
    assert "digabungkan dengan tiket lain" in words


def test_when_the_matter_is_closed_a_new_ticket_is_offered_again(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    old = report(client, clock, surel="budi@contoh.example")
    main = merged(app, old)
    with app.app_context():
        actor = new_officer(app, "Vino Petugas").actor
        resolve_ticket(book_of(app), main, Words("Beres."), actor=actor, now=clock.now)
        confirm_resolved(book_of(app), main, now=clock.now)
    words = text_of(client.get(f"/t/?nomor={old}"))
    assert "Masalahnya muncul lagi?" in words
    assert "Tulis kepada petugas" not in words


@SQLITE_ONLY
@pytest.mark.parametrize("width", [360, 1280])
def test_merged_from_the_ticket_by_keyboard_and_axe_finds_nothing(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    person = new_officer(desk)
    main, old = new_ticket(desk), new_ticket(desk, text="Masih gagal juga.", contacts=OTHER)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, person.email)
    page.goto(f"{live_server.url}{address(old)}")
    page.get_by_role("link", name="Gabungkan", exact=True).click()
    page.get_by_label("Nomor tiket lain").fill("salah")
    page.keyboard.press("Enter")
    expect(page.locator("#e-dengan")).to_be_visible()
    accessible(page)
    page.get_by_label("Nomor tiket lain").fill(main.number)
    page.keyboard.press("Enter")
    expect(page.locator("#keduanya")).to_contain_text(main.number)
    accessible(page)
    page.get_by_label("Alasan").fill(WHY)
    page.get_by_label("Alasan").press("Enter")
    expect(page.locator("#e-gabung-same")).to_be_visible()
    accessible(page)
    page.get_by_label("Saya sudah memastikan").check()
    page.get_by_label("Alasan").press("Enter")
    expect(page).to_have_url(f"{live_server.url}{address(main)}")
    expect(page.locator("body")).to_contain_text("Masih gagal juga.")
    accessible(page)
