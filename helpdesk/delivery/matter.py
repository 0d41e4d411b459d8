"""One outbox row with all that it speaks of, read once for every template."""

from dataclasses import dataclass
from typing import Any

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event
from helpdesk.models import OutboxItem, Ticket
from helpdesk.queries.reading import Reading


@dataclass(frozen=True)
class Links:
    """Where a reader may go on: status page, visit card, survey, the officer's page, the site."""

    status: str
    visit: str
    survey: str
    desk: str
    base: str


@dataclass(frozen=True)
class Matter:
    """One outbox row with all it speaks of. `event` is None for codes and links sent anew."""

    item: OutboxItem
    event: Event | None
    reading: Reading
    catalogue: Catalogue
    links: Links

    @property
    def ticket(self) -> Ticket:
        return self.reading.ticket

    @property
    def data(self) -> dict[str, Any]:
        """The event's data, then the row's own."""
        return {**(self.event.data if self.event else {}), **self.item.data}
