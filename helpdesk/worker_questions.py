"""The worker's jobs on questions nobody answered: sorted into groups, forgotten after a while."""

from functools import partial

from flask import Flask

from faq.alike import Alike, telling_words
from faq.library import Library
from helpdesk.config import Settings
from helpdesk.current import current_book
from helpdesk.db import begin_reading
from helpdesk.usecases.presence import forget_presence
from helpdesk.usecases.question_groups import forget_questions, sort_into_groups, text_waits
from helpdesk.usecases.question_weeks import keep_closed_weeks
from helpdesk.usecases.reply_drafts import forget_drafts
from helpdesk.usecases.visits import forget_guests


def group_questions(app: Flask) -> None:
    """Place what was asked since; the guide is loaded only when something waits."""
    begin_reading()
    if not text_waits():
        return
    library: Library = app.extensions["library"]()
    while sort_into_groups(partial(telling_words, library.normaliser), Alike):
        begin_reading()


def forget_words(app: Flask) -> None:
    """Delete words past their time, and sum the weeks that nothing can change any more."""
    settings: Settings = app.extensions["settings"]
    today = current_book(app).calendar.local_date(app.extensions["clock"]())
    forget_questions(today, settings.question_text_days)
    keep_closed_weeks(today)
    forget_drafts(app.extensions["clock"]())
    forget_presence(app.extensions["clock"]())
    forget_guests(app.extensions["clock"]())
