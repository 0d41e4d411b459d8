"""Measures of a matcher on labelled questions: ranking, decision, separation."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faq import decide
from faq.library import Library


@dataclass(frozen=True)
class Labelled:
    """A question with its acceptable ids; none means out of scope."""

    text: str
    ids: tuple[str, ...]
    kind: str = ""
    oos_type: str = ""


@dataclass(frozen=True)
class Result:
    """What the matcher made of a labelled question."""

    question: Labelled
    ranked: tuple[str, ...]
    score: float  # of the first; minus infinity when there is none
    answered: bool

    @property
    def rank(self) -> int | None:
        """Place of the first acceptable id, counted from 1."""
        places = (n for n, found in enumerate(self.ranked, 1) if found in self.question.ids)
        return next(places, None)


def read_labelled(path: Path) -> list[Labelled]:
    """Questions of a JSONL file with q, ids, kind and, when out of scope, oos_type."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Labelled(row["q"], tuple(row["ids"]), row.get("kind", ""), row.get("oos_type", ""))
        for row in rows
    ]


def ask_all(library: Library, questions: Sequence[Labelled]) -> list[Result]:
    """Ask every question."""
    results = []
    for question in questions:
        answer = library.ask(question.text)
        ranked = tuple(candidate.id for candidate in answer.candidates)
        score = answer.candidates[0].score if answer.candidates else -math.inf
        results.append(Result(question, ranked, score, answer.zone == decide.ANSWER))
    return results


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else math.nan


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Chance that a question in scope scores higher than one out of scope; a tie counts half."""
    if not inside or not outside:
        return math.nan
    won = sum((a > b) + 0.5 * (a == b) for a in inside for b in outside)
    return won / (len(inside) * len(outside))


def measures(results: Sequence[Result]) -> dict[str, float]:
    """Every measure by name; NaN where its questions are missing."""
    inside = [r for r in results if r.question.ids]
    outside = [r for r in results if not r.question.ids]
    answered = [r for r in inside if r.answered]
    right = sum(r.rank == 1 for r in answered)
    wrong_outside = sum(r.answered for r in outside)
    said = len(answered) + wrong_outside
    found = {
        "top1": _share([r.rank == 1 for r in inside]),
        "r3": _share([r.rank is not None and r.rank <= 3 for r in inside]),
        "mrr": sum(1 / r.rank if r.rank else 0 for r in inside) / len(inside)
        if inside
        else math.nan,
        "auroc": auroc([r.score for r in inside], [r.score for r in outside]),
        "coverage": _share([r.answered for r in inside]),
        "right_answer": right / len(inside) if inside else math.nan,
        "prec_in": right / len(answered) if answered else math.nan,
        "prec_all": right / said if said else math.nan,
        "oos_false": _share([r.answered for r in outside]),
    }
    for kind in sorted({r.question.oos_type for r in outside if r.question.oos_type}):
        same = [r.answered for r in outside if r.question.oos_type == kind]
        found[f"oos_false_{kind}"] = _share(same)
    return found


def by_kind(results: Sequence[Result]) -> dict[str, tuple[int, float, float]]:
    """For each kind of question in scope: how many, top-1, recall at 3."""
    kinds: dict[str, list[Result]] = {}
    for result in results:
        if result.question.ids:
            kinds.setdefault(result.question.kind, []).append(result)
    return {
        kind: (
            len(group),
            _share([r.rank == 1 for r in group]),
            _share([r.rank is not None and r.rank <= 3 for r in group]),
        )
        for kind, group in sorted(kinds.items())
    }


def report(library: Library, path: Path, errors: int = 0) -> str:
    """A table of the measures for people, with some wrong answers when asked for."""
    results = ask_all(library, read_labelled(path))
    outside = sum(not r.question.ids for r in results)
    lines = [f"{path.name}: {len(results) - outside} in scope, {outside} out of scope"]
    lines += [f"  {name:24} {value:7.4f}" for name, value in measures(results).items()]
    lines += [
        f"  {kind or '-':12} {count:4d}  top1 {top:.3f}  r3 {third:.3f}"
        for kind, (count, top, third) in by_kind(results).items()
    ]
    wrong = [r for r in results if (r.rank != 1 if r.question.ids else r.answered)]
    lines += [
        f"  WRONG {r.question.text} | {', '.join(r.question.ids) or 'out of scope'}"
        f" | {', '.join(r.ranked[:3])}"
        for r in wrong[:errors]
    ]
    return "\n".join(lines)
