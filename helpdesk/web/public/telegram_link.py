"""A one-time link into the bot's chat as a page shows it: QR, address, and until when."""

from typing import Any

from flask import Response, make_response

from helpdesk.models import Ticket
from helpdesk.usecases.audience import requester_addresses
from helpdesk.usecases.chat_binding import bound_chats
from helpdesk.usecases.chat_bot import bot_username, deep_link
from helpdesk.usecases.chat_invitations import TICKET_LIFE
from helpdesk.web.door import catalogue, now
from helpdesk.web.public.links import qr_image
from helpdesk.wording.time import time


def telegram_link(token: str) -> dict[str, Any]:
    """What the page shows of a token just made."""
    link = deep_link(token) or ""
    until = now() + TICKET_LIFE
    return {
        "link": link, "qr": qr_image(link, 240), "bot": f"@{bot_username()}",
        "until_text": time(until, catalogue().bureau.zone),
        "minutes": int(TICKET_LIFE.total_seconds() // 60),
    }


def kept_nowhere(page: str) -> Response:
    """The page with a token on it: no cache holds it, no search engine sees it."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def telegram_offer(ticket: Ticket) -> dict[str, bool]:
    """Whether there is a bot, a bound chat, and therefore whether a page offers the way there."""
    bot, bound = bool(bot_username()), bool(bound_chats(ticket))
    told = any(channel == "telegram" for channel, _ in requester_addresses(ticket))
    return {"bot": bot, "bound": bound, "offered": bot and not bound and not told}
