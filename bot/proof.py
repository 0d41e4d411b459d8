"""The Bukti Lapor as Telegram's document: drawn after the words have left, kept nowhere."""

import logging
from datetime import datetime

from flask import current_app

from helpdesk.db import begin_reading, db, release
from helpdesk.delivery.email import Enclosed
from helpdesk.models import Ticket
from helpdesk.press import press_of
from helpdesk.queries.reading import read_ticket

CAPTION = (
    "Bukti Lapor {number}: nomor, waktu server, dan sidik berkas Anda. Simpan, dan tunjukkan "
    "kepada Pokja bila diperlukan. Keasliannya dapat dicocokkan di {check_at}"
)
log = logging.getLogger("bot.proof")


def draw_proof(ticket_id: int, *, now: datetime) -> tuple[Enclosed, str] | None:
    """The paper with its caption; None when it cannot be drawn, which holds up no chat.

    The chat is the requester's own, so their words are in it.
    """
    begin_reading()
    try:
        ticket = db.session.get_one(Ticket, ticket_id)
        press = press_of(current_app._get_current_object())  # type: ignore[attr-defined]
        reading = read_ticket(ticket, press.catalogue, now)
        name, content = press.draw_proof(reading, in_full=True)
        paper = Enclosed(name, "application/pdf", content)
        return paper, CAPTION.format(number=ticket.number, check_at=f"{press.base_url}/bukti")
    except Exception as broken:
        log.error("Bukti Lapor of ticket %s not drawn: %s", ticket_id, type(broken).__name__)
        return None
    finally:
        release()
