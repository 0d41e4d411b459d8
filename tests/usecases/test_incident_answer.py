"""One answer to all: own events and notices, own results, and which clocks it stops."""

import pytest

from helpdesk.catalogue.policy_services import service_content
from helpdesk.db import db
from helpdesk.domain.ticket import Category, Channel, Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import Incident
from helpdesk.usecases.edit_service import save_service
from helpdesk.usecases.fields import fill_fields
from helpdesk.usecases.incident import end_incident
from helpdesk.usecases.incident_answer import Answered, answer_incident
from helpdesk.usecases.incident_reports import leave_incident
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.seal import seal_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator, at
from tests.racing import race
from tests.usecases.incidents import TOKEN, a_report, an_incident, an_outage
from tests.usecases.reading import clock, events, notices

TUESDAY = at("Selasa 24 November 2026 10.00")
SAYS = "Layanan sudah pulih sebagian; kami terus memantau."


@pytest.fixture
def actor(office):
    return office.helpdesk.actor


def answer(book, parent, actor, words=SAYS, token=TOKEN, **more):
    return answer_incident(
        book, parent.number, words, press=token, actor=actor, now=TUESDAY, **more
    )


def outcomes(results):
    return [(r.number, r.outcome) for r in results.told]


def test_parent_and_open_reports_each_get_their_own_event_message_and_notice(book, actor):
    parent = an_incident(book, actor)
    reports = [a_report(book, actor, parent, text=f"SPSE mati {n}") for n in range(3)]
    stranger, solved = an_outage(book), a_report(book, actor, parent)
    resolve_ticket(book, solved.number, Words("Beres."), actor=actor, now=MONDAY)
    told = [parent, *reports]
    assert outcomes(answer(book, parent, actor)) == [(t.number, "done") for t in told]
    for ticket in told:
        (event,) = events(ticket, "replied")
        assert len(notices(ticket, "reply")) == 1
        assert notices(ticket, "reply")[0].message_id == event.data["message"]
        assert clock(ticket, "response").state == "met"
        assert clock(ticket, "response").stopped_at == TUESDAY
        assert clock(ticket, "resolution").state == "running"
    assert len({events(t, "replied")[0].data["message"] for t in told}) == 4
    assert events(stranger, "replied") == events(solved, "replied") == []


def test_a_message_waiting_since_the_first_answer_is_answered_by_the_next(book, actor):
    parent = an_incident(book, actor)
    child = a_report(book, actor, parent)
    answer(book, parent, actor, token="yang-pertama")
    later = at("Selasa 24 November 2026 11.00")
    receive_message(book, child.number, "Masih mati.", channel=Channel.WEB.value, now=later)
    assert clock(child, "reply").state == "running"
    answer_incident(book, parent.number, SAYS, press="yang-kedua", actor=actor,
                    now=at("Selasa 24 November 2026 13.00"))
    assert clock(child, "reply").state == "met"


def test_a_reply_to_all_says_nothing_of_a_file_or_a_complaint(book, actor):
    parent = an_incident(book, actor)
    complaint = a_report(book, actor, parent, kind=Kind.COMPLAINT, category=Category.SUPPLIER)
    request = a_report(book, actor, parent, kind=Kind.REQUEST)
    answer(book, parent, actor)
    for ticket in (complaint, request):
        assert events(ticket, "replied")[0].data["completeness"] is None
        assert clock(ticket, "response").state == "running"
    assert clock(request, "resolution") is None


def test_resolving_all_ends_them_and_the_incident_but_not_what_must_be_declared_complete(
    book, actor
):
    parent = an_incident(book, actor)
    child = a_report(book, actor, parent)
    complaint = a_report(book, actor, parent, kind=Kind.COMPLAINT)
    results = answer(book, parent, actor, resolve=True)
    assert outcomes(results) == [
        (parent.number, "done"), (child.number, "done"), (complaint.number, "refused")
    ]
    assert "satu per satu" in results.told[2].reason
    assert [again(t).status for t in (parent, child)] == ["resolved", "resolved"]
    assert again(complaint).status == "new"
    assert len(notices(child, "resolved")) == 1
    assert db.session.get(Incident, parent.id).ended_at == TUESDAY


