"""Putting a ticket off until a working day: never past its next deadline, which goes on running."""

from datetime import date, datetime, timedelta

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.errors import InvalidInput

LONGEST = timedelta(days=60)


def wake_at(
    calendar: WorkingCalendar, day: date | None, due: datetime | None, now: datetime
) -> datetime:
    """When a ticket put off until `day` comes back: as the office opens.

    `due` is its next deadline, before which it must be back. Raises `InvalidInput` for `day`, with
    the day that would do.
    """
    if day is None:
        raise InvalidInput(day="Isi tanggal kembalinya, misalnya 30/11/2026.")
    today = calendar.local_date(now)
    if day <= today:
        raise InvalidInput(day="Pilih hari sesudah hari ini.")
    if day > today + LONGEST:
        raise InvalidInput(day=f"Paling lama {LONGEST.days} hari.")
    last = latest_day(calendar, due, now)
    if last is None:
        raise InvalidInput(day="Batas waktunya terlalu dekat untuk ditunda: kerjakan atau serahkan "
                               "kepada petugas lain.")
    if day > last:
        raise InvalidInput(day=f"Batas waktu berikutnya tidak ikut tertunda. Tunda paling lama "
                               f"sampai {last:%d/%m/%Y}.")
    if not calendar.is_working_day(day):
        raise InvalidInput(day=f"Tanggal {day:%d/%m/%Y} bukan hari kerja.")
    return calendar.first_window_start(day)


def nearest(due: datetime | None, tender: datetime | None, now: datetime) -> datetime | None:
    """Before what a ticket must be back: its next deadline, or a tender that closes earlier.

    Any tender ahead counts, claimed or not: whoever puts such a ticket off may not have read it.
    """
    ahead = [each for each in (due, tender if tender and tender > now else None) if each]
    return min(ahead, default=None)


def days_to_choose(
    calendar: WorkingCalendar, due: datetime | None, now: datetime
) -> tuple[date, date] | None:
    """The first and the last working day that will do; None where none will."""
    last = latest_day(calendar, due, now)
    if last is None:
        return None
    first = calendar.local_date(now) + timedelta(days=1)
    while not calendar.is_working_day(first):
        first += timedelta(days=1)
    return first, last


def latest_day(calendar: WorkingCalendar, due: datetime | None, now: datetime) -> date | None:
    """The last working day after today that opens before `due`; None where there is none."""
    today = calendar.local_date(now)
    day = today + LONGEST
    if due is not None:
        day = min(day, calendar.local_date(due))
    while day > today:
        if calendar.is_working_day(day):
            opens = calendar.first_window_start(day)
            if due is None or opens < due:
                return day
        day -= timedelta(days=1)
    return None
