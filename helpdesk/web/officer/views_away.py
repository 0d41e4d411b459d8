"""Officers to choose from, each saying when they do not work and who stands in."""

from collections.abc import Iterable, Mapping, Sequence

from helpdesk.models import Officer
from helpdesk.queries.absences import Away, officers_on
from helpdesk.web.door import catalogue, now
from helpdesk.wording.absence import option_text


def officers_now() -> tuple[Sequence[Officer], Mapping[int, Away]]:
    """Everybody, and who of them does not work today."""
    return officers_on(catalogue().calendar.local_date(now()))


def officer_options(
    officers: Iterable[Officer], away: Mapping[int, Away]
) -> list[tuple[str, str]]:
    """(id, words) of each: whoever is away can still be chosen, as tickets wait for them too."""
    zone = str(catalogue().calendar.tz)
    return [
        (str(o.id), option_text(o.name, away[o.id].last, away[o.id].deputy, zone)
         if o.id in away else o.name)
        for o in officers
    ]
