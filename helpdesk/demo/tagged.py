"""The example bureau's tags, the tickets that bear them, and two tickets that are linked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from helpdesk.demo.desk import Desk
from helpdesk.usecases.tags import add_tag, tag_ticket
from helpdesk.usecases.ticket_links import link_tickets

# Name → the tour's tickets (`Desk.mark`) that bear it.
TAGS: Mapping[str, Sequence[str]] = {
    "Bahan sosialisasi": ("hps", "resolved"),
    "Dipantau pimpinan": ("late", "angry"),
    "Perlu rapat Pokja": ("hps",),
    "Tender berjalan": ("upload", "near"),
}


def tag_some(desk: Desk, now: datetime) -> None:
    """The list by the Kasubbag; the tags by whoever works at the desk."""
    keeper, officer = desk.people["endang"].actor, desk.people["rahmi"].actor
    borne: dict[str, list[int]] = {}
    for name, tickets in TAGS.items():
        tag = add_tag(name, actor=keeper, now=now)
        for ticket in tickets:
            borne.setdefault(desk.marked[ticket], []).append(tag.id)
    for number, ids in borne.items():
        tag_ticket(desk.book, number, ids, actor=officer, now=now)
    link_tickets(
        desk.book, desk.marked["near"], desk.marked["resolved"],
        "Kendala yang sama di SPSE; jawabannya dapat dipakai lagi", actor=officer, now=now,
    )
