"""What the status page says: the conversation, and where news and codes go."""

from typing import Any

from flask import url_for

from helpdesk.domain.ticket import Channel
from helpdesk.models import Message, Ticket
from helpdesk.queries.reading import messages_of
from helpdesk.usecases.access import code_places
from helpdesk.usecases.audience import requester_addresses
from helpdesk.web.door import catalogue
from helpdesk.wording.time import datetime_short
from helpdesk.wording.values import file_size, label, places


def bubbles_of(ticket: Ticket) -> list[dict[str, Any]]:
    """The conversation as the macro `message_list` wants it, without internal notes."""
    return [_bubble(message, ticket.channel) for message in messages_of(ticket, internal=False)]


def _bubble(message: Message, made_by: str) -> dict[str, Any]:
    """A message for the requester: officers and providers are institutions, never persons."""
    bureau = catalogue().bureau
    names = {"requester": "Anda", "officer": f"Petugas {bureau.short_name}",
             "provider": "LKPP/Telkom"}
    side = "requester" if message.side == "requester" else "officer"
    return {
        "id": message.id, "side": "system" if message.side == "system" else side,
        "name": names.get(message.side, bureau.short_name), "text": message.body,
        "at_text": datetime_short(message.at, bureau.zone),
        "channel_text": _channel(message, made_by),
        "files": [
            {"name": a.name, "size_text": file_size(a.size), "kind": a.media_type.split("/")[0],
             "href": url_for("public.ticket_file", ref=a.ref)}
            for a in message.attachments
        ],
    }


def _channel(message: Message, made_by: str) -> str:
    """By which way the requester's own words came, where it was another than the ticket's."""
    known = message.channel in [channel.value for channel in Channel]
    other = message.side == "requester" and message.channel != made_by and known
    return f"lewat {label(Channel(message.channel))}" if other else ""


def news_to(ticket: Ticket) -> str:
    """Where the next news arrives, so that nobody has to keep looking."""
    told = places(channel for channel, _ in requester_addresses(ticket))
    if not told:
        return "Kabar berikutnya hanya tampil di halaman ini. Simpan tautannya."
    return f"Kabar berikutnya kami kirim ke {told} Anda, dan tampil di sini."


def code_to(ticket: Ticket) -> str:
    """Where a code would go, in words that give no address away; "" for nowhere."""
    return places(channel for channel, _ in code_places(ticket))
