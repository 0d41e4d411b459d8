"""A stale form beside what stands now: of each choice that differs, both versions in words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from helpdesk.models import Ticket

Choices = Sequence[tuple[str, str]]
_URGENCY = (("normal", "Biasa"), ("urgent", "Mendesak"))
# Form → (field, its name for people, the ticket's column, the list it is chosen from).
_FIELDS: Mapping[str, Sequence[tuple[str, str, str, str]]] = {
    "triase": (
        ("kind", "Jenis", "kind", "kinds"), ("service", "Layanan", "service", "services"),
        ("authority", "Kewenangan", "authority", "authorities"),
        ("unit", "Bagian", "unit", "units"), ("urgency", "Kemendesakan", "urgency", "urgencies"),
    ),
    "disposisi": (
        ("officer", "Petugas", "assignee_id", "everyone"), ("unit", "Bagian", "unit", "units"),
    ),
}
_NONE = "tidak dipilih"


class Both(NamedTuple):
    """One field: what the officer chose, and what the ticket says since a colleague changed it."""

    name: str
    yours: str
    now: str


def both_versions(
    form: str | None, kept: Mapping[str, str], ticket: Ticket, choices: Mapping[str, Any]
) -> list[Both]:
    """The fields in which a refused form and the ticket differ; empty for other forms."""
    lists = {**choices, "urgencies": _URGENCY}
    found = []
    for field, name, column, listed in _FIELDS.get(form or "", ()):
        yours, now = kept.get(f"{form}-{field}", ""), str(getattr(ticket, column) or "")
        if field == "urgency":
            now = now or "normal"
        if yours != now:
            words: Mapping[str, str] = dict(lists[listed])
            found.append(Both(name, words.get(yours, _NONE), words.get(now, _NONE)))
    return found
