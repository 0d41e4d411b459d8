"""What goes into an officer's chat: whether it still may, its buttons, and answers to commands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.db import db
from helpdesk.delivery.facts import CARD_SUBJECT, cut, desk_in_text
from helpdesk.delivery.matter import Matter
from helpdesk.delivery.provider_facts import veiled
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Action, Actor, may_view, permitted
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.models import Message, OutboxItem, Ticket
from helpdesk.queries.likely import Roots, likely_incidents, running_incidents
from helpdesk.queries.officer_chats import readers_of
from helpdesk.queries.reading import Reading, read_ticket
from helpdesk.queries.work import Task, work_of
from helpdesk.wording.next_act import next_act
from helpdesk.wording.time import moment
from helpdesk.wording.values import label

TASKS, TICKET = "desk_tasks", "desk_ticket"
SEALED = "Pengaduan tertutup"
_NEWS = ("new_ticket", "tender_alert")
Rows = tuple[tuple[tuple[str, str], ...], ...]
_SIDES = {"requester": "Pemohon", "officer": "Petugas", "provider": "LKPP/Telkom"}


def is_for_chat(item: OutboxItem) -> bool:
    """Whether the row goes to an officer's chat."""
    return item.channel == "telegram" and item.audience not in ("requester", "provider")


def may_not(item: OutboxItem, ticket: Ticket | None) -> str:
    """Why the row must not go there any more, or ''; asked when it leaves, as roles change."""
    readers = readers_of(item)
    if not readers:
        return "Chat ini tidak terhubung dengan petugas yang aktif."
    actor = readers[0].actor
    if ticket is not None and not may_view(actor, ticket.access):
        return "Penerima tidak berwenang melihat tiket ini."
    return ""


def like_incident(matter: Matter, roots: Roots | None) -> dict[str, str]:
    """The running incident that a new ticket looks like most: a proposal, an officer decides."""
    none = {"like_number": "", "like_headline": ""}
    item, ticket = matter.item, matter.ticket
    fits = item.template in _NEWS and is_for_chat(item) and ticket.status in OPEN
    if roots is None or not fits or ticket.sealed:
        return none
    running = running_incidents(_actor(item), roots)
    found = likely_incidents([ticket.id], running, roots).get(ticket.id)
    if found is None:
        return none
    outage = found[0]
    return {"like_number": outage.ticket.number, "like_headline": outage.incident.headline}


def buttons(matter: Matter, like: Mapping[str, str] | None = None) -> Rows:
    """Take it while nobody has it, join it to the incident it looks like, and the way to the desk
    where Telegram accepts its address.
    """
    ticket = matter.ticket
    row: list[tuple[str, str]] = []
    free = ticket.assignee_id is None and ticket.status in OPEN
    if free and not ticket.sealed and permitted(_actor(matter.item), Action.ASSIGN):
        row.append(("Ambil", f"o:take:{ticket.number}"))
    if not desk_in_text(matter.links.base):
        row.append(("Buka", matter.links.desk))
    rows = (tuple(row),) if row else ()
    outage = (like or {}).get("like_number")
    if outage and permitted(_actor(matter.item), Action.MERGE):
        return (*rows, ((f"Gabungkan ke {outage}", f"o:join:{ticket.number}:{outage}"),))
    return rows


def _actor(item: OutboxItem) -> Actor:
    return readers_of(item)[0].actor


def ticket_facts(matter: Matter) -> dict[str, Any]:
    """What the card of one ticket says beside the facts of every message."""
    reading, item = matter.reading, matter.item
    act = next_act(reading) or {}
    message = db.session.get(Message, item.message_id) if item.message_id else None
    return {
        "status_text": label(Status(reading.ticket.status)),
        "todo_now": act.get("text", ""), "todo_due": act.get("due_at"),
        "todo_late": act.get("late", False), "said_by": _said_by(message, matter),
        "may_reply": permitted(_actor(item), Action.REPLY),
    }


def _said_by(message: Message | None, matter: Matter) -> str:
    """As "Pemohon, Senin 23 Nov 09.30 WIB"; nobody outside the bureau is named."""
    if message is None:
        return ""
    who = _SIDES.get(message.side, "Sistem")
    return f"{who}, {moment(message.at, str(matter.catalogue.calendar.tz))}"


def tasks(
    item: OutboxItem, catalogue: Catalogue, base: str, now: datetime
) -> tuple[dict[str, Any], Rows]:
    """What the officer should do now, and a button to each."""
    found = [
        _task(task, read_ticket(task.ticket, catalogue, now))
        for task in work_of(_actor(item), catalogue, now)
    ]
    facts = {"tasks": found, "queue": f"{base}/petugas/", "desk_in_text": desk_in_text(base)}
    return facts, tuple(((each["number"], f"o:show:{each['number']}"),) for each in found)


def _task(task: Task, reading: Reading) -> dict[str, Any]:
    ticket, act = task.ticket, next_act(reading) or {}
    sealed = ticket.sealed
    return {
        "number": ticket.number, "kind": SEALED if sealed else label(Kind(ticket.kind)),
        "subject": "" if sealed else cut(veiled(ticket.subject), CARD_SUBJECT),
        "tender": task.why == "tender", "todo": act.get("text", ""),
        "due_at": act.get("due_at"), "late": act.get("late", False),
    }
