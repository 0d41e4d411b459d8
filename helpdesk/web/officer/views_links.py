"""View models of linked tickets: beside a ticket, and the page that links."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.models import Ticket
from helpdesk.models.ticket_link import MERGED, RELATED, SPLIT
from helpdesk.queries.related import officer_names
from helpdesk.queries.ticket_links import Linked, links_of
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_ticket import Again
from helpdesk.wording.time import datetime_short


def links_view(ticket: Ticket, actor: Actor) -> dict[str, Any]:
    """Standing links, for the part beside the ticket."""
    return {
        "rows": [_row(ticket, each) for each in links_of(ticket, actor)],
        "may_link": permitted(actor, Action.LINK) and not ticket.sealed,
    }


def links_page(ticket: Ticket, actor: Actor, again: Again, wanted: str) -> dict[str, Any]:
    """Everything of the page: links that stand, those undone, and the form."""
    names = officer_names()
    rows = [_told(ticket, each, names) for each in links_of(ticket, actor, ended=True)]
    kept = again.kept if again.form == "kaitan" else {"kaitan-other": wanted}
    return {
        "ticket": ticket, "standing": [row for row in rows if not row["ended"]],
        "ended": [row for row in rows if row["ended"]], "again": again, "kept": kept,
        "errors": again.errors, "may_link": not ticket.sealed,
        "hidden": {"version": ticket.version},
    }


def _row(ticket: Ticket, linked: Linked) -> dict[str, Any]:
    return {
        "href": url_for("officer.ticket", number=linked.number), "number": linked.number,
        "subject": linked.subject, "status": linked.status, "reason": linked.link.reason,
        "origin": _origin(ticket, linked),
    }


def _origin(ticket: Ticket, linked: Linked) -> str:
    """What the other ticket is to this one, where it is more than related."""
    if linked.link.kind == SPLIT:
        return "asal tiket ini" if linked.older else "dipecah dari tiket ini"
    if linked.link.kind == MERGED:
        goes_on = ticket.merged_id == linked.ticket_id
        return "melanjutkan perkara tiket ini" if goes_on else "digabungkan ke tiket ini"
    return ""


def _told(ticket: Ticket, linked: Linked, names: Mapping[int, str]) -> dict[str, Any]:
    zone, link = str(catalogue().calendar.tz), linked.link
    made = f"{names.get(link.officer_id, 'Petugas')}, {datetime_short(link.at, zone)}"
    undone = "" if link.ended_at is None else (
        f"dilepas {names.get(link.ended_by or 0, 'Petugas')}, {datetime_short(link.ended_at, zone)}"
    )
    return {**_row(ticket, linked), "id": link.id, "made": made, "ended": undone,
            "fixed": link.kind != RELATED}
