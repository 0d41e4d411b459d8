"""Several sessions at once: each function in a thread and an application context of its own."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from helpdesk.db import db


def race(app: Flask, *functions: Callable[[], Any]) -> list[Any]:
    """What each function returned, or the exception it raised; all begin at the same moment."""
    results: list[Any] = [None] * len(functions)
    start = threading.Barrier(len(functions))

    def run(index: int) -> None:
        with app.app_context():
            try:
                start.wait(timeout=20)
                results[index] = functions[index]()
            except Exception as error:  # the test looks at it
                results[index] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "a thread hangs"
    return results
