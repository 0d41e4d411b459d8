"""When the counter is open, honestly: until when, or when next, in the bureau's own time."""

import math
from datetime import datetime, timedelta

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Bureau, Catalogue
from helpdesk.wording.hours import windows_text
from helpdesk.wording.time import date_long, day_near, time, working_days, zone_label

CLOSURES_AHEAD = timedelta(days=14)
WORKING_DAY = 450  # minutes of a full one: 37.5 hours in five days (Perpres 21/2023)
ON_THE_WAY = timedelta(hours=1)  # nobody who reads it now is there sooner


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


def opening_sentence(catalogue: Catalogue, now: datetime) -> str:
    """Never a bare "tutup": until when, or why not and when again."""
    counter = counter_calendar(catalogue)
    zone = str(counter.tz)
    if counter.is_open(now):
        closing = _closing(counter, now)
        later = [w for w in counter.windows_on(closing.date()) if w.start >= closing.time()]
        again = f", lalu {windows_text(tuple(later))} {zone_label(zone)}" if later else ""
        return f"Loket buka sekarang sampai {time(closing, zone)}{again}."
    opens = counter.next_opening(now)
    when = f"buka lagi {day_near(opens, now, zone)} pukul {time(opens, zone)}"
    return f"Loket sedang tutup karena {_why_closed(counter, now, opens)}; {when}."


def _why_closed(counter: WorkingCalendar, now: datetime, opens: datetime) -> str:
    """The reasons between `now` and the next opening, each once, in their order."""
    day, last = counter.local_date(now), counter.local_date(opens)
    if day == last:
        begun = counter.windows_on(day)[0].start < now.astimezone(counter.tz).time()
        return "jam istirahat" if begun else "belum jam buka"
    reasons = []
    while day < last:
        closed = counter.closed.get(day) if counter.weekly.get(day.weekday()) else "akhir pekan"
        if not counter.windows_on(day):
            reasons.append(closed or "hari libur")
        day += timedelta(days=1)
    return ", ".join(dict.fromkeys(reasons)) or "jam loket sudah selesai"


def pace_words(minutes: float) -> str:
    """As "satu jam kerja", "3 jam kerja", "2 hari kerja"; rounded up, never flattering."""
    if minutes > WORKING_DAY:
        return working_days(math.ceil(minutes / WORKING_DAY))
    return f"{math.ceil(max(minutes, 1) / 60)} jam kerja"


def contact_lines(bureau: Bureau) -> tuple[str, ...]:
    """Telephone and address, as the bureau's profile has them; an example is called one."""
    example = " (contoh)" if bureau.contact_is_example else ""
    return f"Telepon: {bureau.phone}{example}", f"Alamat: {bureau.address}{example}"


def next_visit(catalogue: Catalogue, now: datetime) -> str:
    """The first day to come, for a message read later: "Rabu, 25 November 2026, 13.00–15.30 WIB".

    What of the day is over when they get there is left out.
    """
    counter = counter_calendar(catalogue)
    opens = counter.next_opening(now + ON_THE_WAY)
    clock = opens.astimezone(counter.tz).time()
    left = tuple(w for w in counter.windows_on(counter.local_date(opens)) if w.end > clock)
    zone = str(counter.tz)
    return f"{date_long(opens, zone)}, {windows_text(left)} {zone_label(zone)}"


def closures(catalogue: Catalogue, now: datetime) -> list[str]:
    """Closed days of the two weeks after the next day to come, with why."""
    counter = counter_calendar(catalogue)
    today = counter.local_date(counter.next_opening(now + ON_THE_WAY))
    return [
        f"{date_long(day, str(counter.tz))} ({why})" for day, why in sorted(counter.closed.items())
        if today <= day <= today + CLOSURES_AHEAD and counter.weekly.get(day.weekday())
    ]


def _closing(counter: WorkingCalendar, now: datetime) -> datetime:
    """The end of the window that `now` lies in."""
    local = now.astimezone(counter.tz)
    for window in counter.windows_on(local.date()):
        if window.start <= local.time() < window.end:
            return datetime.combine(local.date(), window.end, counter.tz)
    raise AssertionError("an open counter has a window")
