"""The status link: what it alone shows, who gets further, and that guesses open nothing."""

import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.models import Attachment, Message, OutboxItem, Ticket, TicketAccessCode
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from tests.builders import a_ticket, an_officer
from tests.clocks import FrozenClock
from tests.web.visiting import PROBLEM, form_of, link_of, report, text_of

MAIL = "budi@penyedia.example"


def ticket(app: Flask) -> Ticket:
    return db.session.scalars(sa.select(Ticket)).unique().one()


def answer(app: Flask, number: str, clock: FrozenClock, *, done: bool = False) -> None:
    """An officer with a name replies, with a note beside it."""
    book = app.extensions["rulebook"]
    with app.app_context():
        actor = an_officer("Rina Rahasiawati").actor
        add_note(book, number, Words("Catatan dapur"), actor=actor, now=clock.now)
        act = resolve_ticket if done else reply_to_requester
        act(book, number, Words("Coba unggah ulang sekarang."), actor=actor, now=clock.now)


def stranger(app: Flask, link: str) -> FlaskClient:
    """Another browser that came by the link."""
    client = app.test_client()
    assert client.get(link).status_code == 303
    return client


def code_sent(app: Flask) -> str:
    with app.app_context():
        rows = db.session.scalars(
            sa.select(OutboxItem).filter_by(template="access_code").order_by(OutboxItem.id)
        ).all()
        assert rows[-1].recipient == MAIL
        return str(rows[-1].data["code"])


