"""Discretion on the ticket page: a head's form, the requirement's line, the record."""

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from tests.browser import PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, new_officer, new_ticket, now_is, said, shown, signed_in
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY  # the rules are tested on both with their use case
WHY = "Akta asli disita kejaksaan; salinan dilegalisir dan surat sita diperlihatkan."
FORM = "Diskresi: sesuaikan syarat atau prosedur"


def a_head(desk):
    return new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,))


def test_a_head_adjusts_a_step_and_officers_read_why(desk) -> None:
    ticket, client = new_ticket(desk, kind=Kind.REQUEST), signed_in(desk, a_head(desk))
    assert FORM in shown(client, ticket)
    form = {"sesuaikan-part": "step:1", "sesuaikan-reason": WHY,
            "version": now_is(desk, ticket).version}
    assert client.post(address(ticket, "sesuaikan"), data=form).status_code == 303
    page = said(client.get(address(ticket)))
    assert "Kepala menyesuaikan langkah 1 prosedur" in page
    assert WHY in page
    assert "disesuaikan, diskresi Karsa Kasubbag" in page


def test_what_is_refused_keeps_the_words(desk) -> None:
    ticket, client = new_ticket(desk, kind=Kind.REQUEST), signed_in(desk, a_head(desk))
    form = {"sesuaikan-part": "", "sesuaikan-reason": WHY, "version": now_is(desk, ticket).version}
    answer = client.post(address(ticket, "sesuaikan"), data=form)
    assert answer.status_code == 400
    assert "Pilih persyaratan yang belum lengkap" in said(answer)
    assert WHY in answer.get_data(as_text=True)


def test_others_have_no_such_form(desk) -> None:
    ticket = new_ticket(desk, kind=Kind.REQUEST)
    client = signed_in(desk, new_officer(desk))
    assert FORM not in shown(client, ticket)
    form = {"sesuaikan-part": "step:1", "sesuaikan-reason": WHY}
    assert client.post(address(ticket, "sesuaikan"), data=form).status_code == 403


def test_by_hand_in_a_browser(desk, live_server, browser) -> None:
    ticket, head = new_ticket(desk, kind=Kind.REQUEST), a_head(desk)
    with watched_page(browser, PHONE) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, head.email)
        page.wait_for_url("**/petugas/**")
        page.goto(live_server.url + address(ticket))
        page.get_by_text(FORM).click()
        page.locator("#f-sesuaikan-part").select_option(index=1)
        page.locator("#f-sesuaikan-reason").fill(WHY)
        page.get_by_role("button", name="Catat diskresi", exact=True).click()
        page.get_by_text("Diskresi dan alasannya dicatat.").wait_for()
        assert "digantikan diskresi kepala" in page.content()
        accessible(page)
