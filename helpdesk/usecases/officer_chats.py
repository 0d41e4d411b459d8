"""An officer's chat: linked by a one-time link, asked how to be told, tried out, and let go."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from helpdesk.db import begin_reading, db, release, use_case
from helpdesk.dialogue import desk_words as words
from helpdesk.domain.officer_notices import Ways
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound
from helpdesk.models import (
    Conversation,
    Officer,
    OfficerChat,
    OutboxItem,
    Setting,
    linked_officer,
)
from helpdesk.usecases.chat_invitations import invite_officer, redeem_invitation

CHANNEL = "telegram"
RECORD = "officer_chats"
KEPT = 100  # lines of the record of links
PATIENCE = timedelta(hours=1)  # Telegram is away, or nobody runs the bot any more
TEST_PAUSE = timedelta(seconds=30)
UNSENT = ("pending", "sending", "failed")
TEST = (
    "Ini pesan uji untuk {name}. Bila Anda membacanya, pemberitahuan tiket sampai di chat ini."
)
TAKEN = (
    "Chat ini sudah terhubung dengan akun petugas lain. Kirim /putus dahulu, lalu buka tautannya "
    "sekali lagi."
)
_NOT_LINKED = "Telegram belum terhubung."


@use_case
def invite(*, actor: Actor, now: datetime) -> str:
    """The token of a new one-time link for the officer who asks."""
    authorize(actor, Action.LINK_CHAT)
    assert actor.id is not None
    return invite_officer(actor.id, now=now)


@use_case
def link_chat(invitation_id: int, address: str, *, now: datetime) -> Officer | None:
    """Bind the chat that opened the invitation to its officer; None when it is good for nothing.

    A chat the officer had before is let go. Raises `NotAllowed` when the chat is another officer's.
    """
    invitation = redeem_invitation(invitation_id, address, now=now)
    officer = db.session.get(Officer, invitation.officer_id) if invitation else None
    if officer is None or not officer.active:
        return None
    _free(address, officer)
    chat = db.session.get(OfficerChat, officer.id)
    if chat is None:
        chat = OfficerChat(officer_id=officer.id, channel=CHANNEL, address=address, linked_at=now)
        db.session.add(chat)
    if chat.address != address:
        _farewell(chat, now)
    for item in _notices(chat.address):  # of the chat they had before
        item.recipient = address
    chat.address, chat.linked_at, chat.usable, chat.pending = address, now, True, None
    db.session.flush()
    _note("linked", officer.id, now)
    _tell_by_mail(officer, address, now)
    return officer


def _tell_by_mail(officer: Officer, address: str, now: datetime) -> None:
    """If somebody else scanned the code, its owner learns of it where that one cannot read."""
    named = sa.select(Conversation.name).filter_by(skin=CHANNEL, address=address)
    chat = db.session.scalar(named) or "tanpa nama"
    text = words.LINKED_MAIL.format(chat=chat, name=officer.name)
    db.session.add(OutboxItem(
        key=f"terhubung:{officer.id}:{secrets.token_hex(8)}", channel="email",
        recipient=officer.email, audience="officer", template="dialogue", state="pending",
        attempts=0, not_before=now, created_at=now,
        data={"text": text, "subject": words.LINKED_SUBJECT},
    ))
    db.session.flush()


def _free(address: str, officer: Officer) -> None:
    """Whoever was deactivated has no chat any more; an active colleague keeps theirs."""
    query = sa.select(OfficerChat).filter_by(channel=CHANNEL, address=address)
    held = db.session.scalars(query.where(OfficerChat.officer_id != officer.id)).one_or_none()
    if held is None:
        return
    if db.session.scalars(linked_officer(CHANNEL, address)).one_or_none() is not None:
        raise NotAllowed(TAKEN)
    db.session.delete(held)
    db.session.flush()


@use_case
def unlink_chat(officer_id: int, *, now: datetime, by: int | None = None) -> None:
    """Let the chat go; what was on its way there goes by mail. Raises `IllegalMove`."""
    chat = db.session.get(OfficerChat, officer_id)
    if chat is None:
        raise IllegalMove(_NOT_LINKED)
    _to_mail(chat)
    _farewell(chat, now)
    db.session.delete(chat)
    _note("unlinked", officer_id, now, by=by)


@use_case
def unlink_lost(officer_id: int, *, actor: Actor, now: datetime) -> Officer:
    """Let a colleague's chat go: the telephone was lost. Raises `NotFound`, `IllegalMove`."""
    authorize(actor, Action.MANAGE_OFFICERS)
    officer = db.session.get(Officer, officer_id)
    if officer is None:
        raise NotFound("Petugas tidak ditemukan.")
    unlink_chat(officer_id, now=now, by=actor.id)
    return officer


@use_case
def choose_ways(ways: str, *, actor: Actor) -> Ways:
    """How the officer wants to be told. Raises `InvalidInput`, `IllegalMove`."""
    authorize(actor, Action.LINK_CHAT)
    if ways not in set(Ways):
        raise InvalidInput(ways="Pilih salah satu cara.")
    _own(actor).notices = ways
    return Ways(ways)


