"""Writing an article: a draft is kept as typed, handed to a colleague, or thrown away."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import ArticleDraft, ArticleVersion
from helpdesk.usecases.guide_rules import Fields, StaleGuide

WRITING, SUBMITTED = "writing", "submitted"
LONGEST_NOTE = 500


@use_case
def save_draft(
    article: str, fields: Fields, note: str, *, seen: int, actor: Actor, now: datetime,
    origin: str | None = None,
) -> ArticleDraft:
    """Keep what was typed, complete or not; `seen` is the draft's version on the page, 0 for none.

    Raises `StaleGuide` when a colleague saved the draft after the page was drawn.
    """
    authorize(actor, Action.EDIT_GUIDE)
    draft = db.session.get(ArticleDraft, article)
    if seen != (draft.version if draft else 0):
        raise StaleGuide
    # Whoever saves has the differences to what is published now before their eyes.
    newest = newest_number(article)
    if draft is None:
        draft = ArticleDraft(
            article=article, based_on=0, origin=origin, version=1, state=WRITING, fields={},
            note="", written_by=actor.id, saved_at=now,
        )
        db.session.add(draft)
    if dict(fields) != draft.fields:
        draft.fields, draft.written_by = dict(fields), actor.id or 0
    draft.based_on = newest
    draft.note, draft.state, draft.saved_at = note_of(note), WRITING, now
    try:
        db.session.flush()
    except IntegrityError as taken:  # two begin the same article at once
        raise StaleGuide from taken
    return draft


@use_case
def submit_draft(article: str, *, seen: int, actor: Actor, now: datetime) -> ArticleDraft:
    """Ask a colleague to look at the draft. Raises `NotFound`, `StaleGuide`."""
    authorize(actor, Action.EDIT_GUIDE)
    draft = draft_of(article, seen)
    draft.state, draft.saved_at = SUBMITTED, now
    return draft


@use_case
def discard_draft(article: str, *, seen: int, actor: Actor) -> None:
    """Throw the draft away; what is published stays. Raises `NotFound`, `StaleGuide`."""
    authorize(actor, Action.EDIT_GUIDE)
    db.session.delete(draft_of(article, seen))


def draft_of(article: str, seen: int) -> ArticleDraft:
    """The draft as the page showed it."""
    draft = db.session.get(ArticleDraft, article)
    if draft is None:
        raise NotFound("Rancangan itu tidak ada lagi; mungkin sudah terbit atau dibuang.")
    if draft.version != seen:
        raise StaleGuide
    return draft


def newest_number(article: str) -> int:
    """The version in force; 0 is the release's file."""
    query = sa.select(sa.func.max(ArticleVersion.number)).filter_by(article=article)
    return db.session.scalar(query) or 0


def note_of(note: str) -> str:
    """One line. Raises `InvalidInput` when it is too long."""
    text = " ".join(note.split())
    if len(text) > LONGEST_NOTE:
        raise InvalidInput(note=f"Catatan paling panjang {LONGEST_NOTE} huruf.")
    return text
