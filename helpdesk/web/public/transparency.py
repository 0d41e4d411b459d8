"""/transparansi: how well promises were kept, month by month, and what people said of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import render_template

from helpdesk.domain.skm import FEWEST, grade
from helpdesk.queries.insight import asked_in
from helpdesk.queries.transparency import Share, months, survey_index
from helpdesk.web.door import catalogue, now
from helpdesk.web.public.blueprint import public
from helpdesk.wording.honesty import honesty_lines
from helpdesk.wording.incident import elsewhere_text
from helpdesk.wording.time import MONTHS

YEAR = timedelta(days=365)
WEEKS = 52


@public.get("/transparansi")
def transparency() -> str:
    at = now()
    value, responses = survey_index(at - YEAR)
    rows = months(catalogue().calendar, at)
    return render_template(
        "public/transparency.html", months=rows, index=value, responses=responses, fewest=FEWEST,
        grade=grade(value) if value is not None else None, name_of=_month_name,
        units=catalogue().units, elsewhere=_elsewhere, bot=bot_lines(at),
    )


def bot_lines(at: datetime) -> Sequence[str]:
    """How often the bot was right in the last year, by weeks that are over."""
    return honesty_lines(asked_in(catalogue().calendar.local_date(at), WEEKS))


def _elsewhere(share: Share) -> str:
    """What of the misses stands to the account of LKPP or Telkom; shown where the share is."""
    return elsewhere_text(Counter(share.elsewhere).elements())


def _month_name(first: date) -> str:
    return f"{MONTHS[first.month - 1]} {first.year}"
