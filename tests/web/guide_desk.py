"""What tests of the editor's pages share: the form as its page shows it, posted with changes."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient

TOPIC = "spse-lupa-password"


def address(topic: str = TOPIC, verb: str = "") -> str:
    return f"/petugas/panduan/topik/{topic}{'/' + verb if verb else ''}"


def page_of(client: FlaskClient, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def form_of(page: str) -> dict[str, Any]:
    """Names and values of the article's form, as a browser would send them untouched."""
    form = page[page.index('novalidate'):]
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            fields[name[1]] = unescape(value[1]) if value else ""
    texts = re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S)
    for name, text in texts:
        fields[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields.setdefault(name, [])
        fields[name].append(chosen[1] if chosen else "")
    return fields


def write(client: FlaskClient, topic: str = TOPIC, do: str = "simpan", **changes: Any) -> Any:
    """Open the form, change some fields, and send it."""
    fields = form_of(page_of(client, address(topic, "ubah")))
    fields |= {f"artikel-{name}": value for name, value in changes.items()}
    return client.post(address(topic, "ubah"), data={**fields, "do": do})
