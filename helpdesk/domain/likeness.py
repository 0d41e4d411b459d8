"""How like a running incident a report is, and by which words; what it proposes, officers decide.

Scores are small whole numbers that a person can add up; nothing is learnt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk.domain.incident import Course
from helpdesk.domain.ticket import Kind

BEFORE = timedelta(hours=6)  # people notice an outage before anybody gives it a start
ENOUGH = 3
MOST_WORDS = 4  # that count; a long report is no better proof than a short one
_KINDS = {Kind.OUTAGE: 2, Kind.PROBLEM: 1, Kind.INQUIRY: 0}
_SAME_TOPIC, _SAME_SERVICE, _ERROR_CODE = 2, 1, 2
# Roots that stand in every second report and tell nothing of what is out of order.
_EMPTY = frozenset({
    "tidak", "bisa", "dapat", "sejak", "pukul", "jam", "hari", "minggu", "tadi", "semua",
    "selalu", "terus", "mau", "ingin", "perlu", "apa", "apakah", "kenapa", "bagaimana",
    "sedang", "sudah", "belum", "masih", "lagi", "juga", "tapi", "karena", "saat", "jika",
    "akan", "oleh", "atau", "sama", "coba", "lihat", "muncul", "error", "gagal", "masalah",
    "kendala", "ganggu", "pesan", "jawab", "lapor", "bantu", "wib", "wita", "wit",
})


@dataclass(frozen=True)
class Matter:
    """What is compared of a ticket; `words` are roots with the words they were said in."""

    kind: Kind
    service: str | None
    topic: str | None
    received_at: datetime
    words: Mapping[str, str]


@dataclass(frozen=True)
class Likeness:
    """A proposal: the more points the likelier; `words` as the report has them."""

    points: int
    words: tuple[str, ...]


def likeness(incident: Matter, course: Course, report: Matter) -> Likeness | None:
    """How like the incident the report is; None for what is not worth proposing."""
    if not _in_time(course, report.received_at) or report.kind not in _KINDS:
        return None
    same_topic = report.topic is not None and report.topic == incident.topic
    same_service = report.service is not None and report.service == incident.service
    if report.kind is Kind.INQUIRY and not (same_topic or same_service):
        return None
    shared = [root for root in report.words if root in incident.words and tells(root)]
    if not shared:
        return None
    points = _KINDS[report.kind] + _SAME_TOPIC * same_topic + _SAME_SERVICE * same_service
    points += min(sum(_ERROR_CODE if root.isdigit() else 1 for root in shared), MOST_WORDS)
    if points < ENOUGH:
        return None
    return Likeness(points, tuple(dict.fromkeys(report.words[root] for root in shared)))


def _in_time(course: Course, received_at: datetime) -> bool:
    ended = course.ended_at
    return course.started_at - BEFORE <= received_at and (ended is None or received_at <= ended)


def tells(root: str) -> bool:
    """A clock's or date's figures are no sign; an error code has three."""
    return len(root) == 3 if root.isdigit() else len(root) > 2 and root not in _EMPTY
