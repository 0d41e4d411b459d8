"""Whose account it is: an account service ends only after the applicant's identity was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.services import Service
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove

ORIGINAL, DISCRETION = "original", "discretion"


@dataclass(frozen=True)
class Verification:
    """That, how and when; never what stands on the document. `reason`: of a discretion."""

    how: str
    actor: str
    at: datetime
    reason: str | None = None


def verification(events: Sequence[Event]) -> Verification | None:
    """The check on record; an original that was seen stands above any discretion."""
    found = [
        Verification(e.data["how"], e.actor, e.at, e.data.get("reason"))
        for e in events if e.type is EventType.IDENTITY_VERIFIED
    ]
    best = [each for each in found if each.how == ORIGINAL] or found
    return best[-1] if best else None


def needs_identity(service: Service | None, kind: Kind) -> bool:
    """Whether a ticket of this kind and service may not be resolved without the check."""
    return kind is Kind.REQUEST and service is not None and service.verifies_identity


def check_identity(service: Service | None, kind: Kind, events: Sequence[Event]) -> None:
    """Raise `IllegalMove` while the check is needed and not on record."""
    if needs_identity(service, kind) and verification(events) is None:
        raise IllegalMove(
            "Layanan akun ini belum dapat diselesaikan: identitas pemohon belum diverifikasi. "
            "Cocokkan dokumen identitas asli di layar loket, atau minta kepala mencatat diskresi "
            "beserta alasannya."
        )
