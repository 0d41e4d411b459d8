"""The view model of the page of outgoing notices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.queries.outgoing import Outgoing, setting_of
from helpdesk.queries.related import officer_names
from helpdesk.usecases.audience import PROVIDER_MAIL_CONFIRMED, provider_mailbox
from helpdesk.usecases.mailbox import agreed_since, setting_name
from helpdesk.web.door import book, catalogue
from helpdesk.wording.time import datetime_short
from helpdesk.wording.timeline import PROVIDER

_STATES = {"pending": "Menunggu", "sending": "Sedang dikirim", "sent": "Terkirim",
           "failed": "Gagal, dicoba lagi", "dead": "Tidak terkirim"}
_CHANNELS = {"email": "Surel", "telegram": "Telegram", "webchat": "Obrolan web"}
_AUDIENCES = {"requester": "pemohon", "provider": "LKPP/Telkom"}


def outbox_page(
    rows: Sequence[Outgoing], counts: Mapping[str, int], actor: Actor, now: datetime
) -> dict[str, Any]:
    """Counts, rows that failed, and the state of mail to providers."""
    return {
        "figures": [
            {"term": text, "text": counts.get(state, 0),
             "tone": "late" if state == "dead" and counts.get(state) else None}
            for state, text in _STATES.items() if state != "sending"
        ],
        "rows": [_row(row, actor) for row in rows],
        "provider": _provider(actor),
    }


def _row(row: Outgoing, actor: Actor) -> dict[str, Any]:
    item, zone = row.item, str(catalogue().calendar.tz)
    opens = row.number is not None and permitted(actor, Action.VIEW_TICKET)
    return {
        "id": item.id, "channel": _CHANNELS.get(item.channel, item.channel),
        "to": f"{_AUDIENCES.get(item.audience, 'petugas')}: {masked(item.recipient)}",
        "number": row.number, "dead": item.state == "dead", "state": _STATES[item.state],
        "href": url_for("officer.ticket", number=row.number) if opens else None,
        "template": item.template, "error": item.error or "tanpa keterangan",
        "attempts": item.attempts, "at_text": datetime_short(item.created_at, zone),
    }


def masked(address: str) -> str:
    """Enough of an address to recognise it, not to copy it (personal data in lists)."""
    name, at, domain = address.partition("@")
    if not at:
        return f"…{address[-3:]}"
    return f"{name[:2]}…@{domain}"


def _provider(actor: Actor) -> dict[str, Any]:
    setting, zone = setting_of(PROVIDER_MAIL_CONFIRMED), str(catalogue().calendar.tz)
    boxes = [f"{name.upper()}: {address}" for name, address in book().mailboxes.items() if address]
    by = ""
    if setting is not None:
        who = officer_names().get(setting.changed_by or 0, "administrator")
        by = f"Diizinkan {who}, {datetime_short(setting.changed_at, zone)}."
    return {
        "boxes": boxes, "confirmed": _confirmed(), "by": by,
        "may": permitted(actor, Action.CONFIRM_PROVIDER_MAIL),
        "may_agree": permitted(actor, Action.AGREE_MAILBOX),
        "agreements": [
            _agreement(name, address, zone)
            for name, address in book().mailboxes.items() if address
        ],
    }


def _confirmed() -> bool:
    """Whether every mailbox set now is one that was confirmed."""
    return all(provider_mailbox(book(), name) for name, box in book().mailboxes.items() if box)


def _agreement(provider: str, address: str, zone: str) -> dict[str, Any]:
    """Whether mail to this mailbox counts as 'diterima', and the record of that decision."""
    setting = setting_of(setting_name(provider))
    lines = setting.value.get("record", ()) if setting is not None else ()
    return {
        "code": provider, "party": PROVIDER[provider], "mailbox": address,
        "agreed": agreed_since(book(), provider) is not None,
        "record": [_line(line, zone) for line in reversed(lines[-3:])],
    }


def _line(line: Mapping[str, Any], zone: str) -> str:
    at = datetime_short(datetime.fromisoformat(line["at"]), zone)
    act = _AGREEMENT_ACTS[line["act"]].format(mailbox=line["mailbox"])
    who = officer_names().get(line["by"] or 0, "")
    return f"{act}{f' oleh {who}' if who else ''}, {at}"


_AGREEMENT_ACTS = {
    "agreed": "{mailbox} disepakati", "ended": "{mailbox} diakhiri",
    "voided": "{mailbox} gugur karena alamat pada pengaturan berubah",
}
