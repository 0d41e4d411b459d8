"""When the counter is open, honestly: until when, or when next, in the bureau's own time."""

from datetime import datetime

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Catalogue
from helpdesk.wording.time import day_near, time


def counter_calendar(catalogue: Catalogue) -> WorkingCalendar:
    """Counter hours are another thing than office hours, but close on the same dates."""
    calendar = catalogue.calendar
    return WorkingCalendar(
        str(calendar.tz), catalogue.bureau.counter_hours, calendar.closed, ()
    )


def opening_line(catalogue: Catalogue, now: datetime) -> str:
    """As "buka sampai 16.00 WIB" or "buka lagi Senin 23 November 07.30 WIB"."""
    counter = counter_calendar(catalogue)
    zone = str(counter.tz)
    if counter.is_open(now):
        return f"buka sampai {time(_closing(counter, now), zone)}"
    opens = counter.next_opening(now)
    return f"buka lagi {day_near(opens, now, zone)} {time(opens, zone)}"


def _closing(counter: WorkingCalendar, now: datetime) -> datetime:
    """The end of the window that `now` lies in."""
    local = now.astimezone(counter.tz)
    for window in counter.windows_on(local.date()):
        if window.start <= local.time() < window.end:
            return datetime.combine(local.date(), window.end, counter.tz)
    raise AssertionError("an open counter has a window")
