"""Filling the columns that a ticket's service has of its own."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket_fields import field_value, unfilled
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket, TicketField
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@use_case
def fill_fields(
    book: Rulebook, number: str, typed: Mapping[str, str], *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Keep what was typed in each column of the service; one event names those that changed.

    Raises `InvalidInput` under the codes of columns whose value cannot be kept; `StaleTicket`.
    """
    ticket = ticket_for(number, actor, Action.FILL_FIELDS, version=version, ended=True)
    service = book.catalogue.services.get(ticket.service or "")
    columns = service.fields if service else ()
    held = filled(ticket.id)
    wanted: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for column in columns:
        try:
            wanted[column.code] = field_value(column, typed.get(column.code, ""))
        except InvalidInput as refused:
            wrong |= refused.fields
    if wrong:
        raise InvalidInput(**wrong)
    changed = [c for c in columns if wanted[c.code] != held.get(c.code, "")]
    for column in changed:
        _keep(ticket.id, column.code, wanted[column.code])
    if changed:
        record(book, ticket, Change(
            EventType.FIELDS_FILLED, {"fields": [c.label for c in changed]}, actor, now,
            visibility=Visibility.OFFICERS,
        ))
    return ticket


def _keep(ticket_id: int, code: str, value: str) -> None:
    row = db.session.get(TicketField, (ticket_id, code))
    if row is None:
        db.session.add(TicketField(ticket_id=ticket_id, field=code, value=value))
    elif value:
        row.value = value
    else:
        db.session.delete(row)


def filled(ticket_id: int) -> dict[str, str]:
    """The value of each column that holds one."""
    query = sa.select(TicketField.field, TicketField.value).filter_by(ticket_id=ticket_id)
    return {row.field: row.value for row in db.session.execute(query)}


def check_filled(book: Rulebook, ticket: Ticket) -> None:
    """Raise `IllegalMove` while a column without which the service does not end is empty."""
    service = book.catalogue.services.get(ticket.service or "")
    if service is None or not any(column.needed for column in service.fields):
        return
    missing = unfilled(service.fields, filled(ticket.id))
    if missing:
        raise IllegalMove(f"Isi dulu kolom layanan ini: {', '.join(missing)}.")
