"""The piket roster: read by everyone who handles tickets, set by heads."""

from datetime import date

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.usecases.duty import Days, put_on_duty, take_off_duty
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer import views_duty as view
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.calendar_forms import day_of
from helpdesk.web.officer.forms import Posted, asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.wording.time import date_plain


@desk.get("/piket")
@permitted(Action.VIEW_QUEUE)
def duty_roster() -> ResponseReturnValue:
    """One month by week."""
    at = now()
    month = view.month_of(asked(request.args, "bulan", limit=7), _today())
    return render_template("officer/duty.html", **view.roster_page(month, acting(), at))


@desk.post("/piket")
@permitted(Action.MANAGE_DUTY)
def set_duty() -> ResponseReturnValue:
    """Put an officer on duty, or take one off a date by the button beside the name."""
    form = Posted(request.form, "piket")
    month = view.month_of(form.values.get("bulan", "")[:7], _today())
    try:
        told, shown = _taken_off(form, month) if form.values.get("hapus") else _put_on(form)
    except HelpdeskError as refused:
        release()
        begin_reading()
        errors = form.errors_of(refused) if isinstance(refused, InvalidInput) else {}
        page = view.roster_page(month, acting(), now(), form, errors, refused.message)
        return render_template("officer/duty.html", **page), status_of(refused)
    flash(told, "ok")
    return redirect(f"/petugas/piket?bulan={shown:%Y-%m}", 303)


def _put_on(form: Posted) -> tuple[str, date]:
    first = day_of(form, "first")
    last = day_of(form, "last") if form.text("last").strip() else first
    days = form.choice("days", Days) or Days.ALL
    dates = put_on_duty(
        book(), form.row("officer"), first, last, days, actor=acting(), now=now()
    )
    zone = catalogue().bureau.zone
    if len(dates) == 1:
        return f"Piket {date_plain(dates[0], zone)} disimpan.", dates[0]
    return f"Piket {len(dates)} hari disimpan, mulai {date_plain(dates[0], zone)}.", dates[0]


def _taken_off(form: Posted, month: date) -> tuple[str, date]:
    typed, _, number = form.values.get("hapus", "").partition(":")
    try:
        day, officer = date.fromisoformat(typed), int(number[:9])
    except ValueError:
        raise InvalidInput("Pilihan ini tidak dikenal. Muat ulang halamannya.") from None
    take_off_duty(book(), officer, day, actor=acting(), now=now())
    return f"Piket {date_plain(day, catalogue().bureau.zone)} dihapus.", day.replace(day=1)


def _today() -> date:
    return catalogue().calendar.local_date(now())
