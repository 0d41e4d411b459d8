"""What each door does before it works: see that the application's rulebook is the newest."""

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.rulebook import Rulebook


def current_book(app: Flask) -> Rulebook:
    """The application's rulebook, with every revision saved by now, inside its context.

    Threads may do this at once: whoever puts an older one back is corrected by the next.
    """
    known: Rulebook = app.extensions["rulebook"]
    book = newest_book(known)
    if book is not known:
        app.extensions["rulebook"] = book
    return book


def book_at_start(app: Flask) -> Rulebook:
    """The same before anybody asked; without a database that can be read, what the files say."""
    try:
        return current_book(app)
    except SQLAlchemyError:
        known: Rulebook = app.extensions["rulebook"]
        return known
