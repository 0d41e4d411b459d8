"""Lines of `flask sla` a second, as a ratio to a bare json loop; 2,000 by the real command."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from helpdesk.sla_lines import answer

LONG_DAY = [["07:30", "12:00"], ["13:00", "16:00"]]
FRIDAY = [["07:30", "11:30"], ["13:00", "16:30"]]
CALENDAR = {
    "timezone": "Asia/Pontianak",
    "weekly": {**dict.fromkeys(["mon", "tue", "wed", "thu"], LONG_DAY), "fri": FRIDAY},
    "closed": [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in (3, 17)],
}
PAUSES = [["2026-03-16T09:00:00+07:00", "2026-03-17T10:00:00+07:00"]]
CASES = {
    "3 days, one calendar": ({"days": 3}, False, 6000),
    "3 days, a calendar a line": ({"days": 3}, True, 4000),
    "30 minutes, one calendar": ({"minutes": 30}, False, 6000),
    "2000 days, one calendar": ({"days": 2000}, False, 60),
}
ORDINARY = list(CASES.values())[:3]
ALLOWED = 5  # seconds for 2,000 cases, start-up included


def main() -> None:
    """Print a line per case: lines a second, the bare loop's, and how many times slower."""
    for name, (limit, varied, count) in CASES.items():
        lines = [a_line(number, limit, varied) for number in range(count)]
        answers = [answer(line)[0] for line in lines]
        ours = rate(answer, lines)
        bare = rate(bare_loop([json.loads(text) for text in answers]), lines)
        print(f"{name:28} {ours:9,.0f} lines/s   bare {bare:9,.0f}   ratio {bare / ours:5.1f}")
    lines = [
        a_line(number, limit, varied)
        for number, (limit, varied, _) in enumerate(islice(cycle(ORDINARY), 2000))
    ]
    whole, start = seconds(lines), seconds([])
    print(f"2,000 cases by the command   {whole:.2f} s   start-up {start:.2f}   allowed {ALLOWED}")


def seconds(lines: list[bytes]) -> float:
    """Of `flask --app wsgi sla` as a process, the better of two runs."""
    found = []
    for _ in range(2):
        began = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "sla"], input=b"\n".join(lines),
            cwd=Path(__file__).parent.parent, env=dict(os.environ), capture_output=True, check=True,
        )  # fmt: skip
        found.append(time.perf_counter() - began)
        assert len(ran.stdout.splitlines()) == len(lines)
    return min(found)


def a_line(number: int, limit: dict[str, int], varied: bool) -> bytes:
    """A request; `varied` closes another date on each line, so that no calendar is known yet."""
    calendar = CALENDAR
    if varied:
        closed = f"{2100 + number // 300}-01-{1 + number % 28:02}"
        names = ("Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
        calendar = {**CALENDAR, "closed": [closed], "timezone": names[number % 3]}
    received = f"2026-03-{1 + number % 28:02}T{number % 24:02}:10:00+07:00"
    request = {"id": number, "calendar": calendar, "received_at": received, "limit": limit}
    return json.dumps({**request, "pauses": PAUSES}).encode()


def bare_loop(answers: list[object]) -> Callable[[bytes], object]:
    """What any program must do for these lines: read each, write each answer."""
    following = iter(answers)
    return lambda line: (json.loads(line), json.dumps(next(following)))


def rate(work: Callable[[bytes], object], lines: list[bytes]) -> float:
    """Lines a second."""
    began = time.perf_counter()
    for line in lines:
        work(line)
    return len(lines) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
