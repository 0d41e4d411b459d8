"""Declaring an incident, correcting, ending and resuming it; joining and leaving."""

import json

import pytest

from helpdesk.db import db
from helpdesk.domain.incident import Cause
from helpdesk.domain.ticket import Kind
from helpdesk.errors import HelpdeskError, IllegalMove, InvalidInput, StaleTicket
from helpdesk.models import Incident
from helpdesk.usecases.incident import (
    correct_incident,
    declare_incident,
    end_incident,
    resume_incident,
)
from helpdesk.usecases.incident_reports import (
    Told,
    children_of,
    join_incident,
    join_many,
    leave_incident,
)
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator, at
from tests.usecases.incidents import BEGAN, HEADLINE, a_report, an_incident, an_outage, told
from tests.usecases.reading import events

TUESDAY = at("Selasa 24 November 2026 10.00")


@pytest.fixture
def actor(office):
    return office.helpdesk.actor


def row(ticket):
    return db.session.get(Incident, ticket.id, populate_existing=True)


def test_declaring_keeps_the_words_in_the_row_and_their_digest_in_the_event(book, actor):
    ticket = an_incident(book, actor, evidence="Dilihat Pak Budi: galat 502.", published=True,
                         headline=f"  {HEADLINE} \n", cause=Cause.LKPP)
    kept = row(ticket)
    assert (kept.headline, kept.cause, kept.published) == (HEADLINE, "lkpp", True)
    assert (kept.evidence, kept.ended_at) == ("Dilihat Pak Budi: galat 502.", None)
    (event,) = events(ticket, "incident_declared")
    assert event.data["started_at"] == BEGAN.isoformat()
    assert len(event.data["banner"]) == len(event.data["evidence"]) == 64
    assert "Budi" not in json.dumps(event.data)


@pytest.mark.parametrize(("fields", "field", "reason"), [
    ({"headline": "  "}, "headline", "Judul gangguan belum diisi."),
    ({"headline": "x" * 121}, "headline", "paling banyak 120 karakter"),
    ({"evidence": "x" * 10_001}, "evidence", "paling banyak 10.000 karakter"),
    ({"started_at": at("Senin 23 November 2026 09.01")}, "started_at", "masa depan"),
    ({"started_at": at("Senin 16 November 2026 08.59")}, "started_at", "7 hari"),
])
def test_bad_input_is_refused_with_its_field_and_nothing_is_kept(
    book, actor, fields, field, reason
):
    ticket = an_outage(book)
    with pytest.raises(InvalidInput) as refused:
        declare_incident(book, ticket.number, told(**fields), actor=actor, now=MONDAY)
    assert list(refused.value.fields) == [field]
    assert reason in refused.value.fields[field]
    assert row(ticket) is None
    assert events(ticket, "incident_declared") == []


def test_only_open_unsealed_outages_of_their_own_become_incidents_and_only_once(book, actor):
    parent = an_incident(book, actor)
    problem, child, solved = a_ticket(book), a_report(book, actor, parent), an_outage(book)
    resolve_ticket(book, solved.number, Words("Beres."), actor=actor, now=MONDAY)
    for ticket in (problem, child, solved, parent):
        with pytest.raises(IllegalMove):
            declare_incident(book, ticket.number, told(), actor=actor, now=MONDAY)
    outage = an_outage(book)
    with pytest.raises(HelpdeskError):
        declare_incident(
            book, outage.number, told(), actor=an_administrator().actor, now=MONDAY
        )
    assert row(outage) is None


def test_a_sealed_complaint_is_no_incident(book, office):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Petugas meminta uang.")
    assert ticket.sealed
    with pytest.raises(IllegalMove):
        declare_incident(
            book, ticket.number, told(), actor=office.bureau_head.actor, now=MONDAY
        )


def test_correcting_is_an_event_and_works_after_the_end(book, actor):
    ticket = an_incident(book, actor)
    over = at("Senin 23 November 2026 12.00")
    end_incident(book, ticket.number, over, actor=actor, now=TUESDAY)
    later = told(cause=Cause.TELKOM, started_at=at("Senin 23 November 2026 08.30"))
    correct_incident(book, ticket.number, later, actor=actor, now=TUESDAY)
    assert (row(ticket).cause, row(ticket).ended_at) == ("telkom", over)
    assert [e.data["again"] for e in events(ticket, "incident_declared")] == [None, "corrected"]
    wrong = told(started_at=at("Senin 23 November 2026 12.01"))
    with pytest.raises(InvalidInput) as refused:
        correct_incident(book, ticket.number, wrong, actor=actor, now=TUESDAY)
    assert "started_at" in refused.value.fields
    assert row(ticket).started_at == at("Senin 23 November 2026 08.30")


