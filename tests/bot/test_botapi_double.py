"""The double of the Bot API as a whole: conversations by polling and webhook, updates, order."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.bot.botapi.client import BotApi
from tests.bot.botapi.library import FREE, bot_of, talk
from tests.bot.botapi.person import JPEG
from tests.processes import free_port


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(webhook_retry=0.02, **FREE) as running:
        yield running


# --- a whole bot, by polling and by webhook ------------------------------------------------


async def _on_start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Tanya", callback_data="k1")]])
    payload = " ".join(context.args or [])
    await update.effective_message.reply_html(f"Selamat datang <b>{payload}</b>", reply_markup=keys)


async def _on_press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("Baik")
    await update.callback_query.edit_message_text("Silakan tulis pertanyaan Anda.")


async def _on_text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.edited_message:
        await update.edited_message.reply_text(f"diubah: {update.edited_message.text}")
    else:
        await update.message.reply_text(f"dicatat: {update.message.text}", do_quote=True)


async def _on_file(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.message
    found = message.document or message.photo[-1]
    content = await (await found.get_file()).download_as_bytearray()
    await message.reply_text(f"{len(content)} byte, album {message.media_group_id is not None}")


@asynccontextmanager
async def running_bot(api: BotApi, webhook_port: int | None = None) -> AsyncIterator[Application]:
    builder = Application.builder().bot(bot_of(api))
    application = builder.build()
    application.add_handler(CommandHandler("start", _on_start))
    application.add_handler(CallbackQueryHandler(_on_press))
    application.add_handler(MessageHandler(filters.PHOTO | filters.Document.ALL, _on_file))
    application.add_handler(MessageHandler(filters.TEXT, _on_text))
    async with application:
        await application.start()
        assert application.updater is not None
        if webhook_port is None:
            await application.updater.start_polling(timeout=2)
        else:
            await application.updater.start_webhook(
                port=webhook_port,
                url_path="hook",
                webhook_url=f"http://127.0.0.1:{webhook_port}/hook",
                secret_token="rahasia_pengujian",
            )
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


def during(bot: Any, people: Callable[[], None]) -> None:
    """Runs what people do in a thread while the bot runs in this one."""

    async def run() -> None:
        async with bot:
            await asyncio.to_thread(people)

    asyncio.run(run())


STORY = f"""\
Budi: /start tiket_7
Bot: Selamat datang *tiket_7*
       [Tanya]
Budi > [Tanya]
       (Baik)
Bot (mengubah): Silakan tulis pertanyaan Anda.
Budi: token tidak masuk
Bot: dicatat: token tidak masuk
Budi (mengubah): token SPSE tidak masuk
Bot: diubah: token SPSE tidak masuk
Budi: [foto]
Bot: {len(JPEG)} byte, album False
Budi: [dokumen surat.pdf]
       ini suratnya
Bot: 7 byte, album False
Budi: [foto]
       dua layar
