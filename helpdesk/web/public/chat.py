"""/chat: the conversation as a web page; every input is a form, with or without JavaScript."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from helpdesk.dialogue.menu import menu_rows
from helpdesk.dialogue.state import FileRef
from helpdesk.dialogue.values import VALUE_BYTES, Input
from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.plain_text import clean
from helpdesk.errors import DuplicateRequest, InvalidInput
from helpdesk.models import ChatLine, Conversation, Ticket
from helpdesk.queries.public import chat_lines, chat_tickets, tickets_by_id, webchat
from helpdesk.usecases.chat_bot import bot_username
from helpdesk.usecases.converse import Arrival, converse
from helpdesk.usecases.effects import chat_owner
from helpdesk.usecases.webchat import open_webchat
from helpdesk.web import limiter
from helpdesk.web.door import book, catalogue, now, talk
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.chat_html import line_html
from helpdesk.web.public.links import proof_link, status_link, survey_link
from helpdesk.web.public.uploads import Taken, take_uploads
from helpdesk.wording.time import datetime_short

LARGEST_ID = 2**31 - 1
# A page gone back to sends its words again under a new form's mark; short answers may well repeat.
SAME_WITHIN = timedelta(minutes=10)
SAME_LENGTH = 15
SAID_BEFORE = "Pesan yang sama baru saja kami terima, jadi tidak kami catat dua kali."
OLD_BUTTON = (
    "Tombol itu sudah tidak berlaku. Pilih salah satu tombol di bawah, atau tulis pesan Anda."
)


@public.get("/chat")
def chat() -> str:
    return chat_page(webchat(visitor.chat_address()))


@public.post("/chat")
@limiter.limit("40 per minute; 400 per hour")
def say() -> Response | tuple[str, int]:
    response = redirect(url_for("public.chat", _anchor="jawaban"), 303)
    address = visitor.chat_address() or visitor.start_chat(response)
    visitor.keep_chat(response)
    conversation = open_webchat(address, now=now())
    taken = take_uploads(chat_owner(conversation.id), request.form.get("text", ""))
    try:
        arrival = _arrival(conversation, taken)
    except InvalidInput as error:
        return _refused(conversation, response, error.message)
    if arrival is not None and not taken.kept and _said_just_now(conversation, arrival.shown):
        return make_response(chat_page(conversation, SAID_BEFORE), 409)
    if arrival is not None:
        try:
            converse(book(), talk(), arrival, now=now())
        except DuplicateRequest:
            return response
    elif request.form.get("answer"):
        flash(OLD_BUTTON, "warn")
    if taken.error:
        flash(taken.error, "warn")
    return response


def _said_just_now(conversation: Conversation, text: str) -> bool:
    """Whether the requester's last words were the very same ones."""
    said = [line for line in chat_lines(conversation.id) if line.side == "requester"]
    if not said or len(text) < SAME_LENGTH:
        return False
    return said[-1].text == text and now() - said[-1].at < SAME_WITHIN


def _refused(
    conversation: Conversation, response: Response, message: str
) -> tuple[str, int] | Response:
    """The page with the input kept; a chat just begun keeps its cookie."""
    page = make_response(chat_page(conversation, message, request.form.get("text", "")), 400)
    for value in response.headers.getlist("Set-Cookie"):
        page.headers.add("Set-Cookie", value)
    return page


def _arrival(conversation: Conversation, taken: Taken) -> Arrival | None:
    """The form as one input of the dialogue; None if nothing was said. Raises `InvalidInput`."""
    nonce = request.form.get("nonce", "")[:60] or secrets.token_urlsafe(12)
    given, shown = _input(conversation, taken)
    if given is None:
        return None
    key = f"chat:{conversation.id}:{nonce}"
    return Arrival("webchat", conversation.address, given, key, shown=shown)


