"""A visitor of the public pages: finds a page's forms, fills them in, sends them."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.clocks import FrozenClock

PROBLEM = "Unggah dokumen penawaran selalu gagal, muncul galat 500 sejak tadi pagi."


class _Forms(HTMLParser):
    """The forms of a page with the values a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given.get("action"), "fields": {}})
            return
        if not self.forms:
            return
        fields, name = self.forms[-1]["fields"], given.get("name") or ""
        if tag == "input" and name and given.get("type") not in ("submit", "file"):
            if given.get("type") in ("radio", "checkbox") and "checked" not in given:
                return
            fields[name] = given.get("value") or ""
        elif tag == "textarea" and name:
            self._area = name
            fields[name] = ""
        elif tag == "select" and name:
            self._select = name
            fields[name] = ""
        elif tag == "option" and self._select and "selected" in given:
            fields[self._select] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1]["fields"][self._area] += data


def form_of(reply: TestResponse, action: str) -> dict[str, str]:
    """The fields of the page's form with this action, as a browser would send them untouched."""
    reader = _Forms()
    reader.feed(reply.get_data(as_text=True))
    found = [f for f in reader.forms if f["action"] == action]
    assert found, f"no form {action} on this page: {text_of(reply)[:400]}"
    return {
        name: value.removeprefix("\n") for name, value in found[0]["fields"].items()
    }


def text_of(reply: TestResponse) -> str:
    """What stands on the page, tags gone."""
    body = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", reply.get_data(as_text=True), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def fill(
    client: FlaskClient, clock: FrozenClock, kind: str = "permasalahan", **values: Any
) -> TestResponse:
    """Open the form of `kind`, take some seconds, and send it without looking at the guide."""
    form = form_of(client.get(f"/lapor?jenis={kind}"), "/lapor")
    clock.advance(seconds=20)
    given = {"isi": PROBLEM, "lanjut": "1", **values}
    return client.post("/lapor", data=form | given)


def report(
    client: FlaskClient, clock: FrozenClock, kind: str = "permasalahan", **values: Any
) -> str:
    """A ticket by the form; its number."""
    reply = fill(client, clock, kind, **values)
    assert reply.status_code == 303, text_of(reply)
    done = client.get("/lapor/selesai")
    found = re.search(r"PBJ-2026-\d{6}", text_of(done))
    assert found, text_of(done)
    return found[0]


def link_of(client: FlaskClient) -> str:
    """The path of the status link on the success page."""
    page = client.get("/lapor/selesai").get_data(as_text=True)
    found = re.search(r'id="tautan" href="http://localhost(/t/[^"]+)"', page)
    assert found
    return found[1]
