"""The apology at every missed deadline, and when it leaves."""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.delivery.compose import compose
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.models import OutboxItem, Ticket, TicketEvent
from helpdesk.usecases.forward import Filing, forward_ticket, record_provider_answer
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import set_target
from helpdesk.usecases.sweep import sweep, sweep_batch
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import LPSE, MONDAY, SmallOffice, a_ticket, again, at, the_small_office
from tests.domain.history import told
from tests.marks import SQLITE_ONLY

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "apologies.txt"
TUESDAY = at("Selasa 24 November 2026 09.00")


@pytest.fixture
def book(app: Flask, db_session: Any) -> Any:
    return app.extensions["rulebook"]


@pytest.fixture
def office(book: Any) -> SmallOffice:
    return the_small_office()


# A title, what is done beforehand, and which of the ticket's apologies is meant.
Act = Callable[[Any, SmallOffice, Ticket], object]


def power(authority: Authority, *, answered: bool = True) -> Act:
    """Triaged to someone's power; `answered`: the first answer was in time."""
    def act(book: Any, office: SmallOffice, ticket: Ticket) -> None:
        triage = Triage(Kind(ticket.kind), authority=authority, unit=LPSE)
        triage_ticket(book, ticket.number, triage, actor=office.helpdesk.actor, now=TUESDAY)
        if answered:
            reply_to_requester(book, ticket.number, Words("Kami periksa."), now=TUESDAY,
                               actor=office.helpdesk.actor)
    return act


def filed(external: str | None = None) -> Act:
    def act(book: Any, office: SmallOffice, ticket: Ticket) -> None:
        power(Authority.LKPP)(book, office, ticket)
        filing = Filing(Authority.LKPP, "lpse_support", external, override_reason="mendesak")
        forward_ticket(book, ticket.number, filing, actor=office.helpdesk.actor, now=TUESDAY)
    return act


def answered_by_lkpp(book: Any, office: SmallOffice, ticket: Ticket) -> None:
    filed("L-1")(book, office, ticket)
    record_provider_answer(book, ticket.number, "Sudah diperbaiki.", now=TUESDAY,
                           actor=office.helpdesk.actor)
    reply_to_requester(book, ticket.number, Words("LKPP sudah menjawab, kami uji."), now=TUESDAY,
                       actor=office.helpdesk.actor)


def wrote_again(book: Any, office: SmallOffice, ticket: Ticket) -> None:
    power(Authority.BUREAU)(book, office, ticket)
    receive_message(book, ticket.number, "Masih gagal.", channel="web", now=TUESDAY)


def second_promise(book: Any, office: SmallOffice, ticket: Ticket) -> None:
    power(Authority.BUREAU)(book, office, ticket)
    sweep(book, at("Selasa 1 Desember 2026 08.00"))
    set_target(book, ticket.number, at("Kamis 3 Desember 2026 16.00"), "Menunggu suku cadang.",
               actor=office.bureau_head.actor, now=at("Selasa 1 Desember 2026 09.00"))


def nothing(book: Any, office: SmallOffice, ticket: Ticket) -> None:
    pass


SITUATIONS: list[tuple[str, Act, str]] = [
    ("tanggapan", nothing, "response"),
    ("balasan", wrote_again, "reply"),
    ("penerusan ke LKPP", power(Authority.LKPP), "forwarding"),
    ("penerusan ke Telkom", power(Authority.TELKOM), "forwarding"),
    ("penyelesaian, kewenangan biro", power(Authority.BUREAU), "resolution"),
    ("penyelesaian, LKPP, belum diajukan", power(Authority.LKPP), "resolution"),
    ("penyelesaian, LKPP, diajukan belum diterima", filed(), "resolution"),
    ("penyelesaian, LKPP sudah menjawab", answered_by_lkpp, "resolution"),
    ("penyelesaian, kewenangan bersama", power(Authority.SHARED), "resolution"),
    ("penyelesaian, kewenangan bersama, tidak dibagi", power(Authority.SHARED), "resolution+"),
    ("penyelesaian, kewenangan pihak lain", power(Authority.OTHER), "resolution"),
    ("target baru", second_promise, "target"),
]


def apologies(ticket: Ticket) -> list[OutboxItem]:
    query = sa.select(OutboxItem).filter_by(ticket_id=ticket.id, template="apology")
    return list(db.session.scalars(query.order_by(OutboxItem.id)))


