"""/petugas/antrean.csv: a list of the queue to take along, all its pages."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, request

from helpdesk.domain.roles import Action
from helpdesk.queries.listing import Listing, listing
from helpdesk.queries.rows import tickets_on
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.asked_list import AskedList, read_list
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.csv_files import csv_answer
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.saved_views import wanted_of
from helpdesk.web.officer.views_queue import ticket_lines, waits_text
from helpdesk.wording.time import datetime_short
from helpdesk.wording.values import label

MOST = 2_000  # tickets; who needs more asks for a figure, not for a list
HEADS = (
    "Nomor", "Diterima", "Perihal", "Pemohon", "Golongan", "Lewat", "Layanan atau bagian",
    "Status", "Petugas", "Batas waktu", "Sisa waktu", "Yang ditunggu", "Label",
)


@desk.get("/antrean.csv")
@permitted(Action.EXPORT_REPORTS)
def queue_csv() -> Response:
    """The list as the address asks for it, with what the queue says of each ticket."""
    wanted, at = wanted_of(request.args.to_dict()), now()
    rows = _rows(wanted.view, read_list(wanted, at), at)
    return csv_answer("antrean.csv", HEADS, rows)


def _rows(view: str, asked: AskedList, at: datetime) -> Iterator[tuple[str, ...]]:
    told, after = 0, None
    while told == 0 or after is not None:
        if told >= MOST:
            yield (f"Daftar dipotong pada {MOST} tiket. Persempit saringannya.",)
            return
        found = listing(
            acting(), catalogue().calendar, at, view=view, filters=asked.filters,
            text=asked.words, after=after,
        )
        yield from _page(found, at)
        if not found.places:
            return
        told, after = told + len(found.places), found.next_after


def _page(found: Listing, at: datetime) -> Iterator[tuple[str, ...]]:
    tickets, zone = tickets_on(found), str(catalogue().calendar.tz)
    for ticket, line in zip(tickets, ticket_lines(tickets, acting(), catalogue(), at), strict=True):
        due = ticket.next_due_at
        yield (
            line["number"], datetime_short(ticket.received_at, zone), line["subject"],
            line["requester_text"], line["category_text"], line["channel_text"],
            line["service_text"] or line["unit_text"], label(line["status"]),
            line["assignee_text"] or "belum ditugaskan",
            datetime_short(due, zone) if due else "", line["due"]["text"] if line["due"] else "",
            waits_text(ticket, at, zone), ", ".join(line["tags"]),
        )
