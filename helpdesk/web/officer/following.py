"""The ticket after this one, in the list that the officer came from."""

from flask import session, url_for

from helpdesk.queries.listing import listing
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.asked_list import read_list
from helpdesk.web.officer.queue_filter import Wanted

KEY = "pandangan"


def remember_list(wanted: Wanted) -> None:
    """Keep the list that is open, for "Kirim & berikutnya"; of search words nothing is kept."""
    session[KEY] = wanted._replace(q="").kept


def following(number: str) -> str:
    """Where to go on: the next ticket of the list's first page, its first, or the list itself."""
    kept = session.get(KEY) or {}
    wanted = Wanted(**{name: str(kept.get(name, "")) for name in Wanted._fields})
    at = now()
    filters = read_list(wanted, at).filters
    found = listing(acting(), catalogue().calendar, at, view=wanted.view, filters=filters)
    numbers = [place.number for place in found.places]
    place = numbers.index(number) if number in numbers else -1
    others = [each for each in (*numbers[place + 1:], *numbers) if each != number]
    if others:
        return url_for("officer.ticket", number=others[0])
    return url_for("officer.queue", **wanted.kept)
