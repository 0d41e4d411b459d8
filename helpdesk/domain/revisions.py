"""A saved state of a policy as a value: numbered, whole; the newest is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CALENDAR = "calendar"
LIMITS = "limits"
LADDER = "ladder"
PLEDGE = "pledge"
PROFILE = "profile"
SERVICES = "services"  # each revision is one service, whole
PLANNED = "planned_services"  # the same, waiting for its day
GUIDE = "guide"  # its rows count publications; the articles are in tables of their own


@dataclass(frozen=True)
class SavedRevision:
    """One saved state of one policy; number 0 is what the files say and is never saved."""

    policy: str
    number: int
    content: Mapping[str, Any]
    saved_at: datetime
