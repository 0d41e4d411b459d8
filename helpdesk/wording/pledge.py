"""The life of the maklumat in sentences, for the desk and for everybody."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from helpdesk.domain.catalogue import Bureau
from helpdesk.wording.time import date_plain, datetime_short


class _Saved(Protocol):
    """What a revision tells of itself."""

    number: int
    content: Any
    note: str
    saved_at: Any


def versions_of(saved: Iterable[tuple[_Saved, str]], bureau: Bureau) -> list[dict[str, Any]]:
    """The newest first: what happened, when, and for officers by whom and why."""
    return [
        {"number": row.number, "text": _what(row, bureau.zone), "by": name, "note": row.note,
         "at": datetime_short(row.saved_at, bureau.zone)}
        for row, name in saved
    ]


def _what(row: _Saved, zone: str) -> str:
    signed, who = row.content.get("signed_on"), row.content.get("signatory")
    if not signed or not who:
        return "Ditarik, menjadi rancangan kembali"
    return f"Ditandatangani {who}, {date_plain(date.fromisoformat(signed), zone)}"
