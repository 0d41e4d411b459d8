"""The double of the Bot API where it says no: refusals, limits, scripted faults, files."""

import asyncio
import contextlib
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.bot.botapi.client import BotApi
from tests.bot.botapi.library import FREE, Talk, talk
from tests.bot.botapi.person import JPEG, Person


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    # Without it the library warns in the middle of raising RetryAfter, and warnings are errors.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with BotApi(**FREE) as running:
        yield running


@pytest.fixture
def budi(api: BotApi) -> Person:
    """Someone who has written once, so that the bot may answer."""
    person = api.person("Budi", "budi_cv_maju")
    person.start()
    return person


def refused(api: BotApi, what: Talk, error: type[TelegramError], why: str) -> TelegramError:
    with pytest.raises(error, match="(?i)" + re.escape(why)) as caught:
        talk(api, what)
    return caught.value


def raw(api: BotApi, path: str, body: bytes = b"", kind: str = "") -> tuple[int, Any]:
    """A call without the library."""
    headers = {"Content-Type": kind} if kind else {}
    request = urllib.request.Request(api.url + path, body, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def keys(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


# --- who asks, what for --------------------------------------------------------------------


def test_an_unknown_token_is_unauthorized_and_a_malformed_one_not_found(api: BotApi) -> None:
    stranger = "99:" + "x" * 35
    assert raw(api, f"/bot{stranger}/getMe")[0] == 401
    assert raw(api, "/botnonsense/getMe")[0] == 404
    with pytest.raises(InvalidToken):
        talk(api, lambda bot: bot.get_me(), token=stranger)


def test_an_unknown_method_is_not_found_and_names_are_case_insensitive(api: BotApi) -> None:
    assert raw(api, f"/bot{api.token}/sendKindness")[0] == 404
    assert raw(api, f"/bot{api.token}/GETME")[1]["result"]["username"] == "helpdesk_pbj_bot"


def test_parameters_are_read_from_query_form_and_json_alike(api: BotApi, budi: Person) -> None:
    send = f"/bot{api.token}/sendMessage"
    raw(api, f"{send}?chat_id={budi.chat_id}&text=dari%20alamat")
    raw(api, send, f"chat_id={budi.chat_id}&text=dari+formulir".encode())
    body = json.dumps({"chat_id": budi.chat_id, "text": "dari JSON"}).encode()
    raw(api, send, body, "application/json")
    assert [m.text for m in budi.from_bot()] == ["dari alamat", "dari formulir", "dari JSON"]


# --- texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n ", "\x01\x02"])
def test_an_empty_text_is_refused(api: BotApi, budi: Person, text: str) -> None:
    refused(api, lambda b: b.send_message(budi.chat_id, text), BadRequest, "text is empty")


@pytest.mark.parametrize(
    ("text", "taken"),
    [("a" * 4096, True), ("a" * 4097, False), ("😀" * 2048, True), ("😀" * 2049, False)],
    ids=["4096 letters", "4097 letters", "2048 emoji", "2049 emoji"],
)
def test_the_limit_of_a_text_counts_utf16_units(
    api: BotApi, budi: Person, text: str, taken: bool
) -> None:
    if taken:
        talk(api, lambda bot: bot.send_message(budi.chat_id, text))
        assert budi.wait_for().text == text
    else:
        refused(api, lambda b: b.send_message(budi.chat_id, text), BadRequest, "is too long")


def test_tags_do_not_count_towards_the_limit(api: BotApi, budi: Person) -> None:
    text = f"<b>{'a' * 4096}</b>"
    talk(api, lambda bot: bot.send_message(budi.chat_id, text, parse_mode="HTML"))
    assert len(budi.wait_for().text) == 4096


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("harga < 5 juta", 'Unsupported start tag ""'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>tebal", 'Can\'t find end tag corresponding to start tag "b"'),
        ("tebal</b>", "Unexpected end tag at byte offset 5"),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<span class="merah">x</span>', 'Tag "span" must have class "tg-spoiler"'),
    ],
)
def test_broken_html_is_refused_with_the_reason(
    api: BotApi, budi: Person, html: str, why: str
) -> None:
    def send(bot: Bot) -> Any:
        return bot.send_message(budi.chat_id, html, parse_mode="HTML")

    refused(api, send, BadRequest, "can't parse entities")
    refused(api, send, BadRequest, why)


def test_good_html_becomes_plain_text_with_entities_in_utf16_units(
    api: BotApi, budi: Person
) -> None:
    html = '😀 <b>CV &amp; <i>PT</i></b> <a href="https://lkpp.go.id">LKPP</a> &lt;&nbsp;'

    async def send(bot: Bot) -> Any:
        return await bot.send_message(budi.chat_id, html, parse_mode="HTML")

    message = talk(api, send)
    assert message.text == "😀 CV & PT LKPP <&nbsp;"
    found = [(e.type, message.parse_entity(e)) for e in message.entities]
    assert found == [("bold", "CV & PT"), ("italic", "PT"), ("text_link", "LKPP")]

@pytest.mark.parametrize(
    ("offset", "length", "type_", "why"),
    [
        (0, 99, "bold", "ENTITY_BOUNDS_INVALID"), (1, 2, "bold", "ENTITY_BOUNDS_INVALID"),
        (2, 0, "bold", "MessageEntity"), (0, 2, "huge", "MessageEntity"),
    ],
)
def test_entities_that_lie_outside_or_cut_a_character_are_refused(
    api: BotApi, budi: Person, offset: int, length: int, type_: str, why: str
) -> None:
    entities = [MessageEntity(type_, offset, length)]

    def send(bot: Bot) -> Any:
        return bot.send_message(budi.chat_id, "😀 halo", entities=entities)

    refused(api, send, BadRequest, why)


def test_entities_that_cross_or_stand_where_they_may_not_are_refused(
    api: BotApi, budi: Person
) -> None:
    for one, other in (
        (("bold", 0, 4), ("italic", 2, 4)), (("code", 0, 6), ("bold", 2, 2)),
        (("blockquote", 0, 6), ("expandable_blockquote", 2, 2)),
    ):
        entities = [MessageEntity(*one), MessageEntity(*other)]
        _refused_together(api, budi, entities)


def _refused_together(api: BotApi, budi: Person, entities: list[MessageEntity]) -> None:
    def send(bot: Bot) -> Any:
        return bot.send_message(budi.chat_id, "halo semua", entities=entities)

    refused(api, send, BadRequest, "can't parse entities")


# --- keyboards -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": " ", "callback_data": "k"}, "text is empty"),
        ({"text": "x", "url": "http://localhost:5000/t/abc"}, "Wrong HTTP URL"),
        ({"text": "x", "url": "javascript://alert.x"}, "Unsupported URL protocol"),
    ],
)
def test_a_button_telegram_would_not_take_is_refused(
    api: BotApi, budi: Person, button: dict[str, str], why: str
) -> None:
    body = {"chat_id": budi.chat_id, "text": "t", "reply_markup": {"inline_keyboard": [[button]]}}
    send = f"/bot{api.token}/sendMessage"
    status, told = raw(api, send, json.dumps(body).encode(), "application/json")
    assert status == 400
    assert why in told["description"]
    assert budi.from_bot() == []


