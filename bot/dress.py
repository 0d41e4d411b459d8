"""What a message wears, and what it takes off when Telegram refuses it; its words always arrive."""

from dataclasses import dataclass, replace

from telegram import MessageEntity

from bot.skin import LIMIT, Rows, is_address
from helpdesk.domain.graphemes import units

_ABOUT_BUTTONS = ("button", "markup", "keyboard")
_ABOUT_EMPHASIS = ("entit", "parse")


@dataclass(frozen=True)
class Dress:
    """A message as it is tried: its words, what stands out in them, what hangs under them."""

    words: str
    entities: tuple[MessageEntity, ...]
    buttons: Rows


def plainer(dress: Dress, said: str) -> Dress | None:
    """The message without what Telegram refused, in the words it `said`; None when it is another
    matter. A link is told in words before its button goes, and emphasis is the last to go.
    """
    if dress.buttons and any(word in said for word in _ABOUT_BUTTONS):
        links = [(label, to) for row in dress.buttons for label, to in row if is_address(to)]
        if not links:
            return replace(dress, buttons=())
        told = "\n".join(f"{label}: {address}" for label, address in links)
        words = f"{dress.words}\n\n{told}"
        fitting = words if units(words) <= LIMIT else dress.words
        return Dress(fitting, dress.entities, _without_links(dress.buttons))
    if dress.entities and any(word in said for word in _ABOUT_EMPHASIS):
        return replace(dress, entities=())
    return None


def _without_links(buttons: Rows) -> Rows:
    rows = (tuple(each for each in row if not is_address(each[1])) for row in buttons)
    return tuple(row for row in rows if row)
