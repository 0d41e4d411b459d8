"""What lists and pages say of an officer who does not work."""

from datetime import date

from helpdesk.domain.absence import AbsenceKind
from helpdesk.wording.time import date_plain

KINDS = {
    AbsenceKind.LEAVE: "Cuti", AbsenceKind.TRAVEL: "Dinas luar", AbsenceKind.OTHER: "Lainnya",
}


def span_text(first: date, last: date, zone: str) -> str:
    """As "26 November 2026" or "26 November 2026 sampai 30 November 2026"."""
    if first == last:
        return date_plain(first, zone)
    return f"{date_plain(first, zone)} sampai {date_plain(last, zone)}"