def test_callback_data_of_64_bytes_is_taken_and_comes_back_when_pressed(
    api: BotApi, budi: Person
) -> None:
    data = "é" * 32
    markup = keys(InlineKeyboardButton("Ya", callback_data=data))
    talk(api, lambda bot: bot.send_message(budi.chat_id, "Benar?", reply_markup=markup))
    budi.press("Ya")
    assert api.pending()[-1]["callback_query"]["data"] == data


def test_a_keyboard_pressed_after_it_changed_brings_the_data_it_had(
    api: BotApi, budi: Person
) -> None:
    old = keys(InlineKeyboardButton("Sudah beres", callback_data="lama"))
    sent = talk(api, lambda bot: bot.send_message(budi.chat_id, "Beres?", reply_markup=old))
    stale = budi.wait_for("Beres?")
    talk(api, lambda bot: bot.edit_message_reply_markup(budi.chat_id, sent.message_id))
    assert budi.chat()[-1].buttons == []
    budi.press("Sudah beres", stale)
    assert api.pending()[-1]["callback_query"]["data"] == "lama"


def test_a_press_is_answered_by_a_toast_until_it_is_too_old(api: BotApi, budi: Person) -> None:
    markup = keys(InlineKeyboardButton("Ya", callback_data="k"))
    talk(api, lambda bot: bot.send_message(budi.chat_id, "Benar?", reply_markup=markup))
    query = budi.press("Ya")
    talk(api, lambda bot: bot.answer_callback_query(query, "Terima kasih"))
    assert budi.wait_for_toast() == "Terima kasih"
    api.expire_callbacks()
    refused(api, lambda bot: bot.answer_callback_query(query), BadRequest, "query is too old")
    refused(api, lambda bot: bot.answer_callback_query("1"), BadRequest, "query ID is invalid")


