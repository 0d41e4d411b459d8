"""One act on many tickets: what may be done, to how many, and how long it can be called back."""

from datetime import timedelta
from enum import StrEnum

from helpdesk.domain.roles import Action

# Nothing happens before: calling it back leaves no trace on a ticket, and no mail has gone.
HELD = timedelta(seconds=10)
MOST = 100  # tickets; more are no longer looked at one by one


class BulkKind(StrEnum):
    """What is done to each."""

    ASSIGN = "assign"
    UNIT = "unit"
    SERVICE = "service"
    INCIDENT = "incident"
    REPLY = "reply"
    RESOLVE = "resolve"
    CLOSE = "close"


NEEDS: dict[BulkKind, Action] = {
    BulkKind.ASSIGN: Action.ASSIGN, BulkKind.UNIT: Action.ASSIGN,
    BulkKind.SERVICE: Action.TRIAGE, BulkKind.INCIDENT: Action.MERGE,
    BulkKind.REPLY: Action.REPLY, BulkKind.RESOLVE: Action.RESOLVE,
    BulkKind.CLOSE: Action.CLOSE,
}


class ItemState(StrEnum):
    """How far one of the tickets is."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
