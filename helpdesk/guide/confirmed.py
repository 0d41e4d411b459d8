"""Services of 2018 whose steps the head confirmed: the warning goes, the steps stand open."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from faq.article import Article
from faq.library import Library
from helpdesk.wording.guide import OLD_STEPS
from helpdesk.wording.time import MONTHS

_NOTICE = re.compile(r"\ASebelum datang, pastikan dulu:[^\n]*\n+")


def warned_services(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The services with articles that open with the warning, as the files have them."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        if article.service and _NOTICE.match(article.body_markdown):
            found.setdefault(article.service, []).append(article)
    return found


def confirmed(library: Library, since: Mapping[str, date]) -> Library:
    """The same matcher, with the confirmed articles' answers as they stand now."""
    if not since:
        return library
    articles = [_opened(article, since) for article in library.articles]
    return Library(
        articles, library.groups, library.model, library.normaliser, library.content_hash
    )


def _opened(article: Article, since: Mapping[str, date]) -> Article:
    day = since.get(article.service or "")
    if day is None:
        return article
    return replace(article, body_markdown=open_body(article.body_markdown, day))


def open_body(body: str, day: date) -> str:
    """The answer without the warning and without the heading of old steps."""
    if not _NOTICE.match(body):
        return body
    kept = _NOTICE.sub("", body)
    kept = re.sub(rf"^### {re.escape(OLD_STEPS)}\n+", "", kept, flags=re.MULTILINE)
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{kept.rstrip()}\n\nDipastikan masih berlaku oleh kepala biro pada {words}."
