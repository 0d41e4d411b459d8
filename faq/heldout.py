"""Cross-validation on our own sentences: each is asked of a matcher that never saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from faq import decide
from faq.article import Article
from faq.library import FOLDER, Answer, Library, load, texts, vocabulary
from faq.normalise import Normaliser, load_lexicon
from faq.training import train

FOLDS = 5
INSIDE, NEGATIVE, COMPLAINT = "inside", "negative", "complaint"


@dataclass(frozen=True)
class Asked:
    """A sentence held out, what it is, and what came back."""

    text: str
    kind: str  # inside | negative | complaint
    id: str | None  # its topic when inside
    answer: Answer

    @property
    def right(self) -> bool:
        """True when its own topic comes first."""
        return bool(self.answer.candidates) and self.answer.candidates[0].id == self.id


def _kept(sentences: Sequence[str], fold: int) -> tuple[str, ...]:
    return tuple(text for n, text in enumerate(sentences) if n % FOLDS != fold)


def _out(sentences: Sequence[str], fold: int) -> tuple[str, ...]:
    return tuple(text for n, text in enumerate(sentences) if n % FOLDS == fold)


def without(
    fold: int, articles: Sequence[Article], negatives: Sequence[str], complaints: Sequence[str]
) -> Library:
    """A matcher learnt from everything but one fold; some seconds of work."""
    seen = [replace(a, phrasings=_kept(a.phrasings, fold)) for a in articles]
    lexicon = load_lexicon()
    normaliser = Normaliser(vocabulary(seen, lexicon), lexicon)
    model = train(seen, _kept(negatives, fold), _kept(complaints, fold), normaliser)
    return Library(seen, (), model, normaliser, f"fold {fold}")


def ask_held_out(folds: Sequence[int] = range(FOLDS), cache: Path | None = None) -> list[Asked]:
    """Ask the sentences of the given folds of matchers that did not learn from them."""
    articles = load(cache=cache, further=False).articles
    negatives, complaints = (texts(FOLDER / f"{n}.yaml") for n in ("negatives", "complaints"))
    found: list[Asked] = []
    for fold in folds:
        library = without(fold, articles, negatives, complaints)
        found += [
            Asked(text, kind, identifier, library.ask(text))
            for text, kind, identifier in _sentences(fold, articles, negatives, complaints)
        ]
    return found


def _sentences(
    fold: int, articles: Sequence[Article], negatives: Sequence[str], complaints: Sequence[str]
) -> Iterator[tuple[str, str, str | None]]:
    for article in articles:
        yield from ((text, INSIDE, article.id) for text in _out(article.phrasings, fold))
    yield from ((text, NEGATIVE, None) for text in _out(negatives, fold))
    yield from ((text, COMPLAINT, None) for text in _out(complaints, fold))


def zones(asked: Sequence[Asked], kind: str) -> dict[str, int]:
    """How many sentences of a kind came to each zone."""
    same = [one.answer.zone for one in asked if one.kind == kind]
    return {zone: same.count(zone) for zone in (decide.ANSWER, decide.CHOOSE, decide.TICKET)}


def report(asked: Sequence[Asked], errors: int = 0) -> str:
    """The figures for people, with sentences gone wrong when asked for."""
    inside = [one for one in asked if one.kind == INSIDE]
    answered = [one for one in inside if one.answer.zone == decide.ANSWER]
    third = [one for one in inside if one.id in [c.id for c in one.answer.candidates[:3]]]
    top1 = sum(one.right for one in inside) / len(inside)
    precision = sum(one.right for one in answered) / max(len(answered), 1)
    lines = [
        f"{len(inside)} phrasings held out: top1 {top1:.3f}  r3 {len(third) / len(inside):.3f}",
        f"  coverage {len(answered) / len(inside):.3f}  prec_in {precision:.3f}",
    ]
    lines += [f"{kind}: {zones(asked, kind)}" for kind in (NEGATIVE, COMPLAINT)]
    wrong = [o for o in inside if not o.right]
    wrong += [o for o in asked if o.kind == NEGATIVE and o.answer.zone == decide.ANSWER]
    wrong += [o for o in asked if o.kind == COMPLAINT and o.answer.zone != decide.TICKET]
    lines += [
        f"  WRONG {one.answer.zone} {one.text} | {one.id or one.kind}"
        f" | {', '.join(c.id for c in one.answer.candidates[:3])}"
        for one in wrong[-errors:]
        if errors
    ]
    return "\n".join(lines)
