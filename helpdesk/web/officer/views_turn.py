"""Whose turn a ticket is that nobody has, or whose officer is away: a proposal."""

from typing import Any

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import ENDED, Status
from helpdesk.models import Ticket
from helpdesk.queries.absences import absences_from, whose_turn
from helpdesk.web.door import catalogue, now
from helpdesk.wording.time import date_plain


def turn_view(ticket: Ticket, actor: Actor) -> dict[str, Any] | None:
    """Who is proposed, and why someone should be; None where nobody has to be found."""
    if Status(ticket.status) in ENDED or not permitted(actor, Action.ASSIGN):
        return None
    calendar = catalogue().calendar
    today, away = calendar.local_date(now()), ""
    if ticket.assignee is not None:
        row = next((row for row, officer in absences_from(today)
                    if officer.id == ticket.assignee_id and row.first <= today), None)
        if row is None:
            return None
        away = (f"{ticket.assignee.name} tidak bertugas sampai "
                f"{date_plain(row.last, str(calendar.tz))}.")
    found = whose_turn(ticket, today)
    if found is None:
        return {"away": away, "name": "", "id": None, "version": ticket.version}
    return {"away": away, "name": found.name, "id": found.id, "version": ticket.version}