def _event(item: OutboxItem) -> Any:
    return db.session.get_one(TicketEvent, item.event_id).data


def said(book: Any, office: SmallOffice, act: Act, clock: str) -> str:
    """The apology of a situation as the mail reads that leaves then: the clock's first, or its
    second where the situation's clock ends in "+".
    """
    ticket = a_ticket(book, actor=REQUESTER)
    act(book, office, ticket)
    wanted = 2 if clock.endswith("+") else 1
    while True:
        due = again(ticket).next_check_at
        assert due is not None, "no such apology"
        sweep_batch(book, [ticket.id], due + timedelta(seconds=1))
        found = [a for a in apologies(ticket) if _event(a)["clock"] == clock.rstrip("+")]
        if len(found) == wanted:
            break
    words = compose(found[-1], catalogue=book.catalogue, link_key=book.link_key,
                    base_url="https://helpdesk.contoh.example", now=found[-1].not_before)
    db.session.rollback()
    head, _, _ = words.text.partition("\n\nPerkembangan tiket")
    return head.removeprefix("Yth. Bapak/Ibu,\n\n")


@SQLITE_ONLY
def test_every_apology_reads_as_agreed(book: Any, office: SmallOffice) -> None:
    shown = {title: said(book, office, act, clock) for title, act, clock in SITUATIONS}
    text = "\n\n\n".join(f"### {title}\n\n{words}" for title, words in shown.items()) + "\n"
    if os.environ.get("REGOLD"):
        GOLDEN.write_text(text)
    assert GOLDEN.read_text() == text
    for title, words in shown.items():
        for part in (
            "ohon maaf", "Yang tertahan: ", "Sekarang di tangan: Kepala", "Target baru",
            "Kepala Biro", "SP4N-LAPOR!", "Ombudsman",
        ):
            assert part in words, title


# After an outage: in the order in which they fell due, in office hours, one for each deadline.

@SQLITE_ONLY
def test_apologies_that_come_late_keep_their_order_and_the_offices_hours(
    book: Any, office: SmallOffice
) -> None:
    early, late = a_ticket(book, now=MONDAY), a_ticket(book, now=TUESDAY)
    sweep(book, at("Sabtu 5 Desember 2026 03.00"))
    rows = db.session.scalars(
        sa.select(OutboxItem).filter_by(template="apology")
        .order_by(OutboxItem.not_before, OutboxItem.id)
    ).all()
    assert [(r.ticket_id, _event(r)["clock"], told(r.not_before)) for r in rows] == [
        (ticket.id, clock, "Senin 7 Desember 2026 07.30")
        for ticket in (early, late) for clock in ("response", "resolution")
    ]


@SQLITE_ONLY
@pytest.mark.parametrize(("swept", "leaves"), [
    ("Kamis 26 November 2026 16.00.01", "Jumat 27 November 2026 07.30"),  # after the close
    ("Jumat 27 November 2026 11.45", "Jumat 27 November 2026 13.00"),  # the Friday prayers
    ("Jumat 27 November 2026 14.00", "Jumat 27 November 2026 14.00"),
    ("Jumat 27 November 2026 16.30.01", "Senin 30 November 2026 07.30"),  # over the weekend
])
def test_an_apology_leaves_in_the_next_office_hours(
    book: Any, office: SmallOffice, swept: str, leaves: str
) -> None:
    ticket = a_ticket(book)
    sweep(book, at(swept))
    assert [told(row.not_before) for row in apologies(ticket)] == [leaves]


@SQLITE_ONLY
def test_none_goes_out_twice_or_for_a_matter_answered_meanwhile(
    book: Any, office: SmallOffice
) -> None:
    silent, answered = a_ticket(book), a_ticket(book)
    reply = partial(reply_to_requester, book, answered.number, Words("Kami periksa."),
                    actor=office.helpdesk.actor)
    reply(now=at("Jumat 27 November 2026 08.00"))
    for hour in (9, 10, 11):
        sweep(book, at(f"Jumat 27 November 2026 {hour:02}.00"))
    assert (len(apologies(silent)), len(apologies(answered))) == (1, 0)


@SQLITE_ONLY
def test_lkpps_own_lateness_is_no_apology_of_ours(book: Any, office: SmallOffice) -> None:
    ticket = a_ticket(book)
    filed("L-1")(book, office, ticket)
    sweep(book, at("Jumat 18 Desember 2026 09.00"))
    assert apologies(ticket) == []
