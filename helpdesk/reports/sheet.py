"""The blocks a paper is made of, free of any PDF library; `pdf_of` draws them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from helpdesk.domain.catalogue import Bureau


@dataclass(frozen=True)
class Facts:
    """Terms with their values; rows without a value are left out. `apart`: text goes on below."""

    rows: Sequence[tuple[str, str | None]]
    apart: bool = False


@dataclass(frozen=True)
class Section:
    """A heading; it stays with what follows."""

    title: str


@dataclass(frozen=True)
class Text:
    """A paragraph of ours."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Quote:
    """Words of others, as they wrote them: escaped, never read as markup."""

    text: str
    caption: str = ""


@dataclass(frozen=True)
class Points:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class FileRow:
    """A file by name, with what is said of it and its SHA-256 in hexadecimal."""

    name: str
    detail: str
    sha256: str


@dataclass(frozen=True)
class FileList:
    """Files with what proves that they are the same."""

    rows: Sequence[FileRow]


@dataclass(frozen=True)
class Check:
    """One line of a checklist; `word` says the state, so that colour is never alone."""

    text: str
    good: bool
    word: str


@dataclass(frozen=True)
class Checklist:
    """What was asked for and whether it is there."""

    rows: Sequence[Check]


@dataclass(frozen=True)
class Happenings:
    """When and what, oldest first."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Callout:
    """What must not be overlooked."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Link:
    """An address as QR code and in letters, with words beside it."""

    url: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Signs:
    """Two places to sign by hand; `above` stays with them, so that no page is a signature alone.

    `signer`: who signs at the right where that is known; else a line to fill in. `seal`: what
    belongs beside that name, such as "meterai dan cap".
    """

    left: str
    right: str
    above: str = ""
    signer: str = ""
    left_signer: str = ""
    seal: str = ""


@dataclass(frozen=True)
class Grid:
    """A ruled table to write in; `widths` in hundredths of the line."""

    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]


Block = (
    Facts | Section | Text | Quote | Points | FileList | Checklist | Happenings | Callout | Link
    | Signs | Grid
)


@dataclass(frozen=True)
class Frame:
    """Whose paper it is and when it was made; `demo` marks it as example data."""

    bureau: Bureau
    made_at: datetime
    demo: bool = False


@dataclass(frozen=True)
class Sheet:
    """One paper: title, number, blocks; `corner` is an address drawn as QR code at the top.

    `letterhead` False leaves room for another's: a paper that a company writes to the bureau.
    `mark` stands at the foot of each page, else the number does.
    """

    title: str
    number: str
    frame: Frame
    blocks: Sequence[Block] = field(default_factory=tuple)
    corner: str = ""
    letterhead: bool = True
    mark: str = ""


def docx_of(sheet: Sheet) -> bytes:
    """The paper as a Word file to go on with."""
    from helpdesk.reports.word import write  # a fifth of a second; only these papers pay for it

    return write(sheet)


def pdf_of(sheet: Sheet) -> bytes:
    """The paper as an A4 PDF; the same sheet gives the same bytes."""
    from helpdesk.reports.drawing import draw  # reportlab costs 0.14 s; only papers pay for it

    return draw(sheet)