def test_a_column_that_the_service_needs_is_asked_for_per_ticket(book, office, actor):
    code = "asistensi-perencanaan"
    column = {"code": "opd", "label": "Perangkat daerah", "type": "text", "choices": [],
              "needed": True}
    wanted = service_content(book.catalogue.services[code]) | {"fields": [column]}
    save_service(book, wanted, "Nota dinas 7", None, based_on=0,
                 actor=office.bureau_head.actor, now=MONDAY)
    book = newest_book(book)
    parent = an_incident(book, actor)
    empty, filled = (a_report(book, actor, parent, service=code) for _ in range(2))
    fill_fields(book, filled.number, {"opd": "Dinas PUPR"}, actor=actor, now=MONDAY)
    told = answer(book, parent, actor, resolve=True)
    assert outcomes(told) == [
        (parent.number, "done"), (empty.number, "refused"), (filled.number, "done")]
    assert told.told[1].reason == "Isi dulu kolom layanan ini: Perangkat daerah."
    assert (again(empty).status, events(empty, "replied"), notices(empty, "resolved")) == (
        "new", [], [])
    assert outcomes(answer(book, parent, actor, token="tanpa-selesai")) == [(empty.number, "done")]


def test_an_end_recorded_before_stays(book, actor):
    parent = an_incident(book, actor)
    over = at("Senin 23 November 2026 12.00")
    end_incident(book, parent.number, over, actor=actor, now=TUESDAY)
    answer(book, parent, actor, resolve=True)
    assert db.session.get(Incident, parent.id).ended_at == over
    assert len(events(parent, "incident_ended")) == 1


@pytest.mark.parametrize("resolve", [False, True])
def test_pressing_twice_sends_nothing_twice(book, actor, resolve):
    parent = an_incident(book, actor)
    child = a_report(book, actor, parent)
    answer(book, parent, actor, resolve=resolve)
    late = a_report(book, actor, parent) if not resolve else None
    expected = [(parent.number, "before"), (child.number, "before")]
    expected += [(late.number, "done")] if late else []
    assert outcomes(answer(book, parent, actor, resolve=resolve)) == expected
    kind, template = ("resolved", "resolved") if resolve else ("replied", "reply")
    assert len(events(child, kind)) == len(notices(child, template)) == 1
    assert len(events(parent, "incident_ended")) == int(resolve)


def test_sealed_and_departed_reports_are_not_told(book, actor):
    parent = an_incident(book, actor)
    sealed = a_report(book, actor, parent, kind=Kind.COMPLAINT)
    gone = a_report(book, actor, parent)
    seal_ticket(book, sealed.number, actor=actor, now=MONDAY)
    leave_incident(book, gone.number, parent.number, actor=actor, now=MONDAY)
    assert outcomes(answer(book, parent, actor)) == [(parent.number, "done")]


def test_what_is_wrong_is_told_before_anybody_hears(book, actor):
    parent, undeclared = an_incident(book, actor), an_outage(book)
    child = a_report(book, actor, parent)
    with pytest.raises(InvalidInput) as refused:
        answer(book, parent, actor, words=" ")
    assert list(refused.value.fields) == ["text"]
    with pytest.raises(IllegalMove):
        answer(book, parent, actor, token="x y")
    with pytest.raises(IllegalMove):
        answer(book, undeclared, actor)
    with pytest.raises(NotAllowed):
        answer(book, parent, an_administrator().actor)
    assert events(child, "replied") == events(parent, "replied") == []


def test_the_parent_already_resolved_leaves_the_late_reports_to_be_answered(book, actor):
    parent = an_incident(book, actor)
    child = a_report(book, actor, parent)
    resolve_ticket(book, parent.number, Words("Beres."), actor=actor, now=MONDAY)
    assert outcomes(answer(book, parent, actor, resolve=True)) == [(child.number, "done")]
    assert a_ticket(book).status == "new"


def test_more_reports_than_fit_into_one_press_are_left_to_the_next(book, actor, monkeypatch):
    monkeypatch.setattr("helpdesk.usecases.incident_answer.MOST_AT_ONCE", 2)
    parent = an_incident(book, actor)
    first, second = a_report(book, actor, parent), a_report(book, actor, parent)
    pressed = answer(book, parent, actor)
    assert (outcomes(pressed), pressed.left) == (
        [(parent.number, "done"), (first.number, "done")], 1
    )
    again_pressed = answer(book, parent, actor)
    assert (outcomes(again_pressed)[2], again_pressed.left) == ((second.number, "done"), 0)


def test_two_presses_at_the_same_moment_tell_everybody_once(app, book, actor):
    parent = an_incident(book, actor)
    child = a_report(book, actor, parent)
    results = race(app, *[lambda: answer(book, parent, actor)] * 2)
    assert all(isinstance(result, Answered) for result in results)
    told = sorted(each.outcome for result in results for each in result.told)
    assert told == ["before", "before", "done", "done"]
    db.session.rollback()
    for ticket in (parent, child):
        assert len(events(ticket, "replied")) == len(notices(ticket, "reply")) == 1
