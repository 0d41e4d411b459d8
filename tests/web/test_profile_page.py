"""/petugas/profil: looked over before it is saved, and then on every page of the bureau."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpdesk.domain.roles import Role
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, said, signed_in
from tests.web.test_rules_page import form_of

pytestmark = SQLITE_ONLY  # revisions are tested on both with their use case

MOVED = "Jalan Tjilik Riwut 5, Palangka Raya"


@pytest.fixture
def admin(desk):
    return signed_in(desk, new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,)))


def save(client, **changes):
    page = client.get("/petugas/profil")
    fields = {name: values[0] for name, values in form_of(page).items()}
    fields |= {"note": "Pindah kantor"} | changes
    return client.post("/petugas/profil", data=fields)


def test_the_new_address_stands_on_the_public_page_and_in_the_history(desk, admin):
    fields = {"address": MOVED, "contacts.ppid": "PPID Provinsi: ppid.contoh.go.id",
              "counter_hours.mon": "08.30 – 12.00 dan 13.00-15.00", "counter_hours.fri": ""}
    looked = save(admin, look="1", **fields)
    assert looked.status_code == 200
    text = said(looked)
    assert f"Alamat Jalan Contoh Nomor 1, Palangka Raya, Kalimantan Tengah menjadi {MOVED}" in text
    assert "Jam loket: Senin 08.00-12.00, 13.00-15.30 menjadi 08.30-12.00, 13.00-15.00" in text
    assert "Jam loket: Jumat 08.00-11.00, 13.30-15.30 menjadi kosong" in text
    visitor = desk.test_client()
    assert MOVED not in said(visitor.get("/"))
    assert save(admin, **fields).status_code == 303
    home = said(visitor.get("/"))
    assert MOVED in home
    assert "Senin 08.30–12.00 dan 13.00–15.00" in home
    assert "PPID Provinsi: ppid.contoh.go.id" in said(visitor.get("/ke-mana/minta-dokumen"))
    page = said(admin.get("/petugas/profil"))
    assert "Versi 1" in page
    assert "oleh Adi Admin. Pindah kantor" in page
    assert save(admin, phone="(0536) 3221234", note="Nomor baru").status_code == 303
    assert "1 perubahan Telepon (0536) 000000 menjadi (0536) 3221234" in said(
        admin.get("/petugas/profil"))


@pytest.mark.parametrize(("changes", "told"), [
    ({"email": "x"}, "surel lengkap"), ({"name": "  "}, "tidak boleh kosong"),
    ({"counter_hours.tue": "pagi"}, "harus ditulis seperti"), ({"note": ""}, "atas dasar apa"),
    ({"website": "javascript:alert(1)"}, "alamat situs lengkap"),
])
def test_what_is_wrong_is_told_by_its_field_and_the_rest_is_kept(desk, admin, changes, told):
    answer = save(admin, address=MOVED, **changes)
    assert answer.status_code == 400
    assert told in said(answer).lower() or told in said(answer)
    (field,) = changes
    assert f'href="#f-{field}"' in answer.get_data(as_text=True)
    assert f'value="{MOVED}"' in answer.get_data(as_text=True)
    assert MOVED not in said(desk.test_client().get("/"))


def test_who_comes_second_sees_both_versions_and_may_save_again(desk, admin):
    old = {name: values[0] for name, values in form_of(admin.get("/petugas/profil")).items()}
    assert save(admin, phone="(0536) 3221234").status_code == 303
    answer = admin.post("/petugas/profil", data=old | {"address": MOVED, "note": "Pindah"})
    assert answer.status_code == 409
    text = said(answer)
    assert "baru saja diubah oleh orang lain" in text
    assert "Telepon (0536) 3221234 menjadi (0536) 000000" in text
    again = {name: values[0] for name, values in form_of(answer).items()}
    assert admin.post("/petugas/profil", data=again).status_code == 303
    assert MOVED in said(desk.test_client().get("/"))


def test_markup_in_a_name_is_words(desk, admin):
    assert save(admin, short_name="<b>Biro</b> & Co").status_code == 303
    page = desk.test_client().get("/").get_data(as_text=True)
    assert "<b>Biro</b> &" not in page
    assert "&lt;b&gt;Biro&lt;/b&gt; &amp; Co" in page


def test_helpdesk_officers_have_no_such_page(desk):
    officer = signed_in(desk, new_officer(desk, roles=(Role.HELPDESK,)))
    assert officer.get("/petugas/profil").status_code == 403
    assert "Profil biro" not in said(officer.get("/petugas/"))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_in_a_browser_by_hand(desk, live_server, browser, size):
    admin = new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,))
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, admin.email)
        page.wait_for_url("**/petugas/**")
        page.goto(f"{live_server.url}/petugas/profil")
        page.get_by_label("Alamat", exact=True).fill(MOVED)
        page.get_by_role("button", name="Lihat yang akan berubah").click()
        page.get_by_role("heading", name="Yang akan berubah").wait_for()
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        assert Axe().run(page, options=rules).response["violations"] == []
        page.get_by_label("Apa yang diubah").fill("Pindah kantor")
        page.get_by_role("button", name="Simpan profil").click()
        page.get_by_text("Profil versi 1 berlaku").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
