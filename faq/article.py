"""One article of the guide: its fields, and reading it from a file with clear refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

AUTHORITIES = ("bureau", "shared", "lkpp", "telkom", "other")
UNITS = ("bagian-pengelolaan-lpse", "bagian-pengelolaan-pbj", "bagian-pembinaan-advokasi")
STATUSES = ("terbit", "perlu ditinjau petugas")
ASPECTS = ("syarat", "prosedur", "waktu", "biaya")
SETS = ("utama", "tambahan")  # the 87 topics of the guide, and further ones
KINDS = ("inquiry", "problem", "outage", "request", "complaint")
PHRASINGS = range(12, 21)
# The parser in C reads the guide in a fifth of the time; not every build of PyYAML has it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ArticleError(ValueError):
    """A file of the guide that cannot be used: which file, which line, why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason

    @property
    def article(self) -> str:
        """The article's id, as its file is named."""
        return self.file.removesuffix(".md")


@dataclass(frozen=True)
class Article:
    """One question of the guide with its answer."""

    id: str
    title: str
    body_markdown: str
    authority: str
    unit: str
    service: str | None
    aspect: str | None
    kind: str
    high_stakes: bool
    basis: str
    reviewed_on: date
    reviewed_by: str
    status: str
    related: tuple[str, ...]
    phrasings: tuple[str, ...]
    further: bool = False  # beyond the 87 topics

    @property
    def source(self) -> str:
        """The text of the source an answer shows under itself."""
        return self.basis

    @property
    def needs_review(self) -> bool:
        """True while no officer has confirmed the content."""
        return self.status != "terbit"


class _Front:
    """The front matter of one file, able to name the line of a field."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        found = re.match(r"---\n(.*?\n)---\n(.*)", text, re.S)
        if not found:
            raise ArticleError(file, 1, "front matter between two lines of --- is missing")
        self.body = found[2].strip()
        self.fields = self._parse(found[1])

    def _parse(self, block: str) -> Mapping[str, Any]:
        try:
            fields = yaml.load(block, LOADER)  # noqa: S506  a safe one either way
        except yaml.YAMLError as broken:
            mark = getattr(broken, "context_mark", None) or getattr(broken, "problem_mark", None)
            line = mark.line + 2 if mark else 1
            raise ArticleError(self.file, line, "front matter is not YAML") from broken
        if not isinstance(fields, dict):
            raise ArticleError(self.file, 1, "front matter is not a list of fields")
        return fields

    def refuse(self, field: str, reason: str) -> ArticleError:
        lines = self.text.splitlines()
        at = next((n for n, line in enumerate(lines, 1) if line.startswith(f"{field}:")), 1)
        return ArticleError(self.file, at, f"{field}: {reason}")

    def words(self, field: str) -> str:
        value = self.fields.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(field, "a text is missing")
        return value.strip()

    def one_of(self, field: str, allowed: Iterable[str]) -> str:
        value = self.words(field)
        if value not in tuple(allowed):
            raise self.refuse(field, f"unknown value {value!r}")
        return value

    def maybe(self, field: str, allowed: Iterable[str] | None = None) -> str | None:
        if self.fields.get(field) is None:
            return None
        return self.words(field) if allowed is None else self.one_of(field, allowed)

    def many(self, field: str) -> tuple[str, ...]:
        value = self.fields.get(field, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.refuse(field, "a list of texts is expected")
        return tuple(v.strip() for v in value)

    def day(self, field: str) -> date:
        value = self.fields.get(field)
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError as broken:
            raise self.refuse(field, "a date such as 2026-11-22 is expected") from broken

    def yes(self, field: str) -> bool:
        value = self.fields.get(field, False)
        if not isinstance(value, bool):
            raise self.refuse(field, "true or false is expected")
        return value


def read_article(file: str, text: str) -> Article:
    """Read one article; raises ArticleError with file, line and reason."""
    front = _Front(file, text)
    if not _ID.fullmatch(identifier := front.words("id")):
        raise front.refuse("id", "small letters, digits and hyphens only")
    if not front.body:
        raise ArticleError(file, len(text.splitlines()), "the answer is empty")
    phrasings = front.many("phrasings")
    if len(phrasings) not in PHRASINGS:
        raise front.refuse("phrasings", f"{len(phrasings)} given, 12 to 20 expected")
    return Article(
        id=identifier,
        title=front.words("title"),
        body_markdown=front.body,
        authority=front.one_of("authority", AUTHORITIES),
        unit=front.one_of("unit", UNITS),
        service=front.maybe("service"),
        aspect=front.maybe("aspect", ASPECTS),
        kind=front.one_of("kind", KINDS),
        high_stakes=front.yes("high_stakes"),
        basis=front.words("basis"),
        reviewed_on=front.day("reviewed_on"),
        reviewed_by=front.words("reviewed_by"),
        status=front.one_of("status", STATUSES),
        related=front.many("related"),
        phrasings=phrasings,
        further=front.maybe("set", SETS) == "tambahan",
    )


def write_article(article: Article) -> str:
    """The article as its file; read again it is the same."""
    fields = {
        "id": article.id,
        **({"set": "tambahan"} if article.further else {}),
        "title": article.title,
        "authority": article.authority,
        "unit": article.unit,
        "service": article.service,
        "aspect": article.aspect,
        "kind": article.kind,
        "high_stakes": article.high_stakes,
        "basis": article.basis,
        "reviewed_on": article.reviewed_on.isoformat(),
        "reviewed_by": article.reviewed_by,
        "status": article.status,
        "related": list(article.related),
        "phrasings": list(article.phrasings),
    }
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front}---\n{article.body_markdown}\n"


def read_articles(folder: Path) -> dict[str, Article]:
    """All articles of a folder by id; refuses double ids and related ids that do not exist.

    An article of the main set may not lead to a further one: that may be left unpublished.
    """
    articles: dict[str, Article] = {}
    for path in sorted(folder.glob("*.md")):
        article = read_article(path.name, path.read_text(encoding="utf-8"))
        if article.id in articles:
            raise ArticleError(path.name, 2, f"id: {article.id} exists already")
        articles[article.id] = article
    for article in articles.values():
        for other in article.related:
            if other not in articles:
                raise ArticleError(f"{article.id}.md", 2, f"related: no article {other}")
            if articles[other].further and not article.further:
                raise ArticleError(f"{article.id}.md", 2, f"related: {other} is in a later set")
    return articles
