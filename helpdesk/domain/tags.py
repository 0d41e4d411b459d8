"""Tags: what a name must be, and how a ticket's row carries the names it bears."""

import re
import unicodedata

from helpdesk.errors import InvalidInput

LONGEST = 40
MOST_ON_A_TICKET = 10
_BETWEEN = "\n"  # no name of one line holds it


def code_of(name: str) -> str:
    """The name in an address: `Tender ulang` is `tender-ulang`. One code, one tag.

    Raises `InvalidInput` for a name without any letter or figure.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not code:
        raise InvalidInput(name="Nama label harus memuat huruf atau angka.")
    return code


def with_tag(tags: str | None, name: str) -> str:
    """What a row holds once the ticket bears `name` too; in the order of the alphabet."""
    return _BETWEEN.join(sorted({*names_of(tags), name}, key=str.casefold))


def without_tag(tags: str | None, name: str) -> str | None:
    """What it holds without `name`; None for nothing."""
    return _BETWEEN.join(each for each in names_of(tags) if each != name) or None


def names_of(tags: str | None) -> list[str]:
    """The names a row holds."""
    return tags.split(_BETWEEN) if tags else []
