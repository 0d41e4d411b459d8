"""Links between tickets: both logs tell, undone they stay on record, and none tells of a sealed."""

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotFound, StaleTicket
from helpdesk.models import TicketLink
from helpdesk.queries.ticket_links import links_of
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.seal import seal_ticket
from helpdesk.usecases.ticket_links import UNKNOWN, link_tickets, unlink_tickets
from helpdesk.wording.timeline import timeline
from tests.builders import MONDAY, a_ticket, again
from tests.usecases.reading import events

WHY = "Dua laporan tentang paket yang sama"


def linked(book, one, other, actor, **more):
    return link_tickets(book, one.number, other.number, WHY, actor=actor, now=MONDAY, **more)


def test_both_logs_tell_and_both_tickets_show_the_other(book, office):
    actor, one, other = office.helpdesk.actor, a_ticket(book), a_ticket(book)
    link = linked(book, other, one, actor)
    assert (link.first_id, link.second_id) == (one.id, other.id)
    for here, there in ((one, other), (other, one)):
        assert events(here, "linked")[0].data == {
            "link": link.id, "other": there.id, "reason": WHY}
        assert [row.number for row in links_of(here, actor)] == [there.number]
    unlink_tickets(book, one.number, link.id, actor=actor, now=MONDAY)
    assert links_of(one, actor) == links_of(other, actor) == []
    (row,) = links_of(other, actor, ended=True)
    assert (row.link.ended_at, row.link.ended_by) == (MONDAY, actor.id)
    assert [len(events(each, "unlinked")) for each in (one, other)] == [1, 1]
    assert linked(book, one, other, actor).id != link.id


def test_ended_tickets_can_be_linked_and_the_clocks_stay(book, office):
    actor, one, other = office.helpdesk.actor, a_ticket(book), a_ticket(book)
    resolve_ticket(book, other.number, Words("Sudah beres."), actor=actor, now=MONDAY)
    due = again(one).next_due_at
    linked(book, one, other, actor)
    assert again(one).next_due_at == due


@pytest.mark.parametrize(("other", "reason", "field"), [
    ("PBJ-2026-999999", WHY, "other"), ("apa saja", WHY, "other"), ("", WHY, "other"),
    ("OWN", WHY, "other"), ("OTHER", " ", "alasan"), ("OTHER", "x" * 501, "alasan"),
])
def test_what_cannot_be_linked_says_which_field(book, office, other, reason, field):
    one, two = a_ticket(book), a_ticket(book)
    other = {"OWN": one.number, "OTHER": two.number}.get(other, other)
    with pytest.raises(InvalidInput) as refused:
        link_tickets(book, one.number, other, reason, actor=office.helpdesk.actor, now=MONDAY)
    assert list(refused.value.fields) == [field]


def test_twice_a_stale_page_and_a_link_of_others_change_nothing(book, office):
    actor = office.helpdesk.actor
    one, other, third = (a_ticket(book) for _ in range(3))
    version = one.version
    link = linked(book, one, other, actor, version=version)
    with pytest.raises(InvalidInput, match="sudah dikaitkan"):
        linked(book, other, one, actor)
    with pytest.raises(StaleTicket):
        linked(book, one, third, actor, version=version)
    with pytest.raises(NotFound):
        unlink_tickets(book, third.number, link.id, actor=actor, now=MONDAY)
    unlink_tickets(book, one.number, link.id, actor=actor, now=MONDAY)
    with pytest.raises(IllegalMove, match="sudah dilepas"):
        unlink_tickets(book, one.number, link.id, actor=actor, now=MONDAY)
    assert db.session.scalar(sa.select(sa.func.count(TicketLink.id))) == 1


def test_a_sealed_ticket_is_as_one_nobody_has(book, office):
    one = a_ticket(book)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    with pytest.raises(InvalidInput) as hidden:
        linked(book, one, sealed, office.helpdesk.actor)
    assert hidden.value.fields == {"other": UNKNOWN}
    with pytest.raises(NotFound):
        linked(book, sealed, one, office.helpdesk.actor)
    with pytest.raises(InvalidInput, match="tertutup"):
        linked(book, one, sealed, office.bureau_head.actor)


def test_one_sealed_later_leaves_the_other_as_if_it_had_never_been(book, office):
    actor, head = office.helpdesk.actor, office.bureau_head.actor
    one = a_ticket(book)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, text="Layanan loket lambat")
    link = linked(book, one, sealed, actor)
    seal_ticket(book, sealed.number, actor=actor, now=MONDAY)
    assert links_of(one, actor, ended=True) == []
    assert [row.number for row in links_of(one, head)] == [sealed.number]
    with pytest.raises(NotFound):
        unlink_tickets(book, one.number, link.id, actor=actor, now=MONDAY)
    unlink_tickets(book, one.number, link.id, actor=head, now=MONDAY)
    assert links_of(one, actor, ended=True) == []
    history = [row.as_event() for row in events(one)]
    told = timeline(book.catalogue, history, officers={})
    assert [row["type"] for row in told] == ["registered"]