def _input(conversation: Conversation, taken: Taken) -> tuple[Input | None, str]:
    pressed = request.form.get("answer", "")
    if pressed:
        label = _label_of(conversation, pressed)
        return (Input("press", text=pressed), label) if label else (None, "")
    typed = request.form.get("text", "")
    stripped = strip_credentials(clean(typed, field="pesan")) if typed.strip() else None
    text, dropped = (stripped.text, stripped.found) if stripped else ("", ())
    if taken.kept:
        sent = tuple(
            FileRef(a.ref, a.name, a.media_type, a.size, a.restricted) for a in taken.kept
        )
        names = ", ".join(a.name for a in taken.kept)
        return Input("files", text=text, files=sent, dropped=dropped), f"{text}\n({names})".strip()
    if text.startswith("/"):
        return Input("command", text=text), text
    return (Input("text", text=text, dropped=dropped), text) if text else (None, "")


def _label_of(conversation: Conversation, value: str) -> str:
    """What stands on the button that was pressed; "" for a value no button has."""
    if not value.isascii() or len(value) > VALUE_BYTES:
        return ""
    rows = [row for line in chat_lines(conversation.id) for row in line.buttons]
    rows += [[[b.label, b.value] for b in row] for row in menu_rows()]
    return next((label for row in reversed(rows) for label, v in row if v == value), "")


@public.get("/chat/baris")
@limiter.exempt
def new_lines() -> Response:
    """What came since a line; 204 while there is nothing, so that waiting costs nothing."""
    conversation = webchat(visitor.chat_address())
    after = request.args.get("sejak", 0, type=int)
    lines = chat_lines(conversation.id, max(0, min(after, LARGEST_ID))) if conversation else []
    if not lines:
        return make_response("", 204)
    assert conversation is not None
    page = make_response(render_template(
        "public/chat_lines.html", messages=bubbles(lines),
        answers=_answers(chat_lines(conversation.id)),
    ))
    page.headers["Cache-Control"] = "no-store"
    return page


def chat_page(conversation: Conversation | None, error: str = "", text: str = "") -> str:
    """The conversation so far, the buttons of its last turn, and the form."""
    lines = chat_lines(conversation.id) if conversation else []
    return render_template(
        "public/chat.html", messages=bubbles(lines), answers=_answers(lines), error=error,
        text=text.replace("\0", ""), nonce=secrets.token_urlsafe(12), begun=bool(lines),
        lost=conversation is None and visitor.chat_address() is not None,
        tickets=_tickets(conversation), bot=bool(bot_username()),
    )


def _tickets(conversation: Conversation | None) -> list[dict[str, str]]:
    """The latest tickets of this chat with their links, so that a lost cookie loses none."""
    found = chat_tickets(conversation) if conversation is not None else ()
    return [{"number": ticket.number, "href": status_link(ticket)} for ticket in found]


def _answers(lines: Sequence[ChatLine]) -> list[Mapping[str, str]]:
    """The buttons that still count: those of the last reply that had any in this turn."""
    rows: Any = [[[b.label, b.value] for b in row] for row in menu_rows()] if not lines else []
    for line in reversed(lines):
        if line.side == "requester":
            break
        if line.buttons:
            rows = line.buttons
            break
    return [{"text": label, "value": value} for row in rows for label, value in row]


def bubbles(lines: Sequence[ChatLine]) -> list[dict[str, Any]]:
    """Lines as the macro `bubble` wants them; the status link is put in only here."""
    tickets = tickets_by_id([line.ticket_id for line in lines if line.ticket_id])
    bureau = catalogue().bureau
    names = {"requester": "Anda", "bot": f"Helpdesk {bureau.short_name}",
             "officer": f"Petugas {bureau.short_name}"}
    return [
        {
            "id": f"c{line.id}", "side": "requester" if line.side == "requester" else "officer",
            "name": names.get(line.side, names["bot"]), "html": _html(line, tickets),
            "at_text": datetime_short(line.at, bureau.zone),
        }
        for line in lines
    ]


def _html(line: ChatLine, tickets: Mapping[int, Ticket]) -> Markup:
    """Our own lines with their emphasis and addresses; the requester's as they were written."""
    text, ticket = line.text, tickets.get(line.ticket_id or 0)
    if line.side == "requester":
        return Markup('<p class="hd-pre">{}</p>').format(text)
    text = text.replace("{tautan}", status_link(ticket) if ticket else "")
    text = text.replace("{survei}", survey_link(ticket) if ticket else "")
    return line_html(text.replace("{bukti}", proof_link(ticket) if ticket else ""))
