"""From a ticket into the chat: a fresh one-time link for each press, and the way back out."""

from flask import Response, flash, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.errors import NotFound
from helpdesk.models import Ticket
from helpdesk.queries.public import chat_tickets, webchat
from helpdesk.usecases.chat_binding import unbind_from_page
from helpdesk.usecases.chat_bot import bot_username
from helpdesk.usecases.chat_invitations import invite_to_ticket
from helpdesk.web import limiter
from helpdesk.web.door import book, now
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.status import back_to, written_ticket
from helpdesk.web.public.telegram_link import kept_nowhere, telegram_link

NO_BOT = "Bot Telegram kami sedang tidak tersedia. Kabar tetap tampil di halaman ini."


@public.post("/t/telegram")
@limiter.limit("6 per minute; 30 per hour")
def telegram() -> Response | AnyResponse:
    """For the browser that was let in; looking at pages makes no token."""
    return telegram_page(written_ticket())


def telegram_page(ticket: Ticket) -> Response | AnyResponse:
    """A token just made, shown once."""
    if not bot_username():
        flash(NO_BOT, "warn")
        return back_to(ticket)
    token = invite_to_ticket(ticket.id, now=now())
    view = telegram_link(token)
    return kept_nowhere(render_template(
        "public/telegram.html", number=ticket.number, view=view
    ))


@public.post("/t/telegram/putuskan")
@limiter.limit("10 per minute")
def leave_telegram() -> AnyResponse:
    """Also for whoever lost the telephone: every chat bound to the ticket is let go."""
    ticket = written_ticket()
    if unbind_from_page(book(), ticket.number, now=now()):
        flash("Chat Telegram diputuskan. Kabar tidak dikirim ke sana lagi.", "ok")
    return back_to(ticket)


@public.post("/chat/telegram")
@limiter.limit("6 per minute; 30 per hour")
def chat_to_telegram() -> Response | AnyResponse:
    """The chat's own ticket goes on in Telegram, where no cookie can be lost."""
    conversation = webchat(visitor.chat_address())
    found = chat_tickets(conversation) if conversation is not None else ()
    ticket = next((t for t in found if t.number == request.form.get("nomor", "")), None)
    if ticket is None:
        raise NotFound
    visitor.open_link(ticket)
    return telegram_page(ticket)
