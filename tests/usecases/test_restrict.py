"""The neutrality guard: who sees a restricted ticket, who hears of it, how it opens again."""

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Access, Action, Actor, Role, authorize, may_be_given, may_see
from helpdesk.domain.ticket import Kind, Status
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound, StaleTicket
from helpdesk.models import OutboxItem, Ticket
from helpdesk.queries.counters import counters
from helpdesk.queries.inbox import moments, visible
from helpdesk.queries.listing import listing
from helpdesk.queries.reading import messages_of, ticket_seen_by
from helpdesk.queries.watchers import watchers_of
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.follow_on import follow_on
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note
from helpdesk.usecases.resolve import reject_ticket
from helpdesk.usecases.restrict import lift_restriction, restrict_ticket
from helpdesk.usecases.watching import follow_ticket
from tests.builders import MONDAY, a_ticket, again, an_officer, at
from tests.usecases.reading import events

TEXT = "Kenapa kami gugur teknis padahal penawaran kami paling rendah?"
ANSWER = Words("Penilaian penawaran menjadi kewenangan Pokja Pemilihan.")
LATER = at("Senin 23 November 2026 10.00")


@pytest.fixture
def ticket(book, office):
    return a_ticket(book, kind=Kind.INQUIRY, text=TEXT)


@pytest.fixture
def other(office):
    return an_officer("Yosua Petugas")


def close(book, ticket, actor, handler, **more):
    return restrict_ticket(book, ticket.number, officer_id=handler.id, actor=actor.actor,
                           now=MONDAY, **more)


def sees(officer, ticket):
    try:
        ticket_seen_by(ticket.number, officer.actor)
    except (NotFound, NotAllowed):
        return False
    return True


def listed(book, officer, view="semua"):
    found = listing(officer.actor, book.calendar, MONDAY, view=view)
    return [place.number for place in found.places]


def told(ticket):
    """The officers' addresses that rows of the outbox go to."""
    rows = db.session.scalars(sa.select(OutboxItem).where(
        OutboxItem.ticket_id == ticket.id, OutboxItem.audience.not_in(("requester", "provider"))
    ))
    return {row.recipient for row in rows}


SIGHT = [
    # roles, holds it, sees a restricted one
    ({Role.HELPDESK}, False, False), ({Role.HELPDESK}, True, True),
    ({Role.VERIFIER}, False, False), ({Role.SYSTEM_ADMIN}, False, False),
    ({Role.SYSTEM_ADMIN}, True, True), ({Role.UNIT_HEAD}, False, True),
    ({Role.BUREAU_HEAD}, False, True), ({Role.ADMINISTRATOR}, False, False),
    ({Role.HELPDESK, Role.VERIFIER}, False, False),
]


@pytest.mark.parametrize(("roles", "holds", "seen"), SIGHT)
def test_the_heads_and_its_handler_see_it(roles, holds, seen):
    actor = Actor("officer", 7, frozenset(roles))
    access = Access(restricted=True, assignee=7 if holds else 8)
    assert may_see(actor, access) is seen
    assert may_see(actor, Access(assignee=8))
    if not seen:
        with pytest.raises(NotFound):
            authorize(actor, Action.VIEW_TICKET, access)


@pytest.mark.parametrize(("roles", "holds", "seen"), SIGHT)
def test_a_sealed_one_stays_sealed_to_its_handler(roles, holds, seen):
    actor = Actor("officer", 7, frozenset(roles))
    access = Access(sealed=True, restricted=True, assignee=7 if holds else 8)
    assert may_see(actor, access) is (Role.BUREAU_HEAD in roles)


def test_sight_in_lists_is_the_sight_of_pages(book, office, ticket, other):
    close(book, ticket, office.helpdesk, office.helpdesk)
    plain = a_ticket(book)
    for officer in (*office.all, other):
        rows = db.session.scalars(sa.select(Ticket.number).where(visible(officer.actor)),
                                  moments(book.calendar, MONDAY)).all()
        assert (ticket.number in rows) is sees(officer, ticket), officer.name
        assert plain.number in rows
        assert (ticket.number in listed(book, officer)) is sees(officer, ticket)
        shown = counters(officer.actor, book.calendar, MONDAY)["netralitas"]
        assert shown == (1 if sees(officer, ticket) else 0)
    assert [sees(o, ticket) for o in (*office.all, other)] == [True, False, True, True, False]
    assert listed(book, office.helpdesk, "netralitas") == [ticket.number]


