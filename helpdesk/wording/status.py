"""The public status of a ticket as one view, and the same as text for a chat."""

from collections.abc import Mapping
from typing import Any

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.emphasis import bold, code, fold
from helpdesk.domain.projection import Standing
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.tender_claim import closes_within_a_day
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.queries.reading import Reading
from helpdesk.wording.clocks import date_line, why_text, why_view
from helpdesk.wording.headline import QUIET, headline, progress
from helpdesk.wording.shares import shares_text, shares_view
from helpdesk.wording.tender import closing
from helpdesk.wording.timeline import timeline
from helpdesk.wording.values import label, status_public

_DATES_IN_STATUS = 2
# The requester's own clocks; forwarding is the bureau's inner business.
_SHOWN = (
    ClockKind.RESPONSE,
    ClockKind.REPLY,
    ClockKind.THIRD_PARTY,
    ClockKind.TARGET,
    ClockKind.RESOLUTION,
)


def public_status(catalogue: Catalogue, reading: Reading) -> dict[str, Any]:
    """What the link alone shows: service, state, who holds it, what happened, dates with reasons.

    Nothing in it names a person or quotes a message.
    """
    ticket, standing, now = reading.ticket, reading.standing, reading.now
    tender = _closing(catalogue, reading)
    service = catalogue.services.get(standing.service or "")
    shown = sorted(
        (clock for clock in reading.clocks if clock.kind in _SHOWN and _matters(clock)),
        key=lambda clock: (not clock.unfinished, _SHOWN.index(clock.kind), clock.cycle),
    )
    return {
        "number": ticket.number,
        "kind": standing.kind,
        "kind_text": label(standing.kind),
        "service_text": service.name if service else label(standing.kind),
        "status": standing.status,
        "status_text": _status(standing),
        "headline": _headline(catalogue, reading, bool(tender)),
        "tender_text": f"Batas pemasukan penawaran {tender}." if tender else "",
        "progress": progress(standing, reading.events),
        "clocks": [why_view(catalogue, reading, clock, officers=False) for clock in shown],
        "share": shares_view(reading.holdings, catalogue.calendar, now, officers=False),
        "timeline": timeline(catalogue, reading.events),
        "note": _note(catalogue, reading),
        "can_reopen": standing.status is Status.RESOLVED,
        "external_number": standing.external_number,
    }


def _closing(catalogue: Catalogue, reading: Reading) -> str:
    """What is left of a tender day, while the ticket is open; "" on any other."""
    deadline, calendar = reading.ticket.tender_deadline, catalogue.calendar
    near = closes_within_a_day(calendar, deadline, reading.now)
    if deadline is None or not near or reading.standing.status not in OPEN:
        return ""
    return closing(deadline, reading.now, str(calendar.tz))


def _headline(catalogue: Catalogue, reading: Reading, tender: bool) -> dict[str, Any]:
    top = headline(
        catalogue, reading.standing, reading.clocks, reading.holdings, reading.now
    )
    return {**top, "do_text": _NOW} if tender and top["do_text"] == QUIET else top


# Nobody whose tender closes today may read that there is nothing to do.
_NOW = "Jangan menunggu kami saja: tanya Pokja lewat SPSE, dan lapor juga ke LPSE Support atau 144."


def _status(standing: Standing) -> str:
    """A visit that is awaited asks for another act than an answer."""
    if standing.wait_reason == "visit":
        return "Menunggu kedatangan Anda"
    return status_public(standing.status)


def _matters(clock: Clock) -> bool:
    """Old reply and provider cycles that ended well are history, told by the timeline."""
    return clock.unfinished or clock.kind in (ClockKind.RESPONSE, ClockKind.RESOLUTION)


def _note(catalogue: Catalogue, reading: Reading) -> str:
    service = catalogue.services.get(reading.standing.service or "")
    if reading.standing.kind is not Kind.REQUEST or service is None:
        return ""
    if service.standard is None:
        return "Standar layanan ini sedang disusun, jadi lama penyelesaiannya belum dijanjikan."
    if service.standard.reference_only:
        return (
            "Lama layanan ini memakai contoh acuan dari daerah lain, belum ditetapkan di instansi "
            "ini."
        )
    return ""


def merged_words(number: str) -> str:
    """For whoever may know the number of the ticket that goes on."""
    return (
        f"Tiket ini digabungkan dengan tiket {number}, karena membahas hal yang sama. Jawaban dan "
        "kabar selanjutnya ada di tiket itu; pesan yang ditulis untuk tiket ini kami teruskan."
    )


def status_text(view: Mapping[str, Any]) -> str:
    """The status for a chat: the first line alone says where the matter stands."""
    top = view["headline"]
    lines = [f"{code(view['number'])}: {bold(view['status_text'])}"]
    if top["tone"] != "done":
        days = f" ({top['duration_text']})" if top["duration_text"] else ""
        lines.append(f"Sekarang di tangan: {top['holder']} sejak {top['since_text']}{days}.")
    lines += [p for p in (view["tender_text"], top["next_text"], top["do_text"]) if p]
    if top["tone"] != "done":
        lines += [date_line(clock) for clock in _open(view)[:_DATES_IN_STATUS]]
    last = view["timeline"][-3:]
    if last:
        happened = [f"• {row['at_text']}: {row['text']}" for row in last]
        lines += ["", fold("\n".join(["Terakhir:", *happened]))]
    return "\n".join(lines)


def _open(view: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [clock for clock in view["clocks"] if not clock["ended"]]


def why_dates_text(view: Mapping[str, Any]) -> str:
    """Why a ticket's dates are what they are, for a chat: those still open, else how they ended."""
    clocks = _open(view) or view["clocks"]
    parts = [f"{code(view['number'])}: kenapa tanggal ini?", *map(why_text, clocks)]
    if not clocks:
        parts.append(view["note"] or "Belum ada tanggal yang dijanjikan untuk tiket ini.")
    return "\n\n".join([*parts, "\n".join(shares_text(view["share"]))])
