"""Tanda Terima Berkas: which documents came, originals seen, until when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.services import DocumentNeeded
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import Category, IdentityMode
from helpdesk.errors import NotFound
from helpdesk.queries.paper import unit_of_actor
from helpdesk.queries.reading import Reading
from helpdesk.reports.sheet import (
    Block,
    Callout,
    Check,
    Checklist,
    Facts,
    Frame,
    Link,
    Section,
    Sheet,
    Signs,
    Text,
)
from helpdesk.wording.glance import limit_text
from helpdesk.wording.time import datetime_long
from helpdesk.wording.values import label

TITLE = "Tanda Terima Berkas"


@dataclass(frozen=True)
class Received:
    """The receipt at the counter: its event, and the name of the unit that took the file."""

    event: Event
    unit: str

    @property
    def at(self) -> datetime:
        return self.event.occurred_at


def received_of(catalogue: Catalogue, reading: Reading) -> Received:
    """The last receipt of the ticket. Raises `NotFound` before there is one."""
    events = [e for e in reading.events if e.type is EventType.FILE_RECEIVED]
    if not events:
        raise NotFound("Berkas tiket ini belum diterima di loket.")
    unit = catalogue.units.get(unit_of_actor(events[-1]) or reading.ticket.unit or "")
    return Received(events[-1], unit.name if unit else catalogue.bureau.short_name)


def file_receipt(
    catalogue: Catalogue, reading: Reading, link: str, no_clock: str, frame: Frame
) -> Sheet:
    """The paper to take home; `no_clock` says why nothing is promised where nothing is."""
    zone = str(catalogue.calendar.tz)
    ticket = reading.ticket
    received = received_of(catalogue, reading)
    service = catalogue.services.get(ticket.service or "")
    blocks: list[Block] = [
        Facts([
            ("Layanan", service.name if service else None),
            ("Pemohon", _who(reading)),
            ("Diterima di loket", datetime_long(received.at, zone)),
            ("Diterima oleh", received.unit),
        ]),
        Section("Berkas yang diterima"),
        *_documents(service.documents if service else ()),
        Section("Batas waktu"),
        *_promise(reading, no_clock, zone),
        Link(link, [
            "Pindai untuk melihat keadaan permohonan Anda kapan saja.",
            ("Simpan lembar ini. Layanan ini tidak dipungut biaya. Kami tidak pernah meminta kata "
            "sandi atau kode OTP."),
        ]),
        Signs("Yang menyerahkan,", f"Yang menerima,\n{received.unit}"),
    ]
    return Sheet(TITLE, ticket.number, frame, blocks)


def _who(reading: Reading) -> str:
    ticket = reading.ticket
    who = label(Category(ticket.category))
    named = ticket.identity == IdentityMode.KNOWN and ticket.requester.company
    return f"{who}, {ticket.requester.company}" if named else who


def _documents(needed: Sequence[DocumentNeeded]) -> list[Block]:
    """Complete means that all of these came; that was checked when the receipt was recorded."""
    if not needed:
        return [Text("Berkas permohonan diterima lengkap.")]
    rows = [
        Check(
            f"{d.label} ({d.when})" if d.when else d.label, True,
            "Bila berlaku" if d.when else "Asli dilihat" if d.original else "Diterima",
        )
        for d in needed
    ]
    seen = any(d.original for d in needed)
    words = "Dokumen asli sudah dilihat dan dikembalikan." if seen else ""
    complete = "Berkas dinyatakan lengkap."
    return [Checklist(rows), Text(f"{complete} {words}".strip(), small=True)]


def _promise(reading: Reading, no_clock: str, zone: str) -> list[Block]:
    clock = next((c for c in reversed(reading.clocks) if c.kind is ClockKind.RESOLUTION), None)
    if clock is None:
        return [Text(no_clock or "Waktu penyelesaian belum dijanjikan.")]
    return [
        Facts([
            ("Waktu mulai dihitung", datetime_long(clock.started_at, zone)),
            ("Lama layanan", f"{limit_text(clock)}; dasar: {clock.basis or 'kebijakan biro'}"),
        ]),
        Callout(f"Selesai paling lambat {_due(clock, zone)}", [
            "Dihitung pada jam kerja. Bila berkas ternyata kurang, petugas memberi tahu Anda.",
        ]),
    ]


def _due(clock: Clock, zone: str) -> str:
    return datetime_long(clock.due_at, zone) if clock.due_at else "ditetapkan setelah jeda berakhir"
