"""How gunicorn serves the web side: `gunicorn -c python:helpdesk.serving wsgi:app`.

One process with threads, since rate limits are counted in its memory. Of the threads, up to
`LISTENERS` may be held by officers' pages that wait for changes; the rest answer.
"""

from typing import Any

LISTENERS = 16

worker_class = "gthread"
workers = 1
threads = 8 + LISTENERS
graceful_timeout = 10
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Tell the application how to learn that the server is stopping: open connections end then."""
    worker.wsgi.extensions["stopping"] = lambda: not worker.alive
