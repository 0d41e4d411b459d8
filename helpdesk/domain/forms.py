"""Forms the bureau offers to fill in and print: what each asks, and the paper it becomes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

BLANK = "…" * 22  # a line to write on
_NAMED = re.compile(r"\{([a-z_]+)\}")
OURS = frozenset({"biro", "kepala"})  # filled from the profile


@dataclass(frozen=True)
class Ask:
    """One answer. `kind`: line, text, date, digits or service; every one may stay empty."""

    code: str
    label: str
    kind: str = "line"
    hint: str | None = None
    digits: tuple[int, ...] = ()  # how many a number of this sort has


@dataclass(frozen=True)
class Row:
    """A term and what is written beside it."""

    term: str
    value: str


@dataclass(frozen=True)
class Grid:
    """A table to fill in; `widths` in hundredths of the line."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    empty: int = 0  # rows without words below them


@dataclass(frozen=True)
class Signing:
    """Who signs; `seal` says what belongs beside the name, such as "meterai dan cap"."""

    right: str
    right_name: str
    left: str = ""
    left_name: str = ""
    seal: str = ""
    above: str = ""


@dataclass(frozen=True)
class Part:
    """One piece of the paper; exactly one of its fields is set."""

    section: str | None = None
    text: str | None = None
    rows: tuple[Row, ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None
    signing: Signing | None = None


@dataclass(frozen=True)
class Form:
    """A form. `own_paper`: it is typed on the company's own letterhead, not on the bureau's."""

    code: str
    order: int
    title: str
    audience: str
    about: str
    revision: str
    revised_on: date
    source: str
    own_paper: bool
    signed: tuple[str, ...]  # what makes it valid, as the reader is told
    services: tuple[str, ...]
    documents: tuple[str, ...]  # codes of the services' documents that this paper is
    topics: tuple[str, ...]  # of the guide, whose articles offer it
    asks: tuple[Ask, ...]
    parts: tuple[Part, ...]


def names_in(texts: Sequence[str]) -> set[str]:
    """The words in braces of some texts."""
    return {name for text in texts for name in _NAMED.findall(text)}


def texts_of(part: Part) -> list[str]:
    """Everything a part says."""
    found = [part.section or "", part.text or "", *part.points]
    found += [text for row in part.rows for text in (row.term, row.value)]
    if part.grid:
        found += [*part.grid.heads, *(cell for row in part.grid.rows for cell in row)]
    if part.signing:
        s = part.signing
        found += [s.right, s.right_name, s.left, s.left_name, s.seal, s.above]
    return found


def filled(text: str, answers: Mapping[str, str]) -> str:
    """`text` with what was answered; a line to write on stands for what was not."""
    return _NAMED.sub(lambda found: answers.get(found[1]) or BLANK, text)
