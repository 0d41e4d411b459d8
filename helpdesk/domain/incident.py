"""An incident: whose cause it was, when it ran, and which missed deadlines it accounts for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.domain.clock_spans import ClockKind
from helpdesk.errors import InvalidInput

LONGEST_HEADLINE = 120
LONGEST_EVIDENCE = 10_000
SHOWN_AFTER_END = timedelta(days=1)  # the public reads for so long that it is over


class Cause(StrEnum):
    """Where the cause lay, as far as known."""

    BUREAU = "bureau"
    LKPP = "lkpp"
    TELKOM = "telkom"
    OTHER = "other"
    UNKNOWN = "unknown"


def is_public(published: bool, ended_at: datetime | None, now: datetime) -> bool:
    """Whether public pages tell of it: once published, until a day after its end."""
    return published and (ended_at is None or now < ended_at + SHOWN_AFTER_END)


# Whose failure no officer of the bureau could have worked around.
ELSEWHERE = frozenset({Cause.LKPP, Cause.TELKOM})


@dataclass(frozen=True)
class Course:
    """Cause and time of an incident; `ended_at` is None while it runs."""

    cause: Cause
    started_at: datetime
    ended_at: datetime | None = None

    def runs_at(self, instant: datetime) -> bool:
        """Whether it was going on, both ends included."""
        return self.started_at <= instant and (self.ended_at is None or instant <= self.ended_at)


def check_start(started_at: datetime, *, received_at: datetime, now: datetime, days: int) -> None:
    """Raise `InvalidInput` unless it can have begun then: not to come, not long before the report.

    Counted from the report and not from now, so that a start can be put right later on.
    """
    if started_at > now:
        raise InvalidInput(started_at="Waktu mulai tidak boleh di masa depan.")
    if started_at < received_at - timedelta(days=days):
        raise InvalidInput(
            started_at=f"Waktu mulai paling lama {days} hari sebelum tiket gangguan diterima."
        )


def check_end(ended_at: datetime, *, started_at: datetime, now: datetime) -> None:
    """Raise `InvalidInput` unless it can have ended then."""
    if ended_at > now:
        raise InvalidInput(ended_at="Waktu berakhir tidak boleh di masa depan.")
    if ended_at < started_at:
        raise InvalidInput(ended_at="Waktu berakhir tidak boleh sebelum waktu mulai.")


def accounts_for(course: Course, kind: ClockKind, due_at: datetime | None) -> bool:
    """Whether a deadline missed by a ticket of the incident is shown apart, as due to its cause.

    Only the solving was out of the bureau's hands, never an answer or a forwarding; and only while
    the incident ran: what fell due before or after it, the bureau could have kept. The verdict
    itself stays what it is (`docs/decisions/0008-incident-mode.md`).
    """
    return (
        course.cause in ELSEWHERE and kind is ClockKind.RESOLUTION
        and due_at is not None and course.runs_at(due_at)
    )
