"""Bukti Lapor: that a report reached us, when, with what; and what helps on a tender's last day."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from helpdesk.domain.catalogue import Bureau, Catalogue
from helpdesk.domain.tender_claim import package_code
from helpdesk.domain.ticket import Category, Channel, Kind
from helpdesk.queries.paper import Saying
from helpdesk.queries.reading import Reading
from helpdesk.reports.naming import file_list
from helpdesk.reports.sheet import (
    Block,
    Callout,
    Facts,
    FileList,
    FileRow,
    Frame,
    Points,
    Quote,
    Section,
    Sheet,
    Text,
)
from helpdesk.wording.time import date_long, datetime_long, datetime_short, local, zone_label
from helpdesk.wording.values import file_size, label

TITLE = "Bukti Lapor"
_TECHNICAL = (Kind.PROBLEM, Kind.OUTAGE)


@dataclass(frozen=True)
class Proof:
    """What the door adds: the status link, the code and where it is checked, who may be named.

    Not `in_full`: nothing the sender wrote, for an address that nobody has verified.
    """

    link: str
    code: str
    check_at: str
    name_company: bool = True
    in_full: bool = True


def proof_of_report(
    catalogue: Catalogue, reading: Reading, said: Sequence[Saying], proof: Proof, frame: Frame
) -> Sheet:
    """The paper for the requester; `said` are their messages, the first what was reported."""
    bureau, zone = catalogue.bureau, str(catalogue.calendar.tz)
    # What to do stands before what was written: it must not be looked for behind ten pages.
    blocks: list[Block] = [
        Facts(_facts(reading, proof, zone)),
        *(_helps_now(bureau) if _concerns_tender(reading) else ()),
        Callout("Yang perlu diketahui", _limits(bureau)),
        *(_contents(said, zone) if proof.in_full else _fingerprints(said, zone)),
    ]
    return Sheet(TITLE, reading.ticket.number, frame, blocks, corner=proof.link)


def _contents(said: Sequence[Saying], zone: str) -> list[Block]:
    files = [file for saying in said for file in saying.files]
    return [
        Section("Gejala atau isi laporan"),
        Quote(said[0].body if said else "(tanpa uraian)"),
        Section("Berkas yang diterima"),
        file_list(files, zone) if files else Text("Tidak ada berkas."),
    ]


def _fingerprints(said: Sequence[Saying], zone: str) -> list[Block]:
    """What proves the words and files without holding a word or a name of them."""
    rows = [
        FileRow(f"Berkas {n}", f"{file_size(f.size)}, {datetime_short(f.at, zone)}", f.sha256)
        for n, f in enumerate((f for saying in said for f in saying.files), 1)
    ]
    if said:
        written = f"{len(said[0].body)} huruf, {datetime_short(said[0].at, zone)}"
        rows.insert(0, FileRow("Uraian laporan", written, text_digest(said)))
    return [
        Section("Sidik laporan"),
        Text(
            "Demi keamanan, lembar yang dikirim lewat surel tidak memuat uraian dan nama berkas. "
            "Lembar lengkapnya dapat diunduh dari halaman tiket."
        ),
        FileList(rows),
    ]


def text_digest(said: Sequence[Saying]) -> str:
    """SHA-256 of the first message as it is kept (UTF-8)."""
    return hashlib.sha256(said[0].body.encode()).hexdigest()


def _facts(reading: Reading, proof: Proof, zone: str) -> list[tuple[str, str | None]]:
    ticket = reading.ticket
    tender = ticket.tender_deadline
    who = label(Category(ticket.category))
    named = proof.name_company and proof.in_full
    company = ticket.requester.company if named else None
    code = package_code(ticket.package_code)  # figures alone, or what was written
    received = ticket.received_at
    return [
        ("Dicatat server", exact_time(ticket.created_at, zone)),
        # An officer may write down later what was said at the counter or by telephone.
        ("Disampaikan", datetime_long(received, zone) if received < ticket.created_at else None),
        ("Disampaikan lewat", label(Channel(ticket.channel))),
        ("Pelapor", f"{who}, {company}" if company else who),
        ("Jenis", label(reading.standing.kind)),
        ("Perihal", ticket.subject if proof.in_full else None),
        ("Kode paket atau tender", ticket.package_code if proof.in_full else code),
        ("Batas waktu tender", datetime_long(tender, zone) if tender else None),
        ("Tautan status (kode QR)", proof.link),
        ("Kode periksa", f"{proof.code}, dicocokkan di {proof.check_at}"),
    ]


def exact_time(at: datetime, zone: str) -> str:
    """To the second and with UTC beside it, so that nobody need ask whose clock it was."""
    here = local(at, zone)
    return (
        f"{date_long(at, zone)} {here:%H.%M.%S} {zone_label(zone)} "
        f"({at.astimezone(UTC):%H.%M.%S} UTC)"
    )


def _concerns_tender(reading: Reading) -> bool:
    ticket = reading.ticket
    known = ticket.tender_deadline is not None or ticket.package_code is not None
    return known or reading.standing.kind in _TECHNICAL


def _helps_now(bureau: Bureau) -> list[Block]:
    return [Section("Yang dapat Anda lakukan sekarang"), Points([
        "Sampaikan kendala ini kepada Pokja lewat SPSE sebelum batas waktunya.",
        f"Lapor juga langsung ke pengelola sistem. {bureau.contacts.lpse_support}.",
        f"Bila perlu jawaban lisan segera. {bureau.contacts.call_144}.",
        "Ambil tangkapan layar yang memuat pesan galat, alamat halaman, dan jam pada komputer.",
        "Coba lagi dengan peramban atau jaringan lain, dan catat jam setiap percobaan.",
    ])]


def _limits(bureau: Bureau) -> list[str]:
    return [
        "Jadwal tender hanya dapat diubah oleh Pokja atau PPK, bukan oleh helpdesk.",
        (
            "Tiket ini tidak menghentikan atau memperpanjang jangka waktu apa pun menurut "
            "peraturan, termasuk masa pemasukan penawaran, sanggah, dan sanggah banding."
        ),
        (
            f"Lembar ini menyatakan bahwa laporan tercatat di {bureau.short_name} pada waktu di "
            "atas. Sebab kendalanya belum dinilai."
        ),
    ]
