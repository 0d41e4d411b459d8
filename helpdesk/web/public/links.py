"""The public address of a ticket, and its QR code."""

import base64
from typing import Any

import segno
from markupsafe import Markup

from helpdesk.domain.link import status_token, survey_token
from helpdesk.models import Ticket
from helpdesk.web.door import book, settings


def status_link(ticket: Ticket) -> str:
    """The ticket's public address."""
    token = status_token(book().link_key, ticket.id, ticket.link_serial)
    return f"{settings().base_url}/t/{token}"


def proof_link(ticket: Ticket) -> str:
    """Where the chat that made the ticket has its Bukti Lapor."""
    return f"{settings().base_url}/chat/bukti-lapor.pdf?nomor={ticket.number}"


def survey_link(ticket: Ticket) -> str:
    """The survey of the ticket's service; it names nobody."""
    return f"{settings().base_url}/survei/{survey_token(book().link_key, ticket.id)}"


def qr_image(link: str, size: int = 160) -> Markup:
    """A QR code as an image that the content policy permits."""
    source: dict[str, Any] = {"dark": "#000", "light": "#fff", "border": 3, "scale": 5}
    picture = segno.make(link, error="m", micro=False).svg_inline(**source)
    if "xmlns=" not in picture:
        picture = picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    encoded = base64.b64encode(picture.encode()).decode()
    image = Markup('<img src="data:image/svg+xml;base64,{}" alt="" width="{}" height="{}">')
    return image.format(encoded, size, size)
