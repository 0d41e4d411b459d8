"""The public number of a ticket: PBJ-2026-000123."""

import re

_NUMBER = r"PBJ[\s-]*(20\d\d)[\s-]*(\d{1,9})"
_PATTERN = re.compile(rf"\s*{_NUMBER}\s*", re.IGNORECASE | re.ASCII)
_WITHIN = re.compile(rf"{_NUMBER}(?!\d)", re.IGNORECASE | re.ASCII)


def format_number(year: int, serial: int) -> str:
    """The number of the `serial`-th ticket of `year`; six digits, more when they run out."""
    return f"PBJ-{year}-{serial:06d}"


def parse_number(text: str) -> str | None:
    """The canonical number in `text` as people type it (any case, blanks for hyphens), or None."""
    match = _PATTERN.fullmatch(text)
    return format_number(int(match[1]), int(match[2])) if match else None


def number_within(text: str) -> str | None:
    """The last canonical number in what a scanner typed: an address that ends in it, or more."""
    found = _WITHIN.findall(text)
    return format_number(int(found[-1][0]), int(found[-1][1])) if found else None
