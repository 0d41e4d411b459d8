"""Whether Telegram reaches our webhook, by the last look the bot had at what Telegram says."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.webhook_state import RECORD, Fault, WebhookState, faults
from helpdesk.models import InboxItem, Setting

_WORDS = {
    Fault.NEVER: "belum pernah diperiksa oleh proses bot",
    Fault.STALE: "sudah lama tidak diperiksa oleh proses bot",
    Fault.NONE: "belum terpasang, jadi Telegram tidak tahu ke mana pesan diantar",
    Fault.ELSEWHERE: "terpasang di alamat lain, jadi pesan tidak sampai ke sini",
    Fault.CERTIFICATE: "ditolak karena sertifikatnya ({error})",
    Fault.REFUSED: "gagal dihubungi Telegram ({error})",
    Fault.GROWING: "tertinggal: {waiting} pesan menunggu di Telegram dan terus bertambah",
}


def webhook_wrong(now: datetime) -> str:
    """Everything that is wrong as one sentence; '' when messages reach us."""
    row = db.session.get(Setting, RECORD)
    state = WebhookState.of_record(row.value) if row else None
    newest = sa.select(InboxItem.received_at).where(InboxItem.key.startswith("tg:"))
    last = db.session.scalar(newest.order_by(InboxItem.id.desc()).limit(1))
    told = [
        _WORDS[fault].format(
            error=state.error if state else "", waiting=state.waiting if state else 0
        )
        for fault in faults(state, last, now)
    ]
    return f"Webhook Telegram {'; '.join(told)}." if told else ""
