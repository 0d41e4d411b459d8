"""An edited article and a new release's text of it: the office keeps its own, knowingly."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import NotFound
from helpdesk.models import ArticleVersion
from helpdesk.usecases.guide_publish import add_version
from helpdesk.usecases.guide_rules import GuideRules

KEPT = "Tetap memakai teks kantor; versi rilis sudah dilihat"


@use_case
def keep_ours(rules: GuideRules, article: str, *, actor: Actor, now: datetime) -> ArticleVersion:
    """The published text stays, and the release's text of today counts as seen."""
    authorize(actor, Action.PUBLISH_GUIDE)
    newest = sa.select(ArticleVersion).filter_by(article=article)
    ours = db.session.scalars(newest.order_by(ArticleVersion.number.desc())).first()
    if ours is None:
        raise NotFound
    return add_version(
        article, ours.text, rules.release(article), note=KEPT, actor=actor, now=now,
        written_by=ours.written_by,
    )
