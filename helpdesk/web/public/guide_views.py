"""View models of the guide: results with what matched, shelves to browse, one article."""

from typing import Any

from flask import url_for

from faq.article import Article
from faq.library import Library
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import NotFound
from helpdesk.guide.browse import POWER, WAYS, shelves
from helpdesk.guide.marks import asked_stems, excerpt, marked
from helpdesk.talk import as_match
from helpdesk.web.door import catalogue, library
from helpdesk.web.public.forms import JENIS_OF
from helpdesk.wording.guide import html_answer, plain_answer
from helpdesk.wording.values import label

SHOWN = 5
_WAY_NAMES = dict(zip(WAYS, ("Situasi", "Topik", "Layanan", "Bagian", "Kewenangan"), strict=True))


def browsing(guide: Library, promises: Catalogue, way: str) -> dict[str, Any]:
    """Every topic in one of the ways, and the way to the other ways."""
    return {
        "ways": [{"code": code, "text": text, "current": code == way}
                 for code, text in _WAY_NAMES.items()],
        "way": way,
        "shelves": [
            {"code": each.code, "title": each.title, "articles": [line(a) for a in each.articles]}
            for each in shelves(guide, promises, way)
        ],
    }


def line(article: Article) -> dict[str, Any]:
    """An article as a line of a list."""
    authority = Authority(article.authority)
    return {
        "id": article.id, "title": article.title, "authority": label(authority),
        "ours": authority in (Authority.BUREAU, Authority.SHARED),
    }


def search(guide: Library, asked: str) -> dict[str, Any]:
    """What the matcher makes of the words, and how sure it is: answer, choose or ticket."""
    answer = guide.ask(asked)
    stems = asked_stems(guide, asked)
    candidates = [guide.article(c.id) for c in answer.candidates[:SHOWN]]
    first = article_view(candidates[0].id) if answer.zone == "answer" else None
    aspects = [guide.article(id_) for _, id_ in answer.aspects]
    rest = candidates[1:] if first else aspects or candidates[:3]
    if answer.zone == "ticket":
        rest = []
    return {
        "zone": answer.zone, "first": first,
        "others": [_result(guide, article, stems) for article in rest],
        "match": as_match(guide, answer, catalogue()), "near": [line(a) for a in candidates],
    }


def _result(guide: Library, article: Article, stems: frozenset[str]) -> dict[str, Any]:
    """A line with the beginning of the answer, the words that were asked for marked in both."""
    begins = excerpt(plain_answer(article.body_markdown, catalogue().bureau))
    return line(article) | {
        "marked": marked(guide, article.title, stems), "begins": marked(guide, begins, stems),
    }


def article_view(topic: str) -> dict[str, Any]:
    """An article as its page shows it. Raises `NotFound`."""
    try:
        article = library().article(topic)
    except KeyError as error:
        raise NotFound from error
    return view_of(article, [line(library().article(id_)) for id_ in article.related])


def view_of(article: Article, related: list[dict[str, Any]]) -> dict[str, Any]:
    """An article, published or not, as its page shows it."""
    service = catalogue().services.get(article.service or "")
    unit = catalogue().units.get(article.unit)
    bureau = catalogue().bureau
    return {
        "id": article.id, "title": article.title,
        "html": html_answer(article.body_markdown, bureau),
        "begins": excerpt(plain_answer(article.body_markdown, bureau)),
        "source": article.source, "reviewed_on": article.reviewed_on,
        "needs_review": article.needs_review, "power": POWER[Authority(article.authority)],
        "unit": unit.name if unit else "", "service": service,
        "forms": [f for f in catalogue().forms.values() if article.id in f.topics],
        "related": related,
        "ask": _ask(article, service.code if service else None),
    }


def _ask(article: Article, service: str | None) -> str:
    """Where a ticket on this topic begins."""
    if service is not None:
        return url_for("public.report", layanan=service)
    return url_for("public.report", jenis=JENIS_OF[Kind(article.kind)])
