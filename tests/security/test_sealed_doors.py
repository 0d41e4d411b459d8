"""Doors by which a sealed complaint, or the name behind a hidden one, could still be learned of."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db, use_case
from helpdesk.delivery.dispatch import dispatch
from helpdesk.domain.ticket import Category, IdentityMode, Kind
from helpdesk.models import Officer, OutboxItem, Ticket
from helpdesk.usecases.seal import seal_ticket
from helpdesk.worker import post_of
from tests.builders import SmallOffice, a_ticket, the_small_office
from tests.clocks import FrozenClock
from tests.web.desk import book_of, new_officer, new_ticket, prepared, shown, signed_in

ABOUT_SERVICE = "Kami mengadu karena jawaban atas permohonan kami terlalu lama sekali."
ON_TIME = "Unggahan kami sempat gagal kemarin."


@pytest.fixture
def office(app: Flask) -> Iterator[SmallOffice]:
    with app.app_context():
        yield the_small_office(app.extensions["clock"]())


class Box:
    """A carrier that only remembers whom it was given a mail for."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def deliver(self, sender: str, recipient: str, written: bytes, reference: str) -> None:
        self.addresses.append(recipient)


def _send(app: Flask, clock: FrozenClock) -> list[str]:
    box = Box()
    clock.advance(hours=1)
    dispatch(replace(post_of(app), carrier=lambda: nullcontext(box)), clock)
    return box.addresses


@use_case
def _a_row(ticket: Ticket, recipient: str, state: str, clock: FrozenClock, **more: str) -> int:
    given = {"channel": "email", "audience": "unit_officers", "template": "new_ticket", **more}
    row = OutboxItem(
        key=f"uji:{ticket.id}:{recipient}:{state}", ticket_id=ticket.id, recipient=recipient,
        data={}, state=state, attempts=1, not_before=clock.now, created_at=clock.now, **given,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


@pytest.mark.parametrize("state", ["pending", "failed", "dead"])
def test_sealing_takes_back_every_notice_that_has_not_left(
    app: Flask, office: SmallOffice, clock: FrozenClock, state: str
) -> None:
    ticket = a_ticket(book_of(app), kind=Kind.COMPLAINT, text=ABOUT_SERVICE, now=clock.now)
    row = _a_row(ticket, office.verifier.email, state, clock)
    seal_ticket(book_of(app), ticket.number, actor=office.helpdesk.actor, now=clock.now)
    assert db.session.scalar(sa.select(OutboxItem.id).filter_by(id=row)) is None


@pytest.mark.parametrize(("recipient", "audience"), [
    ("vino.verifikator@contoh.example", "unit_officers"), ("lkpp@contoh.example", "provider"),
])
def test_a_notice_under_way_at_the_moment_of_sealing_reaches_nobody_outside(
    app: Flask, office: SmallOffice, clock: FrozenClock, recipient: str, audience: str
) -> None:
    ticket = a_ticket(book_of(app), kind=Kind.COMPLAINT, text=ABOUT_SERVICE, now=clock.now)
    seal_ticket(book_of(app), ticket.number, actor=office.helpdesk.actor, now=clock.now)
    # As a claim that ran out brings it back after the seal.
    row = _a_row(ticket, recipient, "failed", clock, audience=audience)
    _a_row(ticket, office.bureau_head.email, "pending", clock, audience="bureau_head")
    sent = _send(app, clock)
    assert recipient not in sent
    assert office.bureau_head.email in sent
    db.session.expire_all()
    assert db.session.get_one(OutboxItem, row).state in ("skipped", "dead")


def test_an_officers_row_with_a_providers_address_waits_for_the_confirmation(
    app: Flask, office: SmallOffice, clock: FrozenClock
) -> None:
    ticket = a_ticket(book_of(app), now=clock.now)
    row = _a_row(ticket, "helpdesk@lkpp.example", "pending", clock)
    box = Box()
    post = replace(
        post_of(app), carrier=lambda: nullcontext(box),
        mailboxes=frozenset({"helpdesk@lkpp.example"}),
    )
    dispatch(post, clock)
    assert "helpdesk@lkpp.example" not in box.addresses
    db.session.expire_all()
    assert db.session.get_one(OutboxItem, row).state == "dead"


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


def _three_of_one_person(app: Flask) -> tuple[Ticket, Ticket, Ticket]:
    """A known matter, a complaint with hidden identity, and one without: by the same contact."""
    same = {"contacts": {"email": "siti@contoh.example"}, "category": Category.PUBLIC}
    known = new_ticket(app, text=ON_TIME, name="Siti Terang", **same)
    hidden = new_ticket(
        app, kind=Kind.COMPLAINT, text="Aduan pertama: pelayanan lambat.", name="Siti Terang",
        identity=IdentityMode.HIDDEN, **same,
    )
    nameless = new_ticket(
        app, kind=Kind.COMPLAINT, text="Aduan kedua: antrean tidak adil.",
        identity=IdentityMode.NONE, **same,
    )
    return known, hidden, nameless


def test_other_tickets_of_the_contact_do_not_name_whoever_is_hidden(desk: Flask) -> None:
    known, hidden, nameless = _three_of_one_person(desk)
    rina: Officer = new_officer(desk)
    browser = signed_in(desk, rina)
    beside_known = shown(browser, known)
    assert hidden.number not in beside_known
    assert nameless.number not in beside_known
    assert known.number not in shown(browser, hidden)
    assert known.number not in shown(browser, nameless)


def test_nobody_learns_from_neighbours_who_asked_for_no_identity(desk: Flask) -> None:
    from helpdesk.domain.roles import Role

    known, hidden, nameless = _three_of_one_person(desk)
    head = signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))
    assert hidden.number in shown(head, known)  # a head may know who it is
    assert nameless.number not in shown(head, known)
    assert known.number not in shown(head, nameless)
