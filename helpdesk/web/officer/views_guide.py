"""The view model of the editor's list: every article, filtered, with what waits on it."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from faq.article import UNITS, Article
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import Authority
from helpdesk.models import ArticleDraft, ArticleVersion
from helpdesk.queries.guide import drafts, newest_versions
from helpdesk.queries.questions import open_groups
from helpdesk.web.door import catalogue
from helpdesk.web.officer.guide_door import shelf
from helpdesk.wording.values import label

STATES = (
    ("draf", "Ada rancangan"), ("diajukan", "Menunggu pemeriksaan"),
    ("tinjau", "Perlu ditinjau"), ("rilis", "Ada versi baru dari rilis"),
    ("kantor", "Ditulis kantor"), ("pertanyaan", "Dari pertanyaan atau tiket"),
    ("risiko", "Berisiko tinggi"), ("tambahan", "Belum dipakai menjawab"),
)

PRESSING = frozenset({"diajukan", "draf", "rilis"})


def guide_page(wanted: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    """The list as it was asked for."""
    written, versions = drafts(), newest_versions()
    rows = [*_new_rows(written), *(
        _row(article, written.get(name), versions.get(name))
        for name, article in shelf().articles.items()
    )]
    shown = [row for row in rows if _fits(row, wanted)]
    return {
        "rows": sorted(shown, key=_pressing),
        "wanted": wanted, "total": len(rows), "states": STATES,
        "authorities": [(each.value, label(each)) for each in Authority],
        "units": units(), "submitted": sum("diajukan" in row["marks"] for row in rows),
        "may_write": permitted(actor, Action.EDIT_GUIDE),
        "groups": open_groups(),
    }


def _pressing(row: Mapping[str, Any]) -> tuple[bool, str]:
    """What waits for somebody comes first."""
    return not PRESSING & set(row["marks"]), row["title"].casefold()


def units() -> list[tuple[str, str]]:
    """The units that keep articles."""
    return [(code, catalogue().units[code].name) for code in UNITS if code in catalogue().units]


def _new_rows(written: Mapping[str, ArticleDraft]) -> list[dict[str, Any]]:
    """Drafts of articles that nobody has published yet."""
    return [
        _line(name, draft.fields["title"] or name, draft.fields, draft, None) | {"new": True}
        for name, draft in written.items() if name not in shelf().articles
    ]


def _row(
    article: Article, draft: ArticleDraft | None, version: ArticleVersion | None
) -> dict[str, Any]:
    said = {
        "authority": article.authority, "unit": article.unit, "status": article.status,
        "high_stakes": article.high_stakes, "further": article.further,
    }
    return _line(article.id, article.title, said, draft, version)


def _line(
    name: str, title: str, said: Mapping[str, Any], draft: ArticleDraft | None,
    version: ArticleVersion | None,
) -> dict[str, Any]:
    unit = catalogue().units.get(said["unit"])
    return {
        "id": name, "title": title, "href": url_for("officer.guide_article", topic=name),
        "authority": said["authority"], "unit": said["unit"], "new": False,
        "authority_text": _authority(said["authority"]), "unit_text": unit.name if unit else "",
        "marks": _marks(name, said, draft, version), "draft": draft,
    }


def _authority(code: str) -> str:
    return label(Authority(code)) if code in set(Authority) else ""


def _marks(
    name: str, said: Mapping[str, Any], draft: ArticleDraft | None, version: ArticleVersion | None
) -> list[str]:
    """What the filters and the chips tell of an article, the most pressing first."""
    news = version is not None and shelf().news(name, version.release) is not None
    found = {
        "diajukan": draft is not None and draft.state == "submitted", "draf": draft is not None,
        "rilis": news, "tinjau": said["status"] != "terbit", "risiko": said["high_stakes"],
        "pertanyaan": draft is not None and draft.origin is not None,
        "kantor": name in shelf().content.edited, "tambahan": said["further"],
    }
    return [mark for mark, holds in found.items() if holds]


def _fits(row: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    if wanted["unit"] and row["unit"] != wanted["unit"]:
        return False
    if wanted["authority"] and row["authority"] != wanted["authority"]:
        return False
    if wanted["state"] and wanted["state"] not in row["marks"]:
        return False
    words = wanted["q"].casefold().split()
    return all(word in f"{row['id']} {row['title']}".casefold() for word in words)
