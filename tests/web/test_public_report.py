"""The intake form: one submit is one ticket, bad input keeps what was typed, nothing half-saved."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.models import Attachment, Complaint, Message, OutboxItem, Question, Ticket
from tests.clocks import FrozenClock
from tests.web.visiting import PROBLEM, fill, form_of, link_of, report, text_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
ADDRESS = {"surel": "budi@penyedia.example"}


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def only_ticket(app: Flask) -> Ticket:
    return db.session.scalars(sa.select(Ticket)).unique().one()


def test_a_problem_needs_its_text_only_and_gets_number_link_and_dates(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    done = client.get("/lapor/selesai")
    words = text_of(done)
    assert number in words
    assert "Kamis, 26 November 2026" in words
    assert "3 hari kerja" in words
    assert 'src="data:image/svg+xml;base64,' in done.get_data(as_text=True)
    with app.app_context():
        assert (only_ticket(app).channel, only_ticket(app).kind) == ("web", "problem")


def test_the_receipt_goes_to_the_address_that_was_left(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, **ADDRESS)
    with app.app_context():
        rows = db.session.scalars(sa.select(OutboxItem).filter_by(audience="requester")).all()
        assert [(r.template, r.recipient) for r in rows] == [("receipt", ADDRESS["surel"])]


def test_pressing_send_twice_makes_one_ticket_and_shows_its_number(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=permasalahan"), "/lapor")
    clock.advance(seconds=20)
    given = form | {"isi": PROBLEM, "lanjut": "1"}
    first = client.post("/lapor", data=given)
    second = client.post("/lapor", data=given, follow_redirects=True)
    assert first.status_code == 303
    assert "sudah kami terima sebelumnya dengan nomor PBJ-2026-000001" in text_of(second)
    assert count(app, Ticket) == 1


def test_the_guide_is_asked_before_a_ticket_is_made_and_nothing_is_lost_by_it(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=pertanyaan"), "/lapor")
    clock.advance(seconds=20)
    asked = "Apa persyaratan perubahan email penyedia?"
    files = {"lampiran": [(io.BytesIO(PNG), "layar.png")]}
    step = client.post("/lapor", data=form | {"isi": asked, **ADDRESS} | files)
    assert step.status_code == 200
    assert "Mungkin ini menjawab" in text_of(step)
    assert count(app, Ticket) == 0
    carried = form_of(step, "/lapor")
    assert (carried["isi"], carried["surel"]) == (asked, ADDRESS["surel"])
    sent = client.post("/lapor", data=carried)
    assert sent.status_code == 303
    with app.app_context():
        attachment = db.session.scalars(sa.select(Attachment)).one()
        assert attachment.ticket_id == only_ticket(app).id
        assert attachment.name == "layar.png"
        assert db.session.scalars(sa.select(Message)).one().body == asked


def test_yes_answered_is_counted_and_makes_no_ticket(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=pertanyaan"), "/lapor")
    clock.advance(seconds=20)
    step = client.post("/lapor", data=form | {"isi": "Apa persyaratan perubahan email penyedia?"})
    client.post("/lapor/terjawab", data=form_of(step, "/lapor/terjawab"))
    with app.app_context():
        kept = db.session.scalars(sa.select(Question)).one()
        assert (kept.skin, kept.zone, kept.topic) == ("form", "answer", "ubah-email-syarat")
        assert (kept.helped, kept.filed) == (True, False)
    assert count(app, Ticket) == 0


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("isi", "", "Uraian belum diisi"),
        ("isi", " \u200b\u00a0 ", "Uraian belum diisi"),
        ("isi", "\0\0", "Uraian belum diisi"),
        ("isi", "a" * 20_001, "paling banyak 20.000 karakter"),
        ("surel", "bukan surel", "Tulis surel lengkap"),
        ("surel", "a@b@c.id", "Tulis surel lengkap"),
        ("surel", "a@b.id\r\nBcc: x@y.id", "Tulis surel lengkap"),
        ("paket", "1" * 41, "paling banyak 40 karakter"),
        ("batas", "besok sore", "Isi tanggal dan jam"),
        ("batas", "9999-12-31T23:59", "Isi tanggal dan jam"),
        ("batas", "0001-01-01T00:00", "Isi tanggal dan jam"),
        ("kategori", "raja", "Pilih dari daftar"),
        ("telepon", "rumah", "nomor telepon dengan angka"),
    ],
)
def test_bad_input_is_told_at_its_field_and_the_rest_is_kept(
    app: Flask, client: FlaskClient, clock: FrozenClock, field: str, value: str, message: str
) -> None:
    values = {"isi": PROBLEM, "nama": "Budi Santoso", field: value}
    reply = fill(client, clock, **values)
    assert reply.status_code == 400
    page = reply.get_data(as_text=True)
    assert message in page
    assert f'href="#f-{field}"' in page
    assert f'id="f-{field}"' in page
    assert form_of(reply, "/lapor")["nama"] == "Budi Santoso"
    assert count(app, Ticket) == 0
    assert count(app, Message) == 0


def test_nul_and_broken_characters_are_dropped_from_the_text(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=permasalahan"), "/lapor")
    clock.advance(seconds=20)
    body = "&".join(f"{k}={v}" for k, v in (form | {"lanjut": "1"}).items() if k != "isi")
    client.post(
        "/lapor", data=body.encode() + b"&isi=Gagal%00%20unggah%20%ED%A0%80%20lagi",
        content_type="application/x-www-form-urlencoded",
    )
    with app.app_context():
        body = db.session.scalars(sa.select(Message)).one().body
    assert body.startswith("Gagal unggah")
    assert "\0" not in body
    body.encode()


def test_a_file_of_the_wrong_kind_is_refused_and_the_good_one_is_kept(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    sent = [(io.BytesIO(PNG), "layar.png"), (io.BytesIO(b"<html>"), "jahat.pdf")]
    reply = fill(client, clock, lampiran=sent)
    assert reply.status_code == 400
    assert "jahat.pdf" in text_of(reply)
    again = form_of(reply, "/lapor")
    assert again["berkas"]
    assert client.post("/lapor", data=again | {"lanjut": "1"}).status_code == 303
    with app.app_context():
        assert [a.name for a in db.session.scalars(sa.select(Attachment))] == ["layar.png"]


def test_another_browser_cannot_take_an_upload_by_its_reference(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    reply = fill(client, clock, isi="", lampiran=[(io.BytesIO(PNG), "layar.png")])
    ref = form_of(reply, "/lapor")["berkas"]
    report(app.test_client(), clock, berkas=ref)
    with app.app_context():
        assert db.session.scalars(sa.select(Attachment)).one().ticket_id is None


def test_a_password_is_removed_before_it_is_stored_and_that_is_told(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, isi="Tidak bisa masuk SPSE. password: Rahasia#2026 tolong dicek")
    assert "Ada yang kami hapus" in text_of(client.get("/lapor/selesai"))
    with app.app_context():
        assert "Rahasia#2026" not in db.session.scalars(sa.select(Message)).one().body
        assert "Rahasia#2026" not in only_ticket(app).subject


def test_robots_and_presses_within_a_second_are_asked_once_more_with_the_text_kept(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=permasalahan"), "/lapor")
    quick = client.post("/lapor", data=form | {"isi": PROBLEM, "lanjut": "1"})
    assert quick.status_code == 400
    assert "tekan Kirim sekali lagi" in text_of(quick)
    trapped = form_of(quick, "/lapor") | {"situs": "http://spam.example", "lanjut": "1"}
    assert client.post("/lapor", data=trapped).status_code == 400
    forged = form_of(quick, "/lapor") | {"formulir": "x.1.y", "lanjut": "1"}
    assert client.post("/lapor", data=forged).status_code == 400
    assert count(app, Ticket) == 0
    again = form_of(quick, "/lapor") | {"lanjut": "1"}
    assert again["isi"] == PROBLEM
    assert client.post("/lapor", data=again).status_code == 303


def test_too_many_forms_a_minute_get_a_friendly_refusal(
    client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=permasalahan"), "/lapor")
    replies = [client.post("/lapor", data=form) for _ in range(17)]
    assert (replies[0].status_code, replies[-1].status_code) == (400, 429)
    assert "terlalu" in text_of(replies[-1]).lower()


def test_a_request_needs_a_service_and_tells_what_to_bring(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    page = client.get("/lapor?layanan=aktivasi-user-id")
    assert "contoh acuan, belum ditetapkan di instansi ini" in text_of(page)
    assert "30 menit" in text_of(page)
    assert "Gratis" in text_of(page)
    missing = fill(client, clock, "permintaan")
    assert missing.status_code == 400
    assert "Pilih layanan" in text_of(missing)
    report(client, clock, "permintaan", layanan="aktivasi-user-id")
    with app.app_context():
        assert only_ticket(app).service == "aktivasi-user-id"


def test_a_complaint_without_its_legal_contents_is_taken_all_the_same(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, "pengaduan", isi="Saya menunggu tiga jam tanpa dilayani.")
    with app.app_context():
        complaint = db.session.scalars(sa.select(Complaint)).one()
        assert (complaint.name, complaint.declared_at) == (None, None)


def test_a_complaint_older_than_thirty_days_is_taken_and_marked(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, "pengaduan", isi="Layanan buruk.", tanggal=str(date(2026, 10, 1)))
    with app.app_context():
        assert only_ticket(app).late


def test_a_complaint_about_an_officer_goes_to_the_closed_queue(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock, "pengaduan", isi="Saya dipersulit.", petugas="1", benar="1")
    with app.app_context():
        assert only_ticket(app).sealed


def test_without_identity_no_name_address_or_mail_is_stored(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(
        client, clock, "pengaduan", isi="Ada pungutan.", identitas="none", nama="Budi",
        alamat="Jalan Mawar 1", **ADDRESS,
    )
    with app.app_context():
        requester = only_ticket(app).requester
        complaint = db.session.scalars(sa.select(Complaint)).one()
        assert (requester.name, complaint.name, complaint.address) == (None, None, None)
        assert requester.contacts == []


def test_a_service_day_in_the_future_is_refused(client: FlaskClient, clock: FrozenClock) -> None:
    reply = fill(client, clock, "pengaduan", tanggal="2026-11-24")
    assert reply.status_code == 400
    assert "tidak boleh di masa depan" in text_of(reply)


def test_the_success_page_is_for_the_browser_that_sent_the_form(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    report(client, clock)
    assert link_of(client).startswith("/t/")
    assert app.test_client().get("/lapor/selesai").headers["Location"] == "/cek"


def test_two_presses_in_the_same_moment_are_one_ticket(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    form = form_of(client.get("/lapor?jenis=permasalahan"), "/lapor")
    clock.advance(seconds=20)
    cookie = client.get_cookie("session")
    assert cookie is not None
    start = Barrier(4)

    def press(_: int) -> int:
        twin = app.test_client()
        twin.set_cookie("session", cookie.value)
        start.wait()
        return twin.post("/lapor", data=form | {"isi": PROBLEM, "lanjut": "1"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, range(4))) == [303] * 4
    assert count(app, Ticket) == 1
