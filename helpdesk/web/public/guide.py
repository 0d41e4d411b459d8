"""The guide's pages: found by searching or by browsing, one article with its source, a verdict."""

from flask import render_template, request

from helpdesk.guide.browse import WAYS
from helpdesk.web import limiter
from helpdesk.web.door import catalogue, library
from helpdesk.web.public.asking import note_asked, note_judged, note_read, note_topic_opened
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.guide_views import article_view, browsing, search

LONGEST_QUERY = 2_000
OTHER_TOPICS = 5


@public.get("/panduan")
def guide() -> str:
    """The results of a search, and below them every topic, by the way that was chosen."""
    asked = _asked(request.args.get("q", ""))
    found = search(library(), asked) if asked else None
    if found:
        note_asked(asked, found["match"])
    way = request.args.get("menurut", "")
    return render_template(
        "public/guide.html", q=asked, found=found,
        browse=browsing(library(), catalogue(), way if way in WAYS else WAYS[0]),
    )


@public.get("/panduan/<topic>")
def article(topic: str) -> str:
    """One topic whole."""
    asked = _asked(request.args.get("q", ""))
    view = article_view(topic)
    if asked:
        note_topic_opened(asked, topic)
    return render_template("public/article.html", view=view, q=asked)


@public.post("/panduan/<topic>/terjawab")
@limiter.limit("30 per minute")
def judge(topic: str) -> str:
    """Whether the answer helped: to a question where there was one, else as a page that was read.
    """
    asked = _asked(request.form.get("q", ""))
    view, helped = article_view(topic), request.form.get("jawaban") == "ya"
    if asked:
        note_judged(asked, topic, helped=helped)
    else:
        note_read(topic, helped=helped)
    others = [] if helped or not asked else [
        line for line in search(library(), asked)["near"] if line["id"] != topic
    ]
    return render_template(
        "public/guide_judged.html", view=view, q=asked, helped=helped, others=others[:OTHER_TOPICS]
    )


def _asked(text: str) -> str:
    return text[:LONGEST_QUERY].replace("\0", " ").strip()
