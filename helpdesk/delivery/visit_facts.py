"""What a message says of a visit: what to bring, when, where, and the card to show."""

from typing import Any

from helpdesk.delivery.matter import Matter
from helpdesk.domain.checklist import papers_of
from helpdesk.domain.ticket import Kind
from helpdesk.domain.timers import waits_of
from helpdesk.wording.checklist import to_bring
from helpdesk.wording.hours import hours_text
from helpdesk.wording.opening import closures, next_visit


def visit_facts(matter: Matter) -> dict[str, Any]:
    """Of the counter, at the moment the message leaves."""
    catalogue, reading = matter.catalogue, matter.reading
    service = catalogue.service_at(reading.standing.service, reading.standing.received_at)
    is_request = service is not None and reading.standing.kind is Kind.REQUEST
    asked = service.documents if service and is_request else ()
    waits = waits_of(reading.events)
    return {
        "starts_at_counter": bool(
            service and is_request and service.needs_originals and service.resolution
        ),
        "visit_link": matter.links.visit,
        "bring": to_bring(papers_of(asked, reading.events)),
        "counter_hours": hours_text(catalogue.bureau),
        "counter_next": next_visit(catalogue, reading.now),
        "counter_closed": closures(catalogue, reading.now),
        # After closing nobody waits any more; what was waited for is still worth saying.
        "waited_for": waits[-1].reason if waits else "",
    }
