"""The mailboxes agreed with LKPP and Telkom: mail that arrived there counts as 'diterima'.

Section 4: e-mail acceptance alone counts only where the Kepala marked the mailbox as agreed. The
agreement is with one address; another address in the settings voids it, on record.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import begin_reading, db, release, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import CLOCK, Action, Actor, authorize
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import OutboxItem, Setting, Ticket, TicketEvent
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

KEPT = 50  # lines of the record of one mailbox


def setting_name(provider: str) -> str:
    """The row that keeps a provider's agreement and its record."""
    return f"mailbox_agreed_{provider}"


@use_case
def agree_mailbox(
    book: Rulebook, provider: Authority, mailbox: str, *, actor: Actor, now: datetime
) -> Setting:
    """Mark the provider's mailbox as agreed; `mailbox` is the address the Kepala read.

    Raises `IllegalMove` when none is set, `InvalidInput` when it is another by now.
    """
    authorize(actor, Action.AGREE_MAILBOX)
    address = _address(book, provider)
    if not address:
        raise IllegalMove("Belum ada alamat surel untuk pihak ini pada pengaturan aplikasi.")
    if mailbox.strip().lower() != address:
        raise InvalidInput(mailbox="Alamatnya sudah berubah. Baca alamat yang baru, lalu ulangi.")
    return _note(provider, "agreed", address, actor, now)


@use_case
def end_agreement(provider: Authority, *, actor: Actor, now: datetime) -> Setting:
    """From now on a filing by mail waits for a number or a name again; what was accepted stays."""
    authorize(actor, Action.AGREE_MAILBOX)
    setting = db.session.get(Setting, setting_name(provider.value))
    if setting is None or not setting.value.get("mailbox"):
        raise IllegalMove("Kotak surel ini tidak sedang disepakati.")
    return _note(provider, "ended", str(setting.value["mailbox"]), actor, now)


def _note(
    provider: Authority, act: str, mailbox: str, actor: Actor, now: datetime
) -> Setting:
    """Keep the decision and its line in the record: what, which mailbox, who, when."""
    name = setting_name(provider.value)
    setting = db.session.get(Setting, name, with_for_update=True)
    if setting is None:
        setting = Setting(name=name, value={})
        db.session.add(setting)
    line = {"act": act, "mailbox": mailbox, "by": actor.id, "at": now.isoformat()}
    lines = [*setting.value.get("record", ()), line][-KEPT:]
    setting.value = {"mailbox": mailbox if act == "agreed" else None, "record": lines}
    setting.changed_at, setting.changed_by = now, actor.id
    db.session.flush()
    return setting


def _address(book: Rulebook, provider: str) -> str:
    return book.mailboxes.get(provider, "").strip().lower()


def agreed_since(book: Rulebook, provider: str) -> datetime | None:
    """Since when mail to the provider's mailbox as it is set now counts; None if it does not."""
    setting = db.session.get(Setting, setting_name(provider))
    address = _address(book, provider)
    if setting is None or not address or setting.value.get("mailbox") != address:
        return None
    return setting.changed_at


def accept_mailed(book: Rulebook, now: datetime) -> int:
    """Record 'diterima' for every dossier that an agreed mailbox has taken; how many.

    Found from the rows marked sent, so that a worker killed between the two loses nothing.
    """
    release()
    begin_reading()  # finding nothing takes no write lock; it is asked every two seconds
    voided = [(p, box) for p in sorted(PROVIDERS) if (box := _changed(book, p))]
    since = {p.value: agreed_since(book, p.value) for p in sorted(PROVIDERS)}
    found = [mail for name, at in since.items() if at is not None
             for mail in _mailed(name, _address(book, name), at)]
    release()
    for provider, mailbox in voided:
        _void(provider, mailbox, now)
    return sum(_accept(book, number, row, sent, now) for number, row, sent in found)


def _changed(book: Rulebook, provider: Authority) -> str:
    """The mailbox once agreed that is not the one set now; '' when there is no such."""
    setting = db.session.get(Setting, setting_name(provider.value))
    agreed = str(setting.value.get("mailbox") or "") if setting is not None else ""
    return agreed if agreed != _address(book, provider) else ""


@use_case
def _void(provider: Authority, mailbox: str, now: datetime) -> None:
    _note(provider, "voided", mailbox, CLOCK, now)


def _mailed(
    provider: str, address: str, since: datetime
) -> Sequence[tuple[str, int, datetime]]:
    """(number, row, sent): dossiers of matters filed and not accepted that went out since then."""
    later = sa.orm.aliased(TicketEvent)
    refiled = sa.select(later.id).where(
        later.ticket_id == Ticket.id, later.type == EventType.FORWARDED.value,
        later.seq > TicketEvent.seq,
    )
    query = (
        sa.select(Ticket.number, OutboxItem.id, OutboxItem.sent_at)
        .join(OutboxItem, OutboxItem.ticket_id == Ticket.id)
        .join(TicketEvent, TicketEvent.id == OutboxItem.event_id)
        .where(
            Ticket.relay_state == RelayState.FILED.value, Ticket.provider == provider,
            Ticket.relay_channel != "self_filed", OutboxItem.audience == "provider",
            OutboxItem.state == "sent", OutboxItem.template == f"escalation_{provider}",
            sa.func.lower(OutboxItem.recipient) == address, OutboxItem.sent_at >= since,
            ~refiled.exists(),
        ).order_by(OutboxItem.id)
    )
    return [(number, row, sent) for number, row, sent in db.session.execute(query) if sent]


@use_case
def _accept(book: Rulebook, number: str, row: int, sent: datetime, now: datetime) -> bool:
    ticket = load_ticket(number)
    if ticket.relay_state != RelayState.FILED:
        return False  # another worker, or an officer with the number they gave
    data: Mapping[str, Any] = {
        "provider": ticket.provider, "external": None, "promise": {}, "by": "email"
    }
    record(book, ticket, Change(
        EventType.ACCEPTED, data, CLOCK, now, occurred_at=sent, key=f"mailed:{row}"
    ))
    return True
