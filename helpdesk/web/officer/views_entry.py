"""The view model of the quick entry form."""

from collections.abc import Mapping
from typing import Any

from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.domain.visits import Purpose
from helpdesk.models import Visit
from helpdesk.web.door import catalogue
from helpdesk.web.officer.entry_form import DESK_CHANNELS
from helpdesk.wording.values import KIND, label

# The commonest callers first.
_CATEGORIES = (Category.SUPPLIER, Category.PROSPECT, *(
    c for c in Category if c not in (Category.SUPPLIER, Category.PROSPECT)
))


def entry_page(
    token: str, kept: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Choices, what was typed before, and what is wrong with it."""
    promises = catalogue()
    return {
        "token": token, "kept": kept or {}, "errors": errors or {},
        "channels": [(c.value, label(c)) for c in DESK_CHANNELS],
        "categories": [(c.value, label(c)) for c in _CATEGORIES],
        "kinds": [(kind.value, text) for kind, text in KIND.items()],
        "services": [(s.code, s.name) for s in promises.offered.values()],
        "authorities": [(a.value, label(a)) for a in Authority],
        "backdate_days": promises.limits.backdate_days,
    }


def from_guest(visit: Visit) -> dict[str, str]:
    """What the guest book knows already, as the form's own fields."""
    kind = {Purpose.ASK: Kind.INQUIRY, Purpose.COMPLAINT: Kind.COMPLAINT}.get(
        Purpose(visit.purpose))
    return {
        "tamu": str(visit.id), "channel": Channel.COUNTER.value, "name": visit.name or "",
        "company": visit.company or "", "contact": visit.phone or "",
        "service": visit.service or "", "kind": kind.value if kind else "",
        "category": (Category.SUPPLIER if visit.company else Category.PUBLIC).value,
    }
