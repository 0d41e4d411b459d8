"""Which limits are promised for a ticket, from the catalogue as it stands now."""

from datetime import datetime
from typing import Any

from helpdesk.domain.catalogue import LimitRule
from helpdesk.domain.promise import Promise
from helpdesk.domain.services import Service
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.rulebook import Rulebook


def promise_at_registration(
    book: Rulebook, kind: Kind, service: str | None, *, now: datetime,
    tender_deadline: datetime | None,
) -> dict[str, Any]:
    """All promises of a new ticket, as kept in its REGISTERED event."""
    limits = book.limits
    return {
        "response": _data(limits.response),
        "reply": _data(limits.reply),
        "third_party": _data(limits.third_party),
        "forwarding": forwarding(book, now=now, tender_deadline=tender_deadline),
        **resolution(book, kind, service, since=now),
    }


def resolution(
    book: Rulebook, kind: Kind, service: str | None, limit_class: str | None = None, *,
    since: datetime,
) -> dict[str, Any]:
    """The resolution promise of a kind and service (`sla-rules.md` section 3).

    A request has its service's standard, or none while that is being made (Pasal 9); every other
    kind has the limit of its kind, or of the class that the officer chose for it. The standard is
    the one published when the matter was received (`since`).
    """
    found = book.catalogue.service_at(service, since)
    if kind is not Kind.REQUEST:
        chosen = book.limits.classes[limit_class].rule if limit_class else None
        rule = chosen or book.limits.resolution[kind]
        return {"resolution": _data(rule), "needs_originals": False}
    if found is None or found.resolution is None:
        return {"resolution": None, "needs_originals": bool(found and found.needs_originals)}
    return {"resolution": _of_standard(found), "needs_originals": found.needs_originals}


def _of_standard(service: Service) -> dict[str, Any]:
    assert service.standard is not None
    assert service.standard.resolution is not None
    return Promise(service.standard.resolution, service.standard.basis).to_data()


def forwarding(
    book: Rulebook, *, now: datetime, tender_deadline: datetime | None
) -> dict[str, Any]:
    """One working day, or 60 minutes when the tender closes at or before shift(start, +1).

    `tender_deadline` is one that may hurry us (`claims.hurrying_deadline`).
    """
    urgent = tender_deadline is not None and tender_deadline <= book.calendar.shift(now, 1)
    return _data(book.limits.forwarding_urgent if urgent else book.limits.forwarding)


def _data(rule: LimitRule) -> dict[str, Any]:
    return Promise(rule.limit, rule.basis).to_data()
