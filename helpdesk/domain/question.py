"""A question put to the guide, as the ledger counts it: where it was asked, what was made of it."""

from enum import StrEnum


class Zone(StrEnum):
    """What the guide did: answered at once, let choose, or left it to a ticket.

    `MARKED`: a verdict from before the ledger, of which nothing else is known.
    """

    ANSWER = "answer"
    CHOOSE = "choose"
    TICKET = "ticket"
    MARKED = "marked"


class Skin(StrEnum):
    """Where it was asked; in the form nobody asks, the guide offers by itself."""

    TELEGRAM = "telegram"
    WEBCHAT = "webchat"
    SEARCH = "search"
    FORM = "form"


ASKING = (Skin.TELEGRAM, Skin.WEBCHAT, Skin.SEARCH)
