"""The draft of a calendar between its steps: signed in the page, so that it needs no script."""

from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy, read_calendar
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.domain.revisions import CALENDAR
from helpdesk.errors import CatalogueError, InvalidInput
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.web.door import settings

_SALT = "calendar-draft"
BROKEN = "Rancangan kalender tidak terbaca lagi. Mulai lagi dari kalender yang berlaku."


@dataclass(frozen=True)
class Draft:
    """What is being edited, and the number of the revision it began from."""

    based_on: int
    policy: CalendarPolicy

    def sealed(self) -> str:
        """The draft as a form carries it."""
        content = {"based_on": self.based_on, "calendar": calendar_content(self.policy)}
        return str(_serializer().dumps(content))


def fresh_draft(book: Rulebook) -> Draft:
    """A draft without changes."""
    return Draft(book.revisions.get(CALENDAR, 0), calendar_policy(book.catalogue))


def opened_draft(book: Rulebook, carried: str) -> Draft:
    """The draft a form carried; an empty one begins anew. Raises `InvalidInput` when altered."""
    if not carried:
        return fresh_draft(book)
    try:
        content = _serializer().loads(carried)
        return Draft(int(content["based_on"]), read_calendar(content["calendar"]))
    except (BadData, CatalogueError, KeyError, TypeError, ValueError):
        raise InvalidInput(BROKEN) from None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt=_SALT)
