"""View models of the board of matters at LKPP or Telkom, and its copy for the weekly call."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for

from helpdesk.domain.relay import RelayPosition, Stage, relay_position
from helpdesk.queries.reading import Reading
from helpdesk.queries.relaying import LATE, Board
from helpdesk.queries.relaying import Wanted as Filter
from helpdesk.usecases.schedule import open_steps
from helpdesk.web.door import book, catalogue
from helpdesk.wording.time import date_short, datetime_long, relative_day, working_days
from helpdesk.wording.timeline import PROVIDER, RELAY_CHANNEL
from helpdesk.wording.values import clock_label

STAGE = {
    Stage.UNFILED: ("Siap diteruskan", "soon", "file"),
    Stage.SELF_FILED: ("Diajukan pemohon", "soon", "person"),
    Stage.FILED: ("Diteruskan, belum diterima", "brand", "send"),
    Stage.ACCEPTED: ("Diterima, menunggu jawaban", "held", "hourglass"),
    Stage.DATA_REQUESTED: ("Mereka meminta data", "soon", "reply"),
}
_TABS = {
    Stage.UNFILED: "Siap diteruskan", Stage.SELF_FILED: "Diajukan pemohon",
    Stage.FILED: "Belum diterima", Stage.ACCEPTED: "Diterima",
    Stage.DATA_REQUESTED: "Minta data",
}


class Wanted(NamedTuple):
    """What the address asks for."""

    kepada: str = ""
    tahap: str = ""
    setelah: str = ""

    @property
    def filter(self) -> Filter:
        """As the query takes it; what is not known is no filter."""
        provider = self.kepada if self.kepada in PROVIDER else ""
        return Filter(provider, self.tahap if self.tahap in list(Stage) else "",
                      self.tahap == LATE)

    @property
    def kept(self) -> dict[str, Any]:
        """The parts of the address that say something."""
        return {name: value for name, value in self._asdict().items() if value}


def board_page(found: Board, wanted: Wanted, now: datetime) -> dict[str, Any]:
    """Everything the board's template needs."""
    everything = sum(found.counts[stage.value] for stage in Stage)
    return {
        "rows": list(board_rows(found.rows, now)), "wanted": wanted,
        "tabs": _tabs(found, wanted, everything), "parties": _parties(wanted),
        "call": call_list(found.rows, now), "nothing": everything == 0 and not wanted.kepada,
        "csv": url_for("officer.relays_csv", **wanted._replace(setelah="").kept),
        "older": _href(wanted._replace(setelah=found.next_after)) if found.next_after else None,
        "newer": _href(wanted._replace(setelah="")) if wanted.setelah else None,
    }


def _href(wanted: Wanted) -> str:
    return url_for("officer.relays", **wanted.kept)


def _tabs(found: Board, wanted: Wanted, everything: int) -> list[dict[str, Any]]:
    named = [("", "Semua", everything), (LATE, "Terlambat diteruskan", found.counts[LATE]),
             *((s.value, text, found.counts[s.value]) for s, text in _TABS.items())]
    return [
        {"text": text, "count": count, "current": wanted.tahap == name,
         "tone": "late" if name == LATE else None,
         "href": _href(wanted._replace(tahap=name, setelah=""))}
        for name, text, count in named
    ]


def _parties(wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {"text": text, "current": wanted.kepada == code,
         "href": _href(wanted._replace(kepada=code, setelah=""))}
        for code, text in (("", "LKPP dan Telkom"), *PROVIDER.items())
    ]


def position_of(reading: Reading) -> RelayPosition | None:
    """The line of one ticket, with the steps that the sweep still has before it."""
    promises = book()
    steps = open_steps(
        promises, reading.standing, reading.events, reading.clocks, reading.now
    )
    return relay_position(
        reading.standing, reading.events, reading.clocks, steps, promises.calendar, reading.now
    )


