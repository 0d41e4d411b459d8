"""The machine's state for those who answer for it: jobs, lag, what comes next."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpdesk.doctor.machine import job_lines, work_lines
from helpdesk.doctor.readiness import WORKER_LEASES
from helpdesk.domain.roles import Action
from helpdesk.errors import IllegalMove
from helpdesk.queries.machine import machine_at
from helpdesk.usecases.retry_arrival import retry_arrival
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_parked import parked_page
from helpdesk.wording.time import datetime_long

_JOBS = tuple(name.removeprefix("worker-") for name in WORKER_LEASES)


@desk.get("/mesin")
@permitted(Action.VIEW_MACHINE)
def machine() -> ResponseReturnValue:
    """What `flask --app wsgi worker status` says, on a page."""
    at, zone = now(), catalogue().bureau.zone
    found = machine_at(at)
    jobs, work = job_lines(found, at, zone, _JOBS), list(work_lines(found, at, zone))
    parked = parked_page(acting(), zone)
    return render_template(
        "officer/machine.html", jobs=jobs, work=work, at_text=datetime_long(at, zone),
        well=all(line.ok for line in (*jobs, *work)) and not parked["rows"], parked=parked,
    )


@desk.post("/mesin/kiriman/<row:item_id>/ulangi")
@permitted(Action.RETRY_ARRIVAL)
def retry_parked(item_id: int) -> ResponseReturnValue:
    """Have an arrival read that was given up."""
    try:
        retry_arrival(item_id, actor=acting())
    except IllegalMove as refusal:
        flash(refusal.message, "warn")
    else:
        flash("Kiriman itu dibaca lagi sekarang; jawabannya dikirim ke obrolannya.", "ok")
    return redirect(url_for("officer.machine", _anchor="kiriman"), 303)
