"""Mail bytes: no text becomes a header, no address a second one; the same row the same id."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from helpdesk.delivery.email import BadMail, Mail, checked_address, header_text, to_bytes
from helpdesk.delivery.html_mail import html_of
from tests.builders import MONDAY

PLAIN = Mail(
    reference="7:event:3:email:budi@contoh.example", recipient="budi@contoh.example",
    sender="helpdesk@contoh.example", sender_name="Helpdesk Biro PBJ Kalteng",
    subject="Tanda terima tiket PBJ-2026-000001", text="Yth. Bapak/Ibu,\n\nSudah “kami” terima.",
    html="<p>Sudah kami terima.</p>", at=MONDAY,
)
INJECTIONS = [
    "Tanya\nBcc: i@example.test",
    "Tanya\r\nBcc: i@example.test",
    "Tanya\rBcc: i@example.test",
    "Tanya\x0bBcc: i@example.test",
    "Tanya\x0cBcc: i@example.test",
    "Tanya\x85Bcc: i@example.test",
    "Tanya\u2028Bcc: i@example.test",
    "Tanya\u2029Bcc: i@example.test",
    "Tanya\x00Bcc: i@example.test",
    "Tanya =?UTF-8?Q?=0A?=Bcc: i@example.test",
    "Tanya =?UTF-8?Q?=0D=0ABcc:_i@example.test?=",
    "Tanya =?utf-8?b?DQpCY2M6IGlAZXhhbXBsZS50ZXN0?=",
    "Tanya =?UTF-8?Q?=0A?= =?UTF-8?Q?Bcc: i@example.test?=",
    "Tanya ==??UTF-8?Q?=0A?=Bcc: i@example.test",
    "Tanya \u202egnp.exe",
    "\n\n",
    "x" * 5000,
    "Tanya " + "=?" * 300,
]


def read(written: bytes) -> EmailMessage:
    return message_from_bytes(written, policy=policy.default)


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["subject", "sender_name"])
def test_no_text_becomes_a_header(field: str, text: str) -> None:
    written = to_bytes(replace(PLAIN, **{field: text}))
    for found in (read(written), message_from_bytes(written, policy=policy.compat32)):
        assert found.get_all("Bcc") is None
        assert len(found.get_all("To") or []) == 1
    assert [a.addr_spec for a in read(written)["to"].addresses] == ["budi@contoh.example"]
    head = written.split(b"\r\n\r\n", 1)[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.splitlines())


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_header_text_is_one_printable_line_without_encoded_words(text: str) -> None:
    line = header_text(text)
    assert len(line.splitlines()) <= 1
    assert "=?" not in line
    assert len(line) <= 200


@pytest.mark.parametrize(
    "address",
    [
        "", "budi", "@contoh.example", "budi@", "budi@contoh.example, i@example.test",
        "budi@contoh.example\nBcc: i@example.test", "Budi <budi@contoh.example>", "Budi <",
        "budi@contoh.example\u2028", "bu di@contoh.example", "budi@@contoh.example",
        "budi@contoh.example;i@example.test", '"budi"@contoh.example', "budi@[127.0.0.1]",
        "bu..di@contoh.example", "büdi@contoh.example", "budi@contoh.example\x00",
    ],
)
def test_an_address_that_is_not_plain_is_refused(address: str) -> None:
    with pytest.raises(BadMail):
        checked_address(address)
    with pytest.raises(BadMail):
        to_bytes(replace(PLAIN, recipient=address))


def test_a_mail_says_that_a_machine_wrote_it_and_asks_for_no_answer() -> None:
    found = read(to_bytes(PLAIN))
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Reply-To"] is None
    assert found["From"].addresses[0].addr_spec == "helpdesk@contoh.example"
    assert found.get_body(("plain",)).get_content().replace("\r", "").strip() == PLAIN.text
    assert "Sudah kami terima" in found.get_body(("html",)).get_content()


def test_a_repeat_of_a_row_has_the_same_message_id_and_another_row_another() -> None:
    again = read(to_bytes(replace(PLAIN, text="Yang sama, kemudian.")))
    other = read(to_bytes(replace(PLAIN, reference="8:event:3:email:budi@contoh.example")))
    assert again["Message-ID"] == read(to_bytes(PLAIN))["Message-ID"]
    assert other["Message-ID"] != again["Message-ID"]
    assert again["Message-ID"].endswith("@contoh.example>")


def test_a_body_keeps_its_words_and_loses_what_is_no_text() -> None:
    text = "Baris satu\nBaris\x00 dua\ud800 é “”\n.\nakhir"
    body = read(to_bytes(replace(PLAIN, text=text, html=None))).get_content().replace("\r", "")
    assert "Baris satu\nBaris dua? é “”\n.\nakhir" in body


def test_html_escapes_everything_and_links_only_web_addresses() -> None:
    page = html_of(
        'Buka <script>alert(1)</script>\nhttps://x.example/t/a"onmouseover=b, javascript:alert(2)',
        "Biro <b>",
    )
    assert "<script" not in page
    assert 'href="https://x.example/t/a"' in page
    assert "onmouseover=b" not in page.split("href=")[1].split(">")[0]
    assert 'href="javascript' not in page
