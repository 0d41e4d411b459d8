"""The working calendar to read, and its versions; for everyone who works here."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.web.door import acting, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_calendar import versions_page, year_page


@desk.get("/kalender")
@permitted(Action.VIEW_CALENDAR)
def working_calendar() -> ResponseReturnValue:
    """One year, month by month."""
    page = year_page(acting(), _number("tahun"), now())
    return render_template("officer/calendar.html", **page)


@desk.get("/kalender/riwayat")
@permitted(Action.VIEW_CALENDAR)
def calendar_versions() -> ResponseReturnValue:
    """Who changed what and when."""
    return render_template("officer/calendar_versions.html", **versions_page(_number("sebelum")))


def _number(name: str) -> int | None:
    typed = asked(request.args, name, limit=9)
    return int(typed) if typed.isascii() and typed.isdigit() else None
