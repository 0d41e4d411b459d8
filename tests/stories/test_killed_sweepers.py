"""Three sweepers, 2,000 tickets, a month, and kill -9 at any moment: each step is taken once.

The steps are computed in advance from the tickets' events alone. In the month the clock also jumps
a day back and forth, and for ten days nobody sweeps at all.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bench.office import STRIDE, copy_tickets
from helpdesk.db import db
from helpdesk.domain.projection import stand
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.models import OutboxItem, Ticket, TicketEvent
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.schedule import open_steps
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import a_ticket, at, the_small_office
from tests.processes import ROOT, Installation, installation, wait_until
from tests.usecases.reading import events

COPIES = 99  # of each of the twenty tickets
START = at("Kamis 26 November 2026 17.00")
END = at("Senin 28 Desember 2026 17.00")
TICK = timedelta(hours=18)
OUTAGE = at("Senin 7 Desember 2026 09.00")  # nobody sweeps for ten days
STEPS = ("step_taken", "step_skipped")
SEED = int(os.environ.get("SWEEPERS_SEED", "20261126"))

Step = tuple[int, str, int, str]  # ticket, clock, cycle, step


def twenty_tickets(book, office):
    """Lives of many kinds, each begun at another hour of the week before."""
    made = []
    for index in range(16):
        authority = (None, *Authority)[index % 6]
        received = at("Senin 23 November 2026 08.00") + timedelta(hours=4 * index)
        ticket = a_ticket(book, kind=list(Kind)[index % 4], now=received)
        act = {"actor": office.helpdesk.actor, "now": received + timedelta(minutes=30)}
        if authority is not None and Kind(ticket.kind) is not Kind.REQUEST:
            triage_ticket(book, ticket.number,
                          Triage(Kind(ticket.kind), ticket.service, authority), **act)
        if index % 3 == 1:
            assign_ticket(book, ticket.number, officer_id=office.verifier.id, **act)
        made.append(ticket)
    act = {"actor": office.helpdesk.actor, "now": START - timedelta(hours=1)}
    asked, visit, sent, done = (
        a_ticket(book, now=at("Rabu 25 November 2026 10.00")) for _ in range(4)
    )
    reply_to_requester(book, asked.number, Words("Versi berapa?"), wait_for="question", **act)
    reply_to_requester(book, visit.number, Words("Silakan datang."), wait_for="visit", **act)
    forward_ticket(book, sent.number, Filing(
        Authority.LKPP, "lpse_support", external_number="L-1", override_reason="mendesak"
    ), **act)
    resolve_ticket(book, done.number, Words("Sudah beres."), **act)
    return [ticket.id for ticket in (*made, asked, visit, sent, done)]


def planned(book, ids) -> dict[Step, datetime]:
    """Every step that falls due up to END, with its instant, from the events there are now."""
    found = {}
    for ticket_id in ids:
        history = [e.as_event() for e in events(db.session.get(Ticket, ticket_id))]
        clocks = clocks_of(history, book.calendars, END)
        for step in open_steps(book, stand(history), history, clocks, END):
            if step.is_due(END):
                for copy in range(COPIES + 1):
                    found[(ticket_id + copy * STRIDE, *step.name)] = step.due_at
    return found


@dataclass
class Sweepers:
    """The running sweepers, and what the database says of their work."""

    zygote: subprocess.Popen[str]
    engine: sa.Engine
    pids: list[int] = field(default_factory=list)

    def fork(self) -> None:
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.write("fork\n")
        self.zygote.stdin.flush()
        self.pids.append(int(self.zygote.stdout.readline()))

    def kill(self, pid: int) -> None:
        self.pids.remove(pid)
        with suppress(ProcessLookupError):  # it died by itself: its log is looked at in the end
            os.kill(pid, signal.SIGKILL)

    def recorded(self) -> int:
        query = sa.select(sa.func.count(TicketEvent.id)).where(TicketEvent.type.in_(STEPS))
        with self.engine.connect() as connection:
            return connection.scalar(query) or 0

    def idle(self, now: datetime) -> bool:
        """Whether nothing is due: a deadline is missed only once it has passed."""
        query = sa.select(sa.exists().where(Ticket.next_check_at < now))
        with self.engine.connect() as connection:
            return not connection.scalar(query)


@contextmanager
def sweepers(made: Installation, engine: sa.Engine) -> Iterator[Sweepers]:
    log = made.folder / "sweepers.log"
    with log.open("w") as errors:
        zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.sweepers"], cwd=ROOT, text=True, stderr=errors,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            env={"PATH": os.environ["PATH"], **made.environment, "LOG_LEVEL": "WARNING"},
        )
        running = Sweepers(zygote, engine)
        try:
            yield running
        finally:
            os.killpg(zygote.pid, signal.SIGKILL)
            zygote.communicate()
    assert log.read_text() == ""


def instants() -> Iterator[datetime]:
    now = START
    while now < END:
        now = min(now + TICK, END)
        if not OUTAGE < now < OUTAGE + timedelta(days=10):
            yield now


def killing(running: Sweepers, count: int, seen: int, total: int, dice: random.Random) -> None:
    """Kill sweepers while the work of this tick is under way, each after some more steps.

    `seen` of `total` steps were there before the clock was set; counted now, it might be more.
    """
    for after in sorted(dice.randint(seen, max(total - 1, seen)) for _ in range(count)):
        wait_until(lambda n=after: running.recorded() >= n, f"{after} of {total} steps", 300)
        running.kill(dice.choice(running.pids))
        running.fork()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kills", [30, pytest.param(200, marks=pytest.mark.full)])
def test_every_step_of_a_month_is_taken_once(app, database_url, tmp_path, kills):
    with app.app_context():
        book = app.extensions["rulebook"]
        ids = twenty_tickets(book, the_small_office(START - timedelta(days=4)))
        expected = planned(book, ids)
        copy_tickets(dict.fromkeys(ids, COPIES))
        assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) >= 2_000
        db.session.remove()
        engine = db.engine
    dice = random.Random(SEED)
    ticks = list(instants())
    shots = Counter(dice.choices(range(len(ticks)), k=kills))
    due = sorted(expected.values())
    with installation(database_url, tmp_path) as made, sweepers(made, engine) as running:
        made.clock.set(START)
        for _ in range(3):
            running.fork()
        seen = 0
        for index, now in enumerate(ticks):
            if now - made.clock.now > timedelta(days=2):  # the outage: all of them dead at once
                for pid in list(running.pids):
                    running.kill(pid)
            if index % 9 == 4:  # a clock set wrong for a moment, and set right again
                made.clock.set(now - timedelta(days=1))
            made.clock.set(now)
            while len(running.pids) < 3:
                running.fork()
            total = sum(instant < now for instant in due)
            killing(running, shots[index], seen, total, dice)
            wait_until(lambda now=now: running.idle(now), f"nothing is due at {now}", 300)
            seen = total
    with app.app_context():
        check(expected)


def name_of(row) -> Step:
    return row.ticket_id, row.data["clock"], row.data["cycle"], row.data["step"]


def check(expected: dict[Step, datetime]) -> None:
    """Each planned step recorded once, when it was due or later; each told once."""
    rows = db.session.execute(
        sa.select(TicketEvent.id, TicketEvent.ticket_id, TicketEvent.data, TicketEvent.at)
        .where(TicketEvent.type.in_(STEPS))
    ).all()
    recorded = Counter(map(name_of, rows))
    assert sorted(set(expected) - set(recorded))[:5] == [], "missing"
    assert sorted(set(recorded) - set(expected))[:5] == [], "never due"
    assert [step for step, count in recorded.items() if count > 1] == [], "doubled"
    for row in rows:
        step = name_of(row)
        assert datetime.fromisoformat(row.data["due_at"]) == expected[step]
        assert datetime.fromisoformat(row.data["done_at"]) == row.at >= expected[step]
    told = set(db.session.scalars(sa.select(OutboxItem.event_id)))
    silent = [r.data["step"] for r in rows if r.data["recipients"] and not r.data.get("digest")
              and r.id not in told]
    assert silent == []
    seqs = sa.select(TicketEvent.ticket_id, sa.func.count(), sa.func.max(TicketEvent.seq))
    assert all(n == last for _, n, last in db.session.execute(
        seqs.group_by(TicketEvent.ticket_id)
    ))
