"""One-time links into a chat: issued on a page, opened by one chat, redeemed by a press there.

Opening binds the invitation to the chat that came first; only that chat can redeem it, once. A
token that is used, over, unknown or another's is answered alike, so that it tells nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.models import ChatInvitation

LIFE = timedelta(minutes=10)
TICKET_LIFE = timedelta(minutes=15)  # a visitor has to find the telephone first
KEPT = timedelta(days=1)  # so that a second press of the same button can be told what it was
FOR_TICKET, FOR_OFFICER = "t", "p"  # what a token begins with; it says which words answer it


@use_case
def invite_to_ticket(ticket_id: int, *, now: datetime) -> str:
    """The token of a new link to a ticket's chat; earlier ones of the ticket stay good."""
    return _issue(FOR_TICKET, now, TICKET_LIFE, ticket_id=ticket_id)


@use_case
def invite_officer(officer_id: int, *, now: datetime) -> str:
    """The token of a new link for an officer; an earlier one that was not used ends."""
    db.session.execute(
        sa.update(ChatInvitation).where(
            ChatInvitation.officer_id == officer_id, ChatInvitation.used_at.is_(None),
            ChatInvitation.expires_at > now,
        ).values(expires_at=now)  # not deleted: a row's id must not name another one soon
    )
    return _issue(FOR_OFFICER, now, LIFE, officer_id=officer_id)


def _issue(prefix: str, now: datetime, life: timedelta, **subject: int) -> str:
    """44 characters of [A-Za-z0-9_-], of which Telegram takes 64 after `?start=`."""
    db.session.execute(sa.delete(ChatInvitation).where(ChatInvitation.expires_at < now - KEPT))
    token = prefix + secrets.token_urlsafe(32)
    db.session.add(ChatInvitation(
        hash=invitation_hash(token), created_at=now, expires_at=now + life, **subject
    ))
    db.session.flush()
    return token


def invitation_hash(token: str) -> str:
    """What is stored instead of the token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


@use_case
def open_invitation(hashed: str, address: str, *, now: datetime) -> ChatInvitation | None:
    """The invitation, bound to the chat at `address` from now on; None when it is good for nothing.

    Of two chats that open it in one moment the conditional update lets one through.
    """
    mine = sa.or_(ChatInvitation.address.is_(None), ChatInvitation.address == address)
    if not _took(now, ChatInvitation.hash == hashed, mine, address=address):
        return None
    return _fresh(ChatInvitation.hash == hashed)


@use_case
def redeem_invitation(invitation_id: int, address: str, *, now: datetime) -> ChatInvitation | None:
    """The invitation, used up by the chat that had opened it; None for everyone and ever after."""
    which = ChatInvitation.id == invitation_id
    if not _took(now, which, ChatInvitation.address == address, used_at=now):
        return None
    return _fresh(which)


def _took(now: datetime, *which: sa.ColumnElement[bool], **values: object) -> bool:
    """The update that only one transaction wins, on any database."""
    live = (ChatInvitation.used_at.is_(None), ChatInvitation.expires_at > now)
    update = sa.update(ChatInvitation).where(*which, *live).values(**values)
    done = db.session.execute(update, execution_options={"synchronize_session": False})
    return int(done.rowcount) == 1  # type: ignore[attr-defined]


def _fresh(which: sa.ColumnElement[bool]) -> ChatInvitation:
    query = sa.select(ChatInvitation).where(which)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
