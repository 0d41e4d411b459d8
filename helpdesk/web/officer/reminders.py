"""/petugas/pengingat: one's own reminders; and setting one on a ticket."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.models import Reminder
from helpdesk.queries.reminders import reminders_of
from helpdesk.usecases.reminders import end_reminder, set_reminder
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.wording.time import datetime_long


@desk.post("/tiket/<ticket:number>/ingatkan")
@permitted(Action.REMIND)
def remind(number: str) -> ResponseReturnValue:
    """Words at an hour, for oneself."""
    zone = catalogue().calendar.tz
    return act(number, "ingatkan", "Pengingat disimpan. Anda diberi tahu pada waktunya.",
               lambda form, who, at: set_reminder(
                   number, form.instant("at", zone), form.text("text"), actor=who, now=at
               ))


@desk.get("/pengingat")
@permitted(Action.REMIND)
def reminders() -> ResponseReturnValue:
    """What has come, then what is to come."""
    at, zone = now(), str(catalogue().calendar.tz)
    rows = [(row.at <= at, _line(row, zone)) for row in reminders_of(acting())]
    return render_template(
        "officer/reminders.html", come=[line for come, line in rows if come],
        coming=[line for come, line in rows if not come],
    )


def _line(row: Reminder, zone: str) -> dict[str, Any]:
    return {
        "id": row.id, "text": row.text, "at": datetime_long(row.at, zone),
        "number": row.ticket.number, "subject": row.ticket.subject,
    }


@desk.post("/pengingat/<row:reminder_id>")
@permitted(Action.REMIND)
def put_away_reminder(reminder_id: int) -> ResponseReturnValue:
    """Done, or no longer needed."""
    end_reminder(reminder_id, actor=acting(), now=now())
    flash("Pengingat diselesaikan.", "ok")
    return redirect(url_for("officer.reminders"), 303)
