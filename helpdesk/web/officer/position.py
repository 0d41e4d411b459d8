"""'Posisi hari ini': one page for the heads, also on paper."""

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.position import position_of
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_position import position_page


@desk.get("/posisi")
@permitted(Action.SET_TARGET)
def position() -> ResponseReturnValue:
    """Late, nearly late, at LKPP, decisions waiting; for those who decide targets."""
    actor, at = acting(), now()
    found = position_of(actor, catalogue(), at)
    return render_template("officer/position.html", **position_page(found, actor, at))
