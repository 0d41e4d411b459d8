"""'Dasbor' for the heads, the tickets behind each figure, and one officer's own figures."""

import logging

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.errors import NotFound
from helpdesk.queries import dashboard as read
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer import views_dashboard as view
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted

log = logging.getLogger("helpdesk.dashboard")


@desk.get("/dasbor")
@permitted(Action.VIEW_DASHBOARD)
def dashboard() -> ResponseReturnValue:
    """Load and age now, promises kept in one month, and the trend to it."""
    actor, at = acting(), now()
    month, wrong = view.read_month(asked(request.args, "bulan"), at)
    return render_template(
        "officer/dashboard.html", **view.dashboard_page(actor, month, at), wrong=wrong
    )


@desk.get("/dasbor/tiket")
@permitted(Action.VIEW_DASHBOARD)
def dashboard_tickets() -> ResponseReturnValue:
    """What one figure counts."""
    wanted = view.read_wanted(request.args, now())
    return render_template(
        "officer/dashboard_tickets.html",
        **view.tickets_page(wanted, asked(request.args, "hal"), acting(), now()),
    )


@desk.get("/dasbor/petugas/<row:officer_id>")
@permitted(Action.VIEW_QUEUE)
def officer_load(officer_id: int) -> ResponseReturnValue:
    """Raises `NotFound` for everybody but the officer and their direct superior."""
    actor, officer = acting(), read.find_officer(officer_id)
    if officer is None or not read.may_review(actor, officer):
        raise NotFound("Halaman ini tidak ada.")
    if officer.id != actor.id:
        log.info("figures of officer %d read by officer %s", officer.id, actor.id)
    figures = read.officer_figures(officer, actor, catalogue().calendar, now())
    return render_template(
        "officer/dashboard_officer.html", **view.officer_page(officer, actor, figures)
    )
