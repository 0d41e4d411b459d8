"""A claim that a tender is about to close: what makes it count, and what it gains by that.

A claim that counts jumps: it is urgent, stands first in the queue, alerts the piket at once, and
is forwarded within minutes. Nobody is refused a ticket for a claim that does not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpdesk.domain.calendar import WorkingCalendar

URGENT, NORMAL = "urgent", "normal"
# Urgency of a claim that must not jump again by itself; an officer may still grant it by hand.
WITHHELD = "withheld"
CODE_LENGTHS = (7, 8, 11)

# SPSE numbers packages of one LPSE with 7 or 8 figures, of the whole country with 11 from 10….
_CODE = r"(?:[1-9]\d{6,7}|10\d{9})"
_BARE = re.compile(_CODE, re.ASCII)
_FOUND = re.compile(rf"(?<![\w.,/:-])({_CODE})(?![\w/:-]|[.,]\d)", re.ASCII)
_WORDS_AROUND = re.compile(r"(?i:kode|paket|tender|lelang|seleksi|nomor|no|id|:|#|\.|\s)+")
_BETWEEN = re.compile(r"(?<=\d)[ .\-](?=\d)")


class Claim(StrEnum):
    """What became of a claim of a tender day."""

    JUMPED = "jumped"
    NEEDS_CODE = "needs_code"  # received, and waits for the package's code
    NO_JUMP = "no_jump"  # too many of this requester's claims were empty
    EMPTY = "empty"  # an officer found nothing behind it


URGENCY = {Claim.JUMPED: URGENT, Claim.NO_JUMP: WITHHELD, Claim.EMPTY: WITHHELD}


@dataclass(frozen=True)
class EmptyClaims:
    """So many empty claims within so many days take the jump away (limits.yaml)."""

    most: int
    within_days: int


def package_code(text: str | None) -> str | None:
    """`text` as the figures of one plausible code ("Kode tender: 45.678.912"), else None.

    One figure repeated is a filler. Nothing more is guessed: a true code refused costs a vendor
    their minutes, a false one accepted costs an officer a look.
    """
    bare = _BETWEEN.sub("", _WORDS_AROUND.sub(" ", text or "").strip())
    plausible = _BARE.fullmatch(bare) and len(set(bare)) > 1
    return bare if plausible else None


def is_package_code(text: str | None) -> bool:
    """Whether `text` is a plausible code, however it is written."""
    return package_code(text) is not None


def codes_in(text: str) -> set[str]:
    """Every plausible code that stands alone in a longer text."""
    return {code for code in _FOUND.findall(text) if len(set(code)) > 1}


def closes_within_a_day(
    calendar: WorkingCalendar, deadline: datetime | None, now: datetime
) -> bool:
    """Whether the tender is still open, and closes by the end of the next working day."""
    return deadline is not None and now <= deadline <= calendar.shift(now, 1)


def tender_day_begins(calendar: WorkingCalendar, deadline: datetime) -> datetime:
    """When the office opens on the day from which `deadline` is within one working day."""
    before = calendar.shift(deadline, -1)
    day = before if calendar.shift(before, 1) >= deadline else deadline
    return calendar.first_window_start(calendar.local_date(day))


def claim_of(
    calendar: WorkingCalendar, code: str | None, deadline: datetime | None, now: datetime,
    lost: Callable[[], bool],
) -> Claim | None:
    """What a claim made now comes to; None when no tender is about to close.

    `lost` looks whether too many claims of this requester were empty; asked only if it matters.
    """
    if not closes_within_a_day(calendar, deadline, now):
        return None
    if not is_package_code(code):
        return Claim.NEEDS_CODE
    return Claim.NO_JUMP if lost() else Claim.JUMPED


def hurrying(urgency: str | None, deadline: datetime | None) -> datetime | None:
    """The deadline that hurries a forwarding (`sla-rules.md` 3): every one that is not withheld.

    The 60 minutes are a promise of the contract and ask for no package; the jump does.
    """
    return None if urgency == WITHHELD else deadline
