"""A registration that another system may send again: one key, one ticket."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.roles import REQUESTER
from helpdesk.errors import DuplicateRequest, InvalidInput
from helpdesk.models import InboxItem, Ticket
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.rulebook import Rulebook


def register_once(
    book: Rulebook, new: NewTicket, *, key: str | None, fingerprint: str, now: datetime
) -> tuple[Ticket, bool]:
    """The ticket and whether it is new; without `key` every call makes one.

    Raises `InvalidInput` when the key came with other contents before, `DuplicateRequest` while
    another process is at work on it.
    """
    try:
        return _register(book, new, key, fingerprint, now)
    except IntegrityError as error:
        raise DuplicateRequest(
            message="Kiriman dengan Idempotency-Key ini sedang diproses. Coba lagi sebentar lagi."
        ) from error


@use_case
def _register(
    book: Rulebook, new: NewTicket, key: str | None, fingerprint: str, now: datetime
) -> tuple[Ticket, bool]:
    if key is not None:
        earlier = _arrival(key)
        if earlier is not None:
            return _again(earlier, fingerprint), False
    ticket = register_ticket(book, new, actor=REQUESTER, now=now, source_key=key)
    if key is not None:
        arrival = _arrival(key)
        assert arrival is not None
        arrival.payload = {"fingerprint": fingerprint}
    return ticket, True


def _arrival(key: str) -> InboxItem | None:
    return db.session.scalars(sa.select(InboxItem).filter_by(key=key)).one_or_none()


def _again(earlier: InboxItem, fingerprint: str) -> Ticket:
    if earlier.payload.get("fingerprint") != fingerprint or earlier.reference is None:
        raise InvalidInput(**{
            "Idempotency-Key": "Kunci ini sudah dipakai untuk kiriman lain. Pakai kunci baru."
        })
    return load_ticket(earlier.reference)
