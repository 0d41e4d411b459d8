"""`python -m bot`: the Telegram bot as a process of its own."""

import asyncio
import sys

from flask import Flask

from bot.logs import set_up
from helpdesk import create_app
from helpdesk.config import Settings, SettingsError
from helpdesk.errors import HelpdeskError

MUTE = (
    "Bot Telegram tidak dijalankan: TELEGRAM_BOT_TOKEN belum diisi. "
    "Isi dengan token dari @BotFather (lihat docs/bot.md)."
)


def main(app: Flask) -> int:
    """Run the bot of this application; 0 after a clean stop, 1 when it broke, 2 without a token."""
    from bot.application import serve

    settings: Settings = app.extensions["settings"]
    if not settings.telegram_bot_token:
        print(MUTE, file=sys.stderr)  # noqa: T201
        return 2
    set_up(settings.log_level, settings.telegram_bot_token, settings.telegram_webhook_secret)
    try:
        return asyncio.run(serve(app))
    except OSError as broken:
        reason = f"Bot Telegram tidak dapat dijalankan: {broken.strerror or type(broken).__name__}"
        print(reason, file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    try:
        made = create_app()
    except (SettingsError, HelpdeskError) as reason:
        sys.exit(reason.message)
    sys.exit(main(made))
