"""The view model of 'Jeda hitungan'."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from helpdesk.domain.pause_review import Gained
from helpdesk.queries.pauses import PauseReview, ShortPause
from helpdesk.queries.related import officer_names
from helpdesk.web.door import catalogue
from helpdesk.wording.pauses import pause_reason
from helpdesk.wording.time import date_long, datetime_short, hour_minute, working_days

_OTHERS = {"requester": "Pemohon", "clock": "Sistem", "system": "Sistem"}


def pauses_page(found: PauseReview) -> dict[str, Any]:
    """Short pauses newest first; officers by the days their pauses took out of the count."""
    names, zone = officer_names(), str(catalogue().calendar.tz)
    return {
        "since_text": date_long(found.since, zone), "cut": found.cut,
        "minutes": catalogue().limits.short_pause_minutes,
        "short": [_short(pause, names, zone) for pause in found.short],
        "gained": [_gained(gained, names) for gained in found.gained],
    }


def _short(found: ShortPause, names: Mapping[int, str], zone: str) -> dict[str, Any]:
    ticket, pause, dates = found.ticket, found.rest.pause, found.rest.dates
    assert pause.end is not None
    return {
        "href": url_for("officer.ticket", number=ticket.number), "number": ticket.number,
        "subject": ticket.subject, "by": _who(pause.by, names),
        "why": pause_reason(pause.why, officers=True),
        "span": f"{datetime_short(pause.start, zone)} sampai {hour_minute(pause.end, zone)}",
        "minutes": round((pause.end - pause.start).total_seconds() / 60),
        "gave": working_days(len(dates)) if dates else "tidak ada",
    }


def _gained(gained: Gained, names: Mapping[int, str]) -> dict[str, Any]:
    whys = [f"{pause_reason(why, officers=True)}: {working_days(n)}" for why, n in gained.whys if n]
    return {
        "who": _who(gained.by, names), "pauses": gained.pauses, "days": gained.days,
        "whys": "; ".join(whys) or "tidak ada hari yang didapat",
    }


def _who(actor: str, names: Mapping[int, str]) -> str:
    kind, _, id_ = actor.partition(":")
    if kind == "officer":
        return names.get(int(id_), "Petugas")
    return _OTHERS.get(kind, "Tidak tercatat")
