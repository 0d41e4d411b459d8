"""What may stand in a service's own columns: each value as the text that is kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.services import ServiceField
from helpdesk.errors import InvalidInput

TEXT, CHOICE, DAY, NUMBER = "text", "choice", "date", "number"
TYPES = (TEXT, CHOICE, DAY, NUMBER)
LONGEST = 200
MOST_DIGITS = 15


def field_value(field: ServiceField, typed: str) -> str:
    """The value to keep, "" for none. Raises `InvalidInput` under the field's code."""
    if not typed.strip():
        return ""
    try:
        line = clean_line(typed, limit=LONGEST, field=field.label)
    except InvalidInput as error:
        raise InvalidInput(**{field.code: error.message}) from None
    wrong = _wrong(field, line)
    if wrong:
        raise InvalidInput(**{field.code: f"{field.label}: {wrong}"})
    return line


def _wrong(field: ServiceField, line: str) -> str | None:
    if field.type == CHOICE and line not in field.choices:
        return "pilih dari daftar."
    if field.type == NUMBER:
        figures = line.removeprefix("-").replace(",", "", 1)
        if not (figures.isascii() and figures.isdigit() and len(figures) <= MOST_DIGITS):
            return "isi dengan angka, misalnya 1500 atau 2,5."
    if field.type == DAY:
        try:
            date.fromisoformat(line)
        except ValueError:
            return "isi tanggal, misalnya 23/11/2026."
    return None


def unfilled(fields: Sequence[ServiceField], values: Mapping[str, str]) -> list[str]:
    """The labels of needed columns that hold nothing."""
    return [each.label for each in fields if each.needed and not values.get(each.code)]
