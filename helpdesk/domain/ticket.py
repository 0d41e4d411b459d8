"""What a ticket can be, and the table of its legal moves."""

from datetime import UTC, datetime
from enum import StrEnum

from helpdesk.errors import IllegalMove


class Kind(StrEnum):
    """Classes of matter (Perwali Banjarmasin 67/2018 Pasal 1 angka 13 and Pasal 8)."""

    INQUIRY = "inquiry"
    PROBLEM = "problem"
    OUTAGE = "outage"
    REQUEST = "request"
    COMPLAINT = "complaint"


class Status(StrEnum):
    """States of `sla-rules.md` section 3."""

    NEW = "new"
    TRIAGED = "triaged"
    IN_PROGRESS = "in_progress"
    WAITING_REQUESTER = "waiting_requester"
    WAITING_EXTERNAL = "waiting_external"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"


class Authority(StrEnum):
    """Who has the power to solve the matter; unset counts as BUREAU."""

    BUREAU = "bureau"
    SHARED = "shared"
    LKPP = "lkpp"
    TELKOM = "telkom"
    OTHER = "other"


PROVIDERS = frozenset({Authority.LKPP, Authority.TELKOM})


class Channel(StrEnum):
    """The door by which a ticket came."""

    TELEGRAM = "telegram"
    WEB = "web"
    WEBCHAT = "webchat"
    COUNTER = "counter"
    PHONE = "phone"
    EMAIL = "email"
    WHATSAPP_MANUAL = "whatsapp_manual"
    LETTER = "letter"
    SUGGESTION_BOX = "suggestion_box"
    LAPOR = "lapor"


class IdentityMode(StrEnum):
    """Known; hidden from the reported party; or not asked for at all."""

    KNOWN = "known"
    HIDDEN = "hidden"
    NONE = "none"


class Category(StrEnum):
    """Who a requester is to the bureau."""

    SUPPLIER = "supplier"
    PROSPECT = "prospect"
    PPK = "ppk"
    PA_KPA = "pa_kpa"
    POKJA = "pokja"
    PROCUREMENT_OFFICER = "procurement_officer"
    RUP_ADMIN = "rup_admin"
    AUDITOR = "auditor"
    PRESS_NGO = "press_ngo"
    PUBLIC = "public"


class RelayState(StrEnum):
    """Forwarding in three states (`sla-rules.md` section 4) and its ends."""

    READY = "ready"
    FILED = "filed"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    DATA_REQUESTED = "data_requested"
    TAKEN_BACK = "taken_back"


OPEN = frozenset(
    {
        Status.NEW,
        Status.TRIAGED,
        Status.IN_PROGRESS,
        Status.WAITING_REQUESTER,
        Status.WAITING_EXTERNAL,
    }
)

ENDED = frozenset(Status) - OPEN
# Where an open ticket without a deadline stands in the queue: behind all that have one.
FAR = datetime(9999, 1, 1, tzinfo=UTC)

MOVES: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset(Status) - {Status.NEW},
    Status.TRIAGED: frozenset(Status) - {Status.NEW},
    Status.IN_PROGRESS: frozenset(Status) - {Status.NEW, Status.TRIAGED},
    Status.WAITING_REQUESTER: frozenset(Status) - {Status.NEW, Status.TRIAGED},
    Status.WAITING_EXTERNAL: frozenset(Status) - {Status.NEW, Status.TRIAGED},
    Status.RESOLVED: frozenset({Status.IN_PROGRESS, Status.CLOSED}),
    Status.CLOSED: frozenset(),
    Status.REJECTED: frozenset(),
}


def check_move(current: Status, target: Status) -> None:
    """Raise `IllegalMove` unless `current` may become `target` (staying is always legal)."""
    if current is not target and target not in MOVES[current]:
        raise IllegalMove
