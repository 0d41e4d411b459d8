"""The web chat: the same dialogue as the bot's, resumable, each input exactly once."""

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpdesk.db import db
from helpdesk.domain.emphasis import bold, code, fold, pre, quote
from helpdesk.models import Attachment, ChatLine, Conversation, Message, Ticket
from helpdesk.usecases.chat_bot import remember_bot
from helpdesk.web.public.chat_html import line_html
from tests.clocks import FrozenClock
from tests.web.visiting import form_of, text_of

TROUBLE = "kucing tetangga naik ke atap sejak semalam dan mengeong terus"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def say(client: FlaskClient, **given: object) -> TestResponse:
    """Send the chat's form as the page shows it now, and follow to the page."""
    form = form_of(client.get("/chat"), "/chat")
    return client.post("/chat", data=form | given, follow_redirects=True)


def button(page: TestResponse, label: str) -> str:
    """The value of the button with this label."""
    html = page.get_data(as_text=True)
    found = re.search(rf'name="answer" value="([^"]+)"[^>]*>{re.escape(label)}<', html)
    assert found, f"no button {label}: {text_of(page)[-600:]}"
    return found[1]


def ticket_by_chat(client: FlaskClient) -> TestResponse:
    """Two inputs: the words, one confirmation."""
    page = say(client, text=TROUBLE)
    sure = "Kirim sebagai tiket" in page.get_data(as_text=True)
    return say(client, answer=button(page, "Kirim sebagai tiket" if sure else "Buat tiket"))


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_looking_at_the_chat_writes_nothing_and_sets_no_chat_cookie(
    app: Flask, client: FlaskClient
) -> None:
    page = client.get("/chat")
    assert "Tulis masalahnya" in text_of(page)
    assert client.get_cookie("obrolan") is None
    assert count(app, Conversation) == 0


def test_two_inputs_make_a_ticket_whose_link_is_shown_in_the_chat(
    app: Flask, client: FlaskClient
) -> None:
    page = ticket_by_chat(client)
    html = page.get_data(as_text=True)
    assert "PBJ-2026-000001" in html
    assert re.search(r'<a href="http://localhost/t/[\w-]{43}"', html)
    assert "{tautan}" not in html
    with app.app_context():
        ticket = db.session.scalars(sa.select(Ticket)).unique().one()
        assert ticket.channel == "webchat"
        assert db.session.scalars(sa.select(Message)).first().body == TROUBLE
        stored = " ".join(db.session.scalars(sa.select(ChatLine.text)))
    assert "/t/" not in stored  # the secret is put in only when the line is shown


