"""Two tickets of one requester about one matter: one goes on, with the words and dates of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import stand
from helpdesk.domain.roles import SYSTEM, Action, Actor
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.span_data import span_data
from helpdesk.domain.takeover import Carried, carried
from helpdesk.domain.ticket import ENDED, PROVIDERS, IdentityMode, Kind, RelayState, Status
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Incident, Message, Ticket, TicketLink
from helpdesk.models.ticket_link import MERGED
from helpdesk.usecases.copying import Copy, say_again
from helpdesk.usecases.incident_reports import children_of
from helpdesk.usecases.merged import one_requester
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.receive import add_details
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.ticket_links import UNKNOWN, add_link, both_tickets, standing_link
from helpdesk.usecases.watching import follow_too

_FILED = (RelayState.FILED, RelayState.ACCEPTED)
_STEPS = (EventType.STEP_TAKEN, EventType.STEP_SKIPPED)
OTHER_PERSON = (
    "Kedua tiket tidak punya alamat yang sama. Centang bila Anda sudah memastikan orangnya sama; "
    "bila orangnya lain, jadikan keduanya laporan satu gangguan."
)


@dataclass(frozen=True)
class Merge:
    """What the officer decides; `into` is the number of the two that goes on.

    `same_person`: they made sure of it where the tickets themselves do not show it.
    """

    into: str
    reason: str
    same_person: bool = False
    versions: tuple[int | None, int | None] = (None, None)  # of both as the page showed them


@use_case
def merge_tickets(
    book: Rulebook, number: str, other: str, told: Merge, *, copy: Copy, actor: Actor,
    now: datetime,
) -> Ticket:
    """Close one of two open tickets and go on in the other: the one that goes on is returned.

    It gets the requester's words and files, and of two dates of a kind the earlier one. The
    requester is told once, on the ticket that ends. Raises `InvalidInput`, `IllegalMove`.
    """
    why = reason_of(told.reason)
    here, there = both_tickets(number, other, actor, Action.MERGE, told.versions)
    if here.sealed:
        raise IllegalMove("Pengaduan tertutup tidak digabungkan dengan tiket lain.")
    if there.sealed:
        raise InvalidInput(other=UNKNOWN)
    if here.restricted != there.restricted:
        raise IllegalMove("Tiket yang dibatasi demi netralitas hanya digabungkan dengan tiket yang "
                          "juga dibatasi.")
    if told.into not in (here.number, there.number):
        raise InvalidInput(into="Pilih tiket yang dilanjutkan.")
    main, old = (here, there) if told.into == here.number else (there, here)
    known = _check(main, old, told)
    copies = _copy_words(main, old, copy, hidden=not known)
    link = _linked(main, old, why, actor, now)
    going = _take_over(book, main, old, link, copies, why, actor, now)
    follow_too(old, main, now)
    leaving = [each.clock.kind.value for each in going if each.leaves]
    record(book, old, Change(
        EventType.MERGED, {"into": main.id, "link": link.id, "clocks": leaving}, actor, now
    ))
    _add_facts(book, main, old, now)
    return main


def _check(main: Ticket, old: Ticket, told: Merge) -> bool:
    """Whether the tickets show that both are one requester's. Raises for what cannot be merged."""
    for each in (main, old):
        if Status(each.status) in ENDED:
            raise IllegalMove(f"Tiket {each.number} sudah selesai. Kaitkan saja kedua tiket.")
        if IdentityMode(each.identity) is not IdentityMode.KNOWN:
            raise IllegalMove(
                "Tiket tanpa nama atau yang namanya dirahasiakan tidak digabungkan, supaya "
                "pemohonnya tetap tidak dikenali. Kaitkan saja kedua tiket."
            )
    _check_matter(main, old)
    known = one_requester(main, old)
    if not (known or told.same_person):
        raise InvalidInput(same=OTHER_PERSON)
    return known


