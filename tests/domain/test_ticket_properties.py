"""Whatever happens to a ticket in whatever order: the folds never raise and keep their word."""

import itertools
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.escalation import steps_of
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import stand, stood
from helpdesk.domain.shares import BUREAU, DONE, REQUESTER, holdings, working_days_held
from helpdesk.domain.sla import ClockKind, ClockState, clocks_of
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.domain.timers import timers_of
from tests.builders import at
from tests.domain.history import CALENDAR, CALENDARS, PROMISES, History, minutes

BOOK = load_catalogue()
START = at("Jumat 20 November 2026 15.00")
COMPLETENESS = st.sampled_from([None, "complete", "incomplete"])
PROVIDER = st.sampled_from(["lkpp", "telkom"])
PROMISE = st.sampled_from([{}, {"resolution": None}, {"resolution": minutes(30)},
                           {"needs_originals": True}, {"forwarding": minutes(60)}])
# Open tickets only: what the use cases refuse on an ended one is refused by check_move.
WHILE_OPEN = {
    "triaged": st.fixed_dictionaries({
        "kind": st.sampled_from([k.value for k in Kind]), "promise": PROMISE,
        "service": st.sampled_from([None, "a", "b"]),
        "authority": st.sampled_from([None, "bureau", "shared", "lkpp", "telkom", "other"]),
    }),
    "authority_changed": st.fixed_dictionaries({
        "authority": st.sampled_from(["bureau", "shared", "lkpp", "telkom", "other"])}),
    "assigned": st.fixed_dictionaries({"officer": st.sampled_from([None, 1, 2])}),
    "requester_wrote": st.just({}),
    "replied": st.fixed_dictionaries({
        "completeness": COMPLETENESS, "automatic": st.booleans()}),
    "no_reply_needed": st.just({}),
    "waiting_started": st.fixed_dictionaries({"reason": st.sampled_from(["file", "visit"])}),
    "file_received": st.just({"completeness": "complete"}),
    "forwarded": st.fixed_dictionaries({
        "provider": PROVIDER, "completeness": COMPLETENESS, "resent": st.booleans(),
        "channel": st.sampled_from(["letter", "self_filed", "email"])}),
    "accepted": st.fixed_dictionaries({"provider": PROVIDER}),
    "provider_answered": st.fixed_dictionaries({"provider": PROVIDER}),
    "provider_asked": st.fixed_dictionaries({"provider": PROVIDER}),
    "taken_back": st.fixed_dictionaries({"provider": PROVIDER}),
    "target_set": st.just({}),
    "resolved": st.fixed_dictionaries({"completeness": COMPLETENESS}),
    "rejected": st.fixed_dictionaries({"completeness": COMPLETENESS}),
    "withdrawn": st.just({}),
    "noted": st.just({}),
}
WHILE_RESOLVED = {
    "requester_wrote": st.just({}), "reopened": st.just({}), "no_reply_needed": st.just({}),
    "replied": st.fixed_dictionaries({"completeness": COMPLETENESS}),
    "closed": st.just({"reason": "reopening_over"}),
}
NEEDS_FILING = {"accepted", "provider_answered", "provider_asked", "taken_back"}


@st.composite
def tickets(draw):
    """Events such as the use cases record: each legal where the ticket stands, some noted late."""
    kind = draw(st.sampled_from([k.value for k in Kind]))
    history = History(kind, received=START, promise=dict(PROMISES) | draw(PROMISE))
    now, targets = START, 0
    for _ in range(draw(st.integers(0, 25))):
        standing = stand(history.events)
        choices = WHILE_OPEN if standing.status in OPEN else WHILE_RESOLVED
        if standing.status in (Status.CLOSED, Status.REJECTED):
            break
        allowed = [
            name for name in choices
            if (name not in NEEDS_FILING or standing.at_provider)
            and not (name == "forwarded" and standing.accepted)
        ]
        name = draw(st.sampled_from(allowed))
        data = dict(draw(choices[name]))
        now += timedelta(minutes=draw(st.sampled_from([0, 1, 45, 300, 1_500, 6_000])))
        occurred = max(START, now - timedelta(minutes=draw(st.sampled_from([0, 0, 0, 90, 3_000]))))
        if name == "target_set":
            targets += 1
            data = {"number": targets, "due_at": (now + timedelta(days=2)).isoformat()}
        actor = "requester" if name == "requester_wrote" else "officer:1"
        history.events.append(Event(
            len(history.events) + 1, EventType(name), now, occurred, actor, data=data
        ))
    return history, now + timedelta(minutes=draw(st.integers(0, 40_000)))


