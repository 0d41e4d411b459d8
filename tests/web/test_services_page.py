"""/petugas/layanan: a service looked over, published, planned, and then on the public page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpdesk.domain.roles import Role
from helpdesk.worker import begin_planned_services
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.builders import at
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, said, signed_in
from tests.web.visiting import form_of

pytestmark = SQLITE_ONLY  # revisions are tested on both with their use case

CODE = "perubahan-email"
ADDRESS = f"/petugas/layanan/{CODE}"
NOTE = "Keputusan Kepala Biro Nomor 5 Tahun 2026"


@pytest.fixture
def admin(desk):
    return signed_in(desk, new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,)))


def save(client, *, drop=(), **changes):
    fields = form_of(client.get(ADDRESS), ADDRESS)
    fields.pop("look", None)
    fields |= {"note": NOTE} | changes
    return client.post(ADDRESS, data={k: v for k, v in fields.items() if k not in drop})


TIME = {"standard.components.time": "Tiga hari kerja sejak berkas lengkap",
        "standard.revision": "2026-1", "standard.resolution": "3"}


def test_an_untouched_form_changes_nothing(desk, admin):
    for code in desk.extensions["rulebook"].catalogue.services:
        address = f"/petugas/layanan/{code}"
        fields = form_of(admin.get(address), address) | {"note": NOTE}
        fields.pop("look", None)
        told = admin.post(address, data=fields)
        assert (told.status_code, "Tidak ada yang diubah" in said(told)) == (400, True), code


def test_looked_over_it_shows_the_words_and_the_page_and_saves_nothing(desk, admin):
    looked = save(admin, look="1", **TIME)
    assert looked.status_code == 200
    html, text = looked.get_data(as_text=True), said(looked)
    assert "<del>1</del> <ins>3</ins> hari kerja" in html
    assert "3. Jangka waktu pelayanan: yang berubah" in text
    assert f"Versi 2026-1 , 23 November 2026: {NOTE}" in text
    visitor = desk.test_client()
    assert "Tiga hari kerja" not in said(visitor.get(f"/layanan/{CODE}"))


def test_published_it_stands_on_the_public_page_with_its_former_words(desk, admin):
    assert save(admin, **TIME).status_code == 303
    visitor = desk.test_client()
    public = said(visitor.get(f"/layanan/{CODE}"))
    assert "Tiga hari kerja sejak berkas lengkap" in public
    assert f"Versi 2026-1 , 23 November 2026: {NOTE}" in public
    page = said(admin.get(ADDRESS))
    assert f"oleh Adi Admin, berlaku 23 November 2026. {NOTE}" in page
    assert "3 perubahan" in page
    assert "versi 2026-1" in said(admin.get("/petugas/layanan"))


def test_a_service_closed_leaves_list_form_and_bot_and_says_so(desk, admin):
    name = desk.extensions["rulebook"].catalogue.services[CODE].name
    visitor = desk.test_client()
    assert name in said(visitor.get("/layanan"))
    assert name in said(visitor.get(f"/lapor?layanan={CODE}"))
    assert save(admin, drop=("active",)).status_code == 303
    assert name not in said(visitor.get("/layanan"))
    page = said(visitor.get(f"/layanan/{CODE}"))
    assert "tidak lagi dibuka" in page
    assert "Ajukan layanan ini" not in page
    assert name not in said(visitor.get(f"/lapor?layanan={CODE}"))
    assert CODE not in visitor.get("/api/v1/services").get_data(as_text=True)


def test_documents_are_added_renamed_and_dropped(desk, admin):
    documents = desk.extensions["rulebook"].catalogue.services[CODE].documents
    first, second = documents[0].code, documents[1].code
    assert save(admin, **{
        f"doc.{first}.label": "Surat permohonan terbaru", f"doc.{second}.label": "",
        "doc.baru1.label": "Foto pemohon", "doc.baru1.original": "1",
    }).status_code == 303
    page = said(desk.test_client().get(f"/layanan/{CODE}"))
    assert "Surat permohonan terbaru" in page
    assert "Foto pemohon" in page
    assert documents[1].label not in page


def test_without_a_standard_the_page_says_that_it_is_in_the_making(desk, admin):
    assert save(admin, drop=("standard",)).status_code == 303
    assert "sedang disusun bersama masyarakat" in said(
        desk.test_client().get(f"/layanan/{CODE}"))


@pytest.mark.parametrize(("changes", "field", "told"), [
    ({"name": " "}, "name", "tidak boleh kosong"),
    ({"standard.resolution": "lima"}, "standard.resolution", "bilangan bulat"),
    ({"standard.components.fee": ""}, "standard.components.fee", "tidak boleh kosong"),
    ({"standard.components.fee": "{uang}"}, "standard.components.fee", "tidak dikenal"),
    ({"standard.components.fee": "Berbayar"}, "standard.revision", "nama versi yang baru"),
    ({"starts": "besok", "name": "Lain"}, "starts", "isi tanggal"),
    ({"starts": "2020-01-01", "name": "Lain"}, "starts", "hari ini atau hari sesudahnya"),
    ({"note": "", "name": "Lain"}, "note", "atas dasar apa"),
    ({"note": "{x}", "standard.revision": "9", "standard.components.fee": "B"}, "note", "dikenal"),
])
def test_what_is_wrong_is_told_by_its_field_and_the_rest_is_kept(
    desk, admin, changes, field, told
):
    answer = save(admin, **({"description": "Kalimat saya sendiri"} | changes))
    assert answer.status_code == 400
    assert told in said(answer).lower()
    html = answer.get_data(as_text=True)
    assert f'href="#f-{field}"' in html
    assert f'id="f-{field}"' in html
    assert "Kalimat saya sendiri" in html


def test_who_comes_second_sees_both_versions_and_may_save_again(desk, admin):
    old = form_of(admin.get(ADDRESS), ADDRESS)
    old.pop("look", None)
    assert save(admin, name="Nama rekan").status_code == 303
    answer = admin.post(ADDRESS, data=old | {"description": "Punya saya", "note": NOTE})
    assert answer.status_code == 409
    text, html = said(answer), answer.get_data(as_text=True)
    assert "baru saja diubah oleh orang lain" in text
    assert "oleh Adi Admin" in text
    assert "<del>rekan</del> <ins>Surel (E-mail) Penyedia Barang/Jasa</ins>" in html
    again = form_of(answer, ADDRESS)
    again.pop("look", None)
    assert admin.post(ADDRESS, data=again | {"name": "Nama rekan"}).status_code == 303
    public = said(desk.test_client().get(f"/layanan/{CODE}"))
    assert "Punya saya" in public
    assert "Nama rekan" in public


def test_a_planned_change_is_shown_waits_and_begins_by_itself(desk, admin, clock):
    assert save(admin, name="Nama besok", starts="2026-11-24").status_code == 303
    page = said(admin.get(ADDRESS))
    assert "Direncanakan berlaku 24 November 2026" in page
    assert "perubahan direncanakan" in said(admin.get("/petugas/layanan"))
    assert save(admin, name="Nama lain").status_code == 409
    clock.now = at("Selasa 24 November 2026 00.05")
    with desk.app_context():
        begin_planned_services(desk)
    assert "Nama besok" in said(desk.test_client().get(f"/layanan/{CODE}"))
    assert "Direncanakan berlaku" not in said(admin.get(ADDRESS))


def test_a_plan_is_taken_back_with_a_reason(desk, admin):
    assert save(admin, name="Nama besok", starts="2026-11-24").status_code == 303
    cancel = f"{ADDRESS}/batalkan"
    fields = form_of(admin.get(ADDRESS), cancel)
    refused = admin.post(cancel, data=fields)
    assert refused.status_code == 400
    assert 'href="#f-batal-note"' in refused.get_data(as_text=True)
    assert admin.post(cancel, data=fields | {"batal-note": "Ditarik"}).status_code == 303
    assert "Direncanakan berlaku" not in said(admin.get(ADDRESS))
    assert admin.post(cancel, data=fields | {"batal-note": "Ditarik"}).status_code == 409


def test_markup_is_words_and_unknown_services_are_not_found(desk, admin):
    assert save(admin, name="<b>Surel</b>").status_code == 303
    assert "<b>Surel</b>" not in desk.test_client().get(f"/layanan/{CODE}").get_data(as_text=True)
    assert admin.get("/petugas/layanan/tidak-ada").status_code == 404


def test_helpdesk_officers_have_no_such_page(desk, officer):
    assert officer.get("/petugas/layanan").status_code == 403
    assert officer.get(ADDRESS).status_code == 403
    assert officer.post(ADDRESS, data={}).status_code == 403


def test_a_folded_part_opens_where_something_is_wrong(desk) -> None:
    client = signed_in(desk, new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,)))
    page = client.get("/petugas/layanan/perubahan-email").text
    parts = re.findall(r'<details class="hd-drawer"( open)?><summary><span>([^<]+)', page)
    assert parts == [("", "Langkah penyelesaian"), ("", "Yang perlu disiapkan"),
                     ("", "Kolom tambahan untuk petugas"), ("", "Standar pelayanan")]
    told = client.post("/petugas/layanan/baru", data={
        "name": "Klinik", "standard": "1", "standard.resolution": "lama sekali"}).text
    opened = re.findall(r'<details class="hd-drawer" open><summary><span>([^<]+)', told)
    assert opened == ["Standar pelayanan"]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_in_a_browser_by_hand(desk, live_server, browser, size):
    admin = new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,))
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, admin.email)
        page.wait_for_url("**/petugas/petugas")
        page.goto(f"{live_server.url}/petugas/layanan")
        assert Axe().run(page, options=rules).response["violations"] == []
        page.get_by_role("link", name="Perubahan Surel").click()
        page.locator("summary", has_text="Standar pelayanan").click()
        assert Axe().run(page, options=rules).response["violations"] == []
        page.get_by_label("3. Jangka waktu pelayanan").fill("Tiga hari kerja")
        page.get_by_label("Nama versi").fill("2026-1")
        page.get_by_role("button", name="Lihat yang akan berubah").click()
        page.get_by_role("heading", name="Yang akan berubah").wait_for()
        page.get_by_text("Halaman publik sesudah disimpan").click()
        page.get_by_role("heading", name="Ringkasnya").wait_for()
        assert Axe().run(page, options=rules).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Apa yang diubah").fill(NOTE)
        page.get_by_role("button", name="Simpan layanan").click()
        page.get_by_text("perubahan berlaku di semua halaman").wait_for()
        page.get_by_text("2 perubahan").wait_for()
