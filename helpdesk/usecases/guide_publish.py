"""Putting an article into force: checked, rehearsed, looked at by a second person, and counted."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.guide_review import Review
from helpdesk.domain.revisions import GUIDE
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.models import ArticleDraft, ArticleVersion, Officer, Revision
from helpdesk.usecases.guide_check import DONE
from helpdesk.usecases.guide_draft import draft_of, newest_number, note_of
from helpdesk.usecases.guide_rules import GuideRules, StaleGuide
from helpdesk.usecases.rulebook import Rulebook

RELEASE_NOTE = "Dari berkas rilis"


class NotRehearsed(HelpdeskError):
    """The draft's content was not measured, or the guide changed since."""

    message = "Uji dahulu rancangan ini. Hasil uji yang lama bukan untuk isi yang sekarang."


@use_case
def publish_draft(
    book: Rulebook, rules: GuideRules, article: str, *, note: str, reason: str, seen: int,
    actor: Actor, now: datetime,
) -> ArticleVersion:
    """The draft becomes the article in every process.

    Raises `NotAllowed`, `SecondPersonNeeded`, `NotRehearsed`, `StaleGuide`, and `InvalidInput`
    for content that may not come into force or a measure that fell without a written reason.
    """
    authorize(actor, Action.PUBLISH_GUIDE)
    draft = draft_of(article, seen)
    if draft.based_on != newest_number(article):
        raise StaleGuide
    review = review_of(draft, rules, actor)
    self_reviewed = review.self_reviewed(actor)
    today = book.calendar.local_date(now)
    text = rules.text(article, draft.fields, today, name_of(actor))
    measured = _measured(draft, rules, reason)
    row = add_version(
        article, text, rules.release(article), note=_needed(note), actor=actor, now=now,
        written_by=draft.written_by, self_reviewed=self_reviewed, measured=measured,
    )
    db.session.delete(draft)
    return row


def review_of(draft: ArticleDraft, rules: GuideRules, actor: Actor) -> Review:
    """Who must look at this draft."""
    query = sa.select(Officer).where(Officer.active.is_(True), Officer.id != draft.written_by)
    colleagues = tuple(each.actor for each in db.session.scalars(query))
    return Review(draft.written_by, rules.high_stakes(draft.article, draft.fields), colleagues)


def add_version(
    article: str, text: str, release: str | None, *, note: str, actor: Actor, now: datetime,
    written_by: int | None, self_reviewed: bool = False, measured: Mapping[str, Any] | None = None,
) -> ArticleVersion:
    """The next version of an article, and the publication every process follows.

    Before the first one the release's file is kept as a version too, so that there is something
    to compare with and to go back to.
    """
    number = newest_number(article)
    digest = sha256(release.encode()).hexdigest() if release is not None else None
    if number == 0 and release is not None:
        number += 1
        db.session.add(ArticleVersion(
            article=article, number=number, text=release, release=digest, note=RELEASE_NOTE,
            saved_at=now, written_by=None, published_by=None, self_reviewed=False, measured=None,
        ))
    row = ArticleVersion(
        article=article, number=number + 1, text=text, release=digest, note=note, saved_at=now,
        written_by=written_by, published_by=actor.id, self_reviewed=self_reviewed,
        measured=dict(measured) if measured else None,
    )
    db.session.add(row)
    count_publication({"article": article, "version": number + 1}, note, actor=actor, now=now)
    return row


def count_publication(
    content: Mapping[str, Any], note: str, *, actor: Actor, now: datetime
) -> None:
    """The number by which every process sees that the guide changed."""
    newest = db.session.scalar(sa.select(sa.func.max(Revision.number)).filter_by(policy=GUIDE))
    db.session.add(Revision(
        policy=GUIDE, number=(newest or 0) + 1, content=dict(content), note=note, saved_at=now,
        saved_by=actor.id, applied_at=now,
    ))
    try:
        db.session.flush()
    except IntegrityError as taken:  # two publish at once: the number is unique
        raise StaleGuide from taken


def name_of(actor: Actor) -> str:
    """The officer's name, as the article's file tells who reviewed it."""
    officer = db.session.get(Officer, actor.id) if actor.id else None
    return officer.name if officer else "sistem"


def _measured(draft: ArticleDraft, rules: GuideRules, reason: str) -> dict[str, Any]:
    if draft.check_state != DONE or draft.check_digest != rules.digest(
        draft.article, draft.fields
    ):
        raise NotRehearsed
    found = dict(draft.check_result or {})
    reason = " ".join(reason.split())
    if (found.get("worse") or found.get("collides")) and len(reason) < 10:
        raise InvalidInput(
            reason="Hasil uji turun atau ada kalimat yang bertabrakan. Tulis mengapa tetap "
            "diterbitkan (paling sedikit 10 huruf)."
        )
    return {**found, "reason": reason}


def _needed(note: str) -> str:
    text = note_of(note)
    if not text:
        raise InvalidInput(note="Tulis apa yang diubah dan atas dasar apa.")
    return text
