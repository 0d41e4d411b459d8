"""Two tickets become one: of two dates of a kind the earlier one goes on, whatever came before."""

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import stand
from helpdesk.domain.sla import ClockKind, ClockState, clocks_of, due_if_resumed, running
from helpdesk.domain.span_data import span_data
from helpdesk.domain.takeover import carried
from helpdesk.domain.ticket import OPEN, RelayState, Status
from tests.builders import at
from tests.domain.history import CALENDARS, History, days, told
from tests.domain.test_ticket_properties import tickets

NOW = "Kamis 26 November 2026 10.00"
TUESDAY = "Selasa 24 November 2026 10.00"


def merged(mine, theirs, now):
    """What `usecases.merge` records on both, without a database; clocks of both afterwards."""
    old = stand(theirs)
    data = {
        "from": 2, "received": theirs[0].occurred_at.isoformat(),
        "wrote": [e.occurred_at.isoformat() for e in theirs
                  if e.type in (EventType.REGISTERED, EventType.REQUESTER_WROTE)],
        "unanswered": old.waiting_since.isoformat() if old.waiting_since else None,
    }
    heard = Event(len(mine) + 1, EventType.TOOK_OVER, now, now, "officer:1", data=data)
    going = list(carried(
        clocks_of([*mine, heard], CALENDARS, now), clocks_of(theirs, CALENDARS, now), CALENDARS,
        now,
    ))
    data["clocks"] = {
        e.place.value: span_data(e.clock.span, e.cycle, now) for e in going if e.earlier}
    over = Event(len(theirs) + 1, EventType.MERGED, now, now, "officer:1", data={
        "into": 1, "clocks": [e.clock.kind.value for e in going if e.leaves]})
    return [*mine, heard], [*theirs, over]


def dues(events, now):
    """Kind → when it would fall due if nothing held it."""
    clocks = clocks_of(events, CALENDARS, now)
    return {c.kind: due_if_resumed(c, CALENDARS, now) for c in clocks if c.unfinished}


@given(tickets(), tickets(), st.integers(0, 20_000))
def test_no_deadline_is_ever_later_and_no_verdict_counts_twice(one, other, minutes):
    mine, theirs = one[0].events, other[0].events
    now = max(one[1], other[1]) + timedelta(minutes=minutes)
    here, there = stand(mine), stand(theirs)
    assume(here.status in OPEN)
    assume(there.status in OPEN)
    assume(there.relay_state not in (RelayState.FILED, RelayState.ACCEPTED))
    before, owed = dues(mine, now), dues(theirs, now)
    goes_on, over = merged(mine, theirs, now)
    after = dues(goes_on, now)
    assert all(after[kind] <= due for kind, due in before.items())
    for kind, due in owed.items():
        if kind is ClockKind.FORWARDING and kind not in before:
            continue  # forwarded already, or the bureau's own
        place = kind if kind in after else ClockKind.REPLY
        assert after[place] <= due, kind
    assert not dues(over, now)
    ended = {c.kind for c in clocks_of(over, CALENDARS, now) if c.span.ended_at == now
             and c.state is ClockState.MISSED and c.span.end == "cancelled"}
    assert ended <= {ClockKind.RESPONSE, ClockKind.FORWARDING}
    standing = stand(goes_on)
    assert standing.status is not Status.WAITING_REQUESTER
    assert stand(over).merged == 1


def clock_after(mine, theirs, kind, now=NOW):
    events, _ = merged(mine.events, theirs.events, at(now))
    return running(clocks_of(events, CALENDARS, at(now)), ClockKind(kind))


def test_the_earlier_resolution_goes_on_with_its_receipt_and_its_pauses():
    early = History(received="Rabu 18 November 2026 09.00")
    early.then("waiting_started", "Senin 23 November 2026 09.00", reason="question")
    early.wrote("Selasa 24 November 2026 09.00")
    late = History()
    alone = early.clock("resolution", now=NOW)
    clock = clock_after(late, early, "resolution")
    assert (clock.started_at, clock.due_at) == (alone.started_at, alone.due_at)
    assert len(clock.pauses) == 1
    own = clock_after(early, late, "resolution")
    assert (own.started_at, own.due_at) == (alone.started_at, alone.due_at)


def test_a_wait_ends_when_the_requester_wrote_on_the_other_ticket():
    waiting = History().then("replied", TUESDAY)
    waiting.then("waiting_started", "Selasa 24 November 2026 11.00", reason="question")
    later = History(received="Rabu 25 November 2026 09.00")
    (pause,) = clock_after(waiting, later, "resolution").pauses
    assert told(pause.end) == "Rabu 25 November 2026 09.00"
    earlier = History(received="Senin 23 November 2026 08.00")
    earlier.then("replied", TUESDAY)
    events, _ = merged(waiting.events, earlier.events, at(NOW))
    assert stand(events).status is Status.IN_PROGRESS


def test_an_answer_owed_on_the_merged_ticket_stays_owed_as_a_reply():
    answered = History().then("replied", TUESDAY)
    owed = History(received="Senin 23 November 2026 10.00")
    reply = clock_after(answered, owed, "reply")
    assert reply.due_at == owed.clock("response").due_at
    assert stand(merged(answered.events, owed.events, at(NOW))[0]).waiting_since == (
        at("Senin 23 November 2026 10.00"))


def test_later_triage_does_not_begin_the_taken_clock_at_the_later_receipt():
    late, early = History(), History(received="Jumat 20 November 2026 09.00")
    events, _ = merged(late.events, early.events, at(NOW))
    events.append(Event(len(events) + 1, EventType.TRIAGED, at(NOW), at(NOW), "officer:1", data={
        "kind": "problem", "service": "a", "promise": {"resolution": days(7)}}))
    clock = running(clocks_of(events, CALENDARS, at(NOW)), ClockKind.RESOLUTION)
    assert told(clock.started_at) == "Jumat 20 November 2026 09.00"


def test_a_target_goes_on_as_the_next_one():
    late, early = History(), History()
    due = at("Jumat 27 November 2026 16.00")
    early.then("target_set", TUESDAY, number=1, due_at=due.isoformat())
    events, _ = merged(late.events, early.events, at(NOW))
    assert (stand(events).target_at, stand(events).targets) == (due, 1)
    assert clock_after(late, early, "target").due_at == due


def test_what_lkpp_has_goes_on_resting():
    there = History(authority="lkpp")
    there.then("accepted", TUESDAY, provider="lkpp")
    early = History(received="Jumat 20 November 2026 09.00")
    clock = clock_after(there, early, "resolution")
    assert clock.due_at is None
    assert told(clock.started_at) == "Jumat 20 November 2026 09.00"
    assert told(clock.pauses[-1].start) == NOW
