"""The officer's side of a one-time link: asked by name, confirmed or declined, let go."""

from collections.abc import Sequence

from helpdesk.db import db
from helpdesk.dialogue import desk_words as words
from helpdesk.models import Officer
from helpdesk.usecases.chat_invitations import open_invitation, redeem_invitation
from helpdesk.usecases.desk_turn import Desk, Said, button
from helpdesk.usecases.officer_chats import link_chat, unlink_chat


def ask(desk: Desk, hashed: str) -> Sequence[Said]:
    """A link was opened: name the account before anything is bound."""
    invitation = open_invitation(hashed, desk.chat.address, now=desk.now)
    officer = db.session.get(Officer, invitation.officer_id) if invitation else None
    if invitation is None or officer is None or not officer.active:
        return [Said(words.LINK_USELESS)]
    asked = words.LINK_ASK.format(
        name=officer.name, bureau=desk.book.catalogue.bureau.short_name
    )
    yes = button(words.LINK_YES, "link", invitation.id)
    return [Said(asked, ((yes,), (button(words.LINK_NO, "nolink", invitation.id),)))]


def confirm(desk: Desk, argument: str) -> Sequence[Said]:
    """The press that binds the chat."""
    officer = link_chat(_id(argument), desk.chat.address, now=desk.now)
    if officer is None:
        return [Said(words.LINK_USELESS)]
    return [Said(words.LINKED.format(name=officer.name), menu="officer")]


def decline(desk: Desk, argument: str) -> Sequence[Said]:
    """The link ends too: it was opened by somebody who did not want it."""
    redeem_invitation(_id(argument), desk.chat.address, now=desk.now)
    return [Said(words.LINK_DECLINED)]


def _id(argument: str) -> int:
    return int(argument) if argument.isdecimal() and len(argument) < 10 else 0


def let_go(desk: Desk, argument: str = "") -> Sequence[Said]:
    """The officer's /putus; the chat is told as when it is let go on the page."""
    assert desk.officer is not None
    unlink_chat(desk.officer.id, now=desk.now)
    return []
