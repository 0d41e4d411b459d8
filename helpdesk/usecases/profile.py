"""Saving the bureau's profile: names, contacts, counter hours, who signs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.catalogue.policy_profile import profile_content
from helpdesk.db import use_case
from helpdesk.domain.revisions import PROFILE
from helpdesk.domain.roles import Actor
from helpdesk.errors import InvalidInput
from helpdesk.models import Revision
from helpdesk.usecases.revisions import save_revision
from helpdesk.usecases.rulebook import Rulebook


@use_case
def save_profile(
    book: Rulebook, content: Mapping[str, Any], note: str, *, based_on: int, actor: Actor,
    now: datetime,
) -> Revision:
    """Put `content` into force at once; papers and letters already sent keep what they said.

    Raises `InvalidInput` by field, and what `save_revision` raises; the former profile then stays.
    """
    if content == profile_content(book.catalogue):
        raise InvalidInput(note="Tidak ada yang diubah.")
    saved = save_revision(book, PROFILE, content, note, based_on=based_on, actor=actor, now=now)
    saved.applied_at = now
    return saved
