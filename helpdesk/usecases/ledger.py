"""The ledger's rows by their handle: a question kept once, then each outcome.

A handle that is known no more changes nothing: the outcome came too late to be counted.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db
from helpdesk.domain.question import Skin, Zone
from helpdesk.models import Question, QuestionText

# In a chat nothing more can follow; a page may be loaded again and must find its row.
_ENDS = frozenset({Skin.TELEGRAM, Skin.WEBCHAT})
_LEFT_OPEN = frozenset({Zone.CHOOSE, Zone.TICKET})


@dataclass(frozen=True)
class NewQuestion:
    """A question as it is kept; `text` is redacted, and kept only while nothing answers it."""

    skin: Skin
    handle: str
    zone: Zone
    topic: str | None
    complaint: bool
    text: str = ""


def keep_question(new: NewQuestion, day: date, *, instead: str | None = None) -> None:
    """Count a question; the same handle, or the one it comes `instead` of, is the same row."""
    row = (_row(instead) if instead else None) or _row(new.handle)
    if row is None:
        row = _inserted(new, day)
    row.handle, row.zone, row.topic = new.handle, new.zone, new.topic
    row.complaint, row.filed = new.complaint, False
    row.helped = row.chosen = row.chosen_helped = None
    db.session.flush()
    open_ = new.zone in _LEFT_OPEN and not new.complaint
    _keep_text(row, new.text if open_ else "", day)


def keep_choice(handle: str, topic: str, *, of: Zone | None = None) -> None:
    """A topic was chosen of those offered; the words are needed only if the answer was wrong.

    `of`: counted only where this was made of the question.
    """
    row = _row(handle)
    if row is None or (of is not None and row.zone != of) or row.chosen == topic:
        return
    _choose(row, topic)


def _choose(row: Question, topic: str) -> None:
    row.chosen, row.chosen_helped = topic, None
    if row.helped is not False:
        _drop_text(row)


def is_kept(handle: str) -> bool:
    """Whether the ledger has the question already."""
    return db.session.scalar(sa.select(Question.id).filter_by(handle=handle)) is not None


def keep_verdict(
    handle: str, text: str, day: date, *, helped: bool, topic: str | None = None
) -> None:
    """What the person said of the answer shown last; redacted `text` is kept of a wrong one.

    `topic`: where several may be in sight, the one that is meant; another than that answered with
    was chosen.
    """
    row = _row(handle)
    if row is None:
        return
    at_once = row.zone == Zone.ANSWER and (row.chosen is None if topic is None else
                                           topic == row.topic)
    if topic is not None and not at_once and topic != row.chosen:
        _choose(row, topic)
    if at_once:
        row.helped = helped
    else:
        row.chosen_helped = helped
    if not helped and not row.complaint:
        _keep_text(row, text, day)
    if helped:
        _end(row)


def keep_filing(handle: str, *, complaint: bool) -> None:
    """It became a ticket; which one is not kept, and of a complaint no word either."""
    row = _row(handle)
    if row is None:
        return
    row.filed = True
    if complaint:
        row.complaint = True
        _drop_text(row)
    _end(row)


def _row(handle: str) -> Question | None:
    query = sa.select(Question).filter_by(handle=handle).with_for_update()
    return db.session.scalars(query).one_or_none()


def _inserted(new: NewQuestion, day: date) -> Question:
    """A new row; on the web two requests may bring the same question at once."""
    row = Question(
        week=day - timedelta(days=day.weekday()), skin=new.skin, zone=new.zone,
        complaint=new.complaint, topic=new.topic, filed=False, handle=new.handle,
    )
    if new.skin in _ENDS:  # the conversation is locked
        db.session.add(row)
        return row
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(row)
        db.session.flush()
        return row
    return db.session.scalars(sa.select(Question).filter_by(handle=new.handle)).one()


def _end(row: Question) -> None:
    if row.skin in _ENDS:
        row.handle = None


def _keep_text(row: Question, text: str, day: date) -> None:
    kept = db.session.get(QuestionText, row.id)
    if not text:
        _drop_text(row)
    elif kept is None:
        db.session.add(QuestionText(question_id=row.id, text=text, day=day))
    elif kept.text != text:
        kept.text, kept.day, kept.group_id = text, day, None
    db.session.flush()


def _drop_text(row: Question) -> None:
    db.session.flush()
    db.session.execute(sa.delete(QuestionText).filter_by(question_id=row.id))
