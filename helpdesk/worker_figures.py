"""The worker's job on figures: months are summed while reading, and written one by one."""

from flask import Flask

from helpdesk.current import current_book
from helpdesk.db import begin_reading, release
from helpdesk.queries.month_facts import facts_of, published
from helpdesk.queries.published import due_months
from helpdesk.usecases.month_figures import keep_month


def keep_figures(app: Flask) -> None:
    """Every month that is due; no lock is held while one is summed."""
    calendar, now = current_book(app).calendar, app.extensions["clock"]()
    begin_reading()
    for month in due_months(calendar, now):
        facts = published(facts_of(calendar, month, now))
        release()
        keep_month(facts, month, now)
        begin_reading()
    release()
