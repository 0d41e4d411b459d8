"""Chromium for tests: found on the machine, started without network, one clean context a test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.builders import PASSWORD

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # the tests may run as root, and open our own pages only
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def program() -> str:
    """Chromium's path; a missing one is an error of the set-up, never a skipped test."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    raise RuntimeError("Chromium is missing. Install it with: sudo apt-get install -y chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), headless=True, args=list(FLAGS)
        )
        yield browser
        browser.close()


def new_context(browser: Browser, size: dict[str, int] = DESK) -> BrowserContext:
    """A visitor's own cookies and storage, in the bureau's language and time zone."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    return context


@contextmanager
def watched_page(
    browser: Browser, size: dict[str, int], milliseconds: int = 15_000
) -> Iterator[Page]:
    """A page whose errors, a refused style among them, fail the test when it is left."""
    context = new_context(browser, size)
    context.set_default_timeout(milliseconds)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """From the form of /masuk, wherever it leads on to."""
    page.get_by_label("Alamat surel").fill(email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
