"""`changed` copies unchecked; what the folds make with it is looked at here instead."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from helpdesk.domain.clock_spans import Span, spans_of
from helpdesk.domain.events import EventType
from helpdesk.domain.frozen import changed
from helpdesk.domain.projection import Standing, stand, standings
from tests.domain.history import History

# What any event may carry, so that each type can be folded.
DATA = {
    "kind": "problem", "authority": "lkpp", "provider": "lkpp", "officer": 1, "reason": "visit",
    "channel": "letter", "into": 5, "parent": 7, "identity": "hidden", "number": 1,
    "due_at": "2026-12-01T16:00:00+07:00", "urgency": "tender", "beyond_bureau": True,
    "tag": "contoh", "name": "Contoh", "fields": ["Contoh"],
    "until": "2026-11-30T07:30:00+07:00",
}
AFTER_REGISTERING = [type_ for type_ in EventType if type_ is not EventType.REGISTERED]


def names(record):
    return [field.name for field in fields(record)]


def a_history(*types):
    history = History()
    for type_ in types:
        history.then(type_, "Selasa 24 November 2026 09.00", **DATA)
    return history.events


@pytest.mark.parametrize("type_", AFTER_REGISTERING)
@pytest.mark.parametrize("before", ["waiting_started", "accepted", "resolved"])
def test_every_event_leaves_a_standing_of_exactly_its_fields(before, type_):
    standing = stand(a_history("triaged", before, type_))
    assert list(vars(standing)) == names(Standing)
    for span in spans_of(a_history("triaged", before, type_)):
        assert list(vars(span)) == names(Span)


def test_changed_is_replace():
    standing = stand(a_history("triaged"))
    assert changed(standing, unit="b", targets=2) == replace(standing, unit="b", targets=2)
    assert changed(standing, unit="b").unit != standing.unit
    with pytest.raises(FrozenInstanceError):
        changed(standing).unit = "c"


def test_standings_are_the_standing_after_each_event():
    events = a_history("triaged", "waiting_started", "requester_wrote", "replied", "resolved")
    prefixes = [events[:count] for count in range(1, len(events) + 1)]
    assert list(standings(events)) == [stand(prefix) for prefix in prefixes]