def test_the_secret_leaves_the_address_bar_and_the_page_is_not_kept_or_indexed(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    visitor = app.test_client()
    moved = visitor.get(link_of(client))
    assert moved.headers["Location"] == f"/t/?nomor={number}"
    page = visitor.get(moved.headers["Location"])
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    token = link_of(client).removeprefix("/t/")
    assert token not in page.get_data(as_text=True)


def test_the_link_alone_shows_who_holds_it_and_why_this_date_but_no_message_and_no_name(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock, nama="Budi Santoso", surel=MAIL)
    answer(app, number, clock)
    page = stranger(app, link_of(client)).get("/t/")
    words = text_of(page)
    assert "Sekarang di tangan:" in words
    assert "Kenapa tanggal ini?" in words
    assert "Kamis, 26 November 2026" in words
    for private in (PROBLEM, "Budi", MAIL, "Rina", "Coba unggah", "Catatan dapur"):
        assert private not in page.get_data(as_text=True), private


def test_the_browser_that_reported_reads_replies_but_never_notes_or_officers_names(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    answer(app, number, clock)
    words = text_of(client.get("/t/"))
    assert "Coba unggah ulang sekarang." in words
    assert PROBLEM in words
    assert "Rina" not in words
    assert "Catatan dapur" not in words


@pytest.mark.parametrize(
    "token", ["x", "A" * 43, "A" * 5000, "%00", "%ED%A0%80", "'; DROP--", ".."]
)
def test_a_wrong_token_gets_the_same_not_found(client: FlaskClient, token: str) -> None:
    usual = client.get("/t/tidakada")
    reply = client.get(f"/t/{token}")
    assert reply.status_code == usual.status_code == 404
    assert text_of(reply) == text_of(usual)


def test_without_a_cookie_the_page_says_what_to_do(client: FlaskClient) -> None:
    reply = client.get("/t/?nomor=PBJ-2026-000001")
    assert reply.status_code == 403
    assert "menolak kuki" in text_of(reply)


def test_a_number_alone_opens_nothing(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    there = text_of(app.test_client().get(f"/t/?nomor={number}"))
    absent = text_of(app.test_client().get("/t/?nomor=PBJ-2026-999999"))
    assert there == absent


def test_the_mailed_code_lets_another_browser_in_and_works_once(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, surel=MAIL)
    second = stranger(app, link_of(client))
    page = second.get("/t/")
    assert PROBLEM not in text_of(page)
    second.post("/t/kode", data=form_of(page, "/t/kode"))
    form = form_of(second.get("/t/"), "/t/kode/periksa") | {"kode": code_sent(app)}
    assert second.post("/t/kode/periksa", data=form).status_code == 303
    assert PROBLEM in text_of(second.get("/t/"))
    third = stranger(app, link_of(client))
    again = form_of(third.get("/t/"), "/t/kode") | {"kode": code_sent(app)}
    assert third.post("/t/kode/periksa", data=again).status_code == 400
    with app.app_context():
        hashes = [row.hash for row in db.session.scalars(sa.select(TicketAccessCode))]
    assert code_sent(app) not in hashes
    assert all(len(h) == 64 for h in hashes)


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (16, False)])
def test_a_code_lives_for_fifteen_minutes(
    app: Flask, client: FlaskClient, clock: FrozenClock, minutes: int, opens: bool
) -> None:
    report(client, clock, surel=MAIL)
    second = stranger(app, link_of(client))
    second.post("/t/kode", data=form_of(second.get("/t/"), "/t/kode"))
    form = form_of(second.get("/t/"), "/t/kode/periksa") | {"kode": code_sent(app)}
    clock.advance(minutes=minutes)
    assert (second.post("/t/kode/periksa", data=form).status_code == 303) is opens


def test_five_wrong_codes_make_the_right_one_useless(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, surel=MAIL)
    second = stranger(app, link_of(client))
    second.post("/t/kode", data=form_of(second.get("/t/"), "/t/kode"))
    right = code_sent(app)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    form = form_of(second.get("/t/"), "/t/kode/periksa")
    for _ in range(5):
        assert second.post("/t/kode/periksa", data=form | {"kode": wrong}).status_code == 400
    assert second.post("/t/kode/periksa", data=form | {"kode": right}).status_code == 400
    assert PROBLEM not in text_of(second.get("/t/"))


def test_on_a_shared_machine_the_access_ends_after_fifteen_minutes(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, surel=MAIL)
    second = stranger(app, link_of(client))
    second.post("/t/kode", data=form_of(second.get("/t/"), "/t/kode"))
    form = form_of(second.get("/t/"), "/t/kode/periksa") | {"kode": code_sent(app), "bersama": "1"}
    second.post("/t/kode/periksa", data=form)
    assert PROBLEM in text_of(second.get("/t/"))
    clock.advance(minutes=16)
    assert PROBLEM not in text_of(second.get("/t/"))


def test_a_fourth_code_within_an_hour_is_refused(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, surel=MAIL)
    second = stranger(app, link_of(client))
    form = form_of(second.get("/t/"), "/t/kode")
    codes = [second.post("/t/kode", data=form).status_code for _ in range(4)]
    assert codes == [303, 303, 303, 400]


@pytest.mark.parametrize(
    "path", ["/t/balas", "/t/beres", "/t/belum", "/t/tarik", "/t/ganti-tautan"]
)
def test_with_the_link_alone_nothing_can_be_written(
    app: Flask, client: FlaskClient, clock: FrozenClock, path: str
) -> None:
    report(client, clock, surel=MAIL)
    second = stranger(app, link_of(client))
    form = form_of(second.get("/t/"), "/t/kode") | {"isi": "Halo", "belum": "Halo"}
    assert second.post(path, data=form).status_code == 404
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 1
        assert ticket(app).status == "new"


def test_a_reply_sent_twice_is_one_message_and_an_empty_one_is_refused_at_its_field(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock)
    form = form_of(client.get("/t/"), "/t/balas")
    given = form | {"isi": "Ini tambahan."}
    assert client.post("/t/balas", data=given).status_code == 303
    assert client.post("/t/balas", data=given).status_code == 303
    empty = client.post("/t/balas", data=form | {"isi": "  "})
    assert empty.status_code == 400
    assert "Pesan belum diisi" in text_of(empty)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 2


def test_a_file_comes_down_as_an_attachment_for_the_bound_browser_alone(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
    report(client, clock, lampiran=[(io.BytesIO(picture), "layar.png")])
    with app.app_context():
        ref = db.session.scalars(sa.select(Attachment)).one().ref
    sent = client.get(f"/t/file/{ref}")
    assert sent.data == picture
    assert sent.mimetype == "image/png"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    sent.close()
    assert stranger(app, link_of(client)).get(f"/t/file/{ref}").status_code == 404
    assert client.get("/t/file/x").status_code == 404


def test_sudah_beres_closes_and_belum_selesai_reopens_with_its_text(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    answer(app, number, clock, done=True)
    page = client.get("/t/")
    assert "Apakah masalahnya sudah beres?" in text_of(page)
    assert "survei" in text_of(page)
    form = form_of(page, "/t/belum")
    assert "Keterangan belum diisi" in text_of(client.post("/t/belum", data=form))
    client.post("/t/belum", data=form | {"belum": "Masih gagal."})
    with app.app_context():
        assert ticket(app).status == "in_progress"
    book = app.extensions["rulebook"]
    with app.app_context():
        actor = an_officer("Wawan Kedua").actor
        resolve_ticket(book, number, Words("Sudah."), actor=actor, now=clock.now)
    client.post("/t/beres", data=form_of(client.get("/t/"), "/t/beres"))
    with app.app_context():
        assert ticket(app).status == "closed"


def test_a_closed_matter_goes_on_under_a_new_number_in_the_same_browser(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    answer(app, number, clock, done=True)
    client.post("/t/beres", data=form_of(client.get("/t/"), "/t/beres"))
    form = form_of(client.get("/t/"), "/t/lanjut")
    assert client.post("/t/lanjut", data=form | {"lanjut": " "}).status_code == 400
    moved = client.post("/t/lanjut", data=form | {"lanjut": "Muncul lagi galat yang sama."})
    page = text_of(client.get(moved.headers["Location"]))
    assert "Muncul lagi galat yang sama." in page
    with app.app_context():
        old, new = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).unique().all()
        assert (old.number, new.follows_id) == (number, old.id)


def test_a_renewed_link_shuts_the_old_one_for_browsers_that_used_it(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock)
    old = link_of(client)
    second = stranger(app, old)
    assert second.get("/t/").status_code == 200
    client.post("/t/ganti-tautan", data=form_of(client.get("/t/"), "/t/ganti-tautan"))
    assert second.get("/t/").status_code == 403
    assert app.test_client().get(old).status_code == 404
    assert client.get("/t/").status_code == 200


def test_selesai_hapus_dari_perangkat_ini_leaves_nothing_open(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock)
    client.post("/keluar-perangkat", data=form_of(client.get("/t/"), "/keluar-perangkat"))
    assert client.get("/t/").status_code == 403
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(TicketAccessCode.id))) == 0


def test_two_tickets_in_two_tabs_are_not_mixed_up(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    first = report(client, clock)
    tab = client.get(f"/t/?nomor={first}")
    second = report(client, clock)
    client.post("/t/balas", data=form_of(tab, "/t/balas") | {"isi": "Untuk yang pertama."})
    assert "Untuk yang pertama." in text_of(client.get(f"/t/?nomor={first}"))
    assert "Untuk yang pertama." not in text_of(client.get(f"/t/?nomor={second}"))


def test_asking_for_the_link_again_answers_alike_and_goes_to_the_registered_contact(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock, surel=MAIL)
    form = form_of(client.get("/cek"), "/cek")
    known = client.post("/cek", data=form | {"nomor": number.lower().replace("-", " ")})
    unknown = client.post("/cek", data=form | {"nomor": "PBJ-2026-777777"})
    assert known.headers["Location"] == unknown.headers["Location"] == "/cek/terkirim"
    with app.app_context():
        sent = db.session.scalars(sa.select(OutboxItem).filter_by(template="link_again")).all()
        assert [(row.channel, row.recipient) for row in sent] == [("email", MAIL)]


@pytest.mark.parametrize("typed", ["", "12345", "\0", "PBJ", "A" * 3000])
def test_what_is_no_number_is_told_at_the_field(client: FlaskClient, typed: str) -> None:
    form = form_of(client.get("/cek"), "/cek")
    reply = client.post("/cek", data=form | {"nomor": typed})
    assert reply.status_code == 400
    assert "seperti PBJ-2026-000123" in text_of(reply)


def test_a_sealed_complaint_shows_its_state_by_link_and_not_what_it_says(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    book = app.extensions["rulebook"]
    with app.app_context():
        sealed = a_ticket(
            book, kind=Kind.COMPLAINT, text="Oknum petugas meminta uang.", about_officer=True,
            now=clock.now,
        )
        link = "/t/" + status_token(book.link_key, sealed.id, sealed.link_serial)
    page = stranger(app, link).get("/t/")
    assert page.status_code == 200
    assert not re.search(r"oknum|uang", page.get_data(as_text=True), re.IGNORECASE)


def test_a_bound_browser_is_forgotten_after_thirty_days(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock)
    clock.advance(timedelta(days=29))
    assert PROBLEM in text_of(client.get("/t/"))
    clock.advance(timedelta(days=2))
    assert PROBLEM not in text_of(client.get("/t/"))


def asked_to_file(app: Flask, number: str, clock: FrozenClock) -> None:
    """An officer has the account's owner file it with LKPP themselves."""
    with app.app_context():
        forward_ticket(
            app.extensions["rulebook"], number,
            Filing(Authority.LKPP, "self_filed", override_reason="hanya pemilik akun"),
            actor=an_officer("Rina Petugas").actor, now=clock.now,
        )


def test_who_filed_it_themselves_tells_the_number_on_the_page(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock, nama="Budi Santoso", surel=MAIL)
    assert "Nomor tiket dari LKPP" not in text_of(client.get("/t/"))
    asked_to_file(app, number, clock)
    page = client.get("/t/")
    assert "Sudah Anda ajukan ke LKPP?" in text_of(page)
    fields = form_of(page, "/t/nomor-pengajuan")
    wrong = client.post("/t/nomor-pengajuan", data={**fields, "nomor_luar": "belum dapat"})
    assert wrong.status_code == 400
    assert "misalnya 123456" in text_of(wrong)
    assert 'value="belum dapat"' in wrong.get_data(as_text=True)
    done = client.post(
        "/t/nomor-pengajuan", data={**fields, "nomor_luar": "LS-77"}, follow_redirects=True
    )
    words = text_of(done)
    assert "nomornya kami catat" in words
    assert "Nomor laporan di LKPP/Telkom: LS-77" in words
    assert "Helpdesk LKPP" in words
    assert "Sudah Anda ajukan" not in words


def test_the_link_alone_cannot_tell_a_number(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock, nama="Budi Santoso", surel=MAIL)
    asked_to_file(app, number, clock)
    other = stranger(app, link_of(client))
    assert "Sudah Anda ajukan" not in text_of(other.get("/t/"))
    refused = other.post("/t/nomor-pengajuan", data={"nomor": number, "nomor_luar": "LS-77"})
    assert refused.status_code in (400, 403, 404)
    with app.app_context():
        assert ticket(app).external_number is None
