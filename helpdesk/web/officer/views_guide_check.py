"""The rehearsal on the page: figures before and after, what was lost, which phrasings collide."""

from collections.abc import Mapping
from typing import Any

from faq.rehearsal import FIGURES, LESS_IS_BETTER
from helpdesk.models import ArticleDraft
from helpdesk.usecases.guide_check import DONE, FAILED, RUNNING
from helpdesk.usecases.guide_rules import GuideRules
from helpdesk.web.officer.guide_door import shelf, wrong_with

_WORDS = {
    "top1": "Topik yang tepat di urutan pertama",
    "r3": "Topik yang tepat di tiga teratas",
    "coverage": "Pertanyaan yang langsung dijawab",
    "prec_all": "Jawaban yang tepat",
    "oos_false": "Pertanyaan di luar panduan yang telanjur dijawab",
    "risky": "Jawaban topik berisiko tinggi yang tepat",
}


def check_view(draft: ArticleDraft, rules: GuideRules) -> dict[str, Any]:
    """What the page says of the draft's rehearsal."""
    if wrong_with(draft.article, draft.fields):
        return {"state": "blocked"}
    if draft.check_digest != rules.digest(draft.article, draft.fields):
        return {"state": "due"}
    if draft.check_state in (RUNNING, FAILED):
        return {"state": draft.check_state}
    return {"state": DONE, **_found(draft.check_result or {})}


def _found(result: Mapping[str, Any]) -> dict[str, Any]:
    worse = set(result.get("worse", ()))
    return {
        "questions": result["questions"], "learnt": result.get("learnt", True),
        "needs_reason": bool(worse or result.get("collides")),
        "rows": [
            {
                "name": _WORDS[name], "before": percent(result["before"][name]),
                "after": percent(result["after"][name]), "worse": name in worse,
                "less": name in LESS_IS_BETTER,
                "same": result["before"][name] == result["after"][name],
            }
            for name in FIGURES
        ],
        "lost": [_flip(each) for each in result["lost"]],
        "won": [_flip(each) for each in result["won"]],
        "alike": [each | {"title": title_of(each["id"])} for each in result["alike"]],
        "elsewhere": [each | {"title": title_of(each["id"])} for each in result["elsewhere"]],
        "taken": [each | {"title": title_of(each["id"])} for each in result["taken"]],
    }


def _flip(each: Mapping[str, Any]) -> dict[str, Any]:
    wanted = ", ".join(title_of(name) for name in each["ids"]) or "tidak dijawab"
    return {"text": each["text"], "wanted": wanted, "after": title_of(each["after"])}


def title_of(topic: str | None) -> str:
    """A topic by its title; a new one by its code."""
    article = shelf().articles.get(topic or "")
    return article.title if article else topic or "tidak ada"


def percent(share: float) -> str:
    """0.9429 as "94,3 %"."""
    return f"{share * 100:.1f} %".replace(".", ",")
