"""What every use case is handed besides its input: the catalogue, mailboxes, the link key."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.caps import UNCAPPED, Caps
from helpdesk.domain.catalogue import Catalogue, Limits


@dataclass(frozen=True)
class Rulebook:
    """What `create_app` built, kept current by the doors (`usecases/newest.py`).

    `mailboxes` maps 'lkpp' and 'telkom' to an address or ''; `revisions` a policy's name to the
    newest number that `catalogue` knows of it; `caps` bound what one chat may bring.
    """

    catalogue: Catalogue
    link_key: bytes = field(repr=False)
    mailboxes: Mapping[str, str] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    caps: Caps = UNCAPPED

    @property
    def calendar(self) -> WorkingCalendar:
        return self.catalogue.calendar

    @property
    def calendars(self) -> CalendarHistory:
        return self.catalogue.calendars

    @property
    def limits(self) -> Limits:
        return self.catalogue.limits


def derive_key(secret: str, purpose: str) -> bytes:
    """A key for one purpose out of the application's secret, 32 bytes."""
    return hmac.new(secret.encode(), f"helpdesk:{purpose}".encode(), hashlib.sha256).digest()
