"""An officer's private chat: what is for the desk is taken here, the rest talks as anyone.

Whether the chat is an officer's is asked of the database at every message and every press, and so
are their roles; a chat that is nobody's knows no officer's commands.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import desk_words as words
from helpdesk.dialogue.cues import leading_ticket_number
from helpdesk.dialogue.values import Input
from helpdesk.errors import HelpdeskError
from helpdesk.models import Conversation, Officer, Ticket, belongs_to, linked_officer
from helpdesk.usecases import desk_drafts, desk_linking, desk_tickets
from helpdesk.usecases.chat_invitations import FOR_OFFICER
from helpdesk.usecases.desk_turn import DESK, SKIN, Act, Desk, Said, enqueue
from helpdesk.usecases.rulebook import Rulebook

Pressed = Callable[[Desk, str], Sequence[Said]]
_LINKING: dict[str, Pressed] = {"link": desk_linking.confirm, "nolink": desk_linking.decline}
_PRESSES: dict[str, Pressed] = {
    "take": desk_tickets.take, "grab": desk_tickets.take_over, "show": desk_tickets.show,
    "join": desk_tickets.join,
    "send": desk_drafts.send, "lack": desk_drafts.send_lacking, "note": desk_drafts.note,
    "drop": desk_drafts.drop,
}


def answer_officer(
    book: Rulebook, chat: Conversation, given: Input, key: str, *, now: datetime
) -> bool:
    """Take the input if it is for the desk, answers included; False leaves it to the dialogue."""
    if chat.skin != SKIN:
        return False
    officer = db.session.scalars(linked_officer(SKIN, chat.address)).one_or_none()
    act = _act_for(chat, given, officer)
    if act is None:
        return False
    try:
        with db.session.begin_nested():
            said = act(Desk(book, chat, officer, now))
    except HelpdeskError as refused:
        said = [Said(refused.message)]
    for index, each in enumerate(said):
        enqueue(f"desk:{key}:{index}", chat.address, each, now)
    return True


def _act_for(chat: Conversation, given: Input, officer: Officer | None) -> Act | None:
    if given.kind == "invitation":
        for_officer = given.argument == FOR_OFFICER
        return partial(desk_linking.ask, hashed=given.text) if for_officer else None
    if given.kind == "press":
        head, _, value = given.text.partition(":")
        return partial(_press, value=value) if head == DESK else None
    if officer is None:
        return None
    if given.kind == "text" and given.text.startswith("/"):
        return _command(chat, given)
    if given.kind in ("text", "files") and given.ticket and not _own(chat, given.ticket):
        return partial(desk_drafts.keep, number=given.ticket, given=given)
    return None


def _press(desk: Desk, value: str) -> Sequence[Said]:
    verb, _, argument = value.partition(":")
    if verb in _LINKING:
        return _LINKING[verb](desk, argument)
    if desk.officer is None:
        return [Said(words.NOT_LINKED)]
    act = _PRESSES.get(verb)
    return act(desk, argument) if act is not None else [Said(words.OLD_BUTTON)]


def _command(chat: Conversation, given: Input) -> Act | None:
    """/tugas, /putus, and /tiket with a number that is not the chat's own."""
    name, _, rest = given.text[1:].partition(" ")
    name = name.partition("@")[0].casefold()
    if name == "tugas":
        return desk_tickets.tasks
    if name == "putus":
        return desk_linking.let_go
    number, said = leading_ticket_number(rest)
    if name != "tiket" or number is None or _own(chat, number):
        return None
    if not said:
        return partial(desk_tickets.show, number=number)
    return partial(desk_drafts.keep, number=number, given=Input("text", said))


def _own(chat: Conversation, number: str) -> bool:
    """Officers have tickets of their own, too; there they are requesters."""
    query = sa.select(Ticket.id).where(Ticket.number == number, belongs_to(chat))
    return db.session.scalar(query) is not None
