"""Links of a chat message as buttons under it, where Telegram takes their address."""

import re

from helpdesk.delivery.facts import desk_in_text
from helpdesk.delivery.matter import Links

Rows = tuple[tuple[tuple[str, str], ...], ...]


def as_buttons(text: str, rows: Rows, links: Links) -> tuple[str, Rows]:
    """The text without the sentences that end in a link, and the rows with its button.

    Telegram refuses a button to an address without a public host; there the link stays in words.
    """
    if desk_in_text(links.base):
        return text, rows
    found = []
    for label, address in _labelled(links):
        if address and address in text:
            text = _without(text, address)
            found.append((label, address))
    return text, (*rows, *((button,) for button in found))


def _labelled(links: Links) -> tuple[tuple[str, str], ...]:
    """The longer address first, as one begins with another."""
    return (
        ("Kartu kunjungan", links.visit), ("Nilai layanan", links.survey),
        ("Pantau tiket", links.status),
    )


def _without(text: str, address: str) -> str:
    sentence = rf"(?:(?<=^)|(?<=[.!?)] ))[^\n.!?]*{re.escape(address)}(?:\.(?= |$)|$)"
    kept = re.sub(sentence, "", text, flags=re.MULTILINE)
    lines = [line.rstrip() for line in kept.replace(address, "halaman tiket").splitlines()]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
