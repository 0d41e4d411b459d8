"""The public number of a ticket: PBJ-2026-000123."""

import re

_PATTERN = re.compile(r"\s*PBJ[\s-]*(20\d\d)[\s-]*(\d{1,9})\s*", re.IGNORECASE | re.ASCII)


def format_number(year: int, serial: int) -> str:
    """The number of the `serial`-th ticket of `year`; six digits, more when they run out."""
    return f"PBJ-{year}-{serial:06d}"


def parse_number(text: str) -> str | None:
    """The canonical number in `text` as people type it (any case, blanks for hyphens), or None."""
    match = _PATTERN.fullmatch(text)
    return format_number(int(match[1]), int(match[2])) if match else None
