"""/petugas/panduan/coba: one question asked of the published guide and of a draft, with reasons."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from faq.library import Library
from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput
from helpdesk.guide.reasons import ZONES, reason, share
from helpdesk.queries.guide import drafts
from helpdesk.web.door import library
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.guide_door import draft_file, live
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_guide_check import title_of

LONGEST_QUESTION = 2_000


@desk.get("/panduan/coba")
@permitted(Action.VIEW_GUIDE)
def try_question() -> ResponseReturnValue:
    """Ranking, scores, matching words and the zone; nothing is counted in the ledger."""
    asked = request.args.get("q", "")[:LONGEST_QUESTION].replace("\0", " ").strip()
    topic = request.args.get("topik", "")[:100]
    waiting = drafts()
    chosen = topic if topic in waiting else ""
    page: dict[str, Any] = {"q": asked, "topic": chosen, "published": None, "draft": None}
    if asked:
        page["published"] = _tried(library(), asked)
    if asked and chosen:
        page |= _of_draft(chosen, dict(waiting[chosen].fields), asked)
    page["drafts"] = sorted((name, row.fields["title"] or name) for name, row in waiting.items())
    return render_template("officer/guide_try.html", **page)


def _of_draft(topic: str, fields: dict[str, Any], asked: str) -> dict[str, Any]:
    try:
        changed = live().draft(topic, draft_file(topic, fields))
    except InvalidInput:
        return {"why_no_draft": "Rancangan belum lengkap, jadi belum dapat dicoba."}
    if changed is None:
        return {"why_no_draft": "Rancangan belum selesai diuji. Uji dahulu, lalu coba lagi."}
    return {"draft": _tried(changed, asked)}


def _tried(guide: Library, asked: str) -> dict[str, Any]:
    answer = guide.ask(asked)
    return {
        "zone": answer.zone, "zone_text": ZONES[answer.zone], "why": reason(guide, answer),
        "complaint": share(answer.complaint),
        "aspects": [guide.article(id_).title for _, id_ in answer.aspects],
        "rows": [
            {
                "id": c.id, "title": c.title, "score": share(c.score),
                "words": ", ".join(c.words), "risky": guide.article(c.id).high_stakes,
                "href": url_for("officer.guide_article", topic=c.id), "name": title_of(c.id),
            }
            for c in answer.candidates
        ],
    }