def test_the_cookie_is_kept_from_scripts_and_only_its_hash_is_stored(
    app: Flask, client: FlaskClient
) -> None:
    form = form_of(client.get("/chat"), "/chat")
    reply = client.post("/chat", data=form | {"text": "halo"})
    cookie = next(c for c in reply.headers.getlist("Set-Cookie") if c.startswith("obrolan="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=7776000" in cookie
    value = cookie.split("=")[1].split(";")[0]
    with app.app_context():
        address = db.session.scalars(sa.select(Conversation)).one().address
    assert len(address) == 64
    assert value not in address


def test_the_chat_goes_on_where_it_stood_and_another_browser_sees_none_of_it(
    app: Flask, client: FlaskClient
) -> None:
    say(client, text=TROUBLE)
    assert TROUBLE in text_of(client.get("/chat"))
    assert TROUBLE not in text_of(app.test_client().get("/chat"))


def test_the_same_form_sent_twice_is_one_input(app: Flask, client: FlaskClient) -> None:
    say(client, text="halo")
    form = form_of(client.get("/chat"), "/chat") | {"text": TROUBLE}
    client.post("/chat", data=form)
    lines = count(app, ChatLine)
    client.post("/chat", data=form)
    assert count(app, ChatLine) == lines


def test_a_command_is_understood_as_typed(client: FlaskClient) -> None:
    assert "Kirim" in text_of(say(client, text="/bantuan"))
    page = say(client, text="/mulai")
    assert "Ajukan pertanyaan" in text_of(page) or "answer" in page.get_data(as_text=True)


def test_a_password_is_dropped_before_anything_is_written(
    app: Flask, client: FlaskClient
) -> None:
    page = say(client, text="tidak bisa masuk, password: Rahasia#2026 mohon dicek")
    assert "Rahasia#2026" not in page.get_data(as_text=True)
    assert "sandi" in text_of(page)
    with app.app_context():
        states = [str(c.state) for c in db.session.scalars(sa.select(Conversation))]
        lines = list(db.session.scalars(sa.select(ChatLine.text)))
    assert "Rahasia#2026" not in " ".join(states + lines)


def test_a_screenshot_sent_in_the_chat_lands_on_the_ticket(
    app: Flask, client: FlaskClient
) -> None:
    ticket_by_chat(client)
    page = say(client, lampiran=[(io.BytesIO(PNG), "layar.png")])
    assert "layar.png" in text_of(page)
    with app.app_context():
        attachment = db.session.scalars(sa.select(Attachment)).one()
        assert attachment.ticket_id is not None


def test_a_bad_file_is_told_and_the_words_with_it_still_arrive(client: FlaskClient) -> None:
    page = say(client, text=TROUBLE, lampiran=[(io.BytesIO(b"MZ"), "virus.exe")])
    assert "virus.exe" in text_of(page)
    assert TROUBLE in text_of(page)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"text": "a" * 20_001}, 400),
        ({"text": "\u200b"}, 400),
        ({"text": "   "}, 303),
        ({"answer": "x" * 400}, 303),
        ({"answer": "tidak:ada"}, 303),
        ({"answer": "é"}, 303),
        ({}, 303),
    ],
)
def test_senseless_input_changes_nothing(
    app: Flask, client: FlaskClient, given: dict[str, str], status: int
) -> None:
    form = form_of(client.get("/chat"), "/chat")
    reply = client.post("/chat", data=form | given)
    assert reply.status_code == status
    assert count(app, ChatLine) == 0
    if status == 400:
        assert form_of(reply, "/chat")["text"] == given["text"].replace("\0", "")


def test_a_button_of_another_chat_is_no_button_here(app: Flask, client: FlaskClient) -> None:
    number = re.search(r"PBJ-\d{4}-\d{6}", text_of(ticket_by_chat(client)))
    assert number
    stranger = app.test_client()
    say(stranger, text="halo")
    for pressed in (f"t:{number[0]}:show", f"t:{number[0]}:done", "tidak:ada", "é"):
        page = say(stranger, answer=pressed)
        assert "Tombol itu sudah tidak berlaku" in text_of(page)
        assert number[0] not in text_of(page)


def test_new_lines_come_by_polling_and_nothing_new_is_204(
    app: Flask, client: FlaskClient
) -> None:
    assert client.get("/chat/baris").status_code == 204
    say(client, text="halo")
    all_lines = client.get("/chat/baris?sejak=0")
    assert 'id="percakapan"' in all_lines.get_data(as_text=True)
    last = re.findall(r'id="p-c(\d+)"', all_lines.get_data(as_text=True))[-1]
    assert client.get(f"/chat/baris?sejak={last}").status_code == 204
    assert client.get("/chat/baris?sejak=-1").status_code == 200
    assert client.get(f"/chat/baris?sejak={10**30}").status_code == 204
    assert app.test_client().get("/chat/baris?sejak=0").status_code == 204


def test_html_in_a_message_is_shown_as_text(client: FlaskClient) -> None:
    page = say(client, text='<img src=x onerror="alert(1)"> http://jahat.example/{tautan}')
    html = page.get_data(as_text=True)
    assert "<img src=x" not in html
    assert 'href="http://jahat.example' not in html


def test_the_chat_opens_the_conversation_of_its_own_ticket(
    app: Flask, client: FlaskClient
) -> None:
    page = ticket_by_chat(client)
    link = re.search(r'href="http://localhost(/t/[^"]+)"', page.get_data(as_text=True))
    assert link
    assert TROUBLE in text_of(client.get(link[1], follow_redirects=True))
    assert TROUBLE not in text_of(app.test_client().get(link[1], follow_redirects=True))


