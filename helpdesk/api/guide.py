"""GET /guide?q=: the guide's answer to a question."""

from typing import Any

from flask import current_app
from marshmallow import RAISE

from faq.library import Library
from helpdesk.api.door import blueprint_of, book, described, limited
from helpdesk.api.schemas import GuideSchema, QuestionSchema
from helpdesk.domain.plain_text import clean_line
from helpdesk.wording.guide import plain_answer

blueprint = blueprint_of("guide", "Panduan.")
MOST = {"answer": 1, "choose": 3, "ticket": 0}


@described(
    blueprint.get("/guide"),
    blueprint.arguments(QuestionSchema, location="query", unknown=RAISE),
    blueprint.response(200, GuideSchema),
    blueprint.alt_response(429, "TOO_MANY_REQUESTS"),
)
@limited("60 per minute; 600 per hour")
def ask(question: dict[str, str]) -> dict[str, Any]:
    """Jawaban panduan atas sebuah pertanyaan"""
    library: Library = current_app.extensions["library"]()
    answer = library.ask(clean_line(question["q"], limit=500, field="q"))
    candidates = answer.candidates[: MOST[answer.zone]]
    return {
        "zone": answer.zone,
        "answers": [_article(library, c.id, c.score) for c in candidates],
    }


def _article(library: Library, id_: str, score: float) -> dict[str, Any]:
    article = library.article(id_)
    return {
        "id": article.id, "title": article.title, "score": round(float(score), 4),
        "text": plain_answer(article.body_markdown, book().catalogue.bureau),
        "source": article.source,
    }
