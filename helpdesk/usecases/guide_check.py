"""The rehearsal of a draft as its row tells it: begun, ended, or left by a process that died."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from helpdesk.db import db, use_case
from helpdesk.models import ArticleDraft

RUNNING, DONE, FAILED = "running", "done", "failed"
GIVEN_UP = timedelta(minutes=5)  # longer than a rehearsal may take: its process is gone


@use_case
def begin_check(article: str, digest: str, *, now: datetime, anew: bool = False) -> bool:
    """Whether a rehearsal of this content should start now; False where one runs or is done.

    `anew`: an officer asks for it, so that a finished one is no reason against.
    """
    draft = db.session.get(ArticleDraft, article)
    if draft is None:
        return False
    same = draft.check_digest == digest and not (anew and draft.check_state == DONE)
    if same and not _again(draft, now):
        return False
    draft.check_digest, draft.check_state, draft.check_at = digest, RUNNING, now
    draft.check_result = None
    return True


@use_case
def end_check(article: str, digest: str, result: Mapping[str, Any] | None) -> None:
    """Keep what was found, unless the draft was written on meanwhile; None: it failed."""
    draft = db.session.get(ArticleDraft, article)
    if draft is not None and draft.check_digest == digest:
        draft.check_state = FAILED if result is None else DONE
        draft.check_result = dict(result) if result is not None else None


def _again(draft: ArticleDraft, now: datetime) -> bool:
    stuck = draft.check_at is None or now - draft.check_at > GIVEN_UP
    return draft.check_state == FAILED or (draft.check_state == RUNNING and stuck)
