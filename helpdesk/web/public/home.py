"""The front page: what can be done here, whose services these are, when the counter is open."""

from datetime import datetime
from decimal import Decimal

from flask import current_app, render_template

from helpdesk.domain.skm import grade
from helpdesk.queries.announcements import ON_FRONT, standing
from helpdesk.queries.published import kept_at, kept_survey
from helpdesk.web.door import catalogue, now
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.showing import services_by_unit
from helpdesk.wording.hours import hours_text

Survey = tuple[Decimal | None, int]


@public.get("/")
def home() -> str:
    at = now()
    value, responses = _survey(at)
    return render_template(
        "public/home.html", groups=services_by_unit(catalogue()), index=value,
        responses=responses, grade=grade(value) if value is not None else None,
        news=standing(at, ON_FRONT), hours=hours_text(catalogue().bureau).split("; "),
    )


def _survey(at: datetime) -> Survey:
    """Read anew only when the worker has summed anew: a year of months is much for a front page."""
    seen: dict[datetime | None, Survey] = current_app.extensions.setdefault("survey_seen", {})
    kept = kept_at()
    if kept not in seen:
        seen.clear()
        seen[kept] = kept_survey(catalogue().calendar, at)
    return seen[kept]
