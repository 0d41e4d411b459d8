"""The machine's state for those who answer for it: jobs, lag, what comes next."""

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.doctor.machine import job_lines, work_lines
from helpdesk.doctor.readiness import WORKER_LEASES
from helpdesk.domain.roles import Action
from helpdesk.queries.machine import machine_at
from helpdesk.web.door import catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.wording.time import datetime_long

_JOBS = tuple(name.removeprefix("worker-") for name in WORKER_LEASES)


@desk.get("/mesin")
@permitted(Action.VIEW_MACHINE)
def machine() -> ResponseReturnValue:
    """What `flask --app wsgi worker status` says, on a page."""
    at, zone = now(), catalogue().bureau.zone
    found = machine_at(at)
    jobs, work = job_lines(found, at, zone, _JOBS), list(work_lines(found, at, zone))
    return render_template(
        "officer/machine.html", jobs=jobs, work=work, at_text=datetime_long(at, zone),
        well=all(line.ok for line in (*jobs, *work)),
    )
