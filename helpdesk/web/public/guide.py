"""The guide: search with the matcher, topics by group, one article with its source."""

from typing import Any

from flask import render_template, request, url_for

from faq.article import Article
from faq.library import Library
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import NotFound
from helpdesk.talk import as_match
from helpdesk.web import limiter
from helpdesk.web.door import catalogue, library
from helpdesk.web.public.asking import note_asked, note_judged, note_topic_opened
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.forms import JENIS_OF
from helpdesk.wording.guide import html_answer
from helpdesk.wording.values import label

LONGEST_QUERY = 2_000
OTHER_TOPICS = 5
POWER = {
    Authority.BUREAU: "Dapat diselesaikan biro",
    Authority.SHARED: "Biro bersama LKPP atau pihak lain",
    Authority.LKPP: "Wewenang LKPP; kami teruskan",
    Authority.TELKOM: "Wewenang Telkom (pengelola server SPSE); kami teruskan",
    Authority.OTHER: "Wewenang pihak lain",
}


@public.get("/panduan")
def guide() -> str:
    asked = request.args.get("q", "")[:LONGEST_QUERY].replace("\0", " ").strip()
    found = search(library(), asked) if asked else None
    if found:
        note_asked(asked, found["match"])
    return render_template("public/guide.html", q=asked, found=found, groups=groups(library()))


@public.get("/panduan/<topic>")
def article(topic: str) -> str:
    asked = request.args.get("q", "")[:LONGEST_QUERY].replace("\0", " ").strip()
    view = article_view(topic)
    if asked:
        note_topic_opened(asked, topic)
    return render_template("public/article.html", view=view, q=asked)


@public.post("/panduan/<topic>/terjawab")
@limiter.limit("30 per minute")
def judge(topic: str) -> str:
    """Whether the answer to a search helped; without the search nothing is counted."""
    asked = request.form.get("q", "")[:LONGEST_QUERY].replace("\0", " ").strip()
    view, helped = article_view(topic), request.form.get("jawaban") == "ya"
    if asked:
        note_judged(asked, topic, helped=helped)
    others = [] if helped else [a for a in search(library(), asked)["near"] if a["id"] != topic]
    return render_template(
        "public/guide_judged.html", view=view, q=asked, helped=helped, others=others[:OTHER_TOPICS]
    )


def groups(guide: Library) -> list[dict[str, Any]]:
    """Topic groups in reading order, each article with whose power it is."""
    return [
        {"title": title, "articles": [line(guide.article(id_)) for id_ in members]}
        for title, members in guide.groups
    ]


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
    aspects = [guide.article(id_) for _, id_ in answer.aspects]
    candidates = [guide.article(c.id) for c in answer.candidates[:OTHER_TOPICS]]
    first = article_view(candidates[0].id) if answer.zone == "answer" else None
    rest = candidates[1:] if first else aspects or candidates[:3]
    if answer.zone == "ticket":
        rest = []
    return {
        "zone": answer.zone, "first": first, "others": [line(a) for a in rest],
        "match": as_match(guide, answer, catalogue()), "near": [line(a) for a in candidates],
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
    return {
        "id": article.id, "title": article.title,
        "html": html_answer(article.body_markdown, catalogue().bureau),
        "source": article.source, "reviewed_on": article.reviewed_on,
        "needs_review": article.needs_review, "power": POWER[Authority(article.authority)],
        "unit": unit.name if unit else "", "service": service,
        "related": related,
        "ask": _ask(article, service.code if service else None),
    }


def _ask(article: Article, service: str | None) -> str:
    """Where a ticket on this topic begins."""
    if service is not None:
        return url_for("public.report", layanan=service)
    return url_for("public.report", jenis=JENIS_OF[Kind(article.kind)])
