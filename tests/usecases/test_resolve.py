"""How tickets end and go on: resolved, rejected, reopened within the week, new targets."""

from functools import partial

import pytest

from helpdesk.domain.ticket import Channel, Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.usecases.incident_reports import join_incident
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, no_reply_needed, reply_to_requester
from helpdesk.usecases.resolve import (
    confirm_resolved,
    refer_ticket,
    reject_ticket,
    reopen_by_officer,
    reopen_by_requester,
    resolve_ticket,
    set_target,
    withdraw_ticket,
)
from helpdesk.usecases.seal import seal_ticket
from helpdesk.usecases.sweep import sweep
from tests.builders import MONDAY, a_ticket, again, at
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import clock, events, notices

pytestmark = SQLITE_ONLY
WORDS = Words("Sudah kami perbaiki.")
TUESDAY = at("Selasa 24 November 2026 09.00")


@pytest.fixture
def actor(office):
    return office.helpdesk.actor


def resolved(book, actor, now=TUESDAY, **fields):
    ticket = a_ticket(book, **fields)
    resolve_ticket(book, ticket.number, WORDS, actor=actor, now=now)
    return ticket


@pytest.mark.parametrize(("when", "open_"), [
    ("Selasa 1 Desember 2026 23.59", True), ("Rabu 2 Desember 2026 00.00", False),
])
@pytest.mark.parametrize("who", ["requester", "officer"])
def test_a_week_to_reopen(book, actor, who, when, open_):
    ticket = resolved(book, actor)
    reopen = {
        "requester": partial(reopen_by_requester, book, ticket.number, "Masih galat",
                             channel="web", now=at(when)),
        "officer": partial(reopen_by_officer, book, ticket.number, "Ternyata belum", actor=actor,
                           now=at(when)),
    }[who]
    if not open_:
        with pytest.raises(IllegalMove):
            reopen()
        return
    reopen()
    assert again(ticket).status == "in_progress"
    assert clock(ticket, "resolution").state == "running"
    assert (clock(ticket, "reply") is not None) is (who == "requester")


def test_thanks_do_not_reopen_and_can_be_answered_or_left(book, actor):
    ticket = resolved(book, actor)
    receive_message(book, ticket.number, "Terima kasih", channel="web", now=TUESDAY)
    assert (again(ticket).status, clock(ticket, "reply").state) == ("resolved", "running")
    reply_to_requester(book, ticket.number, Words("Sama-sama."), actor=actor, now=TUESDAY)
    assert (again(ticket).status, clock(ticket, "reply").state) == ("resolved", "met")
    receive_message(book, ticket.number, "Baik", channel="web", now=TUESDAY)
    no_reply_needed(book, ticket.number, actor=actor, now=TUESDAY)
    assert clock(ticket, "reply", 2).state == "met"


def test_a_missed_ticket_reopened_gets_a_target_and_keeps_its_verdict(book, actor):
    ticket = resolved(book, actor, now=at("Selasa 1 Desember 2026 09.00"))
    reopen_by_requester(book, ticket.number, "Masih galat", channel="web",
                        now=at("Rabu 2 Desember 2026 10.00"))
    assert clock(ticket, "resolution").state == "missed"
    assert told(clock(ticket, "target").due_at) == "Jumat 4 Desember 2026 16.30"
    assert notices(ticket, "target_set")
    sweep(book, at("Senin 7 Desember 2026 09.00"))
    steps = [(e.data["clock"], e.data["step"]) for e in events(ticket, "step_taken")]
    assert ("target", "warn-target") in steps
    assert ("target", "target-missed") in steps


def test_a_ticket_in_time_reopened_gets_no_target(book, actor):
    ticket = resolved(book, actor)
    reopen_by_requester(book, ticket.number, "Masih galat", channel="web", now=TUESDAY)
    assert clock(ticket, "target") is None


def test_only_heads_set_targets_and_only_for_the_future(book, office, actor):
    ticket = a_ticket(book)
    act = partial(set_target, book, ticket.number, reason="menunggu suku cadang", now=TUESDAY)
    with pytest.raises(NotAllowed):
        act(due_at=at("Rabu 2 Desember 2026 16.00"), actor=actor)
    with pytest.raises(InvalidInput):
        act(due_at=TUESDAY, actor=office.unit_head.actor)
    for day in ("Rabu 2 Desember 2026 16.00", "Minggu 6 Desember 2026 12.00"):
        act(due_at=at(day), actor=office.unit_head.actor)
    assert [e.data["number"] for e in events(ticket, "target_set")] == [1, 2]
    assert again(ticket).targets == 2


@pytest.mark.parametrize("end", ["resolve", "reject", "refer", "withdraw"])
def test_an_ended_ticket_takes_no_further_act(book, actor, end):
    ticket = a_ticket(book)
    act = {"actor": actor, "now": TUESDAY}
    {
        "resolve": lambda: resolve_ticket(book, ticket.number, WORDS, **act),
        "reject": lambda: reject_ticket(book, ticket.number, WORDS, **act),
        "refer": lambda: refer_ticket(book, ticket.number, "Dinas PUPR", WORDS, **act),
        "withdraw": lambda: withdraw_ticket(book, ticket.number, now=TUESDAY),
    }[end]()
    with pytest.raises(IllegalMove):
        resolve_ticket(book, ticket.number, WORDS, **act)
    if end != "resolve":
        for use_case in (
            partial(receive_message, book, ticket.number, "x", channel="web", now=TUESDAY),
            partial(reply_to_requester, book, ticket.number, WORDS, **act),
            partial(withdraw_ticket, book, ticket.number, now=TUESDAY),
            partial(reopen_by_officer, book, ticket.number, "x", **act),
        ):
            with pytest.raises(IllegalMove):
                use_case()
    assert not again(ticket).next_due_at or end == "resolve"


def test_confirming_closes_without_a_message(book, actor):
    ticket = resolved(book, actor)
    confirm_resolved(book, ticket.number, now=TUESDAY)
    assert (again(ticket).status, notices(ticket, "closed")) == ("closed", [])
    with pytest.raises(IllegalMove):
        confirm_resolved(book, ticket.number, now=TUESDAY)


@pytest.mark.parametrize("case", ["itself", "not an outage", "a child", "sealed"])
def test_what_cannot_be_joined(book, actor, case):
    ticket, outage = a_ticket(book), a_ticket(book, kind=Kind.OUTAGE)
    if case == "itself":
        ticket = outage
    elif case == "not an outage":
        outage = a_ticket(book)
    elif case == "a child":
        join_incident(book, outage.number, a_ticket(book, kind=Kind.OUTAGE).number, actor=actor,
                      now=MONDAY)
    else:
        ticket = a_ticket(book, kind=Kind.COMPLAINT, text="x", channel=Channel.WEB)
        seal_ticket(book, ticket.number, actor=actor, now=MONDAY)
    from helpdesk.errors import HelpdeskError

    with pytest.raises(HelpdeskError):
        join_incident(book, ticket.number, outage.number, actor=actor, now=MONDAY)
    assert again(ticket).parent_id is None
