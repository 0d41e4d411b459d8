"""An officer's browser at the desk: the clicks that both whole stories share."""

from playwright.sync_api import Browser, Page, expect

from tests.browser import new_context

SLOW = 30_000  # the worker looks every few seconds; a page that waits for it may take a while


class Desk:
    """One signed-in officer in a window of their own."""

    def __init__(self, browser: Browser, url: str, email: str, password: str) -> None:
        self.url = url
        self.context = new_context(browser)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.errors.append(line.text) if "Content Security" in line.text else None,
        )
        self.email, self.password = email, password
        self.open_page("/petugas/")

    def open_page(self, path: str) -> None:
        """Go there, signing in first when the session has ended (it lasts a working day)."""
        self.page.goto(f"{self.url}{path}")
        if "/masuk" in self.page.url:
            self.page.get_by_label("Alamat surel").fill(self.email)
            self.page.get_by_label("Kata sandi").fill(self.password)
            self.page.get_by_role("button", name="Masuk").click()
            expect(self.page).to_have_url(f"{self.url}{path}")

    def close(self) -> None:
        self.context.close()
        assert self.errors == []

    def open_from_queue(self, number: str) -> None:
        """Find the ticket in the queue by its number and open it."""
        self.open_page("/petugas/")
        self.page.get_by_placeholder("Cari nomor").fill(number)
        self.page.keyboard.press("Enter")
        self.page.locator("table").get_by_role("link").first.click()
        expect(self.page.locator("body")).to_contain_text(number)

    def open(self, number: str) -> None:
        self.open_page(f"/petugas/tiket/{number}")

    def triage(self, service: str, authority: str) -> None:
        page = self.page
        page.locator("[name=triase-service]").select_option(label=service)
        page.locator("[name=triase-authority]").select_option(label=authority)
        page.get_by_role("button", name="Simpan triase").click()
        expect(page.locator("body")).to_contain_text("Diperiksa petugas")

    def drawer(self) -> None:
        """Open the forwarding drawer if it is closed."""
        drawer = self.page.locator("details.hd-drawer").first
        if drawer.get_attribute("open") is None:
            drawer.locator("summary").first.click()

    def file_with_lkpp(self, why: str) -> None:
        """Record that it was filed by LPSE Support although proof is missing."""
        page = self.page
        self.drawer()
        page.locator("[name=teruskan-provider]").last.select_option("lkpp")
        page.locator("[name=teruskan-channel]").select_option("lpse_support")
        page.locator("[name=teruskan-override_reason]").fill(why)
        page.get_by_role("button", name="Catat sudah diteruskan").click()
        expect(page.locator("body")).to_contain_text("Diteruskan ke LKPP lewat LPSE Support")

    def accepted_as(self, external: str) -> None:
        page = self.page
        self.drawer()
        page.locator("#f-terima-external_number").fill(external)
        page.get_by_role("button", name="Catat diterima").click()
        expect(page.locator("body")).to_contain_text(f"Diterima LKPP dengan nomor {external}")

    def lkpp_answered(self, text: str) -> None:
        page = self.page
        self.drawer()
        page.locator("[name=jawaban-text]").fill(text)
        page.get_by_role("button", name="Catat jawaban").click()
        expect(page.locator("body")).to_contain_text("Jawaban LKPP diterima")

    def resolve(self, text: str) -> None:
        page = self.page
        page.locator("#balas textarea[name=text]").fill(text)
        page.get_by_role("button", name="Kirim & selesai").click()
        expect(page.locator("body")).to_contain_text("Masalah dinyatakan selesai dan dijawab")

    def wait_for(self, number: str, text: str) -> None:
        """Reload the ticket until the worker has written `text` into its history."""
        self.open(number)
        body = self.page.locator("body")
        tries = SLOW // 500
        while text not in (body.text_content() or "") and tries:
            self.page.wait_for_timeout(500)
            self.page.reload()
            tries -= 1
        expect(body).to_contain_text(text)
