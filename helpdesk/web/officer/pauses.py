"""'Jeda hitungan': what the heads see of pauses, linked from 'Posisi hari ini'."""

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.pauses import review_pauses
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_pauses import pauses_page


@desk.get("/jeda")
@permitted(Action.SET_TARGET)
def pauses() -> ResponseReturnValue:
    """Short pauses over a close, and days gained per officer (`sla-rules.md` section 2)."""
    at = now()
    return render_template("officer/pauses.html", **pauses_page(
        review_pauses(acting(), catalogue(), at)
    ))
