"""The view model of one article: as it is published, as it is being written, and what it takes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup

from faq.article import Article, read_article
from helpdesk.dialogue.matter import answer_text
from helpdesk.domain.guide_review import SecondPersonNeeded
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.errors import NotAllowed
from helpdesk.guide.fields import LONGEST, fields_of
from helpdesk.queries.guide import newest_version, versions_of, votes_of
from helpdesk.talk import as_topic_answer
from helpdesk.usecases.guide_publish import review_of
from helpdesk.web.door import catalogue, now
from helpdesk.web.officer.guide_door import Desk, draft_article, rules, shelf, wrong_with
from helpdesk.web.officer.views_guide_check import check_view
from helpdesk.web.officer.views_guide_diff import changes
from helpdesk.web.public.chat_html import line_html
from helpdesk.web.public.guide_views import line, view_of

NAMES = {
    "id": "Kode topik", "title": "Judul", "body": "Jawaban", "phrasings": "Kalimat",
    "basis": "Sumber", "related": "Topik terkait", "authority": "Wewenang", "unit": "Bagian",
    "service": "Layanan", "aspect": "Segi", "kind": "Jenis tiket", "status": "Status",
    "further": "Belum dipakai menjawab",
}
SHOWN_VERSIONS = 5
VOTED = timedelta(weeks=12)


def article_page(
    desk: Desk, actor: Actor, errors: Mapping[str, str] | None = None,
    kept: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Everything of one topic."""
    return {
        "topic": desk.topic, "title": desk.fields["title"] or desk.topic,
        "article": desk.article, "published": published_view(desk.article),
        "draft": _draft(desk, actor) if desk.draft else None, "seen": desk.seen,
        "versions": versions(desk.topic)[:SHOWN_VERSIONS], "news": _news(desk),
        "edited": desk.topic in shelf().content.edited, "errors": errors or {},
        "kept": kept or {}, "may_write": permitted(actor, Action.EDIT_GUIDE),
        "may_publish": permitted(actor, Action.PUBLISH_GUIDE),
        "votes": votes_of(desk.topic, catalogue().calendar.local_date(now()) - VOTED),
    }


def published_view(article: Article | None) -> dict[str, Any] | None:
    """The article as its public page shows it."""
    if article is None:
        return None
    known = shelf().articles
    return view_of(article, [line(known[name]) for name in article.related if name in known])


def chat_text(article: Article) -> Markup:
    """The article as the chat says it, with what it emphasises."""
    return line_html(answer_text(as_topic_answer(article, catalogue())))


def preview(topic: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Web and chat as they would be; None while a choice is none of ours or a text is too long."""
    wrong = wrong_with(topic, fields)
    if wrong.keys() & {"authority", "kind", "unit", "status", "service"}:
        return None
    if len(fields["body"]) > LONGEST["body"]:
        return None
    article = draft_article(topic, fields)
    return {"view": published_view(article), "chat": chat_text(article)}


def _draft(desk: Desk, actor: Actor) -> dict[str, Any]:
    draft = desk.draft
    assert draft is not None
    wrong = wrong_with(desk.topic, draft.fields)
    return {
        "row": draft, "writer": desk.writer, "mine": draft.written_by == actor.id,
        "wrong": [(NAMES.get(name, name), reason) for name, reason in wrong.items()],
        "check": check_view(draft, rules()), "changes": changes(desk.article, draft.fields),
        "preview": preview(desk.topic, draft.fields), **_review(desk, actor),
    }


def _review(desk: Desk, actor: Actor) -> dict[str, Any]:
    """Whether this officer may publish the draft, and what the page says of it."""
    assert desk.draft is not None
    try:
        alone = review_of(desk.draft, rules(), actor).self_reviewed(actor)
    except (NotAllowed, SecondPersonNeeded) as refused:
        return {"may_publish": False, "alone": False, "why_not": refused.message}
    return {"may_publish": True, "alone": alone, "why_not": ""}


def _news(desk: Desk) -> dict[str, Any] | None:
    """The release's newer text of an article the office wrote, with the difference."""
    version = newest_version(desk.topic)
    text = shelf().news(desk.topic, version.release) if version else None
    if text is None or desk.article is None:
        return None
    return {"changes": changes(desk.article, fields_of(read_article(f"{desk.topic}.md", text)))}


def versions(topic: str) -> list[dict[str, Any]]:
    """Every version, the newest first."""
    return [
        {
            "number": row.number, "at": row.saved_at, "note": row.note, "writer": writer,
            "publisher": publisher, "self_reviewed": row.self_reviewed,
            "release": row.published_by is None, "reason": (row.measured or {}).get("reason"),
            "href": url_for("officer.guide_versions", topic=topic, versi=row.number),
        }
        for row, writer, publisher in versions_of(topic)
    ]
