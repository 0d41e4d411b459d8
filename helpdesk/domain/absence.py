"""Why an officer does not work, as far as a helpdesk has to know, and whose turn comes next."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum


class AbsenceKind(StrEnum):
    """No illness is named: that is nobody's business here."""

    LEAVE = "leave"
    TRAVEL = "travel"
    OTHER = "other"


_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def next_in_turn(able: Sequence[int], last_given: Mapping[int, datetime]) -> int | None:
    """Of the officers `able` to take a ticket the one who was given none for longest.

    Whoever never was comes first; among equals the lower id, so that everybody is told the same.
    """
    return min(
        able, default=None,
        key=lambda id_: (id_ in last_given, last_given.get(id_, _EVER), id_),
    )
