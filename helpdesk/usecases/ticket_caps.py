"""New tickets of one chat are counted, so that a flood of them does not bury the others'."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.caps import Caps
from helpdesk.errors import HelpdeskError
from helpdesk.models import Ticket


class TooManyTickets(HelpdeskError):
    """A chat made as many tickets as it may; the message says until when, and what still works."""

    message = "Tiket baru dari percakapan ini sudah banyak. Silakan coba lagi nanti."


TOLD = (
    "Sudah ada {count} tiket baru dari percakapan ini dalam {span} terakhir. Yang berikutnya "
    "dapat dibuat mulai {at}. Sementara itu Anda tetap bisa menambah keterangan pada tiket yang "
    "ada: balas pesan tentang tiket itu, atau ketik /tiket dan nomornya."
)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def refuse_too_many(
    conversation_id: int, caps: Caps, worded: Callable[[datetime], str], *, now: datetime
) -> None:
    """Raises `TooManyTickets` when the chat has made as many tickets as an hour or a day takes."""
    for count, span, name in (
        (caps.tickets_day, _DAY, "satu hari"), (caps.tickets_hour, _HOUR, "satu jam"),
    ):
        first = _nth_newest(conversation_id, count) if count else None
        if first is not None and now - span < first <= now:
            raise TooManyTickets(TOLD.format(count=count, span=name, at=worded(first + span)))


def _nth_newest(conversation_id: int, count: int) -> datetime | None:
    query = sa.select(Ticket.created_at).filter_by(conversation_id=conversation_id)
    return db.session.scalar(query.order_by(Ticket.id.desc()).limit(1).offset(count - 1))
