"""The bot's name in Telegram: learnt by its process, needed by the pages that link to it."""

from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.models import Setting

BOT = "telegram_bot"


@use_case
def remember_bot(username: str, *, now: datetime) -> None:
    """Keep the name that Telegram told, if it is new."""
    setting = db.session.get(Setting, BOT)
    if setting is not None and setting.value.get("username") == username:
        return
    if setting is None:
        setting = Setting(name=BOT, value={}, changed_at=now)
        db.session.add(setting)
    setting.value, setting.changed_at = {"username": username}, now
    db.session.flush()


def bot_username() -> str:
    """The name, or '' while no bot has ever reached Telegram."""
    setting = db.session.get(Setting, BOT)
    return str(setting.value.get("username") or "") if setting is not None else ""


def deep_link(token: str) -> str | None:
    """The address that opens the bot's private chat with `token`; None without a bot."""
    username = bot_username()
    return f"https://t.me/{username}?start={token}" if username else None
