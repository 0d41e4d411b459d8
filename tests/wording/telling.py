"""A written history read as pages and chats read it, without a database."""

from dataclasses import replace
from typing import Any

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.calendar_history import CalendarHistory, CalendarVersion
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.projection import stand
from helpdesk.domain.shares import holdings
from helpdesk.domain.sla import ClockState, clocks_of
from helpdesk.queries.reading import Reading
from helpdesk.wording.clocks import why_view
from tests.builders import at
from tests.domain.history import History

CATALOGUE = load_catalogue()


def with_version(saved: str, **changes: Any) -> Catalogue:
    """The catalogue with a second calendar, saved at `saved`."""
    calendar = replace(CATALOGUE.calendar, **changes)
    history = CalendarHistory((
        *CATALOGUE.calendars.versions, CalendarVersion(1, at(saved), calendar)
    ))
    return replace(CATALOGUE, calendars=history)


def read(history: History, now: str, catalogue: Catalogue = CATALOGUE) -> Reading:
    """The reading of a history at `now`; it has no row of a ticket."""
    measured = clocks_of(history.events, catalogue.calendars, at(now))
    current = [c for c in measured if c.state is not ClockState.SUPERSEDED]
    replaced = [c for c in measured if c.state is ClockState.SUPERSEDED]
    return Reading(
        None, history.events, stand(history.events), current,  # type: ignore[arg-type]
        holdings(history.events), at(now), replaced,
    )


def why(
    history: History, kind: str, now: str, *, officers: bool = True, cycle: int = 1,
    catalogue: Catalogue = CATALOGUE,
) -> dict[str, Any]:
    """The explanation of one clock, replaced ones included."""
    reading = read(history, now, catalogue)
    clock = next(
        c for c in (*reading.clocks, *reading.replaced)
        if c.kind.value == kind and c.cycle == cycle
    )
    return dict(why_view(catalogue, reading, clock, officers=officers))
