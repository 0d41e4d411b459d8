"""An officer's private chat: what is for the desk is taken here, the rest talks as anyone.

Whether the chat is an officer's is asked of the database at every message and every press, and so
are their roles; a chat that is nobody's knows no officer's commands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import desk_words as words
from helpdesk.dialogue.values import Input
from helpdesk.errors import HelpdeskError
from helpdesk.models import ChatInvitation, Conversation, Officer, OutboxItem, linked_officer
from helpdesk.usecases.chat_invitations import open_invitation
from helpdesk.usecases.officer_chats import link_chat, unlink_chat
from helpdesk.usecases.rulebook import Rulebook

SKIN = "telegram"
DESK = "o"  # what the value of an officer's button begins with
Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Said:
    """One message to the officer; a `template` of its own is worded when it is sent."""

    text: str = ""
    buttons: Rows = ()
    ticket_id: int | None = None
    template: str = "dialogue"
    message_id: int | None = None


@dataclass(frozen=True)
class Desk:
    """One turn: the chat, who it belongs to (if anybody), and when."""

    book: Rulebook
    chat: Conversation
    officer: Officer | None
    now: datetime
    said: list[Said] = field(default_factory=list)


def answer_officer(
    book: Rulebook, chat: Conversation, given: Input, key: str, *, now: datetime
) -> bool:
    """Take the input if it is for the desk, answers included; False leaves it to the dialogue."""
    if chat.skin != SKIN:
        return False
    officer = db.session.scalars(linked_officer(SKIN, chat.address)).one_or_none()
    act = _act_for(given, officer)
    if act is None:
        return False
    desk = Desk(book, chat, officer, now)
    try:
        with db.session.begin_nested():
            said = act(desk)
    except HelpdeskError as refused:
        said = [Said(refused.message)]
    for index, each in enumerate(said):
        _enqueue(f"desk:{key}:{index}", chat.address, each, now)
    return True


Act = Callable[[Desk], Sequence[Said]]


def _act_for(given: Input, officer: Officer | None) -> Act | None:
    if given.kind == "invitation":
        return (lambda desk: _asked(desk, given.text)) if given.argument == "p" else None
    if given.kind == "press":
        head, _, rest = given.text.partition(":")
        return (lambda desk: _pressed(desk, rest)) if head == DESK else None
    if officer is None:
        return None
    return _commanded(given)


def _asked(desk: Desk, hashed: str) -> Sequence[Said]:
    """A link was opened: name the account before anything is bound."""
    invitation = open_invitation(hashed, desk.chat.address, now=desk.now)
    officer = db.session.get(Officer, invitation.officer_id) if invitation else None
    if invitation is None or officer is None or not officer.active:
        return [Said(words.LINK_USELESS)]
    asked = words.LINK_ASK.format(
        name=officer.name, bureau=desk.book.catalogue.bureau.short_name
    )
    return [Said(asked, (
        ((words.LINK_YES, f"{DESK}:link:{invitation.id}"),),
        ((words.LINK_NO, f"{DESK}:nolink:{invitation.id}"),),
    ))]


def _pressed(desk: Desk, value: str) -> Sequence[Said]:
    name, _, argument = value.partition(":")
    if name in _LINKING:
        return _LINKING[name](desk, argument)
    if desk.officer is None:
        return [Said(words.NOT_LINKED)]
    return [Said(words.OLD_BUTTON)]


def _linked(desk: Desk, argument: str) -> Sequence[Said]:
    id_ = int(argument) if argument.isdecimal() and len(argument) < 10 else 0
    officer = link_chat(id_, desk.chat.address, now=desk.now)
    return [Said(words.LINKED.format(name=officer.name) if officer else words.LINK_USELESS)]


def _declined(desk: Desk, argument: str) -> Sequence[Said]:
    """The link ends too: it was opened by somebody who did not want it."""
    id_ = int(argument) if argument.isdecimal() and len(argument) < 10 else 0
    db.session.execute(sa.delete(ChatInvitation).where(
        ChatInvitation.id == id_, ChatInvitation.address == desk.chat.address,
        ChatInvitation.used_at.is_(None),
    ))
    return [Said(words.LINK_DECLINED)]


_LINKING: dict[str, Callable[[Desk, str], Sequence[Said]]] = {
    "link": _linked, "nolink": _declined,
}


def _commanded(given: Input) -> Act | None:
    if given.kind != "text" or not given.text.startswith("/"):
        return None
    name = given.text[1:].partition(" ")[0].partition("@")[0].casefold()
    return {"putus": _let_go}.get(name)


def _let_go(desk: Desk) -> Sequence[Said]:
    assert desk.officer is not None
    unlink_chat(desk.officer.id, now=desk.now)
    return [Said(words.UNLINKED.format(name=desk.officer.name))]


def _enqueue(key: str, address: str, said: Said, now: datetime) -> None:
    data: dict[str, Any] = {}
    if said.template == "dialogue":
        data = {"text": said.text, "buttons": [[list(b) for b in row] for row in said.buttons]}
    db.session.add(OutboxItem(
        key=key, channel=SKIN, recipient=address, audience="officer", template=said.template,
        ticket_id=said.ticket_id, message_id=said.message_id, data=data, state="pending",
        attempts=0, not_before=now, created_at=now,
    ))
    db.session.flush()
