"""A draft's fields: taken from an article, judged one by one in Indonesian, made into its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from faq.article import (
    ASPECTS,
    AUTHORITIES,
    KINDS,
    PHRASINGS,
    STATUSES,
    UNITS,
    Article,
    ArticleError,
    read_article,
    write_article,
)
from helpdesk.domain.redaction import ACCOUNT, CODE, COMPANY, LINK, MAIL, NAME, NUMBER
from helpdesk.errors import InvalidInput

Fields = Mapping[str, Any]
NEEDED = {"title": "Judul", "body": "Jawaban", "basis": "Sumber"}
LONGEST = {"title": 200, "body": 12_000, "basis": 500}
LONGEST_PHRASING = 400
_CHOICES = {"authority": AUTHORITIES, "unit": UNITS, "kind": KINDS, "status": STATUSES}
_UNKNOWN = "Pilihan ini tidak dikenal. Pilih dari daftar."
# What redaction leaves in words taken over from a ticket or a question; a link's text is none.
_MARKS = (NUMBER, MAIL, LINK, NAME, COMPANY, ACCOUNT, CODE)
_REDACTED = re.compile(rf"(?:{'|'.join(map(re.escape, _MARKS))})(?!\()")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 60


def fields_of(article: Article) -> dict[str, Any]:
    """The article as the fields of a draft; its review is the publisher's to say."""
    return {
        "title": article.title, "body": article.body_markdown, "authority": article.authority,
        "unit": article.unit, "service": article.service, "aspect": article.aspect,
        "kind": article.kind, "high_stakes": article.high_stakes, "basis": article.basis,
        "status": article.status, "related": list(article.related),
        "phrasings": list(article.phrasings), "further": article.further,
    }


def article_of(article: str, fields: Fields, day: date, by: str) -> Article:
    """The article a draft would be."""
    return Article(
        id=article, title=" ".join(fields["title"].split()),
        body_markdown=fields["body"].replace("\r\n", "\n").strip(), authority=fields["authority"],
        unit=fields["unit"], service=fields["service"] or None, aspect=fields["aspect"] or None,
        kind=fields["kind"], high_stakes=bool(fields["high_stakes"]),
        basis=" ".join(fields["basis"].split()), reviewed_on=day, reviewed_by=by,
        status=fields["status"], related=tuple(fields["related"]),
        phrasings=tuple(fields["phrasings"]), further=bool(fields["further"]),
    )


def file_of(
    article: str, fields: Fields, day: date, by: str, known: Mapping[str, Article],
    services: Collection[str],
) -> str:
    """The article's file. Raises `InvalidInput` with a reason a field.

    `known` are the published articles. The guide's own reader has the last word: what it refuses
    is told with file, line and reason.
    """
    wrong = problems(article, fields, known, services)
    if wrong:
        raise InvalidInput(**wrong)
    text = write_article(article_of(article, fields, day, by))
    try:
        read_article(f"{article}.md", text)
    except ArticleError as refused:
        raise InvalidInput(body=f"Artikel ditolak: {refused}") from refused
    return text


def problems(
    article: str, fields: Fields, known: Mapping[str, Article], services: Collection[str]
) -> dict[str, str]:
    """Why the fields cannot come into force, by field; empty when they can."""
    found: dict[str, str] = {}
    for name, reason in _wrong(article, fields, known, services):
        found.setdefault(name, reason)
    return found


Wrong = Iterator[tuple[str, str]]


def _wrong(
    article: str, fields: Fields, known: Mapping[str, Article], services: Collection[str]
) -> Wrong:
    if not _ID.fullmatch(article) or len(article) > LONGEST_ID:
        yield "id", "Kode topik hanya huruf kecil, angka, dan tanda hubung; paling panjang 60."
    yield from _wrong_texts(fields)
    for name, allowed in _CHOICES.items():
        if fields[name] not in allowed:
            yield name, _UNKNOWN
    if fields["aspect"] and fields["aspect"] not in ASPECTS:
        yield "aspect", _UNKNOWN
    if fields["service"] and fields["service"] not in services:
        yield "service", "Layanan itu tidak ada di katalog."
    yield from _wrong_related(article, fields, known)
    yield from _wrong_phrasings(fields["phrasings"])


def _wrong_texts(fields: Fields) -> Wrong:
    for name, words in NEEDED.items():
        text = fields[name]
        if not text.strip():
            yield name, f"{words} belum diisi."
        elif len(text) > LONGEST[name]:
            yield name, f"{words} paling panjang {LONGEST[name]} huruf."
    for name in ("title", "body", "phrasings"):
        mark = _REDACTED.search("\n".join(fields[name]) if name == "phrasings" else fields[name])
        if mark:
            yield name, f"Masih ada tanda samaran {mark[0]}. Tulis ulang tanpa itu."
    if re.search(r"^---\s*$", fields["body"], re.MULTILINE):
        yield "body", "Baris yang hanya berisi --- tidak dapat dipakai di dalam jawaban."


def _wrong_related(article: str, fields: Fields, known: Mapping[str, Article]) -> Wrong:
    for other in fields["related"]:
        if other == article:
            yield "related", "Topik tidak dapat terkait dengan dirinya sendiri."
        elif other not in known:
            yield "related", f"Tidak ada topik {other}."
        elif known[other].further and not fields["further"]:
            yield "related", f"Topik {other} termasuk tambahan dan belum dipakai menjawab."
    if fields["further"]:
        leading = [a.id for a in known.values() if article in a.related and not a.further]
        if leading:
            yield "further", f"Topik yang dipakai masih terkait ke sini: {', '.join(leading)}."


def _wrong_phrasings(phrasings: list[str]) -> Wrong:
    count = len(phrasings)
    if count not in PHRASINGS:
        yield "phrasings", (
            f"Ada {count} kalimat. Tulis {PHRASINGS.start} sampai {PHRASINGS.stop - 1} kalimat, "
            "satu per baris."
        )
    twice = [text for text, times in Counter(p.casefold() for p in phrasings).items() if times > 1]
    if twice:
        yield "phrasings", f"Kalimat ini ditulis lebih dari sekali: {twice[0]}"
    if any(len(text) > LONGEST_PHRASING for text in phrasings):
        yield "phrasings", f"Tiap kalimat paling panjang {LONGEST_PHRASING} huruf."
