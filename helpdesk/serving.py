"""How gunicorn serves the web side: `gunicorn -c python:helpdesk.serving wsgi:app`.

One process with threads, since rate limits are counted in its memory. Of the threads, up to
`LISTENERS` may be held by officers' pages that wait for changes; the rest answer.
"""

import gc
from typing import Any

LISTENERS = 16
GARBAGE = (20_000, 20, 20)  # thresholds of Python's collector, by generation

worker_class = "gthread"
workers = 1
threads = 8 + LISTENERS
graceful_timeout = 10
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Tell the application how to learn that the server is stopping: open connections end then.

    What start loaded is not looked through for garbage again, and a page of fifty tickets, which
    makes some ten thousand objects, is not interrupted by a look every 700 of them.
    """
    worker.wsgi.extensions["stopping"] = lambda: not worker.alive
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
