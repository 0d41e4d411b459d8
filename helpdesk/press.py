"""The press put together: the installation's keys and address, and the catalogue as it stands."""

from flask import Flask

from helpdesk.config import Settings
from helpdesk.reports.press import Press
from helpdesk.usecases.rulebook import Rulebook, derive_key


def press_of(app: Flask) -> Press:
    """What every door draws papers with."""
    settings: Settings = app.extensions["settings"]
    book: Rulebook = app.extensions["rulebook"]
    proof_key = derive_key(settings.secret_key, "proof-of-report")
    return Press(book.catalogue, settings.base_url, book.link_key, proof_key, settings.demo)
