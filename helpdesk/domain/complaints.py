"""Rules of complaints: what is about an officer, what comes late, what is missing."""

import re
from collections.abc import Mapping
from datetime import date

# Someone of the bureau as the one complained of. Wrongly sealing costs the Kepala a look;
# wrongly leaving open shows a complaint to the person it is about.
_OFFICER = re.compile(
    r"\b(petugas|pegawai|oknum|staff?|verifikator|kasubb?ag|kabag|admin\s+(?:lpse|spse)|"
    r"kepala\s+(?:biro|bagian|subbag\w*)|helpdesknya)\b",
    re.IGNORECASE,
)

REQUIRED = ("name", "address", "request", "declared")


def mentions_officer(text: str) -> bool:
    """Whether a complaint's text speaks of a person of the bureau."""
    return _OFFICER.search(text) is not None


def is_late(service_date: date | None, today: date, days: int) -> bool:
    """Later than `days` days after the service (Pasal 8(3)); accepted all the same, and marked."""
    return service_date is not None and (today - service_date).days > days


def missing(contents: Mapping[str, object]) -> tuple[str, ...]:
    """Which legal contents (Pasal 8(4)) are not there yet; loss may be left out."""
    return tuple(name for name in REQUIRED if not contents.get(name))
