"""What the menu beside the keyboard offers: to anyone, in groups, and to officers in their chat."""

import logging

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.station import Station

COMMANDS = (
    ("mulai", "Menu utama"),
    ("lapor", "Lapor kendala atau ajukan layanan"),
    ("status", "Daftar tiket Anda"),
    ("tiket", "Lihat atau tambah keterangan tiket: /tiket nomor"),
    ("layanan", "Layanan dan syaratnya"),
    ("petugas", "Hubungi petugas"),
    ("batal", "Batalkan yang sedang diisi"),
    ("bantuan", "Cara memakai bot ini"),
)
IN_GROUPS = (("bantuan", "Apa yang dapat dilakukan bot ini"),)
OF_OFFICERS = (
    ("tugas", "Yang perlu Anda kerjakan sekarang"),
    ("tiket", "Lihat satu tiket: /tiket nomor"),
    ("putus", "Lepaskan chat ini dari akun petugas"),
    *(each for each in COMMANDS if each[0] in ("mulai", "lapor", "bantuan")),
)
log = logging.getLogger("bot.menus")


async def publish(station: Station) -> None:
    """The menus of all chats, at each start. Raises what Telegram answers."""
    for scope, offered in (
        (BotCommandScopeDefault(), COMMANDS), (BotCommandScopeAllPrivateChats(), COMMANDS),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
    ):
        await station.bot.set_my_commands([BotCommand(*each) for each in offered], scope)


async def offer(station: Station, chat: str, menu: str) -> None:
    """The menu of one chat; when Telegram refuses, its commands work all the same."""
    scope = BotCommandScopeChat(int(chat))
    try:
        if menu == "officer":
            offered = [BotCommand(*each) for each in OF_OFFICERS]
            await station.bot.set_my_commands(offered, scope)
        else:
            await station.bot.delete_my_commands(scope)
    except TelegramError as refused:
        log.warning("a chat's menu was not changed: %s", type(refused).__name__)
