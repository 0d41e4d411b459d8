"""Putting a ticket off until a day, and calling it back."""


from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.usecases.snooze import snooze_ticket, wake_ticket
from helpdesk.web.door import book
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted


@desk.post("/tiket/<ticket:number>/tunda")
@permitted(Action.SNOOZE)
def snooze(number: str) -> ResponseReturnValue:
    """Off the officer's lists until that day."""
    return act(number, "tunda", "Tiket ditunda. Batas waktunya tetap berjalan.",
               lambda form, who, at: snooze_ticket(
                   book(), number, form.day("day"), form.text("reason"), actor=who,
                   now=at, version=form.version,
               ))


@desk.post("/tiket/<ticket:number>/batal-tunda")
@permitted(Action.SNOOZE)
def wake(number: str) -> ResponseReturnValue:
    """Back on the lists."""
    return act(number, "bataltunda", "Tiket kembali ke daftar kerja.",
               lambda form, who, at: wake_ticket(
                   book(), number, actor=who, now=at, version=form.version
               ))
