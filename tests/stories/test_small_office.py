"""Three officers hold every role: each step reaches one person, once, and none is lost.

The mails are worded when they leave, as the worker does, so that what is read here is what arrives.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db, use_case
from helpdesk.delivery.compose import Composed, Overtaken, compose
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.models import Officer, OutboxItem, Ticket, TicketEvent
from helpdesk.usecases.digest import send_digests
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import LPSE, MONDAY, a_ticket, an_officer, at

DESK = (Role.HELPDESK, Role.VERIFIER, Role.SYSTEM_ADMIN)
END = at("Selasa 8 Desember 2026 17.00")


@pytest.fixture
def book(app: Flask, db_session: Any) -> Rulebook:
    found = app.extensions["rulebook"]
    assert isinstance(found, Rulebook)
    return found


def complete() -> None:
    """One person a level: the desk in one hand, a Kasubbag, the Kepala."""
    an_officer("Sari Meja", roles=DESK)
    an_officer("Karsa Kasubbag", roles=(Role.UNIT_HEAD,))
    an_officer("Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")


def kasubbag_verifies() -> None:
    """The Kasubbag is the verifikator too, and an administrator keeps the machine."""
    an_officer("Sari Meja", roles=(Role.HELPDESK, Role.SYSTEM_ADMIN, Role.ADMINISTRATOR))
    an_officer("Karsa Kasubbag", roles=(Role.UNIT_HEAD, Role.VERIFIER))
    an_officer("Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")


def kepala_is_kasubbag() -> None:
    """The post of Kasubbag is filled by the Kepala: level 1 and level 2 are one person."""
    an_officer("Sari Meja", roles=(Role.HELPDESK, Role.VERIFIER))
    an_officer("Dodi Teknis", roles=(Role.SYSTEM_ADMIN, Role.ADMINISTRATOR), unit=None)
    an_officer("Kartika Kepala", roles=(Role.UNIT_HEAD, Role.BUREAU_HEAD))


def vacant() -> None:
    """Nobody is Kasubbag: level 1 falls back to the Kepala."""
    an_officer("Sari Meja", roles=DESK)
    an_officer("Dodi Teknis", roles=(Role.ADMINISTRATOR,), unit=None)
    an_officer("Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")


def away() -> None:
    """The Kasubbag is away for the month, and the desk's only officer stands in for them."""
    head = an_officer("Karsa Kasubbag", roles=(Role.UNIT_HEAD,))
    _leaves(head.id, END + timedelta(days=1))
    an_officer("Sari Meja", roles=DESK, deputy_of=head)
    an_officer("Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")


@use_case
def _leaves(officer: int, until: datetime) -> None:
    db.session.get_one(Officer, officer).away_until = until


@dataclass(frozen=True)
class Arrived:
    """One mail as it came; `step` as "late-level-1 response"."""

    step: str
    who: str
    words: Composed


def play(book: Rulebook, ticket: Ticket) -> list[Arrived]:
    """Let time pass minute-true, sending each mail when it may leave; the ladder's mails."""
    arrived: list[Arrived] = []
    seen = 0
    while True:
        due = db.session.scalar(sa.select(sa.func.min(Ticket.next_check_at)))
        rows = db.session.scalars(
            sa.select(OutboxItem).where(OutboxItem.state == "pending", OutboxItem.id > seen)
            .order_by(OutboxItem.not_before, OutboxItem.id)
        ).all()
        first = rows[0] if rows else None
        if first is not None and (due is None or first.not_before <= due):
            arrived += _send(book, first)
            continue
        db.session.rollback()
        if due is None or due > END:
            return arrived
        sweep(book, due + timedelta(seconds=1))


def _send(book: Rulebook, item: OutboxItem) -> list[Arrived]:
    """Word and mark one row, as the dispatcher does."""
    try:
        words = compose(item, catalogue=book.catalogue, link_key=book.link_key,
                        base_url="https://contoh.example", now=item.not_before)
    except Overtaken:
        _mark(item.id, "skipped")
        return []
    event = db.session.get_one(TicketEvent, item.event_id)
    _mark(item.id, "sent")
    if event.type != "step_taken" or item.audience == "requester":
        return []
    return [Arrived(_named(event), item.recipient.partition(".")[0], words)]


