"""A visitor's chat bound from the counter: the QR code stands on the officer's screen."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.chat_binding import offer_chat
from helpdesk.usecases.chat_bot import bot_username
from helpdesk.web.door import acting, book, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.public.telegram_link import kept_nowhere, telegram_link


@desk.post("/tiket/<ticket:number>/telegram")
@permitted(Action.REPLY)
def chat_offer(number: str) -> ResponseReturnValue:
    """A fresh link for the person at the counter; no paper shows it, as it lives for minutes."""
    ticket = ticket_seen_by(number, acting())
    if not bot_username():
        flash("Bot Telegram belum tersambung, jadi tidak ada yang dapat dihubungkan.", "warn")
        return redirect(url_for("officer.ticket", number=number), 303)
    view = telegram_link(offer_chat(book(), ticket.number, actor=acting(), now=now()))
    return kept_nowhere(render_template("officer/chat_offer.html", number=number, view=view))
