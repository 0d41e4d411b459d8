"""A password typed at any door is in no table afterwards."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from bot.payload import raw_of
from helpdesk.db import db
from tests.clocks import FrozenClock
from tests.web.desk import do, new_officer, prepared, signed_in
from tests.web.visiting import fill, form_of, report

SECRET = "Rahasia#99x"
TOLD = f"Tidak bisa masuk ke SPSE, kata sandi: {SECRET} mohon diperiksa."


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


def _tables_with_secret(app: Flask) -> list[str]:
    found = []
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(sa.select(table)).mappings():
                kept = json.dumps(dict(row), default=str, ensure_ascii=False)
                if SECRET in kept:
                    columns = [name for name, value in row.items() if SECRET in str(value)]
                    found.append(f"{table.name}: {columns}")
    return found


def test_by_the_form_its_complaint_and_the_status_page(desk: Flask, clock: FrozenClock) -> None:
    visitor = desk.test_client()
    number = report(visitor, clock, isi=TOLD)
    form = form_of(visitor.get(f"/t/?nomor={number}"), "/t/balas")
    assert visitor.post("/t/balas", data={**form, "isi": TOLD}).status_code == 303
    assert fill(visitor, clock, "pengaduan", isi=TOLD, kerugian=TOLD, tuntutan=TOLD,
                alamat=TOLD, nama="Siti").status_code == 303
    assert _tables_with_secret(desk) == []


def test_by_the_web_chat_draft_and_details_included(desk: Flask) -> None:
    visitor = desk.test_client()
    # Each in other words: the same ones again within minutes are refused as a repeat.
    for text in (
        TOLD, "/lapor", f"Sekali lagi. {TOLD}", f"password {SECRET}", "saya mau mengadu",
        f"Kemarin juga. {TOLD}", f"Tambahan. {TOLD}",
    ):
        assert visitor.post("/chat", data={"text": text}).status_code in (303, 400)
    assert _tables_with_secret(desk) == []


def test_by_the_api(desk: Flask) -> None:
    body = {"kind": "complaint", "text": TOLD, "subject": TOLD, "name": "Siti",
            "complaint": {"loss": TOLD, "request": TOLD, "address": TOLD}}
    answer = desk.test_client().post("/api/v1/tickets", json=body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert _tables_with_secret(desk) == []


def test_by_telegram_before_the_update_is_kept() -> None:
    person = {"id": 7, "is_bot": False, "first_name": f"pw: {SECRET}"}
    chat = {"id": 7, "type": "private"}
    message = {
        "message_id": 3, "date": 1, "chat": chat, "from": person, "text": TOLD,
        "reply_to_message": {"message_id": 2, "date": 1, "chat": chat, "text": TOLD,
                             "from": {"id": 1, "is_bot": True, "first_name": "Bot"}},
    }
    for kind in ("message", "edited_message"):
        kept = raw_of({"update_id": 1, kind: message}, "99")
        assert SECRET not in json.dumps(kept.payload)
    captioned = {**message, "caption": TOLD, "photo": [{"file_id": "a", "width": 1}]}
    del captioned["text"]
    assert SECRET not in json.dumps(raw_of({"update_id": 2, "message": captioned}, "99").payload)


def test_by_the_desk_in_whatever_field_it_is_written(desk: Flask, clock: FrozenClock) -> None:
    number = report(desk.test_client(), clock)
    rina = new_officer(desk)
    browser = signed_in(desk, rina)
    entry = {
        "channel": "phone", "text": TOLD, "kind": "problem", "token": "a" * 20,
        "contact": "0812 3456 789", "name": "Siti",
    }
    assert browser.post("/petugas/tiket/baru", data=entry).status_code == 303
    acts = {
        "kirim": {"text": TOLD, "completeness": "complete"},
        "catat": {"catat-text": TOLD, "catat-channel": "phone"},
        "disposisi": {"disposisi-officer": str(rina.id), "disposisi-instruction": TOLD},
        "kewenangan": {"wewenang-authority": "lkpp", "wewenang-reason": TOLD},
        "triase": {"triase-kind": "problem", "triase-reason": TOLD},
        "teruskan": {
            "teruskan-provider": "lkpp", "teruskan-channel": "letter",
            "teruskan-explanation": TOLD, "teruskan-override_reason": TOLD,
        },
        "jawaban": {"jawaban-text": TOLD},
        "tolak": {"tolak-text": TOLD},
    }
    for verb, fields in acts.items():
        answer = do(browser, number, verb, fields)
        assert answer.status_code == 303, (verb, answer.status_code)
    assert _tables_with_secret(desk) == []