def _named(event: TicketEvent) -> str:
    return f"{event.data['step']} {event.data['clock']}"


@use_case
def _mark(row: int, state: str) -> None:
    db.session.get_one(OutboxItem, row).state = state


LATE = [  # the steps of a matter of the bureau's own that nobody touches
    "warn response", "late-level-1 response", "late-level-2 response", "warn resolution",
    "resolution-bureau-level-1 resolution", "resolution-bureau-level-2 resolution",
]
OFFICES: list[tuple[Callable[[], None], list[str | None]]] = [
    (complete, ["sari", "karsa", "kartika", "sari", "karsa", "kartika"]),
    (kasubbag_verifies, ["sari+karsa", "karsa", "kartika", "sari+karsa", "karsa", "kartika"]),
    # The second level's mere news collapses; the decision that is asked for does not.
    (kepala_is_kasubbag, ["sari", "kartika", None, "sari", "kartika", "kartika"]),
    (vacant, ["sari", "kartika", None, "sari", "kartika", "kartika"]),
    (away, ["sari", "sari", "kartika", "sari", "sari", "kartika"]),
]


def recorded(ticket: Ticket) -> list[str]:
    rows = db.session.scalars(
        sa.select(TicketEvent).filter_by(ticket_id=ticket.id, type="step_taken")
        .order_by(TicketEvent.seq)
    )
    return [_named(row) for row in rows]


@pytest.mark.parametrize(("office", "expected"), OFFICES, ids=[f.__name__ for f, _ in OFFICES])
def test_every_step_is_recorded_and_reaches_one_person_once(
    book: Rulebook, office: Callable[[], None], expected: list[str | None]
) -> None:
    office()
    ticket = a_ticket(book, actor=REQUESTER)
    actor = db.session.scalars(sa.select(Officer).filter_by(name="Sari Meja")).one().actor
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM, authority=Authority.BUREAU, unit=LPSE),
                  actor=actor, now=MONDAY + timedelta(hours=1))
    arrived = play(book, ticket)
    assert recorded(ticket) == LATE
    by_step: dict[str, list[str]] = {step: [] for step in LATE}
    for mail in arrived:
        by_step[mail.step].append(mail.who)
    assert ["+".join(sorted(who, reverse=True)) or None for who in by_step.values()] == expected


def test_the_decision_tells_who_has_heard_before_that_they_have(book: Rulebook) -> None:
    kepala_is_kasubbag()
    ticket = a_ticket(book, actor=REQUESTER)
    decision = [m for m in play(book, ticket) if m.step == LATE[-1]]
    assert [m.who for m in decision] == ["kartika"]
    assert "Anda sudah diberi tahu, karena Anda pula yang menjalankan tugas" in (
        decision[0].words.text
    )
    assert "tetapkan target baru" in decision[0].words.text


def test_what_was_heard_counts_and_not_who_would_hear_it_now(book: Rulebook) -> None:
    """The Kasubbag heard level 1 and then left: level 2 is news to the Kepala."""
    complete()
    ticket = a_ticket(book, actor=REQUESTER)
    sweep(book, at("Kamis 26 November 2026 16.00.01"))
    head = db.session.scalars(sa.select(Officer).filter_by(name="Karsa Kasubbag")).one()
    _leaves(head.id, END)
    heard = {(m.step, m.who) for m in play(book, ticket)}
    assert ("late-level-1 response", "karsa") in heard
    assert ("late-level-2 response", "kartika") in heard


def test_the_weeks_digest_is_one_mail_for_whoever_is_both_heads(book: Rulebook) -> None:
    kepala_is_kasubbag()
    a_ticket(book, actor=REQUESTER)
    send_digests(book, at("Senin 7 Desember 2026 08.00"))
    rows = db.session.scalars(sa.select(OutboxItem).filter_by(template="weekly_digest")).all()
    assert [row.recipient for row in rows] == ["kartika.kepala@contoh.example"]
