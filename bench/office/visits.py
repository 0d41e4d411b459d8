"""Pages asked for over HTTP: a server as a process, clients that keep their connection."""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.office import ROOT
from tests.processes import free_port, wait_until

WARM = 20  # pages asked for before any is timed


@dataclass(frozen=True)
class Site:
    """A server that listens, and what its clients send along."""

    port: int
    headers: Mapping[str, str]


@contextmanager
def site(program: str, settings: Mapping[str, str], log: Path) -> Iterator[int]:
    """`program` under gunicorn as `make run` starts it; yields the port."""
    port = free_port()
    command = (
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
        *("--config", "python:helpdesk.serving", program),
    )
    environment = {"PATH": os.environ["PATH"], "FLASK_SKIP_DOTENV": "1", **settings}
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_until(lambda: _listens(port), f"{program} listens", 60.0)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _listens(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        line.request("HEAD", "/")
        line.getresponse()
        return True
    except OSError:
        return False
    finally:
        line.close()


def seconds_a_page(where: Site, paths: Sequence[str], clients: int, count: int) -> float:
    """Seconds until a page is whole: the median of `count` pages asked for by each of `clients`."""
    spent: list[float] = []
    wrong: list[str] = []

    def visit(first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", where.port, timeout=60)
        for n in range(WARM // clients + count):
            path = paths[(first + n) % len(paths)]
            began = time.perf_counter()
            line.request("GET", path, headers=dict(where.headers))
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(f"{path}: {answer.status}")
                return
            if n >= WARM // clients:
                spent.append(time.perf_counter() - began)
        line.close()

    threads = [threading.Thread(target=visit, args=(7 * n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(wrong[0])
    return statistics.median(spent)
