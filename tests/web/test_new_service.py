"""/petugas/layanan/baru: a service opened, asked for by a visitor, ticked off, and closed again."""

import pytest

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.worker import begin_planned_services
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.builders import at
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, new_ticket, said, shown, signed_in
from tests.web.test_officer_browser import accessible
from tests.web.visiting import form_of

pytestmark = SQLITE_ONLY  # revisions are tested on both with their use case

NEW, CODE, NAME = "/petugas/layanan/baru", "peminjaman-bidding-room", "Peminjaman bidding room"
PAGE = f"/petugas/layanan/{CODE}"
TYPED = {
    "name": NAME, "unit": "bagian-pengelolaan-lpse", "description": "Ruang menyiapkan penawaran.",
    "note": "Nota dinas 12", "step.1.text": "Memeriksa jadwal", "step.1.actor": "Helpdesk",
    "step.1.time": "10 menit", "step.1.output": "Kepastian", "step.3.text": "Membuka ruang",
}


@pytest.fixture
def admin(desk):
    return signed_in(desk, new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,)))


def send(client, address=NEW, *, drop=(), **changes):
    fields = form_of(client.get(address), address)
    fields.pop("look", None)
    return client.post(address, data={
        k: v for k, v in (fields | changes).items() if k not in drop})


def test_the_whole_path(desk, admin, clock):
    assert send(admin, starts="2026-11-24", **TYPED).status_code == 303
    waiting = said(admin.get(PAGE))
    assert "Direncanakan berlaku 24 November 2026" in waiting
    assert "Belum dibuka" in waiting
    assert f"{NAME} dibuka 24 November 2026" in said(admin.get("/petugas/layanan"))
    visitor = desk.test_client()
    assert visitor.get(f"/layanan/{CODE}").status_code == 404
    clock.now = at("Selasa 24 November 2026 08.30")
    with desk.app_context():
        begin_planned_services(desk)
    admin = signed_in(desk, new_officer(desk, "Ida Admin", roles=(Role.ADMINISTRATOR,)))
    officer = signed_in(desk, new_officer(desk))  # of the next day, with sessions of their own
    public = said(visitor.get(f"/layanan/{CODE}"))
    assert "Memeriksa jadwal" in public
    assert "sedang disusun bersama masyarakat" in public
    assert NAME in said(visitor.get("/layanan"))
    assert NAME in said(visitor.get(f"/lapor?layanan={CODE}"))
    assert CODE in visitor.get("/api/v1/services").get_data(as_text=True)
    ticket = new_ticket(desk, kind=Kind.REQUEST, service=CODE)
    page = said(shown(officer, ticket))
    assert NAME in page
    assert "Membuka ruang" in page
    assert send(admin, PAGE, drop=("active",), note="Ditutup").status_code == 303
    assert NAME not in said(visitor.get("/layanan"))
    assert NAME not in said(visitor.get(f"/lapor?layanan={CODE}"))
    assert "tidak lagi dibuka" in said(visitor.get(f"/layanan/{CODE}"))
    page = said(shown(officer, ticket))
    assert NAME in page
    assert "Membuka ruang" in page
    assert "oleh Ida Admin, berlaku 24 November 2026. Ditutup" in said(admin.get(PAGE))


def test_without_steps_every_page_of_it_opens(desk, admin, officer):
    bare = {k: v for k, v in TYPED.items() if not k.startswith("step.")}
    assert send(admin, **bare).status_code == 303
    assert "Alur dalam gambar" not in said(desk.test_client().get(f"/layanan/{CODE}"))
    ticket = new_ticket(desk, kind=Kind.REQUEST, service=CODE)
    assert NAME in said(shown(officer, ticket))
    fields = form_of(admin.get(PAGE), PAGE) | {"note": "Sama"}
    fields.pop("look", None)
    assert "Tidak ada yang diubah" in said(admin.post(PAGE, data=fields))


def test_looked_over_it_is_shown_and_not_saved(desk, admin):
    looked = said(send(admin, look="1", **TYPED))
    assert "Yang akan berubah" in looked
    assert "1. Memeriksa jadwal (Helpdesk; 10 menit; Kepastian)" in looked
    assert "Halaman publik sesudah disimpan" in looked
    assert NAME not in said(desk.test_client().get("/layanan"))


@pytest.mark.parametrize(("changes", "field", "told"), [
    ({"name": ""}, "name", "tidak boleh kosong"), ({"unit": ""}, "unit", "pilih bagian"),
    ({"code": "Ruang!"}, "code", "huruf kecil"), ({"code": "perubahan-npwp"}, "code", "pernah"),
    ({"order": "dua"}, "order", "bilangan bulat"), ({"kind": "x"}, "kind", "tidak dikenal"),
    ({"step.2.actor": "Rina"}, "step.2.text", "tidak boleh kosong"),
    ({"step.1.no": "1", "step.3.no": "1"}, "step.2.no", "dipakai dua kali"),
    ({"note": " "}, "note", "atas dasar apa"), ({"starts": "2020-01-01"}, "starts", "hari ini"),
])
def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_kept(admin, changes, field, told):
    answer = send(admin, **(TYPED | changes))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert told in said(answer).lower()
    assert f'href="#f-{field}"' in html
    assert f'id="f-{field}"' in html
    assert "Membuka ruang" in html


def test_a_waiting_new_service_is_not_changed_but_taken_back(admin):
    assert send(admin, starts="2026-11-24", **TYPED).status_code == 303
    assert send(admin, PAGE, name="Lain", note="x").status_code == 409
    cancel = f"{PAGE}/batalkan"
    fields = form_of(admin.get(PAGE), cancel) | {"batal-note": "Ditunda"}
    assert admin.post(cancel, data=fields).headers["Location"].endswith("/petugas/layanan")
    assert admin.get(PAGE).status_code == 404


def test_steps_are_inserted_by_number_and_dropped(desk, admin):
    assert send(admin, **TYPED).status_code == 303
    changed = send(admin, PAGE, note="Langkah baru", **{
        "step.1.text": "", "step.3.no": "1a", "step.3.text": "Mencatat tamu"})
    assert changed.status_code == 303
    assert admin.get(PAGE).status_code == 200  # which reads what was saved
    steps = desk.extensions["rulebook"].catalogue.services[CODE].checklist
    assert [(step.no, step.text) for step in steps] == [
        ("1a", "Mencatat tamu"), ("2", "Membuka ruang")]


def test_helpdesk_officers_may_not(officer):
    assert officer.get(NEW).status_code == 403
    assert officer.post(NEW, data={}).status_code == 403


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_in_a_browser_by_hand(desk, live_server, browser, size):
    admin = new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,))
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, admin.email)
        page.wait_for_url("**/petugas/petugas")
        page.goto(f"{live_server.url}/petugas/layanan")
        page.get_by_role("link", name="Layanan baru").click()
        page.get_by_label("Nama", exact=True).fill(NAME)
        page.get_by_label("Kalimat pembuka").fill("Ruang menyiapkan penawaran.")
        page.get_by_label("Bagian yang menangani").select_option("bagian-pengelolaan-lpse")
        page.locator("summary", has_text="Langkah penyelesaian").click()
        page.get_by_label("Uraian, baris 1").fill("Memeriksa jadwal")
        page.get_by_role("button", name="Lihat yang akan berubah").click()
        page.get_by_role("heading", name="Yang akan berubah").wait_for()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Apa yang diubah").fill("Nota dinas 12")
        page.get_by_role("button", name="Buka layanan").click()
        page.get_by_text("layanan dibuka").wait_for()
