"""A head's discretion (Pasal 6): one requirement or step, on record, and no clock hears of it."""

import pytest

from helpdesk.domain.checklist import DocumentState, missing, papers_of
from helpdesk.domain.events import EventType
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, StaleTicket
from helpdesk.usecases.counter import receive_file_at_counter, tick_document
from helpdesk.usecases.discretion import use_discretion
from helpdesk.wording.timeline import timeline
from tests.builders import MONDAY, a_ticket, again, bring_all
from tests.usecases.reading import events

WHY = "Akta asli disita kejaksaan; salinan dilegalisir dan surat sita diperlihatkan."


@pytest.fixture
def head(office):
    return office.unit_head.actor


@pytest.fixture
def request_(book):
    return a_ticket(book, kind=Kind.REQUEST)


@pytest.fixture
def lacking(book, office, request_):
    """The code of the one document that is still missing."""
    needed = book.catalogue.services[request_.service].documents
    code = next(each.code for each in needed if each.when is None and each.original)
    bring_all(book, request_.number, actor=office.helpdesk.actor, but=[code])
    return code


def adjust(book, ticket, part, head, *, reason=WHY, **more):
    return use_discretion(book, ticket.number, part, reason, actor=head, now=MONDAY, **more)


def papers(book, ticket):
    history = [row.as_event() for row in events(ticket)]
    return papers_of(book.catalogue.services[ticket.service].documents, history)


def test_a_requirement_is_replaced_and_the_file_can_be_received(book, office, head, request_,
                                                                lacking):
    before = again(request_).next_due_at
    with pytest.raises(IllegalMove):
        receive_file_at_counter(book, request_.number, actor=office.helpdesk.actor, now=MONDAY)
    adjust(book, request_, f"document:{lacking}", head)
    assert missing(papers(book, request_)) == ()
    state = {p.needed.code: p.state for p in papers(book, request_)}
    assert state[lacking] is DocumentState.WAIVED
    assert again(request_).next_due_at == before, "no clock hears of it"
    receive_file_at_counter(book, request_.number, actor=office.helpdesk.actor, now=MONDAY)


def test_who_asked_reads_what_and_officers_why(book, head, request_, lacking):
    adjust(book, request_, f"document:{lacking}", head)
    history = [row.as_event() for row in events(request_)]
    theirs = str(timeline(book.catalogue, history))
    ours = str(timeline(book.catalogue, history, officers={}))
    assert "Kepala menyesuaikan persyaratan" in theirs
    assert "kejaksaan" not in theirs
    assert WHY in ours


def test_the_original_that_comes_after_all_holds_again(book, office, head, request_, lacking):
    adjust(book, request_, f"document:{lacking}", head)
    tick_document(book, request_.number, lacking, DocumentState.ORIGINAL,
                  actor=office.helpdesk.actor, now=MONDAY)
    assert {p.needed.code: p.state for p in papers(book, request_)}[lacking] is (
        DocumentState.ORIGINAL)


def test_a_step_of_the_procedure(book, head, request_):
    step = book.catalogue.services[request_.service].checklist[0].no
    adjust(book, request_, f"step:{step}", head)
    last = events(request_)[-1]
    assert (last.type, last.data["step"], last.data["reason"]) == (
        EventType.DISCRETION_USED.value, step, WHY)


@pytest.mark.parametrize(("part", "reason", "field"), [
    ("document:tidak-ada", WHY, "part"), ("step:999", WHY, "part"), ("", WHY, "part"),
    ("identity:ktp", WHY, "part"), ("step:1", "kebijakan", "reason"), ("step:1", " ", "alasan"),
])
def test_what_will_not_do_is_told_by_its_field(book, head, request_, part, reason, field):
    with pytest.raises(InvalidInput) as refused:
        adjust(book, request_, part, head, reason=reason)
    assert field in refused.value.fields


def test_what_is_already_there_needs_no_discretion(book, office, head, request_):
    bring_all(book, request_.number, actor=office.helpdesk.actor)
    code = next(p.needed.code for p in papers(book, request_) if p.enough)
    with pytest.raises(InvalidInput):
        adjust(book, request_, f"document:{code}", head)


def test_it_is_the_heads_and_only_for_requests(book, office, head, request_):
    with pytest.raises(NotAllowed):
        adjust(book, request_, "step:1", office.helpdesk.actor)
    with pytest.raises(IllegalMove, match="permintaan layanan"):
        adjust(book, a_ticket(book), "step:1", head)
    with pytest.raises(StaleTicket):
        adjust(book, request_, "step:1", head, version=0)


def test_no_officer_ticks_a_discretion(book, office, request_, lacking):
    with pytest.raises(InvalidInput):
        tick_document(book, request_.number, lacking, DocumentState.WAIVED,
                      actor=office.helpdesk.actor, now=MONDAY)
