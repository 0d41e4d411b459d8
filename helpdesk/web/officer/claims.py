"""Judging a claim of a tender day: nothing behind it, or something after all."""

from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.usecases.claims import judge_claim
from helpdesk.web.door import book
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted


@desk.post("/tiket/<ticket:number>/klaim")
@permitted(Action.JUDGE_CLAIM)
def judge(number: str) -> ResponseReturnValue:
    """Mark the claim as empty, or take that back; the requester is told."""
    return act(number, "klaim", "Penilaian klaim disimpan.", lambda form, who, at: judge_claim(
        book(), number, form.text("empty") != "tidak", form.text("reason"), actor=who, now=at,
        version=form.version,
    ))
