"""The working calendar in words: closures, hours, what one version changed against another."""

from collections.abc import Iterator

from helpdesk.domain.calendar import Weekly
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.domain.calendar_warnings import CalendarWarning, Unsettled
from helpdesk.domain.catalogue import CalendarYear, ClosedDay, SpecialHours
from helpdesk.wording.hours import windows_text
from helpdesk.wording.time import WEEKDAYS, date_long, date_plain

CLOSURES = {
    "holiday": "libur nasional", "collective_leave": "cuti bersama", "local": "penutupan setempat",
}


def closure_text(day: ClosedDay, zone: str) -> str:
    """As "Kamis, 26 November 2026: Kantor tutup karena banjir (penutupan setempat)"."""
    decree = f", {day.decree}" if day.decree else ""
    return f"{date_long(day.date, zone)}: {day.name} ({CLOSURES[day.type]}{decree})"


def range_text(hours: SpecialHours, zone: str) -> str:
    """As "8 Februari 2027 sampai 9 Maret 2027"."""
    return f"{date_plain(hours.first, zone)} sampai {date_plain(hours.last, zone)}"


def warning_text(warning: CalendarWarning, zone: str) -> str:
    """What is missing and why it matters, in one or two sentences."""
    if warning.what is Unsettled.YEAR_MISSING:
        return (
            f"Kalender tahun {warning.year} belum ada, jadi tenggat yang jatuh pada tahun itu "
            "dihitung tanpa hari libur."
        )
    if warning.what is Unsettled.YEAR_UNCONFIRMED:
        return f"Kalender tahun {warning.year} belum dipastikan menurut SKB tiga menteri."
    assert warning.first is not None
    begins = date_long(warning.first, zone)
    if warning.what is Unsettled.HOURS_UNCONFIRMED:
        return f"Jam kerja mulai {begins} belum dipastikan menurut surat edaran."
    return (
        f"Jam kerja Ramadan belum diisi; Ramadan diperkirakan mulai {begins} (menunggu penetapan "
        "Menteri Agama)."
    )


def changes_text(old: CalendarPolicy, new: CalendarPolicy, zone: str) -> list[str]:
    """What `new` changes against `old`, a sentence each; empty when nothing."""
    lines = list(_hours_changes(old, new))
    for number in sorted(old.years.keys() | new.years.keys()):
        before, after = old.years.get(number), new.years.get(number)
        if before is None and after is not None:
            lines.append(f"Tahun {number} ditambahkan dengan {len(after.closed)} hari tutup")
            if after.confirmed:
                lines.append(f"Tahun {number} dipastikan: {after.decree}")
        elif after is None:
            lines.append(f"Tahun {number} dihapus")
        elif before is not None:
            lines.extend(_year_changes(before, after, zone))
    return lines


def _hours_changes(old: CalendarPolicy, new: CalendarPolicy) -> Iterator[str]:
    for day in range(7):
        before, after = _day(old.weekly, day), _day(new.weekly, day)
        if before != after:
            yield f"Jam {WEEKDAYS[day]}: semula {before}, menjadi {after}"
    if old.weekly_decree != new.weekly_decree:
        yield f"Dasar jam kerja: {new.weekly_decree}"


def _day(weekly: Weekly, day: int) -> str:
    return windows_text(weekly.get(day, ())) or "tutup"


def _year_changes(old: CalendarYear, new: CalendarYear, zone: str) -> Iterator[str]:
    yield from _closure_changes(old, new, zone)
    yield from _special_changes(old, new, zone)
    if new.confirmed and not old.confirmed:
        yield f"Tahun {new.year} dipastikan: {new.decree}"
    elif old.confirmed and not new.confirmed:
        yield f"Tahun {new.year} tidak lagi dipastikan"
    elif old.decree != new.decree:
        yield f"Dasar kalender {new.year}: {new.decree}"


def _closure_changes(old: CalendarYear, new: CalendarYear, zone: str) -> Iterator[str]:
    before = {day.date: day for day in old.closed}
    after = {day.date: day for day in new.closed}
    for day in sorted(before.keys() | after.keys()):
        was, is_ = before.get(day), after.get(day)
        if was is None and is_ is not None:
            yield f"Tutup {closure_text(is_, zone)}"
        elif was is not None and is_ is None:
            yield f"Tidak lagi tutup {date_long(day, zone)} (semula {was.name})"
        elif was != is_ and is_ is not None:
            yield f"Keterangan diubah, {closure_text(is_, zone)}"


def _special_changes(old: CalendarYear, new: CalendarYear, zone: str) -> Iterator[str]:
    before = {hours.first: hours for hours in old.special}
    after = {hours.first: hours for hours in new.special}
    for first in sorted(before.keys() | after.keys()):
        was, is_ = before.get(first), after.get(first)
        if is_ is None and was is not None:
            yield f"Jam khusus dihapus: {was.name}, {range_text(was, zone)}"
        elif was is None and is_ is not None:
            yield f"Jam khusus ditambahkan: {special_text(is_, zone)}"
        elif was != is_ and is_ is not None:
            yield f"Jam khusus diubah: {special_text(is_, zone)}"


def special_text(hours: SpecialHours, zone: str) -> str:
    """Name, range, whether it is settled, and the hours."""
    state = f"dipastikan, {hours.basis}" if hours.confirmed else "belum dipastikan"
    week = "; ".join(
        f"{WEEKDAYS[day]} {windows_text(hours.weekly[day])}"
        for day in sorted(hours.weekly) if hours.weekly[day]
    )
    return f"{hours.name}, {range_text(hours, zone)} ({state}): {week}"
