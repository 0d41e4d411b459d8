"""What the form that puts a ticket off offers: the days that will do, or why none does."""

from datetime import datetime
from typing import Any

from helpdesk.domain.snooze import days_to_choose, nearest
from helpdesk.models import Ticket
from helpdesk.web.door import catalogue
from helpdesk.wording.snooze import snoozed_text
from helpdesk.wording.time import date_plain


def snooze_view(ticket: Ticket, now: datetime) -> dict[str, Any]:
    """First and last day as a date field takes them; None where the deadline is too near."""
    calendar = catalogue().calendar
    zone = str(calendar.tz)
    if ticket.snoozed_until is not None:
        return {"told": snoozed_text(ticket.snoozed_until, ticket.snooze_reason, zone)}
    days = days_to_choose(
        calendar, nearest(ticket.next_due_at, ticket.tender_deadline, now), now
    )
    if days is None:
        return {"told": "Batas waktunya terlalu dekat untuk ditunda.", "until": None}
    first, last = days
    return {
        "told": "Tiket ini hilang dari daftar kerja sampai hari itu, atau sampai ada kabar. Batas "
                f"waktunya tetap berjalan, jadi paling lama sampai {date_plain(last, zone)}.",
        "day": first.isoformat(), "until": last.isoformat(),
    }
