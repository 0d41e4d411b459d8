"""What machines read of the guide: the feed of its changes, the site's map, what robots may do.

Atom is RFC 4287, the map sitemaps.org 0.9, robots.txt RFC 9309.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple
from xml.etree import ElementTree as Xml

from flask import Response, url_for

from helpdesk.domain.catalogue import Bureau
from helpdesk.guide.marks import excerpt
from helpdesk.queries.guide import newest_versions
from helpdesk.web.door import catalogue, library, settings
from helpdesk.web.public.blueprint import public
from helpdesk.wording.guide import plain_answer

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ENTRIES = 30
# What concerns one person, or officers: nothing for a search engine.
CLOSED = ("/t/", "/petugas/", "/survei/", "/chat", "/bukti", "/masuk", "/demo", "/dev/", "/api/")
_PAGES = ("public.home", "public.guide", "public.services", "public.procedures", "public.pledge",
          "public.transparency", "public.report", "public.where",
          "public.announcements")


class Changed(NamedTuple):
    """A topic, when it last changed, and what is said of that."""

    topic: str
    title: str
    at: datetime
    note: str


@public.get("/panduan/perubahan.xml")
def guide_changes() -> Response:
    """The topics that changed last, newest first, as an Atom feed."""
    bureau, changes = catalogue().bureau, sorted(_changes(), key=lambda c: c.at, reverse=True)
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "id"})
    page = _address("public.guide")
    _add(feed, "title", f"Perubahan panduan {bureau.short_name}")
    _add(feed, "id", page)
    Xml.SubElement(feed, "link", {"href": page})
    Xml.SubElement(feed, "link", {"rel": "self", "href": _address("public.guide_changes")})
    _add(feed, "updated", _instant(changes[0].at if changes else datetime.fromtimestamp(0, UTC)))
    _add(Xml.SubElement(feed, "author"), "name", bureau.name)
    for change in changes[:ENTRIES]:
        entry = Xml.SubElement(feed, "entry")
        place = _address("public.article", topic=change.topic)
        _add(entry, "title", change.title)
        _add(entry, "id", f"{place}#{change.at.date()}")
        Xml.SubElement(entry, "link", {"href": place})
        _add(entry, "updated", _instant(change.at))
        _add(entry, "summary", change.note)
    return _xml(feed, "application/atom+xml")


@public.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that is everybody's, topics with the day they were last looked at."""
    root = Xml.Element("urlset", {"xmlns": SITEMAP})
    for endpoint in _PAGES:
        _place(root, _address(endpoint))
    for code in catalogue().offered:
        _place(root, _address("public.service", code=code))
    for code in catalogue().procedures:
        _place(root, _address("public.procedure", code=code))
    for change in _changes():
        _place(root, _address("public.article", topic=change.topic), change.at.date())
    return _xml(root, "application/xml")


@public.get("/robots.txt")
def robots() -> Response:
    """Everything that is everybody's may be read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED),
             f"Sitemap: {_address('public.sitemap')}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _changes() -> Iterator[Changed]:
    """When each topic last changed: published by the office, or looked at for a release."""
    versions, bureau = newest_versions(), catalogue().bureau
    for article in library().articles:
        version = versions.get(article.id)
        if version is not None:
            yield Changed(article.id, article.title, version.saved_at,
                          version.note or _begins(article.body_markdown, bureau))
        else:
            reviewed = datetime.combine(article.reviewed_on, time(), UTC)
            yield Changed(article.id, article.title, reviewed,
                          _begins(article.body_markdown, bureau))


def _begins(body: str, bureau: Bureau) -> str:
    return excerpt(plain_answer(body, bureau))


def _address(endpoint: str, **values: Any) -> str:
    return f"{settings().base_url}{url_for(endpoint, **values)}"


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = "".join(c for c in text if c.isprintable())


def _place(root: Xml.Element, address: str, day: date | None = None) -> None:
    url = Xml.SubElement(root, "url")
    _add(url, "loc", address)
    if day is not None:
        _add(url, "lastmod", day.isoformat())


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _xml(root: Xml.Element, mimetype: str) -> Response:
    return Response(Xml.tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