def test_the_answer_goes_out_and_counts_as_the_first_response(book, office, ticket, other):
    close(book, ticket, other, office.helpdesk, answer=ANSWER)
    row = again(ticket)
    assert (row.restricted, row.assignee_id) == (True, office.helpdesk.id)
    assert [m.body for m in messages_of(row, internal=False)][-1] == ANSWER.text
    assert [e.type for e in events(ticket)][-3:] == ["replied", "assigned", "restricted"]
    assert row.waiting_since is None
    assert not sees(other, ticket)
    with pytest.raises(NotFound):
        add_note(book, ticket.number, Words("Catatan"), actor=other.actor, now=LATER)


def test_without_an_answer_only_the_sight_changes(book, office, ticket):
    assign_ticket(book, ticket.number, officer_id=office.helpdesk.id, actor=office.helpdesk.actor,
                  now=MONDAY)
    before = again(ticket).next_due_at
    close(book, ticket, office.helpdesk, office.helpdesk)
    assert [e.type for e in events(ticket)][-1] == "restricted"
    assert again(ticket).next_due_at == before


def test_it_is_nobodys_never(book, office, ticket):
    with pytest.raises(InvalidInput) as wrong:
        restrict_ticket(book, ticket.number, officer_id=None, actor=office.helpdesk.actor,
                        now=MONDAY)
    assert "Pilih petugas" in str(wrong.value.fields)
    assert not again(ticket).restricted


def test_what_cannot_be_restricted_says_why(book, office, ticket):
    complaint = a_ticket(book, kind=Kind.COMPLAINT, text="Hasil evaluasi tidak adil.")
    with pytest.raises(InvalidInput):
        close(book, complaint, office.helpdesk, office.helpdesk, answer=ANSWER)
    assert not again(complaint).restricted
    assert [e.type for e in events(complaint)] == ["registered"]
    close(book, complaint, office.helpdesk, office.helpdesk)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, text="Petugas loket meminta uang.")
    with pytest.raises(IllegalMove):
        close(book, sealed, office.bureau_head, office.helpdesk)
    close(book, ticket, office.helpdesk, office.helpdesk)
    with pytest.raises(IllegalMove):
        close(book, ticket, office.helpdesk, office.helpdesk)
    with pytest.raises(StaleTicket):
        lift_restriction(book, ticket.number, "Tender sudah selesai",
                         actor=office.bureau_head.actor, now=LATER, version=1)


def test_news_reaches_only_those_who_see_it(book, office, ticket, other):
    follow_ticket(ticket.number, actor=other.actor, now=MONDAY)
    close(book, ticket, office.helpdesk, office.helpdesk)
    before = told(ticket)
    receive_message(book, ticket.number, "Mohon nilai kami ditinjau.", channel="web", now=LATER)
    assert told(ticket) - before <= {
        o.email for o in (office.helpdesk, office.unit_head, office.bureau_head)
    }
    assert office.helpdesk.email in told(ticket)
    assert other not in watchers_of(again(ticket))


def test_it_can_be_handed_on_to_whom_it_was_closed(book, office, ticket, other):
    close(book, ticket, office.helpdesk, office.helpdesk)
    assert may_be_given(other.actor, again(ticket).access)
    assign_ticket(book, ticket.number, officer_id=other.id, actor=office.helpdesk.actor, now=LATER)
    assert [sees(office.helpdesk, ticket), sees(other, ticket)] == [False, True]


def test_a_head_opens_it_again_with_a_reason(book, office, ticket, other):
    close(book, ticket, office.helpdesk, office.helpdesk)
    with pytest.raises(NotAllowed):
        lift_restriction(book, ticket.number, "Tender selesai", actor=office.helpdesk.actor,
                         now=LATER)
    with pytest.raises(InvalidInput):
        lift_restriction(book, ticket.number, " ", actor=office.unit_head.actor, now=LATER)
    lift_restriction(book, ticket.number, "Tender selesai", actor=office.unit_head.actor, now=LATER)
    assert sees(other, ticket)
    assert [e.data for e in events(ticket)][-1] == {"reason": "Tender selesai"}
    with pytest.raises(IllegalMove):
        lift_restriction(book, ticket.number, "Lagi", actor=office.unit_head.actor, now=LATER)


def test_what_follows_a_restricted_one_is_restricted(book, office, ticket, other):
    close(book, ticket, office.helpdesk, office.helpdesk)
    reject_ticket(book, ticket.number, Words("Bukan kewenangan kami."), actor=office.helpdesk.actor,
                  now=MONDAY)
    assert again(ticket).status == Status.REJECTED
    new = follow_on(book, ticket.number, "Kami tetap keberatan.", channel="web", now=LATER)
    assert again(new).restricted
    assert not sees(other, new)
    assert sees(office.unit_head, new)
