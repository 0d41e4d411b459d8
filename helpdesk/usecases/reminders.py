"""Officers' own reminders: set, put away, and told once when their hour comes."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import begin_reading, db, release, use_case
from helpdesk.domain.notices import Notice
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor, authorize, may_see, permitted
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import Officer, OutboxItem, Reminder
from helpdesk.usecases.audience import Office, office_at
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.rulebook import Rulebook

LONGEST = timedelta(days=366)
LONGEST_TEXT = 200
MOST = 50  # that stand at a time, for one officer
BATCH = 200
TEMPLATE = "own_reminder"
_DUE = (Reminder.told_at.is_(None), Reminder.ended_at.is_(None))


@use_case
def set_reminder(
    number: str, at: datetime | None, text: str, *, actor: Actor, now: datetime
) -> Reminder:
    """Remind the officer of a ticket, a finished one too; only they read it, so no log has it.

    Raises `InvalidInput` for `at` and `text`, and what `ticket_for` raises.
    """
    ticket = ticket_for(number, actor, Action.REMIND, ended=True)
    assert actor.id is not None
    if at is None:
        raise InvalidInput(at="Isi tanggal dan jam, misalnya 30/11/2026 09.00.")
    if at <= now:
        raise InvalidInput(at="Pilih waktu sesudah sekarang.")
    if at > now + LONGEST:
        raise InvalidInput(at="Paling lama setahun lagi.")
    try:
        words = clean_line(text, limit=LONGEST_TEXT, field="catatan")
    except InvalidInput as error:
        raise InvalidInput(text=error.message) from None
    standing = sa.select(sa.func.count()).select_from(Reminder).filter_by(
        officer_id=actor.id, ended_at=None
    )
    if (db.session.scalar(standing) or 0) >= MOST:
        raise InvalidInput(at=f"Paling banyak {MOST} pengingat. Selesaikan dulu yang lama.")
    row = Reminder(
        ticket_id=ticket.id, officer_id=actor.id, at=at, text=words, created_at=now
    )
    db.session.add(row)
    db.session.flush()
    return row


@use_case
def end_reminder(reminder_id: int, *, actor: Actor, now: datetime) -> None:
    """Put one's own away, whether it came or not; twice does no harm. Raises `NotFound`."""
    authorize(actor, Action.REMIND)
    row = db.session.get(Reminder, reminder_id, with_for_update={"of": Reminder})
    if row is None or row.officer_id != actor.id:
        raise NotFound("Pengingat itu tidak ada.")
    row.ended_at = row.ended_at or now


def tell_reminders(book: Rulebook, now: datetime) -> int:
    """Tell those whose hour has come; how many. A killed worker has told each once or not yet."""
    begin_reading()
    due = sa.select(Reminder.id).where(*_DUE, Reminder.at <= now).order_by(Reminder.at)
    ids = db.session.scalars(due.limit(BATCH)).all()
    release()
    return sum(_tell(book, id_, now=now) for id_ in ids)


@use_case
def _tell(book: Rulebook, reminder_id: int, *, now: datetime) -> bool:
    """What became of no concern to the officer is put away unsaid."""
    query = sa.select(Reminder).where(Reminder.id == reminder_id, *_DUE)
    row = db.session.scalars(query.with_for_update(of=Reminder)).one_or_none()
    if row is None:
        return False  # another worker was quicker
    officer = db.session.get_one(Officer, row.officer_id)
    if not _concerns(officer, row):
        row.ended_at = now
        return False
    row.told_at = now
    _enqueue(office_at(book, now), officer, row, now)
    return True


def _concerns(officer: Officer, row: Reminder) -> bool:
    actor = officer.actor
    return (
        officer.active and permitted(actor, Action.VIEW_TICKET)
        and may_see(actor, row.ticket.access)
    )


def _enqueue(office: Office, officer: Officer, row: Reminder, now: datetime) -> None:
    """At the hour they chose, by the way they chose."""
    for channel, address in office.places_of(officer, Notice("officer", TEMPLATE)):
        db.session.add(OutboxItem(
            key=f"reminder:{row.id}:{channel}:{address}", ticket_id=row.ticket_id,
            channel=channel, recipient=address, audience="officer", template=TEMPLATE,
            data={"text": row.text}, state="pending", attempts=0, not_before=now, created_at=now,
        ))
    db.session.flush()