def board_rows(readings: Sequence[Reading], now: datetime) -> Iterator[dict[str, Any]]:
    """One row each; a ticket that left the board since the query is left out."""
    for reading in readings:
        position = position_of(reading)
        if position is not None:
            yield _row(reading, position, now)


def _row(reading: Reading, position: RelayPosition, now: datetime) -> dict[str, Any]:
    ticket, promises = reading.ticket, catalogue()
    service = promises.services.get(ticket.service or "")
    unit = promises.units.get(ticket.unit or "")
    text, tone, mark = STAGE[position.stage]
    zone = str(promises.calendar.tz)
    filed = position.filed_at
    return {
        "href": url_for("officer.ticket", number=ticket.number, _anchor="teruskan"),
        "number": ticket.number, "subject": ticket.subject,
        "service_text": service.name if service else "",
        "party": PROVIDER[position.provider], "stage": text, "tone": tone, "icon": mark,
        "late": late_text(position), "days": working_days(position.days),
        "filed_text": f"diajukan {date_short(filed, zone)}" if filed else "belum diajukan",
        "external": ticket.external_number or "", "channel": RELAY_CHANNEL.get(
            ticket.relay_channel or "" if filed else "", ""
        ),
        "by": ticket.assignee.name if ticket.assignee else "belum ada petugasnya",
        "unit_text": unit.name if unit and not ticket.assignee else "",
        "next": _sentence(next_text(position, now, zone)),
        "target": working_days(position.target) if position.target else "",
        "missed": f"lewat {position.missed} kali" if position.missed else "",
    }


def late_text(position: RelayPosition) -> str:
    """Why the bureau is late, for the mark that is never colour alone."""
    return "" if position.late is None else f"{clock_label(position.late)} lewat batas waktu"


def next_text(position: RelayPosition, now: datetime, zone: str) -> str:
    """What happens next, by whom and when."""
    due, reminder = position.file_by, position.reminder
    if due is not None:
        when = relative_day(due, now, zone)
        return f"ajukan paling lambat {when}" if due >= now else f"seharusnya diajukan {when}"
    if reminder is None:
        return _NOTHING[position.stage]
    when = relative_day(reminder.at, now, zone) if reminder.at > now else "sekarang"
    return _NEXT[reminder.action].format(party=PROVIDER[position.provider], when=when)


_NEXT = {
    "remind_provider": "{party} diingatkan {when}", "remind_requester": "pemohon diingatkan {when}",
    "escalate_provider": "dieskalasi ke {party} {when}",
}
_NOTHING = {
    Stage.UNFILED: "ajukan hari ini", Stage.SELF_FILED: "usulkan ditutup, atau hubungi pemohon",
    Stage.FILED: "minta tanda terimanya", Stage.ACCEPTED: "tidak ada lagi; tanyakan sendiri",
    Stage.DATA_REQUESTED: "mintakan datanya kepada pemohon",
}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


CALL_HEADS = ("Nomor tiket", "Kepada", "Nomor di sana", "Tanggal diajukan", "Umur (hari kerja)")


def call_rows(readings: Sequence[Reading], now: datetime) -> Iterator[tuple[str, ...]]:
    """The list for the weekly call: no names, no words of the requester."""
    zone = str(catalogue().calendar.tz)
    for reading in readings:
        position = position_of(reading)
        if position is not None:
            filed = position.filed_at
            yield (
                reading.ticket.number, PROVIDER[position.provider],
                reading.ticket.external_number or "",
                date_short(filed, zone) if filed else "belum diajukan", str(position.days),
            )


def call_list(readings: Sequence[Reading], now: datetime) -> str:
    """The same as lines to paste into a message."""
    head = f"Daftar per {datetime_long(now, str(catalogue().calendar.tz))}"
    lines = [
        f"{n}. {number} | {party} {external or 'tanpa nomor'} | {filed} | {days} hari kerja"
        for n, (number, party, external, filed, days) in enumerate(call_rows(readings, now), 1)
    ]
    return "\n".join([head, *lines])
