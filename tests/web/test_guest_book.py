"""The guest book's pages: only where an officer opened it, nobody's name left on the screen."""

import re

import pytest

from helpdesk.domain.roles import Role
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, new_ticket, said, signed_in
from tests.web.test_rules_page import form_of

pytestmark = SQLITE_ONLY


def post(client, path, page="/petugas/loket", **data):
    token = form_of(client.get(page))["csrf_token"][0]
    return client.post(path, data={"csrf_token": token, **data})


@pytest.fixture
def kiosk(desk):
    client = signed_in(desk, new_officer(desk))
    assert post(client, "/petugas/loket/buku-tamu").location == "/buku-tamu"
    return client


def sign(kiosk, **data):
    page = form_of(kiosk.get("/buku-tamu"))
    given = {"nama": "Budi Santoso", "keperluan": "berkas", "layanan": "aktivasi-user-id"} | data
    return kiosk.post("/buku-tamu", data={
        "csrf_token": page["csrf_token"][0], "formulir": page["formulir"][0], **given})


def test_the_machine_of_the_guest_book_is_signed_out_of_the_desk(desk, kiosk):
    assert "Silakan mengisi buku tamu" in said(kiosk.get("/buku-tamu"))
    assert kiosk.get("/petugas/").status_code == 302


def test_elsewhere_there_is_no_guest_book_and_no_turn(desk, kiosk):
    sign(kiosk)
    stranger = desk.test_client()
    assert "Buku tamu ada di loket" in said(stranger.get("/buku-tamu"))
    assert stranger.get("/buku-tamu/1").location == "/buku-tamu"
    token = form_of(stranger.get("/unduhan/surat-kuasa"))["csrf_token"][0]
    data = {"csrf_token": token, "nama": "X", "keperluan": "bertanya"}
    assert stranger.post("/buku-tamu", data=data).location == "/buku-tamu"
    officer = signed_in(desk, new_officer(desk, "Vino Verifikator"))
    assert "Hari ini 1 tamu datang" in said(officer.get("/petugas/loket"))


def test_the_next_morning_an_officer_opens_it_anew(desk, kiosk, clock):
    clock.advance(hours=13)
    assert "Buku tamu ada di loket" in said(kiosk.get("/buku-tamu"))


def test_a_visitor_gets_a_turn_and_leaves_no_name_behind(kiosk):
    answer = sign(kiosk)
    assert answer.location == "/buku-tamu/1"
    page = kiosk.get(answer.location)
    assert "Anda yang berikutnya." in said(page)
    assert 'http-equiv="refresh" content="20;url=/buku-tamu"' in page.get_data(as_text=True)
    for path in ("/buku-tamu", "/buku-tamu/1"):
        assert "Budi" not in kiosk.get(path).get_data(as_text=True)
    assert "Ada 1 tamu sebelum Anda." in said(kiosk.get(sign(kiosk).location))


@pytest.mark.parametrize(("data", "told"), [
    ({"nama": ""}, "Tulis nama Anda, supaya petugas dapat memanggil."),
    ({"keperluan": ""}, "Pilih keperluan Anda."), ({"keperluan": "x"}, "Pilih keperluan Anda."),
    ({"telepon": "9" * 40}, "telepon"), ({"layanan": "x"}, "Pilih layanan dari daftar."),
])
def test_what_is_wrong_is_told_and_the_rest_kept(kiosk, data, told):
    answer = sign(kiosk, **({"perusahaan": "CV Tetap"} | data))
    assert answer.status_code == 400
    assert told in said(answer)
    assert 'value="CV Tetap"' in answer.get_data(as_text=True)


def test_the_officer_serves_the_guest_into_a_ticket(desk, kiosk):
    sign(kiosk, perusahaan="CV Katingan", telepon="0812 3456 7890")
    officer = signed_in(desk, new_officer(desk, "Vino Verifikator"))
    page = said(officer.get("/petugas/loket"))
    for told in ("Budi Santoso", "CV Katingan", "Aktivasi User ID", "menunggu baru saja"):
        assert told in page
    answer = post(officer, "/petugas/loket/tamu/1/panggil")
    entry = officer.get(answer.location)
    fields = form_of(entry)
    assert fields["name"] == ["Budi Santoso"]
    assert fields["contact"] == ["0812 3456 7890"]
    assert fields["service"] == ["aktivasi-user-id"]
    kept = {name: values[0] for name, values in fields.items() if name != "channel"}
    done = officer.post("/petugas/tiket/baru", data={
        **kept, "channel": "counter", "text": "Menyerahkan berkas aktivasi."})
    assert "/tanda-terima" in done.location
    assert "Tidak ada tamu yang menunggu." in said(officer.get("/petugas/loket"))
    assert "1 dilayani" in said(officer.get("/petugas/loket"))


def test_a_guest_with_a_ticket_leads_to_it(desk, kiosk):
    ticket = new_ticket(desk)
    sign(kiosk, nomor=ticket.number)
    officer = signed_in(desk, new_officer(desk, "Vino Verifikator"))
    answer = post(officer, "/petugas/loket/tamu/1/panggil")
    assert officer.get(answer.location).location == f"/petugas/loket/{ticket.number}"


def test_who_left_is_off_the_list_and_no_guest_ends_twice(desk, kiosk):
    sign(kiosk)
    officer = signed_in(desk, new_officer(desk, "Vino Verifikator"))
    assert post(officer, "/petugas/loket/tamu/1/pergi").location == "/petugas/loket"
    post(officer, "/petugas/loket/tamu/1/selesai")
    assert "Kunjungan ini sudah selesai." in said(officer.get("/petugas/loket"))
    part = officer.get("/petugas/loket/tamu", headers={"X-Requested-With": "fetch"})
    assert not re.search("<html", part.get_data(as_text=True))


def test_the_kepala_without_a_counter_opens_no_guest_book(desk):
    kepala = signed_in(desk, new_officer(desk, "Kartika", roles=(Role.BUREAU_HEAD,), unit="biro"))
    token = form_of(kepala.get("/petugas/maklumat"))["csrf_token"][0]
    assert kepala.post("/petugas/loket/buku-tamu", data={"csrf_token": token}).status_code == 403


def test_the_notice_of_personal_data_names_its_version_beside_every_form(desk):
    visitor = desk.test_client()
    notice = said(visitor.get("/data-pribadi"))
    assert "Versi 1, berlaku sejak 27 November 2026." in notice
    assert "{" not in notice
    for kind in ("permasalahan", "pengaduan", "permintaan"):
        form = said(visitor.get(f"/lapor?jenis={kind}"))
        assert "Pemberitahuan data pribadi, versi 1" in form
