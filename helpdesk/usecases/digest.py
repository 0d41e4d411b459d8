"""One mail instead of many: what ran late, and what stays missed, gathered for each officer.

The lines of a late step are outbox rows that wait (`gathered`) until a digest takes them. Digest
and lines change in one transaction and the digest's key is unique by officer and day (or week), so
a worker killed at any point has told everything or nothing, and two of them tell it once.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import begin_reading, db, release, use_case
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.models import OutboxItem, Setting, Ticket
from helpdesk.usecases.audience import office_at
from helpdesk.usecases.missed import missed_open
from helpdesk.usecases.rulebook import Rulebook

CAUGHT_UP = timedelta(minutes=10)  # a step due longer than this means that the sweep is behind
PATIENCE = timedelta(hours=1)  # how long lines wait for a sweep that does not catch up
WEEK_TOLD = "weekly_digest"
# By channel too, as the index of what is to be sent begins with it.
_GATHERED = (OutboxItem.channel == "email", OutboxItem.state == "gathered")


def send_digests(book: Rulebook, now: datetime) -> int:
    """Make the digests that are due now, in office hours only; how many."""
    if not book.calendar.is_open(now):
        return 0
    return _late_steps(book, now) + _weekly(book, now)


def _late_steps(book: Rulebook, now: datetime) -> int:
    release()
    begin_reading()
    query = sa.select(OutboxItem.recipient, sa.func.min(OutboxItem.created_at))
    query = query.where(*_GATHERED).group_by(OutboxItem.recipient)
    waiting = {row[0]: row[1] for row in db.session.execute(query)}
    behind = db.session.scalar(_unswept(now))
    release()
    if not waiting or (behind is not None and min(waiting.values()) > now - PATIENCE):
        return 0  # the sweep is still making up for lost time: the rest belongs in the same mail
    day = book.calendar.local_date(now)
    return sum(_once(gather, recipient, day, now=now) for recipient in sorted(waiting))


def _unswept(now: datetime) -> sa.Select[int]:
    return sa.select(Ticket.id).where(Ticket.next_check_at < now - CAUGHT_UP).limit(1)


@use_case
def gather(recipient: str, day: date, *, now: datetime) -> bool:
    """Put the recipient's lines into one digest, at most one a day; whether there is a new one."""
    key = f"digest:{day.isoformat()}:{recipient}"
    if _exists(key):
        return False  # today's has been made; what came since is in tomorrow's
    query = sa.select(OutboxItem).where(OutboxItem.recipient == recipient, *_GATHERED)
    lines = db.session.scalars(query.order_by(OutboxItem.id).with_for_update()).all()
    if not lines:
        return False
    for line in lines:
        line.state, line.external_id, line.sent_at = "told", key, now
    _enqueue(key, recipient, "digest", {"events": [line.event_id for line in lines]}, now)
    return True


def _weekly(book: Rulebook, now: datetime) -> int:
    week = week_due(book.calendar, now)
    release()
    begin_reading()
    told = week is None or _told(week)
    release()
    if week is None or told:
        return 0
    return _once(tell_week, book, week, now=now)


def week_due(calendar: WorkingCalendar, now: datetime) -> str | None:
    """As "2026-W48" once the first window of that week's first working day has begun."""
    today = calendar.local_date(now)
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=n) for n in range(7))
    first = next((day for day in days if calendar.is_working_day(day)), None)
    if first is None or now < calendar.first_window_start(first):
        return None
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02}"


def _told(week: str) -> bool:
    setting = db.session.get(Setting, WEEK_TOLD)
    return setting is not None and setting.value["week"] == week


@use_case
def tell_week(book: Rulebook, week: str, *, now: datetime) -> int:
    """Tell each head of the missed open tickets they answer for; once a week, perhaps nobody."""
    if _told(week):
        return 0
    found = by_head(book, missed_open(now), now)
    for recipient, tickets in sorted(found.items()):
        key = f"weekly:{week}:{recipient}"
        if not _exists(key):
            _enqueue(key, recipient, "weekly_digest", {"week": week, "tickets": tickets}, now)
    setting = db.session.get(Setting, WEEK_TOLD)
    if setting is None:
        setting = Setting(name=WEEK_TOLD, value={}, changed_at=now)
        db.session.add(setting)
    setting.value, setting.changed_at = {"week": week}, now
    db.session.flush()
    return len(found)


def by_head(
    book: Rulebook, tickets: Iterable[Ticket], now: datetime
) -> Mapping[str, list[int]]:
    """Ticket ids by the address of who answers for them: the head of the bureau and of the unit,
    or whoever stands in; a person who is both gets each ticket once.
    """
    office, found = office_at(book, now), dict[str, list[int]]()
    for ticket in tickets:
        heads = {
            officer.email for audience in ("bureau_head", "unit_head")
            for officer in office.officers_of(ticket, audience)
        }
        for email in heads:
            found.setdefault(email, []).append(ticket.id)
    return found


def _once(make: Callable[..., int], *arguments: object, now: datetime) -> int:
    """What `make` made; 0 when another worker made it a moment ago."""
    try:
        return int(make(*arguments, now=now))
    except IntegrityError:
        return 0


def _exists(key: str) -> bool:
    return db.session.scalar(sa.select(OutboxItem.id).filter_by(key=key)) is not None


def _enqueue(
    key: str, recipient: str, template: str, data: dict[str, object], now: datetime
) -> None:
    db.session.add(OutboxItem(
        key=key, channel="email", recipient=recipient, audience="officer", template=template,
        data=data, state="pending", attempts=0, not_before=now, created_at=now,
    ))
    db.session.flush()