@use_case
def send_test(*, actor: Actor, now: datetime) -> None:
    """A message to the officer's own chat. Raises `IllegalMove`, also when one has just been sent.
    """
    authorize(actor, Action.LINK_CHAT)
    chat = _own(actor)
    officer = db.session.get_one(Officer, chat.officer_id)
    started = f"uji:{officer.id}:"
    recent = sa.select(OutboxItem.id).where(
        OutboxItem.key.startswith(started, autoescape=True),
        OutboxItem.created_at > now - TEST_PAUSE,
    )
    if db.session.scalar(recent.limit(1)) is not None:
        raise IllegalMove("Pesan uji baru saja dikirim. Tunggu sebentar, lalu coba lagi.")
    _say(chat, f"{started}{now.isoformat()}", TEST.format(name=officer.name), now)


def _farewell(chat: OfficerChat, now: datetime) -> None:
    """Whoever holds that telephone learns that it is let go, and loses the officers' menu."""
    name = db.session.get_one(Officer, chat.officer_id).name
    key = f"lepas:{chat.officer_id}:{secrets.token_hex(8)}"
    _say(chat, key, words.UNLINKED.format(name=name), now, menu="anyone")


def _say(chat: OfficerChat, key: str, text: str, now: datetime, **more: str) -> None:
    db.session.add(OutboxItem(
        key=key, channel=CHANNEL, recipient=chat.address, audience="officer", template="dialogue",
        data={"text": text, "buttons": [], **more}, state="pending", attempts=0, not_before=now,
        created_at=now,
    ))
    db.session.flush()


def _own(actor: Actor) -> OfficerChat:
    chat = db.session.get(OfficerChat, actor.id) if actor.id is not None else None
    if chat is None:
        raise IllegalMove(_NOT_LINKED)
    return chat


@use_case
def mark_chat(address: str, reachable: bool) -> None:
    """The chat blocked us, or came back; while it is away the officer is told by mail."""
    query = sa.select(OfficerChat).filter_by(channel=CHANNEL, address=address)
    chat = db.session.scalars(query).one_or_none()
    if chat is None:
        return
    chat.usable = reachable
    if not reachable:
        _to_mail(chat)


def rescue_notices(now: datetime) -> int:
    """Notices that Telegram has not taken for an hour go by mail; of how many officers."""
    release()
    begin_reading()  # finding out that nothing waits takes no write lock
    waiting = [chat.officer_id for chat in db.session.scalars(_stuck(now))]
    release()
    for officer_id in waiting:
        _rescue(officer_id, now - PATIENCE)
    return len(waiting)


def _stuck(now: datetime) -> sa.Select[OfficerChat]:
    late = sa.select(OutboxItem.recipient).where(
        OutboxItem.channel == CHANNEL, OutboxItem.state.in_(("pending", "failed")),
        OutboxItem.not_before < now - PATIENCE, OutboxItem.event_id.is_not(None),
        OutboxItem.audience != "requester",
    )
    return sa.select(OfficerChat).where(
        OfficerChat.channel == CHANNEL, OfficerChat.address.in_(late)
    )


@use_case
def _rescue(officer_id: int, before: datetime) -> None:
    chat = db.session.get(OfficerChat, officer_id)
    if chat is not None:
        _to_mail(chat, before)


def _to_mail(chat: OfficerChat, before: datetime | None = None) -> None:
    """Notices that have not left (those due `before`) go to the officer's mailbox, once each."""
    officer = db.session.get_one(Officer, chat.officer_id)
    for item in _notices(chat.address):
        if before is not None and (item.not_before >= before or item.state == "sending"):
            continue
        key = f"event:{item.event_id}:email:{officer.email}"
        if db.session.scalar(sa.select(OutboxItem.id).filter_by(key=key)) is not None:
            item.state, item.error = "skipped", "Sudah dikirim lewat surel."
            continue
        item.key, item.channel, item.recipient, item.state = key, "email", officer.email, "pending"
        item.claimed_until, item.attempts = None, 0
    db.session.flush()


def _notices(address: str) -> Sequence[OutboxItem]:
    query = sa.select(OutboxItem).where(
        OutboxItem.channel == CHANNEL, OutboxItem.recipient == address,
        OutboxItem.state.in_(UNSENT), OutboxItem.event_id.is_not(None),
        OutboxItem.audience != "requester",
    )
    return db.session.scalars(query.with_for_update()).all()


def _note(act: str, officer_id: int, now: datetime, *, by: int | None = None) -> None:
    """The record of links: who, when; no chat is named in it."""
    setting = db.session.get(Setting, RECORD)
    if setting is None:
        setting = Setting(name=RECORD, value={"record": []}, changed_at=now)
        db.session.add(setting)
    line: dict[str, Any] = {"at": now.isoformat(), "act": act, "officer": officer_id}
    if by is not None and by != officer_id:
        line["by"] = by
    setting.value = {"record": [*setting.value["record"], line][-KEPT:]}
    setting.changed_at, setting.changed_by = now, by or officer_id
    db.session.flush()
