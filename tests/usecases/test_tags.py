"""Tags: the bureau's list, what a ticket bears, the filter, and the record of each change."""

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.projection import stand
from helpdesk.domain.roles import Role
from helpdesk.domain.tags import code_of, names_of, with_tag, without_tag
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput, NotAllowed, NotFound, StaleTicket
from helpdesk.models import TicketTag
from helpdesk.queries.filters import Filters
from helpdesk.queries.listing import listing
from helpdesk.queries.tags import every_tag, tags_for
from helpdesk.usecases.tags import MOST_ON_A_TICKET, add_tag, put_away_tag, tag_ticket
from helpdesk.wording.timeline import timeline
from tests.builders import MONDAY, a_ticket, again, an_administrator, an_officer
from tests.usecases.reading import events


@pytest.mark.parametrize(("name", "code"), [
    ("Tender ulang", "tender-ulang"), ("  PEN & KPA! ", "pen-kpa"), ("Café 2027", "cafe-2027"),
])
def test_a_name_has_one_code(name, code):
    assert code_of(name) == code


def test_a_name_of_signs_alone_is_refused():
    with pytest.raises(InvalidInput, match="huruf atau angka"):
        code_of("!!! —")


def test_a_row_holds_names_in_order_and_none_when_the_last_goes():
    held = with_tag(with_tag(with_tag(None, "tender"), "Audit"), "tender")
    assert names_of(held) == ["Audit", "tender"]
    assert without_tag(held, "lain") == held
    assert without_tag(without_tag(held, "Audit"), "tender") is None


@pytest.fixture
def listed(db_session):
    keeper = an_administrator()
    return [add_tag(name, actor=keeper.actor, now=MONDAY) for name in ("Tender ulang", "Audit")]


def test_each_change_is_an_event_that_only_officers_read(book, office, listed):
    ulang, audit = listed
    ticket, actor = a_ticket(book), office.helpdesk.actor
    tag_ticket(book, ticket.number, [ulang.id], actor=actor, now=MONDAY)
    tag_ticket(book, ticket.number, [audit.id], actor=actor, now=MONDAY)
    tag_ticket(book, ticket.number, [audit.id], actor=actor, now=MONDAY)
    history = [row.as_event() for row in events(ticket)]
    assert [(e.type.value, e.data["tag"]) for e in history[1:]] == [
        ("tagged", "tender-ulang"), ("untagged", "tender-ulang"), ("tagged", "audit"),
    ]
    row = again(ticket)
    assert row.tags == stand(history).tags == "Audit"
    assert list(db.session.scalars(sa.select(TicketTag.tag_id))) == [audit.id]
    told = [r["text"] for r in timeline(book.catalogue, history, officers={})]
    assert told[1:] == ["Label “Tender ulang” dipasang", "Label “Tender ulang” dilepas",
                        "Label “Audit” dipasang"]
    assert "Label" not in str(timeline(book.catalogue, history))


def test_the_queue_is_filtered_by_tag_and_never_shows_what_is_sealed(book, office, listed):
    one, other = a_ticket(book), a_ticket(book)
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    for ticket in (one, sealed):
        tag_ticket(book, ticket.number, [listed[0].id], actor=office.bureau_head.actor, now=MONDAY)
    tag_ticket(book, other.number, [listed[1].id], actor=office.helpdesk.actor, now=MONDAY)

    def found(officer, code):
        page = listing(officer.actor, book.calendar, MONDAY, filters=Filters(tag=code))
        return {place.number for place in page.places}

    assert found(office.helpdesk, "tender-ulang") == {one.number}
    assert found(office.bureau_head, "tender-ulang") == {one.number, sealed.number}
    assert found(office.helpdesk, "entah") == set()


def test_what_is_put_away_stays_where_it_is_and_is_given_no_more(book, office, listed):
    ulang, _ = listed
    keeper, actor = office.unit_head.actor, office.helpdesk.actor
    old, new = a_ticket(book), a_ticket(book)
    tag_ticket(book, old.number, [ulang.id], actor=actor, now=MONDAY)
    put_away_tag(ulang.id, away=True, actor=keeper, now=MONDAY)
    assert [(tag.name, borne) for tag, borne in tags_for(old.id)] == [
        ("Audit", False), ("Tender ulang", True)]
    assert [tag.name for tag, _ in tags_for(new.id)] == ["Audit"]
    with pytest.raises(InvalidInput, match="diarsipkan"):
        tag_ticket(book, new.number, [ulang.id], actor=actor, now=MONDAY)
    tag_ticket(book, old.number, [ulang.id, listed[1].id], actor=actor, now=MONDAY)
    assert again(old).tags == "Audit\nTender ulang"
    with pytest.raises(InvalidInput, match="arsip"):
        add_tag("tender ULANG", actor=keeper, now=MONDAY)
    put_away_tag(ulang.id, away=False, actor=keeper, now=MONDAY)
    assert [tag.name for tag in every_tag() if tag.put_away_at is None] == ["Audit", "Tender ulang"]


@pytest.mark.parametrize("name", ["", "x" * 41, "Audit", "AUDIT!"])
def test_a_name_that_cannot_be_kept_says_why_at_its_field(listed, name):
    keeper = an_officer("Lain Pengelola", roles=(Role.ADMINISTRATOR,), unit=None)
    with pytest.raises(InvalidInput) as refused:
        add_tag(name, actor=keeper.actor, now=MONDAY)
    assert list(refused.value.fields) == ["name"]


def test_who_may_not_is_refused_and_nothing_tells_of_a_sealed_ticket(book, office, listed):
    actor = office.helpdesk.actor
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    with pytest.raises(NotFound):
        tag_ticket(book, sealed.number, [], actor=actor, now=MONDAY)
    with pytest.raises(NotAllowed):
        add_tag("Baru", actor=actor, now=MONDAY)
    with pytest.raises(NotFound):
        put_away_tag(99, away=True, actor=office.unit_head.actor, now=MONDAY)


def test_too_many_and_a_stale_page_change_nothing(book, office, listed):
    keeper, actor, ticket = office.unit_head.actor, office.helpdesk.actor, a_ticket(book)
    many = [add_tag(f"Label {n}", actor=keeper, now=MONDAY).id for n in range(MOST_ON_A_TICKET + 1)]
    with pytest.raises(InvalidInput, match="Paling banyak"):
        tag_ticket(book, ticket.number, many, actor=actor, now=MONDAY)
    version = again(ticket).version
    tag_ticket(book, ticket.number, many[:1], actor=actor, now=MONDAY, version=version)
    with pytest.raises(StaleTicket):
        tag_ticket(book, ticket.number, [], actor=actor, now=MONDAY, version=version)
    assert again(ticket).tags == "Label 0"