Budi: [foto]
Bot: {len(JPEG)} byte, album True
Bot: {len(JPEG)} byte, album True
"""


def tell_the_story(api: BotApi) -> None:
    budi = api.person("Budi")
    budi.start("tiket_7")
    budi.wait_for("Selamat datang")
    budi.press("Tanya")
    budi.wait_for("Silakan")
    assert budi.toasts() == ["Baik"]
    written = budi.say("token tidak masuk")
    assert budi.wait_for("dicatat").reply_to == written
    budi.edit(written, "token SPSE tidak masuk")
    budi.wait_for("diubah: token SPSE")
    budi.send_photo()
    budi.wait_for("byte")
    budi.send_document("surat.pdf", b"%PDF-1.", caption="ini suratnya")
    budi.wait_for("7 byte")
    budi.send_album([JPEG, JPEG], "dua layar")
    api.wait(lambda: len(budi.replies()) == 2)
    api.wait_until_taken()
    assert budi.transcript() == STORY


def test_a_whole_conversation_by_polling_reads_as_people_would_see_it(api: BotApi) -> None:
    during(running_bot(api), lambda: tell_the_story(api))


def test_the_same_conversation_by_webhook_reads_the_same(api: BotApi) -> None:
    during(running_bot(api, free_port()), lambda: tell_the_story(api))
    assert {call["outcome"] for call in api.calls("(webhook)")} == {"ok"}


def ids(updates: Any) -> list[int]:
    return [update.update_id for update in updates]


# --- getUpdates ----------------------------------------------------------------------------


def test_an_update_is_handed_out_again_until_a_higher_offset_confirms_it(api: BotApi) -> None:
    budi = api.person("Budi")
    for word in ("satu", "dua", "tiga"):
        budi.say(word)

    async def poll(bot: Bot) -> list[list[int]]:
        first = await bot.get_updates()
        again = await bot.get_updates(limit=2)
        rest = await bot.get_updates(offset=first[1].update_id + 1)
        none = await bot.get_updates(offset=first[2].update_id + 1)
        return [ids(first), ids(again), ids(rest), ids(none)]

    first, again, rest, none = talk(api, poll)
    assert again == first[:2]
    assert rest == first[2:]
    assert none == api.pending() == []


def test_a_negative_offset_keeps_only_the_last_updates(api: BotApi) -> None:
    budi = api.person("Budi")
    for word in ("satu", "dua", "tiga"):
        budi.say(word)
    last = talk(api, lambda bot: bot.get_updates(offset=-1))
    assert [update.message.text for update in last] == ["tiga"]
    assert len(api.pending()) == 1


def test_a_long_poll_returns_as_soon_as_someone_writes(api: BotApi) -> None:
    budi = api.person("Budi")

    async def poll(bot: Bot) -> Any:
        waiting = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.to_thread(api.wait, lambda: api.about()["polls"] == 1)
        await asyncio.to_thread(budi.say, "halo")
        return await waiting

    assert [update.message.text for update in talk(api, poll)] == ["halo"]


def test_of_two_pollers_the_older_is_told_of_the_conflict(api: BotApi) -> None:
    async def two(bot: Bot) -> None:
        older = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.to_thread(api.wait, lambda: api.about()["polls"] == 1)
        assert await bot.get_updates() == ()
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await older

    talk(api, two)


def test_polling_is_refused_while_a_webhook_is_set(api: BotApi) -> None:
    async def both(bot: Bot) -> None:
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="s")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()

    talk(api, both)


def test_updates_the_bot_did_not_ask_for_are_never_queued(api: BotApi) -> None:
    budi = api.person("Budi")
    talk(api, lambda bot: bot.get_updates(allowed_updates=["message"]))
    number = budi.say("halo")
    budi.edit(number, "halo!")
    assert [list(update) for update in api.pending()] == [["update_id", "message"]]
    talk(api, lambda bot: bot.get_updates(allowed_updates=[]))
    budi.edit(number, "halo?")
    assert "edited_message" in api.pending()[-1]


def test_blocking_and_unblocking_are_told_to_the_bot(api: BotApi) -> None:
    budi = api.person("Budi")
    budi.start()
    budi.block()
    budi.unblock()
    updates = talk(api, lambda bot: bot.get_updates())
    states = [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member]
    assert states == ["kicked", "member"]


def test_duplicates_and_displaced_updates_reach_a_poller_and_none_is_lost(api: BotApi) -> None:
    budi = api.person("Budi")
    api.mischief(duplicate=0.3, shuffle=5, seed=7)
    for number in range(60):
        budi.say(str(number))

    async def drain(bot: Bot) -> list[int]:
        seen: list[int] = []
        offset = 0
        while batch := await bot.get_updates(offset=offset, limit=7):
            seen += [int(update.message.text) for update in batch]
            offset = max(offset, max(ids(batch)) + 1)
        return seen

    seen = talk(api, drain)
    assert set(seen) == set(range(60))
    firsts = list(dict.fromkeys(seen))
    assert firsts != sorted(firsts)
    assert max(abs(place - number) for place, number in enumerate(firsts)) <= 5
    assert 70 <= len(seen) <= 90, "about three in ten come twice"


def test_a_confirmed_update_can_come_again_and_ids_may_jump_back(api: BotApi) -> None:
    budi = api.person("Budi")
    budi.say("satu")
    first = api.last_update_id()
    talk(api, lambda bot: bot.get_updates(offset=first + 1))
    api.repeat(first)
    api.next_update_id(17)
    budi.say("dua")
    assert ids(talk(api, lambda bot: bot.get_updates())) == [first, 17]


# --- webhook -------------------------------------------------------------------------------


def test_a_refusing_webhook_is_called_again_and_its_error_reported(api: BotApi) -> None:
    port = free_port()

    async def set_it(bot: Bot) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="bukan_ini")

    talk(api, set_it)
    budi = api.person("Budi")
    budi.say("halo")
    api.wait_for_call("(webhook)", count=2)
    info = talk(api, lambda bot: bot.get_webhook_info())
    assert info.last_error_message == "Connection refused"
    assert info.pending_update_count == 1

    def people() -> None:
        budi.wait_for("dicatat: halo")
        api.wait_until_taken()

    during(running_bot(api, port), people)


def test_a_wrong_secret_is_refused_by_the_bot_and_counted_as_an_error(api: BotApi) -> None:
    port = free_port()
    budi = api.person("Budi")

    def people() -> None:
        hook = {"url": f"http://127.0.0.1:{port}/hook", "secret_token": "palsu"}
        talk(api, lambda bot: bot.set_webhook(**hook))
        budi.say("halo")
        api.wait_for_call("(webhook)")
        info = talk(api, lambda bot: bot.get_webhook_info())
        assert info.last_error_message.startswith("Wrong response from the webhook: 403 ")
        talk(api, lambda bot: bot.set_webhook(hook["url"], secret_token="rahasia_pengujian"))
        budi.wait_for("dicatat: halo")

    during(running_bot(api, port), people)


def test_one_chat_keeps_its_order_through_a_webhook(api: BotApi) -> None:
    budi, sari = api.person("Budi"), api.person("Sari")

    def people() -> None:
        for number in range(20):
            budi.say(f"b{number}")
            sari.say(f"s{number}")
        api.wait(lambda: len(budi.from_bot()) == len(sari.from_bot()) == 20)
        said = [f"dicatat: b{number}" for number in range(20)]
        assert [message.text for message in budi.from_bot()] == said

    during(running_bot(api, free_port()), people)