def _check_matter(main: Ticket, old: Ticket) -> None:
    if main.kind != old.kind and NEEDS_COMPLETENESS & {Kind(main.kind), Kind(old.kind)}:
        raise IllegalMove(
            "Pengaduan dan permintaan layanan hanya digabungkan dengan yang sejenis. Samakan "
            "jenisnya lewat triase lebih dulu."
        )
    if old.relay_state in _FILED:
        raise IllegalMove(
            f"{old.number} sedang di LKPP/Telkom. Lanjutkan tiket itu, atau tunggu jawabannya."
        )
    if old.authority in PROVIDERS and main.relay_state not in _FILED and (
        main.authority != old.authority
    ):
        raise IllegalMove(
            f"Kewenangan {old.number} ada pada LKPP/Telkom. Samakan kewenangan kedua tiket lebih "
            "dulu."
        )
    if db.session.get(Incident, old.id) is not None or children_of(old.id):
        raise IllegalMove(f"{old.number} adalah gangguan induk. Lanjutkan tiket itu.")
    if old.parent_id not in (None, main.parent_id, main.id):
        raise IllegalMove(
            f"{old.number} bagian dari sebuah gangguan. Lanjutkan tiket itu, atau jadikan "
            f"{main.number} bagian dari gangguan yang sama lebih dulu."
        )


def _copy_words(main: Ticket, old: Ticket, copy: Copy, *, hidden: bool) -> list[Message]:
    """The requester's words that `main` has not; `hidden` from its public page."""
    had = {(m.at, m.body) for m in _words(main)}
    return [
        say_again(main, message, copy, internal=hidden or message.internal)
        for message in _words(old) if (message.at, message.body) not in had
    ]


def _words(ticket: Ticket) -> Sequence[Message]:
    query = sa.select(Message).filter_by(ticket_id=ticket.id, side="requester")
    return db.session.scalars(query.order_by(Message.at, Message.id)).all()


def _linked(
    main: Ticket, old: Ticket, reason: str, actor: Actor, now: datetime
) -> TicketLink:
    """The trail; it takes the place of a link that stood before."""
    before = standing_link(main, old)
    if before is not None:
        before.ended_at, before.ended_by = now, actor.id
        db.session.flush()
    return add_link(main, old, MERGED, reason, actor, now)


def _take_over(
    book: Rulebook, main: Ticket, old: Ticket, link: TicketLink, copies: Sequence[Message],
    reason: str, actor: Actor, now: datetime,
) -> list[Carried]:
    mine, theirs = ([row.as_event() for row in event_rows(t.id)] for t in (main, old))
    standing = stand(theirs)
    data: dict[str, Any] = {
        "from": old.id, "link": link.id, "reason": reason, "messages": [m.id for m in copies],
        "wrote": [m.at.isoformat() for m in _words(old)],
        "unanswered": standing.waiting_since.isoformat() if standing.waiting_since else None,
        "received": standing.received_at.isoformat(),
        "urgency": standing.urgency if standing.urgency == "urgent" else None,
    }
    heard = Event(len(mine) + 1, EventType.TOOK_OVER, now, now, str(actor), data=data)
    going = list(carried(
        clocks_of([*mine, heard], book.calendars, now), clocks_of(theirs, book.calendars, now),
        book.calendars, now,
    ))
    data["clocks"] = {
        each.place.value: span_data(each.clock.span, each.cycle, now)
        for each in going if each.earlier
    }
    data["steps"] = [step for each in going if each.earlier for step in _steps(theirs, each)]
    record(book, main, Change(
        EventType.TOOK_OVER, data, actor, now, message_id=copies[-1].id if copies else None
    ))
    return going


def _steps(history: Sequence[Event], each: Carried) -> list[list[Any]]:
    """What the ladder did about a clock that goes on need not be done again."""
    return [
        [each.place.value, each.cycle, event.data["step"]] for event in history
        if event.type in _STEPS
        and (event.data["clock"], event.data["cycle"]) == (each.clock.kind, each.clock.cycle)
    ]


def _add_facts(book: Rulebook, main: Ticket, old: Ticket, now: datetime) -> None:
    """Package and tender day, as far as they are not known or come sooner; nobody is told twice."""
    code = None if main.package_code else old.package_code
    deadline = old.tender_deadline
    if deadline is not None and main.tender_deadline is not None:
        deadline = deadline if deadline < main.tender_deadline else None
    if code or deadline:
        add_details(
            book, main.number, now=now, actor=SYSTEM, package_code=code,
            tender_deadline=deadline, answered_in_chat=True,
        )


