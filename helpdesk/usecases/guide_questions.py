"""Questions nobody could answer become phrasings of a topic's draft, or a new draft."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Actor
from helpdesk.errors import IllegalMove
from helpdesk.models import ArticleDraft, QuestionGroup
from helpdesk.usecases.guide_draft import save_draft
from helpdesk.usecases.guide_rules import Fields
from helpdesk.usecases.question_groups import settle_group

ORIGIN = "pertanyaan"


@use_case
def draft_from_group(
    group_id: int, topic: str, fields: Fields, texts: Sequence[str], note: str, *, seen: int,
    actor: Actor, now: datetime,
) -> ArticleDraft:
    """Put a group's words into the topic's draft, and the group off the list.

    What the draft says already is not said twice. Raises what `save_draft` raises, `NotFound` when
    the group's words were forgotten meanwhile, `IllegalMove` when a colleague was quicker.
    """
    group = db.session.get(QuestionGroup, group_id, with_for_update=True)
    if group is not None and group.settled_topic is not None:
        raise IllegalMove("Kelompok ini sudah dilampirkan oleh petugas lain.")
    known = {phrasing.casefold() for phrasing in fields["phrasings"]}
    added = [text for text in dict.fromkeys(texts) if text.casefold() not in known]
    written = {**fields, "phrasings": [*fields["phrasings"], *added]}
    draft = save_draft(topic, written, note, seen=seen, actor=actor, now=now, origin=ORIGIN)
    draft.origin = draft.origin or ORIGIN
    settle_group(group_id, topic, officer_id=actor.id)
    return draft