def test_a_reply_keyboard_is_shown_until_it_is_removed(api: BotApi, budi: Person) -> None:
    send = f"/bot{api.token}/sendMessage?chat_id={budi.chat_id}&text=x&reply_markup="
    raw(api, send + json.dumps({"keyboard": [["Lewati"]]}).replace(" ", ""))
    assert budi.keyboard() == [["Lewati"]]
    raw(api, send + json.dumps({"remove_keyboard": True}).replace(" ", ""))
    assert budi.keyboard() == []


# --- edits, replies, deletions -------------------------------------------------------------


def test_an_edit_that_changes_nothing_is_refused(api: BotApi, budi: Person) -> None:
    number = talk(api, lambda bot: bot.send_message(budi.chat_id, "sama")).message_id

    def edit(text: str) -> Talk:
        return lambda bot: bot.edit_message_text(text, budi.chat_id, number)

    refused(api, edit("sama"), BadRequest, "message is not modified")
    talk(api, edit("lain"))
    assert [message.text for message in budi.from_bot()] == ["lain"]
    refused(api, lambda b: b.edit_message_text("x", budi.chat_id, 99), BadRequest, "not found")
    refused(api, lambda b: b.edit_message_text("x", budi.chat_id, 1), BadRequest, "can't be edited")


def test_a_reply_to_a_missing_message_is_refused_unless_it_may_be_left_out(
    api: BotApi, budi: Person
) -> None:
    def reply(optional: bool) -> Talk:
        to = ReplyParameters(99, allow_sending_without_reply=optional)
        return lambda bot: bot.send_message(budi.chat_id, "ya", reply_parameters=to)

    refused(api, reply(False), BadRequest, "message to be replied not found")
    assert talk(api, reply(True)).reply_to_message is None


def test_a_deleted_message_leaves_the_screen_and_cannot_be_deleted_twice(
    api: BotApi, budi: Person
) -> None:
    number = talk(api, lambda bot: bot.send_message(budi.chat_id, "salah kirim")).message_id
    talk(api, lambda bot: bot.delete_message(budi.chat_id, number))
    assert budi.from_bot() == []
    refused(api, lambda b: b.delete_message(budi.chat_id, number), BadRequest, "not found")


# --- chats that are closed -----------------------------------------------------------------


def test_chats_that_cannot_be_written_to_say_why(api: BotApi, budi: Person) -> None:
    def send(chat_id: int) -> Talk:
        return lambda bot: bot.send_message(chat_id, "x")

    refused(api, send(123), BadRequest, "chat not found")
    sari = api.person("Sari")
    refused(api, send(sari.chat_id), Forbidden, "can't initiate conversation")
    budi.block()
    refused(api, send(budi.chat_id), Forbidden, "bot was blocked by the user")
    budi.unblock()
    talk(api, send(budi.chat_id))
    budi.delete_account()
    refused(api, send(budi.chat_id), Forbidden, "user is deactivated")


def test_a_group_that_became_a_supergroup_tells_its_new_id(api: BotApi, budi: Person) -> None:
    group = api.group("Helpdesk Kalteng")
    talk(api, lambda bot: bot.send_message(group.chat_id, "lama"))
    new = group.migrate()
    to_old: Talk = lambda bot: bot.send_message(group.chat_id, "x")  # noqa: E731
    moved = refused(api, to_old, ChatMigrated, "Group migrated")
    assert isinstance(moved, ChatMigrated)
    assert moved.new_chat_id == new.chat_id
    talk(api, lambda bot: bot.send_message(new.chat_id, "baru"))
    assert new.chat()[-1].text == "baru"