def test_selesai_hapus_forgets_the_chat_on_this_device(client: FlaskClient) -> None:
    say(client, text=TROUBLE)
    client.post("/keluar-perangkat", data=form_of(client.get("/chat"), "/keluar-perangkat"))
    assert TROUBLE not in text_of(client.get("/chat"))


def test_the_clock_of_the_receipt_is_in_the_bureaus_zone(
    client: FlaskClient, clock: FrozenClock
) -> None:
    assert "Kamis, 26 November 2026 pukul 16.00 WIB" in text_of(ticket_by_chat(client))


def test_a_line_shows_its_emphasis_and_runs_nothing() -> None:
    html = line_html(
        f"{code('PBJ-1')}\n{bold('Senin <b>')} https://contoh.example/t.\n\n"
        f"{quote('kata <script> petugas')}\n\n{fold('Judul' + chr(10) + 'rinci')}\n"
        f"{pre('a  b')}\nakhir"
    )
    assert html == (
        '<p class="hd-pre"><code>PBJ-1</code>\n<strong>Senin &lt;b&gt;</strong> '
        '<a href="https://contoh.example/t">https://contoh.example/t</a>.</p>'
        '<blockquote class="hd-pre">kata &lt;script&gt; petugas</blockquote>'
        '<details><summary>Judul</summary><p class="hd-pre">rinci</p></details>'
        '<pre>a  b</pre><p class="hd-pre">akhir</p>'
    )


def test_the_same_long_words_again_are_told_and_a_short_answer_may_repeat(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    say(client, text=TROUBLE)
    again = say(client, text=TROUBLE)
    assert again.status_code == 409
    assert "tidak kami catat dua kali" in text_of(again)
    clock.advance(minutes=11)
    assert say(client, text=TROUBLE).status_code == 200
    assert [say(client, text="ya").status_code for _ in range(2)] == [200, 200]


def test_a_chat_in_use_keeps_its_cookie_and_a_lost_one_is_told_the_way_back(
    app: Flask, client: FlaskClient
) -> None:
    assert "minta tautan dikirim ulang" in text_of(client.get("/chat"))
    say(client, text="halo")
    reply = client.post("/chat", data=form_of(client.get("/chat"), "/chat") | {"text": "halo"})
    assert any("Max-Age=7776000" in c for c in reply.headers.getlist("Set-Cookie"))
    stranger = app.test_client()
    stranger.set_cookie("obrolan", "x" * 43)
    page = stranger.get("/chat")
    assert "sudah tidak ada" in text_of(page)
    assert client.get_cookie("obrolan")


def test_leaving_takes_drafts_along_and_the_tickets_link_stays_good(
    app: Flask, client: FlaskClient
) -> None:
    page = ticket_by_chat(client)
    link = re.search(r'<a class="hd-num" href="http://localhost(/t/[^"]+)"', page.text)
    assert link
    reply = client.post("/keluar-perangkat", data=form_of(page, "/keluar-perangkat"))
    assert reply.headers["Clear-Site-Data"] == '"storage"'
    assert "PBJ-2026-000001" not in text_of(client.get("/chat"))
    assert client.get(link[1]).status_code == 303


def test_new_lines_bring_the_buttons_that_count_now(client: FlaskClient) -> None:
    say(client, text=TROUBLE)
    fresh = client.get("/chat/baris?sejak=0").text
    assert 'id="pilihan" role="group"' in fresh
    assert button(client.get("/chat/baris?sejak=0"), "Kirim sebagai tiket")


def test_the_chats_ticket_goes_on_in_telegram_and_no_other_does(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    assert "di Telegram" not in text_of(ticket_by_chat(client))
    with app.app_context():
        remember_bot("helpdesk_pbj_bot", now=clock.now)
    form = form_of(client.get("/chat"), "/chat/telegram")
    assert form["nomor"] == "PBJ-2026-000001"
    page = client.post("/chat/telegram", data=form)
    assert "https://t.me/helpdesk_pbj_bot?start=t" in page.text
    other = app.test_client()
    ticket_by_chat(other)
    taken = form_of(other.get("/chat"), "/chat/telegram") | {"nomor": "PBJ-2026-000001"}
    assert other.post("/chat/telegram", data=taken).status_code == 404
