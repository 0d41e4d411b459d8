"""When a pasted WhatsApp chat was sent, as its own lines say."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

# "[27/11/26, 08.12.33] Budi: …" as iPhones copy it, "27/11/26 08.12 - Budi: …" as Android does.
_LINE = re.compile(
    r"^[\u200e\u200f\s]*\[?(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}),?[\s\u202f]+"
    r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\]?\s*(?:-\s*)?[^:\n]{1,80}:",
    re.MULTILINE,
)


def first_sent(text: str, zone: ZoneInfo) -> datetime | None:
    """The earliest instant among the lines; None where no line is of a copied chat.

    Days are written before months, as everywhere in Indonesia; a line of no real day is passed by.
    """
    instants = [at for found in _LINE.finditer(text) if (at := _instant(found, zone))]
    return min(instants, default=None)


def _instant(found: re.Match[str], zone: ZoneInfo) -> datetime | None:
    day, month, year, hour, minute = (int(part) for part in found.groups())
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None
