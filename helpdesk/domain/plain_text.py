"""Text from outside made safe to keep: one form of newline, no control characters, NFC."""

import re
import unicodedata

from helpdesk.errors import InvalidInput

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Marks that draw nothing: a text of these alone is an empty text.
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def clean(text: object, *, limit: int = 20_000, field: str = "isi pesan") -> str:
    """`text` fit to be stored: at most `limit` characters, never empty.

    Drops NUL and the other C0 characters but newline and tab, pairs split surrogates and
    replaces lone ones by U+FFFD. Raises `InvalidInput` with `field` named in Indonesian.
    """
    if not isinstance(text, str):
        raise _invalid(field, "harus berupa teks.")
    kept = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = unicodedata.normalize("NFC", _whole_characters(kept)).strip()
    if not _INVISIBLE.sub("", kept):
        raise _invalid(field, "belum diisi.")
    if len(kept) > limit:
        allowed = f"{limit:,}".replace(",", ".")
        raise _invalid(field, f"terlalu panjang: paling banyak {allowed} karakter.")
    return kept


def clean_line(text: object, *, limit: int = 200, field: str = "isian") -> str:
    """A value of one line: as `clean`, with every run of blanks made one space."""
    if isinstance(text, str):
        text = " ".join(_CONTROL.sub(" ", text).split())
    return clean(text, limit=limit, field=field)


def _whole_characters(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _invalid(field: str, reason: str) -> InvalidInput:
    return InvalidInput(None, **{field: f"{field[:1].upper()}{field[1:]} {reason}"})
