"""What lists and pages say of a ticket that is put off."""

from datetime import datetime

from helpdesk.wording.time import date_long, day_near


def snoozed_text(until: datetime, reason: str | None, zone: str) -> str:
    """On its page: until when and why."""
    return f"Ditunda sampai {date_long(until, zone)}: {reason or 'tanpa alasan'}"


def snoozed_short(until: datetime, now: datetime, zone: str) -> str:
    """In a list, whether it is still put off or has come back."""
    if until > now:
        return f"ditunda sampai {day_near(until, now, zone)}"
    return f"ditunda sampai {day_near(until, now, zone)}, kini kembali"
