"""'Wawasan bot': how often the bot and the guide are right, and what they could not answer."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.insight import insight as read_insight
from helpdesk.queries.questions import open_groups, unanswered_groups
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.csv_files import csv_answer
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_insight import HEADS, PAGE, Wanted, csv_rows, insight_page

EXPORTED = 52  # weeks


@desk.get("/wawasan")
@permitted(Action.VIEW_REPORTS)
def insight() -> ResponseReturnValue:
    """The present week and the eleven before; of one week or one topic alone when asked."""
    wanted = Wanted(**{name: asked(request.args, name) for name in Wanted._fields})
    week, topic = wanted.week, wanted.topik or None
    found = read_insight(catalogue().calendar.local_date(now()), only=week, topic=topic)
    groups = unanswered_groups(
        week=week, topic=topic, limit=PAGE + 1, offset=PAGE * wanted.page
    )
    page = insight_page(found, groups, wanted, acting(), open_groups())
    return render_template("officer/insight.html", **page)


@desk.get("/wawasan/mingguan.csv")
@permitted(Action.EXPORT_REPORTS)
def insight_csv() -> Response:
    """A year of weekly totals; semicolons, as Excel expects them in Indonesian."""
    rows = csv_rows(read_insight(catalogue().calendar.local_date(now()), EXPORTED))
    return csv_answer("wawasan-mingguan.csv", HEADS, rows)
