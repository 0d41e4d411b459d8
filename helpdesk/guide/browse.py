"""The guide by situation, topic, service, unit and authority: one list of shelves for each way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from faq.article import Article
from faq.library import FOLDER, Library
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Authority

WAYS = ("situasi", "topik", "layanan", "bagian", "kewenangan")
POWER = {
    Authority.BUREAU: "Dapat diselesaikan biro",
    Authority.SHARED: "Biro bersama LKPP atau pihak lain",
    Authority.LKPP: "Wewenang LKPP; kami teruskan",
    Authority.TELKOM: "Wewenang Telkom (pengelola server SPSE); kami teruskan",
    Authority.OTHER: "Wewenang pihak lain",
}
_NO_SERVICE = "Bukan bagian dari satu layanan"


@dataclass(frozen=True)
class Shelf:
    """Topics that stand together; `code` names the shelf in an address."""

    code: str
    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Situation:
    """What somebody is in the middle of, and the topics that help then."""

    code: str
    title: str
    articles: tuple[str, ...]


@cache
def situations() -> tuple[Situation, ...]:
    """Those of `faq/situations.yaml`, in its order."""
    content = yaml.safe_load((FOLDER / "situations.yaml").read_text(encoding="utf-8"))
    return tuple(Situation(s["code"], s["title"], tuple(s["articles"])) for s in content)


def shelves(guide: Library, catalogue: Catalogue, way: str) -> list[Shelf]:
    """The guide's topics in one of `WAYS`; every topic stands on some shelf, none is empty.

    Raises `KeyError` for another way.
    """
    by_way = {
        "situasi": _by_situation, "topik": _by_topic, "layanan": _by_service,
        "bagian": _by_unit, "kewenangan": _by_authority,
    }
    return [shelf for shelf in by_way[way](guide, catalogue) if shelf.articles]


def _by_situation(guide: Library, _: Catalogue) -> Iterator[Shelf]:
    known = {article.id: article for article in guide.articles}
    shelved: set[str] = set()
    for each in situations():
        found = tuple(known[name] for name in each.articles if name in known)
        shelved |= {article.id for article in found}
        yield Shelf(each.code, each.title, found)
    rest = tuple(article for article in guide.articles if article.id not in shelved)
    yield Shelf("lainnya", "Lainnya", rest)


def _by_topic(guide: Library, _: Catalogue) -> Iterator[Shelf]:
    for title, members in guide.groups:
        yield Shelf(_slug(title), title, tuple(guide.article(name) for name in members))


def _by_service(guide: Library, catalogue: Catalogue) -> Iterator[Shelf]:
    sorted_ = _sorted(guide, lambda article: article.service or "")
    for code, service in catalogue.services.items():
        yield Shelf(code, service.name, sorted_.pop(code, ()))
    yield Shelf("umum", _NO_SERVICE, tuple(a for group in sorted_.values() for a in group))


def _by_unit(guide: Library, catalogue: Catalogue) -> Iterator[Shelf]:
    for code, articles in _sorted(guide, lambda article: article.unit).items():
        unit = catalogue.units.get(code)
        yield Shelf(code, unit.name if unit else "Bagian lain", articles)


def _by_authority(guide: Library, _: Catalogue) -> Iterator[Shelf]:
    sorted_ = _sorted(guide, lambda article: article.authority)
    for authority in Authority:
        yield Shelf(authority.value, POWER[authority], sorted_.get(authority.value, ()))


def _sorted(guide: Library, key: Callable[[Article], str]) -> dict[str, tuple[Article, ...]]:
    """The topics by a property, each group in reading order."""
    found: dict[str, tuple[Article, ...]] = {}
    for article in guide.articles:
        found[key(article)] = (*found.get(key(article), ()), article)
    return found


def _slug(title: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
