"""The worker's job on search: tickets that came in before the index, or around it."""

import logging

from flask import Flask

from helpdesk.db import begin_reading, release
from helpdesk.usecases.search_index import index_missing, missing

log = logging.getLogger("helpdesk.worker")


def fill_index(_app: Flask) -> None:
    """Index what is not, a batch at a time so that no lock is held for long."""
    begin_reading()
    found = missing(1)
    release()
    if not found:
        return
    done = 0
    while made := index_missing():
        done += made
    log.info("%d tickets indexed for search", done)
