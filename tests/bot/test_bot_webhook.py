"""The webhook: its secret, its refusals, and a conversation that comes by it; two processes."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.doctor.readiness import readiness
from tests.bot.office import Office, office_at
from tests.marks import SQLITE_ONLY
from tests.processes import free_port

SECRET = "rahasia_webhook_0123456789"
PATH = "/telegram/webhook"
pytestmark = SQLITE_ONLY


@pytest.fixture
def office(database_url: str, tmp_path: Path, app: Flask) -> Iterator[Office]:
    port = free_port()
    address = f"http://127.0.0.1:{port + 1}{PATH}"
    settings = {
        "PORT": str(port), "TELEGRAM_WEBHOOK_URL": address, "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    with office_at(database_url, tmp_path, app, **settings) as made:
        yield made


def _post(office: Office, body: bytes, secret: str | None, path: str = PATH) -> int:
    port = int(office.place.environment["PORT"]) + 1
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        assert answer.read() == b"", "nothing is told to whoever knocks"
        return answer.status
    finally:
        connection.close()


def test_only_the_secret_opens_the_webhook_and_rubbish_keeps_nothing(office: Office) -> None:
    bots = [office.bot(), office.bot()]
    update = json.dumps({"update_id": 1, "message": {"text": "palsu"}}).encode()
    for secret in (None, "", "salah", SECRET[:-1], SECRET + "x", "\xe9"):
        assert _post(office, update, secret) == 403
    for body in (b"", b"{", b"[]", b'"teks"', b"{}", b'{"update_id": "1"}', b'{"update_id": true}'):
        assert _post(office, body, SECRET) == 400
    assert _post(office, update, SECRET, "/lain") in (403, 404)
    assert office.states() == {}
    _talks(office)
    assert [bot.stop() for bot in bots] == [0, 0]
    assert SECRET not in bots[0].output() + bots[1].output()


def _talks(office: Office) -> None:
    """Repeats and disorder by webhook; each message is answered once, in order."""
    office.api.wait(lambda: office.api.about()["webhook"]["url"], 20, "the webhook is announced")
    office.api.mischief(duplicate=0.5, shuffle=3, seed=3)
    budi = office.api.person("Budi")
    for command in ("/bantuan", "/status", "/layanan", "/petugas"):
        budi.say(command)
    office.settle()
    assert len(budi.from_bot()) == len(office.outbox(budi)) == 4
    assert budi.from_bot()[0].text.startswith("Tulis saja")
    assert budi.from_bot()[1].text.startswith("Belum ada tiket")


def test_a_lone_surrogate_and_a_nul_are_kept_as_text(office: Office) -> None:
    office.bot()
    person = {"id": 77, "first_name": "Bu\ud800di\x00"}
    message = {
        "message_id": 1, "date": 0, "chat": {"id": 77, "type": "private"}, "from": person,
        "text": "tolong \x00\ud83d gagal unggah",
    }
    body = json.dumps({"update_id": 9, "message": message}).encode()
    assert _post(office, body, SECRET) == 200
    office.api.wait(lambda: office.states() == {"done": 1}, 20)


def test_what_telegram_says_of_the_webhook_turns_readiness_red_and_green_again(
    office: Office,
) -> None:
    address = office.place.environment["TELEGRAM_WEBHOOK_URL"]
    settings = replace(
        office.app.extensions["settings"], telegram_bot_token="1:x", telegram_webhook_url=address
    )

    def told() -> str:
        parts = office.look(lambda: readiness(settings, office.place.clock()))
        [part] = [part for part in parts if part.key == "webhook"]
        return "" if part.ok else part.text

    assert "belum pernah diperiksa" in told()
    office.bot()
    office.api.wait(lambda: told() == "", 40, "announced and checked")
    now = int(office.place.clock().timestamp())
    office.api.webhook_says(
        url="https://lain.example/hook", last_error_date=now,
        last_error_message="SSL error: certificate verify failed",
    )
    office.api.wait(lambda: "alamat lain" in told(), 40, "another address")
    assert "sertifikat" in told()
    office.api.webhook_says()
    office.api.wait(lambda: told() == "", 40, "well again")
