"""Tanda Terima Berkas: each document as it was ticked, and until when the matter is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.checklist import DocumentState, Paper, papers_of
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.identity import ORIGINAL, verification
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import Category, IdentityMode, Kind
from helpdesk.errors import NotFound
from helpdesk.queries.paper import roles_of_actors, unit_of_actor
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
from helpdesk.wording.checklist import paper_label, state_text
from helpdesk.wording.glance import limit_text
from helpdesk.wording.time import date_long, datetime_long, datetime_short, time
from helpdesk.wording.values import label

TITLE = "Tanda Terima Berkas"


@dataclass(frozen=True)
class Received:
    """The receipt at the counter: its event, the unit that took the file, what was ticked then."""

    event: Event
    unit: str
    before: Sequence[Event]  # what is ticked later is not on this paper

    @property
    def at(self) -> datetime:
        return self.event.occurred_at


def received_of(catalogue: Catalogue, reading: Reading) -> Received:
    """The last receipt of the ticket. Raises `NotFound` before there is one."""
    events = [e for e in reading.events if e.type is EventType.FILE_RECEIVED]
    if not events:
        raise NotFound("Berkas tiket ini belum diterima di loket.")
    unit = catalogue.units.get(unit_of_actor(events[-1]) or reading.ticket.unit or "")
    last = events[-1]
    return Received(
        last, unit.name if unit else catalogue.bureau.short_name,
        [e for e in reading.events if e.seq <= last.seq],
    )


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
            ("Permohonan masuk", datetime_long(ticket.received_at, zone)),
            ("Berkas diterima lengkap", datetime_long(received.at, zone)),
            ("Dicatat", _recorded_later(received, zone)),
            ("Diterima oleh", received.unit),
            ("Identitas pemohon", identity_text(received)),
        ]),
        Section("Berkas yang diterima"),
        *_documents(catalogue, received, papers_of(
            service.documents if service else (), received.before
        )),
        Section("Yang terjadi selanjutnya"),
        *_promise(reading, no_clock, zone),
        Link(link, [
            "Pindai untuk melihat keadaan permohonan Anda kapan saja.",
            "Layanan ini gratis. Kami tidak pernah meminta kata sandi atau kode OTP.",
        ]),
        Signs("Yang menyerahkan,", f"Yang menerima,\n{received.unit}"),
    ]
    return Sheet(TITLE, ticket.number, frame, blocks)


def no_resolution_clock(catalogue: Catalogue, reading: Reading) -> str:
    """Why a request has no date for its end yet."""
    service = catalogue.services.get(reading.ticket.service or "")
    kinds = {clock.kind for clock in reading.clocks}
    if reading.standing.kind is not Kind.REQUEST or ClockKind.RESOLUTION in kinds:
        return ""
    if service is None or service.resolution is None:
        return "Standar layanan ini sedang disusun, jadi waktu penyelesaian belum dijanjikan."
    if service.needs_originals:
        return "Waktu penyelesaian dihitung sejak berkas lengkap dan aslinya dilihat di loket."
    return "Waktu penyelesaian dihitung sejak berkas dinyatakan lengkap."


def _who(reading: Reading) -> str:
    ticket = reading.ticket
    who = label(Category(ticket.category))
    named = ticket.identity == IdentityMode.KNOWN and ticket.requester.company
    return f"{who}, {ticket.requester.company}" if named else who


def _recorded_later(received: Received, zone: str) -> str | None:
    """Both instants are kept, and both are printed (`sla-rules.md` section 2)."""
    later = received.event.at != received.at
    return datetime_long(received.event.at, zone) if later else None


def identity_text(received: Received) -> str | None:
    """That it was compared; the number of the document is nowhere."""
    found = verification(received.before)
    if found is None or found.how != ORIGINAL:
        return None
    return "dicocokkan dengan dokumen asli; nomornya tidak dicatat"


def ticked_rows(
    catalogue: Catalogue, received: Received, papers: Sequence[Paper]
) -> tuple[list[tuple[Paper, str]], str]:
    """Each document that came with when and by which role, and what they all have in common.

    One role on one day, the usual case, is said once below the list.
    """
    came = [(p, p.at) for p in papers if p.at and p.state is not DocumentState.NONE]
    roles = roles_of_actors(p.actor for p, _ in came)
    zone = str(catalogue.calendar.tz)
    named = [(p, at, _role(catalogue, roles.get(p.actor, ()))) for p, at in came]
    if len({(role, date_long(at, zone)) for _, at, role in named}) == 1:
        common = f"Diperiksa {named[0][2]}, {date_long(named[0][1], zone)}."
        return [(p, time(at, zone)) for p, at, _ in named], common
    return [(p, f"{role}, {datetime_short(at, zone)}") for p, at, role in named], ""


def _role(catalogue: Catalogue, roles: Sequence[str]) -> str:
    titles = catalogue.bureau.titles
    return next((titles[role] for role in roles if role in titles), "Petugas")


def _documents(
    catalogue: Catalogue, received: Received, papers: Sequence[Paper]
) -> list[Block]:
    """What was ticked, one line each; a service that asks for nothing has no list."""
    came, common = ticked_rows(catalogue, received, papers)
    if not came:
        return [Text("Berkas permohonan diterima lengkap.")]
    rows = [
        Check(f"{paper_label(paper.needed)} · {by}", True, state_text(paper).capitalize())
        for paper, by in came
    ]
    seen = any(paper.state is DocumentState.ORIGINAL for paper, _ in came)
    words = "Dokumen asli sudah dilihat dan dikembalikan." if seen else ""
    below = " ".join(text for text in (common, "Berkas dinyatakan lengkap.", words) if text)
    return [Checklist(rows), Text(below, small=True)]


def _promise(reading: Reading, no_clock: str, zone: str) -> list[Block]:
    clock = next((c for c in reversed(reading.clocks) if c.kind is ClockKind.RESOLUTION), None)
    if clock is None:
        return [Text(no_clock or "Waktu penyelesaian belum dijanjikan.")]
    since = f"{limit_text(clock)} sejak {datetime_long(clock.started_at, zone)}"
    return [
        Facts([("Lama layanan", f"{since}; dasar: {clock.basis or 'kebijakan biro'}")]),
        Callout(f"Selesai paling lambat {_due(clock, zone)}", [
            "Dihitung pada jam kerja. Hasilnya, atau bila ternyata ada yang kurang, kami kabarkan.",
        ]),
    ]


def _due(clock: Clock, zone: str) -> str:
    return datetime_long(clock.due_at, zone) if clock.due_at else "ditetapkan setelah jeda berakhir"
