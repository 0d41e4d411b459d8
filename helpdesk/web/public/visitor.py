"""The visitor's browser: its secret, the links it opened, the form it was handed."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from flask import request, session
from werkzeug.wrappers import Response

from helpdesk.errors import NotFound
from helpdesk.models import Ticket
from helpdesk.usecases.access import is_bound
from helpdesk.usecases.rulebook import derive_key
from helpdesk.web.door import now, settings

_BROWSER = "peramban"
_OPENED = "tautan"
MOST_OPENED = 20
QUICKEST = timedelta(seconds=2)  # faster than anyone fills in a form
OLDEST_SECONDS = 7 * 24 * 3600
CHAT_COOKIE = "obrolan"
CHAT_SECONDS = 90 * 24 * 3600


def secret() -> str:
    """This browser's own random value, made at first use; only its hash is ever stored."""
    if _BROWSER not in session:
        session[_BROWSER] = secrets.token_urlsafe(32)
        session.permanent = True
    return str(session[_BROWSER])


def known_secret() -> str | None:
    """The browser's value, if it has one."""
    value = session.get(_BROWSER)
    return value if isinstance(value, str) else None


def upload_owner() -> str:
    """Under what uploads of this browser wait for a message."""
    return "form:" + hashlib.sha256(secret().encode()).hexdigest()


def forget() -> str | None:
    """Drop what this browser knows; its old value, so that what it opened can be closed."""
    session.pop(_OPENED, None)
    session.pop("selesai", None)
    value = session.pop(_BROWSER, None)
    return value if isinstance(value, str) else None


def open_link(ticket: Ticket) -> None:
    """Remember that this browser came by the link, so that the address need not hold it."""
    opened = [row for row in session.get(_OPENED, []) if row[0] != ticket.number]
    session[_OPENED] = [*opened, [ticket.number, ticket.link_serial]][-MOST_OPENED:]


def opened_number(wanted: str | None) -> str | None:
    """The number among the links this browser opened; the last one where none is named."""
    numbers = [row[0] for row in session.get(_OPENED, [])]
    if wanted:
        return wanted if wanted in numbers else None
    return numbers[-1] if numbers else None


def serial_of(number: str) -> int | None:
    """With which serial of the link the ticket was opened; a revoked link opens nothing."""
    return next((row[1] for row in session.get(_OPENED, []) if row[0] == number), None)


def may_write(ticket: Ticket, chat_id: int | None) -> bool:
    """Whether this browser was let into the ticket, by itself or by its chat."""
    if chat_id is not None and ticket.conversation_id == chat_id:
        return True
    return is_bound(ticket.id, known_secret(), now())


def require_write(ticket: Ticket, chat_id: int | None) -> None:
    """Raise `NotFound` for a browser that was not let in."""
    if not may_write(ticket, chat_id):
        raise NotFound


def form_token(at: datetime) -> str:
    """A value for one filled-in form: random, dated, signed."""
    plain = f"{secrets.token_urlsafe(16)}.{int(at.timestamp())}"
    return f"{plain}.{_sign(plain)}"


def form_age(token: str, at: datetime) -> float | None:
    """Seconds since the form was handed out; None for a value that is not ours or too old."""
    plain, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _sign(plain).encode()):
        return None
    age = at.timestamp() - int(plain.rpartition(".")[2])
    return age if age <= OLDEST_SECONDS else None


def _sign(plain: str) -> str:
    key = derive_key(settings().secret_key, "public-form")
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:32]


def chat_cookie() -> str:
    """Its name: over https one that no other site of the same domain can set."""
    return f"__Host-{CHAT_COOKIE}" if settings().is_https else CHAT_COOKIE


def chat_address() -> str | None:
    """The address of this browser's chat: the hash of its cookie."""
    value = request.cookies.get(chat_cookie(), "")
    return hashlib.sha256(value.encode()).hexdigest() if 20 <= len(value) <= 100 else None


def end_chat(response: Response) -> None:
    """Take the chat from the browser."""
    response.delete_cookie(
        chat_cookie(), httponly=True, samesite="Lax", secure=settings().is_https
    )


def start_chat(response: Response) -> str:
    """Give the browser a chat of its own; its address."""
    value = secrets.token_urlsafe(32)
    _set_chat(response, value)
    return hashlib.sha256(value.encode()).hexdigest()


def keep_chat(response: Response) -> None:
    """Begin the cookie's ninety days anew: a chat in use does not end."""
    if chat_address() is not None:
        _set_chat(response, request.cookies[chat_cookie()])


def _set_chat(response: Response, value: str) -> None:
    response.set_cookie(
        chat_cookie(), value, max_age=CHAT_SECONDS, httponly=True, samesite="Lax",
        secure=settings().is_https,
    )
