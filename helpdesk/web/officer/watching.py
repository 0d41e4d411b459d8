"""Following a ticket from its page."""

from flask import request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.usecases.watching import follow_ticket, unfollow_ticket
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted

_BEGUN = "Anda mengikuti tiket ini: kabar barunya disampaikan kepada Anda."
_ENDED = "Anda tidak lagi mengikuti tiket ini."


@desk.post("/tiket/<ticket:number>/ikuti")
@permitted(Action.VIEW_TICKET)
def follow(number: str) -> ResponseReturnValue:
    """Begin, or stop; pressed twice it stays as it is."""
    if request.form.get("berhenti"):
        return act(number, "ikuti", _ENDED, lambda form, who, at: unfollow_ticket(
            number, actor=who
        ))
    return act(number, "ikuti", _BEGUN, lambda form, who, at: follow_ticket(
        number, actor=who, now=at
    ))
