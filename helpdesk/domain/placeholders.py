"""Words in braces that stand for what a ticket knows, in a text meant for many tickets."""

import re
from collections.abc import Mapping

from helpdesk.errors import InvalidInput

_BRACES = re.compile(r"\{([^{}\n]{0,40})\}")
# What each stands for, as an officer reads it.
MEANINGS: Mapping[str, str] = {
    "nama": "nama pemohon, atau “Bapak/Ibu” bila tidak diketahui atau dirahasiakan",
    "nomor": "nomor tiket",
    "perihal": "perihal tiket",
    "layanan": "nama layanan",
}


def check_placeholders(text: str, *, field: str = "text") -> None:
    """Raise `InvalidInput` naming the first word in braces that means nothing."""
    for found in _BRACES.finditer(text):
        if found[1].strip().casefold() not in MEANINGS:
            known = ", ".join(f"{{{name}}}" for name in MEANINGS)
            said = f"“{found[0]}” tidak dikenal. Yang dapat dipakai: {known}."
            raise InvalidInput(**{field: said})


def check_filled(text: str, *, field: str = "text") -> None:
    """Raise `InvalidInput` while one of our words in braces still stands in what is sent."""
    for found in _BRACES.finditer(text):
        if found[1].strip().casefold() in MEANINGS:
            raise InvalidInput(**{field: f"{found[0]} belum diganti. Isi dahulu, lalu kirim."})


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with every known word in braces replaced; values are never read for braces again."""
    return _BRACES.sub(lambda found: values.get(found[1].strip().casefold(), found[0]), text)