def test_in_a_group_the_bot_hears_only_commands_mentions_and_replies(
    api: BotApi, budi: Person
) -> None:
    group = api.group("Helpdesk Kalteng")
    sent = talk(api, lambda bot: bot.send_message(group.chat_id, "pengumuman"))
    before = len(api.pending())
    budi.say("rahasia kami", into=group)
    assert len(api.pending()) == before
    for text, reply in (("/status", None), ("@helpdesk_pbj_bot hai", None), ("ya", sent)):
        budi.say(text, reply_to=reply and reply.message_id, into=group)
    assert len(api.pending()) == before + 3


def test_a_chat_and_the_commands_can_be_looked_up(api: BotApi, budi: Person) -> None:
    assert talk(api, lambda bot: bot.get_chat(budi.chat_id)).username == "budi_cv_maju"
    talk(api, lambda bot: bot.set_my_commands([BotCommand("status", "Tiket saya")]))
    assert talk(api, lambda bot: bot.get_my_commands())[0].description == "Tiket saya"
    wrong = [BotCommand("Status", "x")]
    refused(api, lambda bot: bot.set_my_commands(wrong), BadRequest, "COMMAND_INVALID")


# --- files ---------------------------------------------------------------------------------


def test_what_the_bot_sends_arrives_byte_for_byte(api: BotApi, budi: Person) -> None:
    content = bytes(range(256)) * 300
    talk(api, lambda b: b.send_document(budi.chat_id, content, filename="a.bin", caption="ini"))
    talk(api, lambda b: b.send_photo(budi.chat_id, JPEG))
    document, photo = budi.from_bot()
    assert (document.document, document.text, photo.photo) == ("a.bin", "ini", True)
    assert api.download(document.file_id or "") == content
    again = document.file_id or ""
    talk(api, lambda b: b.send_document(budi.chat_id, again))
    refused(api, lambda b: b.send_photo(budi.chat_id, b"bukan"), BadRequest, "IMAGE_PROCESS_FAILED")


@pytest.mark.parametrize(("size", "taken"), [(20 * 2**20, True), (20 * 2**20 + 1, False)])
def test_get_file_takes_up_to_20_megabytes(
    api: BotApi, budi: Person, size: int, taken: bool
) -> None:
    budi.send_document("besar.zip", b"PK", size=size)
    file_id = budi.chat()[-1].file_id or ""
    if taken:
        assert talk(api, lambda bot: bot.get_file(file_id)).file_size == size
    else:
        refused(api, lambda bot: bot.get_file(file_id), BadRequest, "file is too big")


def test_an_expired_link_works_again_after_get_file_and_a_lost_file_never(
    api: BotApi, budi: Person
) -> None:
    budi.send_document("surat.pdf", b"%PDF-1.7")
    file_id = budi.chat()[-1].file_id or ""

    async def fetch(bot: Bot) -> bytes:
        file = await bot.get_file(file_id)
        await asyncio.to_thread(api.expire_link, file_id)
        with pytest.raises(InvalidToken):  # the library's word for a 404
            await file.download_as_bytearray()
        return bytes(await (await bot.get_file(file_id)).download_as_bytearray())

    assert talk(api, fetch) == b"%PDF-1.7"
    api.lose_file(file_id)
    refused(api, lambda bot: bot.get_file(file_id), BadRequest, "temporarily unavailable")


# --- limits --------------------------------------------------------------------------------


def test_a_chat_takes_a_small_burst_and_then_waits_the_whole_time_it_was_told(
    api: BotApi, budi: Person
) -> None:
    api.limits(chat_per_second=2, chat_burst=3)

    async def send_through(bot: Bot) -> None:
        while len(budi.from_bot()) < 4 or not _refusals(api):
            with contextlib.suppress(RetryAfter):
                await bot.send_message(budi.chat_id, "x")

    talk(api, send_through)
    calls = api.calls("sendMessage")
    refused_at = calls[[call["outcome"] for call in calls].index(429)]["at"]
    before = [call for call in calls if call["at"] < refused_at]
    assert 3 <= len(before) <= 3 + 2 * (refused_at - calls[0]["at"])
    assert _refusals(api)[0]["retry_after"] == 1
    # A free place comes back after half a second; the sender was told to wait a whole one.
    after = [call["at"] for call in calls if call["at"] > refused_at and call["outcome"] == "ok"]
    assert all(at - refused_at >= 0.99 for at in after)
    assert api.busiest(chat_id=budi.chat_id) > 3


