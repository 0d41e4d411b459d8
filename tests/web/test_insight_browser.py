"""'Wawasan bot' in Chromium, wide and narrow, judged by axe."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, prepared
from tests.web.test_insight_page import ask
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY


def test_the_page_is_read_filtered_and_accessible(
    app: Flask, live_server: Installation, page: Page
) -> None:
    from helpdesk.usecases.question_groups import sort_into_groups
    from tests.usecases.test_question_groups import First

    officer = new_officer(prepared(app))
    with app.app_context():
        ask(number=12, helped=True)
        ask(zone="ticket", topic="layanan-lokasi-jam", text="parkir tamu di mana")
        sort_into_groups(str.split, First)
    page.goto(f"{live_server.url}/petugas/wawasan")
    sign_in(page, officer.email)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.get_by_text("parkir tamu di mana")).to_be_visible()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("Topik", exact=True).select_option("ubah-email-syarat")
    page.get_by_role("button", name="Saring").click()
    expect(page.get_by_text("Tidak ada yang cocok dengan saringan ini.")).to_be_visible()
