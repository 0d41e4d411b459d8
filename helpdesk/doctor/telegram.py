"""Asking the Bot API whether token and webhook are as set; the token is never shown."""

import http.client
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from helpdesk.config import Settings
from helpdesk.doctor.findings import Finding

TIMEOUT = 5.0  # seconds


def check_telegram(settings: Settings) -> Iterator[Finding]:
    """One finding without a token; else whether the token works and who receives updates."""
    if not settings.telegram_bot_token:
        yield Finding(True, "Bot Telegram tidak dipakai (TELEGRAM_BOT_TOKEN kosong)")
        return
    me = _ask(settings, "getMe")
    if isinstance(me, str):
        yield Finding(
            False, f"Bot Telegram: {me}",
            "Periksa TELEGRAM_BOT_TOKEN (dari @BotFather) dan sambungan ke TELEGRAM_API_URL.",
        )
        return
    yield Finding(True, f"Bot Telegram @{me.get('username', '?')} dikenal")
    info = _ask(settings, "getWebhookInfo")
    if not isinstance(info, str):
        yield _webhook(settings.telegram_webhook_url, info)


def _webhook(wanted: str, info: Mapping[str, Any]) -> Finding:
    mend = "Jalankan ulang python -m bot; ia memasang alamat yang benar."
    if str(info.get("url") or "") != wanted:
        what = "webhook" if wanted else "polling"
        return Finding(False, f"Bot Telegram: penerimaan lewat {what} belum terpasang", mend)
    if wanted and info.get("last_error_message"):
        return Finding(
            False, f"Bot Telegram: Telegram melapor \"{info['last_error_message']}\"",
            "Periksa bahwa proxy meneruskan /telegram/webhook ke proses bot.",
        )
    return Finding(True, f"Bot Telegram menerima lewat {'webhook' if wanted else 'polling'}")


def _ask(settings: Settings, method: str) -> Mapping[str, Any] | str:
    """The result, or why there is none."""
    parts = urlsplit(settings.telegram_api_url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.netloc, timeout=TIMEOUT)
    try:
        line.request("GET", f"{parts.path.rstrip('/')}/bot{settings.telegram_bot_token}/{method}")
        answer = json.loads(line.getresponse().read(100_000))
    except (OSError, http.client.HTTPException, ValueError) as broken:
        return f"{parts.hostname} tidak terjangkau ({type(broken).__name__})"
    finally:
        line.close()
    if not isinstance(answer, dict) or not isinstance(answer.get("result"), dict):
        return "token ditolak"
    result: Mapping[str, Any] = answer["result"]
    return result
