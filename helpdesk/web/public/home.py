"""The front page: what can be done here, whose services these are, when the counter is open."""

from flask import render_template

from helpdesk.queries.announcements import ON_FRONT, standing
from helpdesk.web.door import catalogue, now
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.showing import services_by_unit
from helpdesk.wording.hours import hours_text


@public.get("/")
def home() -> str:
    return render_template(
        "public/home.html", groups=services_by_unit(catalogue()),
        news=standing(now(), ON_FRONT), hours=hours_text(catalogue().bureau).split("; "),
    )
