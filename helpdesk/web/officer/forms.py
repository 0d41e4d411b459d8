"""Reading posted forms: each field as the type a use case wants, or a message beside the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from helpdesk.domain.plain_text import clean_line
from helpdesk.errors import InvalidInput

E = TypeVar("E", bound=StrEnum)
LARGEST_ID = 2**31 - 1
MOST_FIGURES = 10

# `clean` names a field in Indonesian; these are the form's own names of the same.
_NAMES = {
    "alasan": "reason", "isi pesan": "text", "instansi tujuan": "institution",
    "nomor tiket LKPP/Telkom": "external_number", "kode paket": "package_code",
    "nama perusahaan": "company", "kontak": "contact", "surel": "email", "nama": "name",
}


@dataclass(frozen=True)
class Posted:
    """A posted form whose fields carry `prefix`, so that many forms share one page."""

    values: MultiDict[str, str]
    prefix: str = ""

    def key(self, name: str) -> str:
        """The field's name on the page."""
        return f"{self.prefix}-{name}" if self.prefix else name

    def text(self, name: str) -> str:
        """What was typed, as it came; use cases clean it."""
        return self.values.get(self.key(name), "").replace("\x00", "")

    def line(self, name: str, *, limit: int = 200) -> str | None:
        """One line, or None when nothing was typed."""
        typed = self.text(name)
        if not typed.strip():
            return None
        try:
            return clean_line(typed, limit=limit, field="isian")
        except InvalidInput as error:
            raise InvalidInput(**{name: error.message}) from None

    def flag(self, name: str) -> bool:
        """A ticked box."""
        return bool(self.values.get(self.key(name)))

    def choice(self, name: str, of: type[E]) -> E | None:
        """A member of `of`, or None when left open."""
        chosen = self.text(name)
        if not chosen:
            return None
        try:
            return of(chosen)
        except ValueError:
            raise InvalidInput(**{name: "Pilihan ini tidak dikenal. Pilih dari daftar."}) from None

    def needed(self, name: str, of: type[E]) -> E:
        """A member of `of` that may not be left open."""
        chosen = self.choice(name, of)
        if chosen is None:
            raise InvalidInput(**{name: "Pilih salah satu."})
        return chosen

    def members(self, name: str, of: type[E]) -> list[E]:
        """Every ticked member."""
        ticked = self.values.getlist(self.key(name))
        try:
            return [of(each) for each in ticked]
        except ValueError:
            raise InvalidInput(**{name: "Pilihan ini tidak dikenal. Pilih dari daftar."}) from None

    def row(self, name: str) -> int | None:
        """A row's id, or None when left open."""
        found = self.rows(name)
        return found[0] if found else None

    def rows(self, name: str) -> list[int]:
        """Ids of all chosen rows."""
        chosen = [each for each in self.values.getlist(self.key(name)) if each]
        wrong = [c for c in chosen if not (c.isascii() and c.isdigit() and len(c) < 11)]
        if wrong or any(int(c) > LARGEST_ID for c in chosen):
            raise InvalidInput(**{name: "Pilihan ini tidak dikenal. Pilih dari daftar."})
        return [int(each) for each in chosen]

    def whole(self, name: str) -> int | None:
        """A whole number, or None when left open; its bounds are the use case's."""
        typed = self.text(name).strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) < MOST_FIGURES):
            raise InvalidInput(**{name: "Isi dengan angka, misalnya 5."})
        return int(typed)

    def instant(self, name: str, zone: ZoneInfo) -> datetime | None:
        """A local date and time of the bureau, or None when left open."""
        typed = self.text(name).strip()
        if not typed:
            return None
        try:
            read = datetime.fromisoformat(typed)
            read = read if read.tzinfo else read.replace(tzinfo=zone)
            if not 2000 <= read.year <= 2200:
                raise ValueError("no year that a calendar can be reckoned with")
        except ValueError:
            text = "Isi tanggal dan jam, misalnya 23/11/2026 09.30."
            raise InvalidInput(**{name: text}) from None
        return read

    def day(self, name: str) -> date | None:
        """A date as a date field sends it; None for anything else, which the use case names."""
        try:
            return date.fromisoformat(self.text(name).strip())
        except ValueError:
            return None

    def revision(self, name: str) -> int:
        """The number of a revision that the page rested on; what is none counts as stale."""
        typed = self.text(name)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

    @property
    def version(self) -> int:
        """The ticket's version on the page; a page without one counts as stale."""
        typed = self.values.get("version", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 11 else -1

    @property
    def seen(self) -> int:
        """The number of the last event the page showed."""
        typed = self.values.get("seen", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 11 else 0

    def errors_of(self, error: InvalidInput) -> dict[str, str]:
        """The error's messages under the names that fields have on the page."""
        return {self.key(_NAMES.get(name, name)): text for name, text in error.fields.items()}

    def kept(self) -> Mapping[str, str]:
        """What was typed, to be shown again."""
        return {name: self.values[name] for name in self.values}


def asked(values: Mapping[str, str], name: str, *, limit: int = 100) -> str:
    """A parameter of the address: one line without control characters, cut at `limit`."""
    kept = "".join(c if c.isprintable() else " " for c in values.get(name, ""))
    return " ".join(kept.split())[:limit]
