"""Sweeping processes that can be killed: one process with the product loaded forks the others.

`python -m tests.sweepers` reads a line "fork" from standard input for each and prints its pid. A
new one costs milliseconds instead of seconds, and sweeps with the worker's own job. No lease keeps
them apart: the lease saves idle work, and what is tested is that nothing else depends on it.
"""

import os
import signal
import sys
import threading

from helpdesk.db import db
from helpdesk.worker import run_sweep
from tests.clock_app import make

IDLE = threading.Event()


def sweep_for_ever(parent: int) -> None:
    """Sweep again and again until killed, or until the process that forked this one is gone."""
    app = make()
    with app.app_context():
        while os.getppid() == parent:
            run_sweep(app)
            db.session.remove()
            IDLE.wait(0.02)


def main() -> None:
    """Fork on request; ended children leave nothing behind."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    here = os.getpid()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                sweep_for_ever(here)
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()
