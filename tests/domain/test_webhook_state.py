"""When Telegram's word about our webhook is a reason for worry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.domain.webhook_state import (
    GROWING,
    MANY,
    RECENT,
    STALE,
    Fault,
    WebhookState,
    faults,
    grown_since,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WELL = WebhookState(NOW, "ours")
MINUTE = timedelta(minutes=1)
REFUSED = replace(WELL, error="Wrong response from the webhook: 502 Bad Gateway",
                  error_at=NOW - MINUTE)
SSL = replace(REFUSED, error="SSL error {error:0A000086:SSL routines::certificate verify failed}")


@pytest.mark.parametrize(
    ("state", "last", "expected"),
    [
        (None, None, [Fault.NEVER]),
        (WELL, None, []),
        (replace(WELL, at=NOW - STALE), None, []),
        (replace(WELL, at=NOW - STALE - MINUTE, address="none"), None, [Fault.STALE]),
        (replace(WELL, address="none"), None, [Fault.NONE]),
        (replace(WELL, address="other"), None, [Fault.ELSEWHERE]),
        (REFUSED, None, [Fault.REFUSED]),
        (REFUSED, NOW - 2 * MINUTE, [Fault.REFUSED]),
        (REFUSED, NOW - MINUTE / 2, []),  # something has arrived since
        (replace(REFUSED, error_at=NOW - RECENT - MINUTE), None, []),
        (SSL, None, [Fault.CERTIFICATE]),
        (replace(SSL, address="other", grown=GROWING), None,
         [Fault.ELSEWHERE, Fault.CERTIFICATE, Fault.GROWING]),
        (replace(WELL, waiting=5000, grown=GROWING - 1), None, []),
        (replace(WELL, waiting=5000, grown=GROWING), None, [Fault.GROWING]),
    ],
)
def test_what_is_wrong(
    state: WebhookState | None, last: datetime | None, expected: list[Fault]
) -> None:
    assert list(faults(state, last, NOW)) == expected


def test_only_a_growing_crowd_counts() -> None:
    state = None
    told = []
    for waiting in (5, MANY, MANY + 1, MANY + 2, MANY + 2, MANY + 9):
        grown = grown_since(state, waiting)
        told.append(grown)
        state = replace(WELL, waiting=waiting, grown=grown)
    assert told == [0, 1, 2, 3, 0, 1]


def test_a_look_is_kept_whole() -> None:
    for state in (WELL, REFUSED):
        assert WebhookState.of_record(state.as_record()) == state