def test_typing_is_not_counted_against_the_limit(api: BotApi, budi: Person) -> None:
    api.limits(chat_per_second=0.01, chat_burst=1)
    talk(api, lambda bot: bot.send_message(budi.chat_id, "x"))
    refused(api, lambda b: b.send_message(budi.chat_id, "y"), RetryAfter, "Retry in")
    talk(api, lambda bot: bot.send_chat_action(budi.chat_id, "typing"))


def _refusals(api: BotApi) -> list[dict[str, Any]]:
    return [call for call in api.calls("sendMessage") if call["outcome"] == 429]


def test_the_overall_limit_holds_over_many_chats(api: BotApi) -> None:
    people = [api.person(f"P{number}") for number in range(40)]
    for person in people:
        person.start()
    api.limits(overall_per_second=30)

    async def send(bot: Bot) -> list[Any]:
        every = [bot.send_message(person.chat_id, "x") for person in people]
        return await asyncio.gather(*every, return_exceptions=True)

    started = time.monotonic()
    results = talk(api, send)
    refusals = [result for result in results if isinstance(result, RetryAfter)]
    refilled = 30 * (time.monotonic() - started)
    assert 10 - refilled <= len(refusals) <= 10
    assert len(refusals) + sum(len(person.from_bot()) for person in people) == 40


# --- scripted faults -----------------------------------------------------------------------


def test_a_dropped_connection_leaves_the_message_unsent_or_sent_as_scripted(
    api: BotApi, budi: Person
) -> None:
    send: Talk = lambda bot: bot.send_message(budi.chat_id, "x")  # noqa: E731
    api.fault("drop_before", "sendMessage")
    refused(api, send, NetworkError, "disconnected")
    assert budi.from_bot() == []
    api.fault("drop_after", "sendMessage")
    refused(api, send, NetworkError, "disconnected")
    assert len(budi.from_bot()) == 1
    talk(api, send)
    outcomes = [call["outcome"] for call in api.calls("sendMessage")]
    assert outcomes == ["dropped before", "dropped after", "ok"]


def test_faults_strike_only_what_they_match_and_only_so_often(api: BotApi, budi: Person) -> None:
    def send(text: str) -> Talk:
        return lambda bot: bot.send_message(budi.chat_id, text)

    fault = api.fault("status", "sendMessage", code=502, text="jahat", skip=1, times=2)
    talk(api, send("baik"))
    talk(api, send("jahat 1"))
    for number in (2, 3):
        refused(api, send(f"jahat {number}"), NetworkError, "Internal Server Error")
    talk(api, send("jahat 4"))
    assert api.hits(fault) == 2
    api.fault("retry", retry_after=7)
    slow_down = refused(api, send("x"), RetryAfter, "Retry in 0:00:07")
    assert isinstance(slow_down, RetryAfter)
    api.fault("garbage")
    refused(api, send("dikirim"), TelegramError, "Invalid server response")
    assert budi.from_bot()[-1].text == "dikirim"


def test_a_held_call_times_out_at_the_bot_and_takes_effect_when_released(
    api: BotApi, budi: Person
) -> None:
    fault = api.fault("hold", "sendMessage")
    with pytest.raises(TimedOut):
        talk(api, lambda bot: bot.send_message(budi.chat_id, "lambat"), patience=0.2)
    assert budi.from_bot() == []
    api.release(fault)
    assert budi.wait_for("lambat")


def test_during_an_outage_nothing_is_answered_and_afterwards_nothing_is_lost(
    api: BotApi, budi: Person
) -> None:
    api.outage(True)
    refused(api, lambda bot: bot.get_me(), NetworkError, "disconnected")
    budi.say("selama gangguan")
    api.outage(False)
    updates = talk(api, lambda bot: bot.get_updates())
    assert [update.message.text for update in updates] == ["/start", "selama gangguan"]


def test_waiting_for_a_message_that_never_comes_shows_the_transcript(
    api: BotApi, budi: Person
) -> None:
    with pytest.raises(AssertionError, match="Budi: /start"):
        budi.wait_for("apa pun", seconds=0.1)
    with pytest.raises(AssertionError, match="no button"):
        budi.press("Ya")
