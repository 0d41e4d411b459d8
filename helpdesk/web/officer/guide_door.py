"""What the editor's views need of the guide in use, and of the draft a page is about."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from flask import current_app

from faq.article import Article
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.guide.fields import article_of, fields_of, file_of, problems
from helpdesk.guide.live import LiveGuide
from helpdesk.guide.rehearsals import Rehearsals
from helpdesk.guide.rules import rules_of
from helpdesk.guide.shelf import Shelf
from helpdesk.models import ArticleDraft
from helpdesk.queries.guide import draft_with_writer
from helpdesk.usecases.guide_rules import GuideRules
from helpdesk.web.door import catalogue, now

WAITING = "menunggu terbit"


def live() -> LiveGuide:
    """The guide in use."""
    return cast(LiveGuide, current_app.extensions["guide"])


def shelf() -> Shelf:
    """Every article that is published."""
    return live().shelf()


def rules() -> GuideRules:
    """The guide's rules for the use cases."""
    return rules_of(live(), shelf(), catalogue().services)


class Desk(NamedTuple):
    """One article on the editor's desk: published, being written, or both."""

    topic: str
    article: Article | None
    draft: ArticleDraft | None
    writer: str

    @property
    def fields(self) -> dict[str, Any]:
        """The draft's fields, else the published article's."""
        if self.draft is not None:
            return dict(self.draft.fields)
        assert self.article is not None
        return fields_of(self.article)

    @property
    def seen(self) -> int:
        """The draft's version as the page carries it; 0 while there is none."""
        return self.draft.version if self.draft else 0


def desk_of(topic: str) -> Desk:
    """Raises `NotFound` for a topic that is neither published nor being written."""
    article, found = shelf().articles.get(topic), draft_with_writer(topic)
    if article is None and found is None:
        raise NotFound("Topik itu tidak ada di panduan.")
    return Desk(topic, article, *(found or (None, "")))


def wrong_with(topic: str, fields: dict[str, Any]) -> dict[str, str]:
    """Why a draft cannot be published, by field."""
    return problems(topic, fields, shelf().articles, catalogue().services)


def draft_file(topic: str, fields: dict[str, Any]) -> str:
    """The draft's file before anybody reviewed it. Raises `InvalidInput`."""
    day = catalogue().calendar.local_date(now())
    return file_of(topic, fields, day, WAITING, shelf().articles, catalogue().services)


def draft_article(topic: str, fields: dict[str, Any]) -> Article:
    """The draft as an article for a preview, complete or not."""
    return article_of(topic, fields, catalogue().calendar.local_date(now()), WAITING)


def rehearse(topic: str, fields: dict[str, Any], *, anew: bool = False) -> None:
    """Begin measuring in the background, if the draft could come into force."""
    try:
        text = draft_file(topic, fields)
    except InvalidInput:
        return
    rehearsals: Rehearsals = current_app.extensions["rehearsals"]
    rehearsals.ask(topic, fields, text, now(), anew=anew)
