"""Reading single fields of a public form: cleaned values, and one Indonesian message each."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from helpdesk.domain.plain_text import clean, clean_line
from helpdesk.errors import InvalidInput

_EMAIL = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}\.[A-Za-z]{2,24}"
)
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{6,20}[0-9]")
FARTHEST = timedelta(days=3 * 366)


class Fields:
    """The values of one form; what cannot be used lands in `errors`, by field."""

    def __init__(self, data: MultiDict[str, str]) -> None:
        self._data = data
        self.errors: dict[str, str] = {}

    def raw(self, name: str) -> str:
        """What was sent, without NUL; "" if nothing."""
        return self._data.get(name, "").replace("\0", "")

    def text(self, name: str, label: str, *, limit: int = 20_000, required: bool = False) -> str:
        """Several lines."""
        return self._cleaned(name, label, limit, required, clean)

    def line(self, name: str, label: str, *, limit: int = 200, required: bool = False) -> str:
        """One line."""
        return self._cleaned(name, label, limit, required, clean_line)

    def _cleaned(self, name: str, label: str, limit: int, required: bool, how: object) -> str:
        value = self.raw(name)
        if not value.strip() and not required:
            return ""
        try:
            return how(value, limit=limit, field=label)  # type: ignore[operator, no-any-return]
        except InvalidInput as error:
            self.errors[name] = error.message
            return ""

    def email(self, name: str) -> str:
        """An address that can be mailed; never checked against a server."""
        value = self.line(name, "surel", limit=254)
        if value and not _EMAIL.fullmatch(value):
            self.errors[name] = "Tulis surel lengkap, misalnya nama@perusahaan.co.id."
        return value

    def phone(self, name: str) -> str:
        """A telephone number as people write it."""
        value = self.line(name, "nomor telepon", limit=25)
        if value and not _PHONE.fullmatch(value):
            self.errors[name] = "Tulis nomor telepon dengan angka, misalnya 0812 3456 7890."
        return value

    def day(self, name: str, today: date) -> date | None:
        """A date that has come already."""
        value = self.raw(name).strip()
        if not value:
            return None
        try:
            read = date.fromisoformat(value)
        except ValueError:
            self.errors[name] = "Pilih tanggal dari kalender, atau tulis seperti 2026-11-23."
            return None
        if read > today or read.year < 2000:
            self.errors[name] = "Tanggal pelayanan tidak boleh di masa depan atau terlalu lama."
        return read

    def instant(self, name: str, zone: ZoneInfo, now: datetime) -> datetime | None:
        """A local date and time as `<input type=datetime-local>` sends it."""
        value = self.raw(name).strip()
        if not value:
            return None
        try:
            read = datetime.fromisoformat(value).replace(tzinfo=zone)
            near = abs(read - now) <= FARTHEST
        except (ValueError, OverflowError):
            near = False
        if not near:
            self.errors[name] = "Isi tanggal dan jam, misalnya 23-11-2026 pukul 15.00."
            return None
        return read

    def choice(self, name: str, options: Iterable[str], message: str) -> str:
        """One of `options`; "" where nothing was chosen."""
        value = self.raw(name)
        if value and value not in set(options):
            self.errors[name] = message
            return ""
        return value

    def ticked(self, name: str) -> bool:
        """A checkbox."""
        return self.raw(name) == "1"