@given(tickets())
def test_at_most_one_clock_of_a_kind_is_open_and_numbers_do_not_repeat(made):
    history, now = made
    clocks = clocks_of(history.events, CALENDARS, now)
    for kind in ClockKind:
        mine = [c for c in clocks if c.kind is kind]
        assert sum(c.unfinished for c in mine) <= 1
        cycles = [c.cycle for c in mine]
        assert kind is ClockKind.RESOLUTION or len(set(cycles)) == len(cycles)
    assert sum(c.kind is ClockKind.RESPONSE for c in clocks) == 1


@given(tickets())
def test_the_resolution_rests_exactly_while_others_have_the_matter(made):
    history, now = made
    standing = stand(history.events)
    for clock in clocks_of(history.events, CALENDARS, now):
        if clock.kind is not ClockKind.RESOLUTION or not clock.unfinished:
            continue
        resting = any(p.end is None for p in clock.pauses)
        others = standing.status is Status.WAITING_REQUESTER or standing.accepted
        assert resting is others, standing


@given(tickets())
def test_an_ended_ticket_has_no_clock_but_those_that_thanks_may_still_start(made):
    history, now = made
    standing = stand(history.events)
    unfinished = {c.kind for c in clocks_of(history.events, CALENDARS, now) if c.unfinished}
    if standing.status in (Status.CLOSED, Status.REJECTED):
        assert unfinished == set()
    elif standing.status is Status.RESOLVED:
        assert unfinished <= {ClockKind.RESPONSE, ClockKind.REPLY}


@given(tickets())
def test_an_open_reply_clock_has_a_message_that_waits(made):
    history, now = made
    standing = stand(history.events)
    for clock in clocks_of(history.events, CALENDARS, now):
        if clock.kind is ClockKind.REPLY and clock.unfinished:
            assert standing.waiting_since is not None
            assert standing.unanswered_since is not None


@given(tickets())
def test_a_verdict_once_given_is_never_taken_back(made):
    history, _now = made
    for length in range(1, len(history.events)):
        events, rest = history.events[:length], history.events[length]
        if rest.occurred_at < rest.at:
            continue  # noted late: the truth about the past may change with it
        before = clocks_of(events, CALENDARS, rest.at)
        after = {(c.kind, c.cycle, c.started_at, c.span.changed_at): c.state
                 for c in clocks_of(history.events[:length + 1], CALENDARS, rest.at)}
        for clock in before:
            if clock.state is ClockState.MISSED:
                place = (clock.kind, clock.cycle, clock.started_at, clock.span.changed_at)
                assert after.get(place) is ClockState.MISSED


@given(tickets())
def test_every_step_has_its_own_key_and_the_folds_never_raise(made):
    history, now = made
    standing = stand(history.events)
    clocks = clocks_of(history.events, CALENDARS, now)
    found = steps_of(
        lambda instant: stood(history.events, instant), [c for c in clocks if c.unfinished],
        BOOK.ladder, CALENDAR, warn_at_percent=80, until=now,
    )
    keys = [s.key(1) for s in (
        *found, *timers_of(standing, history.events, BOOK.limits_at, CALENDAR)
    )]
    assert len(set(keys)) == len(keys)


@given(tickets())
def test_someone_holds_the_ticket_at_every_moment(made):
    history, now = made
    spans = holdings(history.events)
    assert spans[0].start == START
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))
    assert spans[-1].end is None
    assert {s.who for s in spans} <= {BUREAU, REQUESTER, DONE, "lkpp", "telkom"}
    assert all(n >= 0 for n in working_days_held(spans, CALENDAR, now).values())
