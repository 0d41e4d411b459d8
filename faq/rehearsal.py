"""What a change of one article would do: measured on the questions kept aside, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from faq import decide
from faq.library import FOLDER, Answer, Library
from faq.measure import Result, ask_all, measures, read_labelled

CHECKS = FOLDER / "checks"
SETS = ("questions", "high_stakes")
NEARLY_THE_SAME = 93.0  # of 100, on the words after normalising, in any order
SHOWN = 20
DRAFTS = 8  # models of changes that wait to be published
# Of a higher figure is more; of these less is more.
LESS_IS_BETTER = frozenset({"oos_false"})
FIGURES = ("top1", "r3", "coverage", "prec_all", "oos_false", "risky")


def rehearse(before: Library, after: Library, article: str) -> dict[str, Any]:
    """Figures of both, the questions lost and won, and whom the article's phrasings resemble.

    ``article`` is the one that changed; ``before`` may not have it. Everything is plain JSON.
    """
    old, new = _asked(before), _asked(after)
    flips = [(a, b) for a, b in zip(old, new, strict=True) if _fine(a) != _fine(b)]
    learnt = any(each.id == article for each in after.articles)  # further topics are not
    return {
        "learnt": learnt,
        "before": figures(before, old),
        "after": figures(after, new),
        "questions": len(new),
        "lost": [_told(a, b) for a, b in flips if _fine(a)][:SHOWN],
        "won": [_told(a, b) for a, b in flips if _fine(b)][:SHOWN],
        "alike": list(_alike(after, article))[:SHOWN] if learnt else [],
        "elsewhere": list(_elsewhere(before, after, article))[:SHOWN] if learnt else [],
        "taken": list(_taken(before, after, article))[:SHOWN] if learnt else [],
    }


def worse(found: dict[str, Any]) -> list[str]:
    """The figures that a change makes worse, by name."""
    pairs = ((n, found["before"][n], found["after"][n]) for n in FIGURES)
    return [n for n, old, new in pairs if (new > old if n in LESS_IS_BETTER else new < old)]


def figures(library: Library, results: Sequence[Result]) -> dict[str, float]:
    """The measures of the general set, and of the high-stakes set how often what is said is right.
    """
    general = [r for r in results if r.question.kind != "high-stakes"]
    found = measures(general)
    said = [r for r in results if r.answered and library.article(r.ranked[0]).high_stakes]
    risky = sum(r.rank == 1 for r in said) / len(said) if said else 1.0
    return {name: round(found[name], 4) for name in FIGURES[:-1]} | {"risky": round(risky, 4)}


def _asked(library: Library) -> list[Result]:
    questions = [q for name in SETS for q in read_labelled(CHECKS / f"{name}.jsonl")]
    return ask_all(library, questions)


def _fine(result: Result) -> bool:
    """In scope the right topic comes first; out of scope nothing is answered."""
    return result.rank == 1 if result.question.ids else not result.answered


def _told(old: Result, new: Result) -> dict[str, Any]:
    return {
        "text": old.question.text,
        "ids": list(old.question.ids),
        "before": old.ranked[0] if old.ranked else None,
        "after": new.ranked[0] if new.ranked else None,
    }


def _key(library: Library, text: str) -> str:
    return " ".join(sorted(library.normaliser.read(text).stems))


def _alike(library: Library, article: str) -> Iterator[dict[str, Any]]:
    """Phrasings that say nearly the same words as a phrasing of another topic."""
    others = [(t, a.id) for a in library.articles if a.id != article for t in a.phrasings]
    keys = [_key(library, text) for text, _ in others]
    for text in library.article(article).phrasings:
        mine = _key(library, text)
        found = process.extractOne(mine, keys, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME)
        if mine and found:
            other, owner = others[found[2]]
            yield {"text": text, "id": owner, "other": other}


def _elsewhere(before: Library, after: Library, article: str) -> Iterator[dict[str, Any]]:
    """New phrasings that today are answered with another topic, or that stay with one."""
    known = next((a.phrasings for a in before.articles if a.id == article), ())
    for text in after.article(article).phrasings:
        today, then = before.ask(text), after.ask(text)
        first = then.candidates[0].id if then.candidates else None
        if first not in (article, None):
            yield {"text": text, "id": first, "stays": True}
        elif text not in known and _answers_with_another(today, article):
            yield {"text": text, "id": today.candidates[0].id, "stays": False}


def _answers_with_another(answer: Answer, article: str) -> bool:
    return answer.zone == decide.ANSWER and answer.candidates[0].id != article


def _taken(before: Library, after: Library, article: str) -> Iterator[dict[str, Any]]:
    """Phrasings of other topics that would lead to this article and did not before."""
    for other in after.articles:
        for text in other.phrasings if other.id != article else ():
            first = after.ask(text).candidates[:1]
            if first and first[0].id == article:
                was = before.ask(text).candidates[:1]
                if not was or was[0].id != article:
                    yield {"text": text, "id": other.id}
