"""What the doors hand in so that use cases can judge an article: none of them knows the guide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpdesk.errors import StaleTicket

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class GuideRules:
    """The guide's own rules, as functions.

    `text` makes the article's file of a draft's fields, reviewed on a day by someone, and raises
    `InvalidInput` with a reason a field; `digest` names the content a rehearsal is good for;
    `release` is the text of the release's file, None where there is none.
    """

    text: Callable[[str, Fields, date, str], str]
    high_stakes: Callable[[str, Fields], bool]
    digest: Callable[[str, Fields], str]
    release: Callable[[str], str | None]


class StaleGuide(StaleTicket):
    """Someone else wrote or published meanwhile."""

    message = (
        "Panduan ini baru saja diubah oleh petugas lain. Isian Anda masih ada; periksa versi "
        "terbaru, lalu ulangi perubahannya."
    )
