"""The columns of a service on its tickets: defined on the service's page, filled beside a ticket.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, new_ticket, said, signed_in
from tests.web.visiting import form_of

pytestmark = SQLITE_ONLY  # what is filled is tested on both with its use case

CODE = "asistensi-perencanaan"
ADDRESS = f"/petugas/layanan/{CODE}"


@pytest.fixture
def defined(desk):
    """The service with two columns, defined on its page."""
    admin = signed_in(desk, new_officer(desk, "Adi Admin", roles=(Role.ADMINISTRATOR,)))
    fields = form_of(admin.get(ADDRESS), ADDRESS) | {
        "note": "Nota dinas 7", "col.baru1.label": "Perangkat daerah", "col.baru1.needed": "1",
        "col.baru2.label": "Cara", "col.baru2.type": "choice",
        "col.baru2.choices": "Daring; Tatap muka",
    }
    fields.pop("look", None)
    answer = admin.post(ADDRESS, data=fields)
    assert answer.status_code == 303, said(answer)
    return admin


@pytest.fixture
def ticket(desk, defined):
    return new_ticket(desk, kind=Kind.REQUEST, service=CODE)


def test_the_definition_is_told_and_comes_back_in_the_form(defined):
    page = said(defined.get(ADDRESS))
    assert "Perangkat daerah (teks, wajib) Cara (pilihan: Daring; Tatap muka)" in page
    fields = form_of(defined.get(ADDRESS), ADDRESS)
    assert fields["col.cara.choices"] == "Daring; Tatap muka"
    assert fields["col.perangkat-daerah.label"] == "Perangkat daerah"


def test_filled_it_stands_beside_the_ticket(officer, ticket):
    address = f"/petugas/tiket/{ticket.number}/kolom"
    fields = form_of(officer.get(address), address)
    answer = officer.post(address, data=fields | {
        "kolom-perangkat-daerah": "Dinas PUPR", "kolom-cara": "Daring"})
    assert answer.status_code == 303
    beside = officer.get(f"/petugas/tiket/{ticket.number}/saran")
    assert "2 dari 2 terisi" in said(beside)
    assert 'value="Dinas PUPR"' in beside.get_data(as_text=True)


def test_refused_it_names_the_field_and_keeps_what_was_typed(officer, ticket):
    address = f"/petugas/tiket/{ticket.number}/kolom"
    fields = form_of(officer.get(address), address)
    answer = officer.post(address, data=fields | {
        "kolom-perangkat-daerah": "Dinas PUPR", "kolom-cara": "Surat"})
    assert answer.status_code == 400
    html = answer.get_data(as_text=True)
    assert 'href="#f-kolom-cara"' in html
    assert 'value="Dinas PUPR"' in html


def test_an_old_page_keeps_what_was_typed_too(officer, ticket):
    address = f"/petugas/tiket/{ticket.number}/kolom"
    answer = officer.post(address, data={"version": "99", "kolom-perangkat-daerah": "Dinas X"})
    assert answer.status_code == 409
    assert 'value="Dinas X"' in answer.get_data(as_text=True)


def test_the_public_is_never_asked_and_never_told(desk, defined):
    public = desk.test_client()
    for address in (f"/layanan/{CODE}", f"/lapor?layanan={CODE}", f"/api/v1/services/{CODE}"):
        assert "Perangkat daerah (teks" not in said(public.get(address))
        assert "perangkat-daerah" not in public.get(address).get_data(as_text=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_in_a_browser_beside_the_ticket(desk, live_server, browser, person, ticket, size):
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, person.email)
        page.wait_for_url("**/petugas/**")
        page.goto(f"{live_server.url}/petugas/tiket/{ticket.number}")
        page.get_by_text("Kolom layanan").click()
        page.get_by_label("Perangkat daerah").fill("Dinas PUPR")
        page.get_by_label("Cara", exact=False).select_option("Daring")
        assert Axe().run(page, options=rules).response["violations"] == []
        page.get_by_role("button", name="Simpan kolom").click()
        page.get_by_text("Kolom layanan disimpan").wait_for()
        page.get_by_text("2 dari 2 terisi").wait_for()
        page.goto(f"{live_server.url}/petugas/tiket/{ticket.number}/kolom")
        assert Axe().run(page, options=rules).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
