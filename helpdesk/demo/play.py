"""Playing all stories in the order of their instants, with the sweep at work in between."""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.demo.desk import Desk, Story
from helpdesk.demo.kept import keep_at_hand
from helpdesk.demo.office import hire
from helpdesk.demo.questions import ask_questions
from helpdesk.demo.roster import keep_roster
from helpdesk.demo.stories import STORIES
from helpdesk.demo.tagged import tag_some
from helpdesk.models import Officer, OutboxItem, Setting, Ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.sweep import sweep_batch

SETTING = "demo"
WORKING_DAYS = 15  # three weeks
SWEEP_EVERY = timedelta(minutes=1)
LEFT_TO_SEND = 12  # of the newest mails, so that /dev/surel has something to show

Progress = Callable[[int, int], None]  # stories begun so far, of how many


def is_empty() -> bool:
    """Whether nobody has worked with this database yet."""
    found = [db.session.scalar(sa.select(table.id).limit(1)) for table in (Ticket, Officer)]
    return found == [None, None]


@use_case
def make_demo(
    book: Rulebook, files: Path, *, now: datetime, progress: Progress = lambda done, of: None
) -> int:
    """The whole demo in one transaction, so that a broken start leaves nothing half-made.

    Returns the number of tickets.
    """
    desk = Desk(book, {}, files, present=now, now=now)
    begin = desk.day(WORKING_DAYS, "08.00")
    desk.people = hire(begin - timedelta(days=30))
    _play(desk, STORIES, progress)
    _sweep_until(desk, now)
    _mark_sent(now)
    keep_roster(book, desk.people, now)
    keep_at_hand(desk.people, now)
    tag_some(desk, now)
    ask_questions(book, now)
    value: dict[str, Any] = {"tickets": desk.marked}
    db.session.add(Setting(name=SETTING, value=value, changed_at=now))
    return db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) or 0


def _play(desk: Desk, stories: Sequence[Story], progress: Progress) -> None:
    """Each story goes on at the instant it named; earlier ones first, then by their order."""
    running = [story(desk) for story in stories]
    agenda = [(next(story), index) for index, story in enumerate(running)]
    heapq.heapify(agenda)
    begun: set[int] = set()
    while agenda:
        at, index = heapq.heappop(agenda)
        _sweep_until(desk, at)
        desk.now = at
        following = next(running[index], None)
        if following is not None:
            heapq.heappush(agenda, (following, index))
        if index not in begun:
            begun.add(index)
            progress(len(begun), len(stories))


def _sweep_until(desk: Desk, until: datetime) -> None:
    """What the worker would have done up to then, a minute after each thing fell due."""
    at = desk.now
    while (due := db.session.scalar(sa.select(sa.func.min(Ticket.next_check_at)))) is not None:
        at = max(due, at) + SWEEP_EVERY
        if at > until:
            return
        query = sa.select(Ticket.id).where(Ticket.next_check_at <= at)
        due_ids = db.session.scalars(query.order_by(Ticket.next_check_at)).all()
        sweep_batch(desk.book, due_ids, at)


def _mark_sent(now: datetime) -> None:
    """Three weeks of notices count as sent when they were due; a few of the newest do not.

    Else the first start would send hundreds of mails at once.
    """
    due = sa.select(OutboxItem).where(OutboxItem.not_before <= now)
    rows = db.session.scalars(due.order_by(OutboxItem.not_before.desc(), OutboxItem.id.desc()))
    for row in rows.all()[LEFT_TO_SEND:]:
        row.state, row.sent_at, row.attempts = "sent", row.not_before, 1
    for row in db.session.scalars(due.where(OutboxItem.channel != "email")):
        row.state, row.sent_at, row.attempts = "sent", row.not_before, 1
