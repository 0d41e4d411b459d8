"""The number a provider gave: read from what a requester typed, never more than a number."""

import re

from helpdesk.domain.masking import mask_contacts
from helpdesk.errors import InvalidInput

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./#_-]*(?: [A-Za-z0-9./#_-]+){0,3}")
# What people write around it in a chat.
_AROUND = frozenset({
    "nomor", "nomornya", "no", "nomer", "tiket", "tiketnya", "ini", "itu", "adalah", "saya",
    "lkpp", "telkom", "dari", "di", "dengan", "inaproc", "sudah", "dapat", "ya", "pak", "bu",
})
LONGEST, SHORTEST = 60, 3
FEWEST_DIGITS = 4  # in a chat, where "sudah 2 kali" is no number of theirs


def external_number(typed: str) -> str:
    """The number as it is kept. Raises `InvalidInput` for words, contacts, identity numbers."""
    line = " ".join(typed.split()).strip(" .,:;#")
    fits = len(line) <= LONGEST and _NUMBER.fullmatch(line) and any(c.isdigit() for c in line)
    if not fits or len(line) < SHORTEST or mask_contacts(line) != line:
        raise InvalidInput(external_number=(
            "Tulis nomor tiketnya saja, misalnya 123456 atau LPSE-123456."
        ))
    return line


def number_in(text: str) -> str | None:
    """The number, when a message holds one and says nothing else."""
    words = re.split(r"[\s:,;=]+", text)
    kept = [word for word in words if word and word.lower().strip(".!") not in _AROUND]
    if len(kept) != 1 or sum(c.isdigit() for c in kept[0]) < FEWEST_DIGITS:
        return None
    try:
        return external_number(kept[0])
    except InvalidInput:
        return None