def test_an_old_page_corrects_nothing(book, actor):
    ticket = an_incident(book, actor)
    seen = again(ticket).version
    end_incident(book, ticket.number, None, actor=actor, now=TUESDAY)
    with pytest.raises(StaleTicket):
        correct_incident(book, ticket.number, told(), actor=actor, now=TUESDAY, version=seen)


def test_an_end_is_recorded_once_and_can_be_taken_back(book, actor):
    ticket = an_incident(book, actor)
    for wrong in ("Senin 23 November 2026 08.54", "Selasa 24 November 2026 10.01"):
        with pytest.raises(InvalidInput) as refused:
            end_incident(book, ticket.number, at(wrong), actor=actor, now=TUESDAY)
        assert "ended_at" in refused.value.fields
    with pytest.raises(IllegalMove):
        resume_incident(book, ticket.number, actor=actor, now=TUESDAY)
    end_incident(book, ticket.number, None, actor=actor, now=TUESDAY)
    assert row(ticket).ended_at == TUESDAY
    with pytest.raises(IllegalMove):
        end_incident(book, ticket.number, None, actor=actor, now=TUESDAY)
    resume_incident(book, ticket.number, actor=actor, now=TUESDAY)
    assert row(ticket).ended_at is None
    assert [e.type for e in events(ticket)][-2:] == ["incident_ended", "incident_declared"]


def test_several_are_joined_at_once_and_one_bad_one_stops_no_other(book, actor):
    parent, other = an_incident(book, actor), an_incident(book, actor)
    good, taken, ended = an_outage(book), a_report(book, actor, other), an_outage(book)
    resolve_ticket(book, ended.number, Words("Beres."), actor=actor, now=MONDAY)
    numbers = [taken.number, ended.number, "PBJ-2026-999999", good.number, good.number]
    results = join_many(book, parent.number, numbers, actor=actor, now=MONDAY)
    assert [(r.number, r.outcome) for r in results] == [
        (taken.number, "refused"), (ended.number, "refused"), ("PBJ-2026-999999", "refused"),
        (good.number, "done"),
    ]
    assert all(r.reason for r in results[:3])
    assert children_of(parent.id) == [good.number]
    assert join_many(book, parent.number, [good.number], actor=actor, now=MONDAY) == [
        Told(good.number, "before")
    ]
    assert len(events(good, "joined_incident")) == 1


@pytest.mark.parametrize("count", [0, 101])
def test_none_or_too_many_at_once_are_refused(book, actor, count):
    parent = an_incident(book, actor)
    numbers = [f"PBJ-2026-9{n:05}" for n in range(count)]
    with pytest.raises(InvalidInput) as refused:
        join_many(book, parent.number, numbers, actor=actor, now=MONDAY)
    assert "numbers" in refused.value.fields


def test_a_parent_with_reports_of_its_own_joins_nothing(book, actor):
    parent, leader = an_incident(book, actor), an_outage(book)
    a_report(book, actor, leader)
    for ticket in (leader, an_incident(book, actor)):
        with pytest.raises(IllegalMove):
            join_incident(book, ticket.number, parent.number, actor=actor, now=MONDAY)


def test_a_report_taken_out_goes_on_alone_and_can_come_back(book, actor):
    parent = an_incident(book, actor)
    child = a_report(book, actor, parent)
    with pytest.raises(IllegalMove):
        leave_incident(book, child.number, an_outage(book).number, actor=actor, now=TUESDAY)
    leave_incident(book, child.number, parent.number, actor=actor, now=TUESDAY)
    assert again(child).parent_id is None
    (left,) = events(child, "left_incident")
    assert left.data == {"parent": parent.id}
    with pytest.raises(IllegalMove):
        leave_incident(book, child.number, parent.number, actor=actor, now=TUESDAY)
    join_incident(book, child.number, parent.number, actor=actor, now=TUESDAY)
    assert again(child).parent_id == parent.id
