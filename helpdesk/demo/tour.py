"""What /demo shows: the roles to try, five steps through real tickets, a requester's links."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.demo.office import MAIL, OFFICE, Person
from helpdesk.demo.play import SETTING
from helpdesk.domain.link import status_token
from helpdesk.models import Officer, Setting, Ticket
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Guest:
    """An officer whom a visitor may try."""

    officer: Officer
    person: Person


@dataclass(frozen=True)
class Step:
    """One step of the tour: as whom (None: the public), and where to look."""

    title: str
    text: str
    path: str
    button: str
    guest: Guest | None = None


@dataclass(frozen=True)
class Tour:
    """Empty when the demo has not been made in this database."""

    guests: tuple[Guest, ...]
    steps: tuple[Step, ...]
    links: tuple[tuple[str, str], ...]  # what it shows, path of the status page


# (ticket, as whom, title, text, button); the officer's page of the ticket where someone signs in.
_STEPS: tuple[tuple[str, str | None, str, str, str], ...] = (
    ("upload", None, "Penyedia melihat tiketnya",
     ("Unggah penawaran gagal dua jam sebelum tender ditutup. Halaman status menjawab satu hal "
     "lebih dahulu: di tangan siapa sekarang, dan apa yang terjadi berikutnya."),
     "Buka halaman status"),
    ("upload", "arif", "Petugas menyiapkan penerusan",
     ("Tiket yang sama dari meja petugas: kenapa tanggalnya begitu, dan berkas untuk LPSE Support "
     "yang tinggal disalin."), "Masuk sebagai admin sistem"),
    ("at_lkpp", "rahmi", "Delapan hari kerja di LKPP",
     ("Sejak diterima LKPP, jam kami berhenti dan jam LKPP berjalan. Pengingat sudah terkirim, dan "
     "pemohon melihat siapa yang memegang perkaranya."), "Masuk sebagai helpdesk"),
    ("late", "endang", "Yang terlambat naik jenjang",
     ("Tenggat lewat: kepala subbagian diberi tahu, sehari kemudian Kepala Biro, dan pemohon "
     "menerima permohonan maaf. Setiap langkah tercatat satu kali."), "Masuk sebagai kasubbag"),
    ("sealed", "hendra", "Pengaduan tertutup",
     ("Pengaduan tentang petugas hanya terlihat oleh Kepala Biro dan yang ditunjuknya. Coba cari "
     "tiket ini sebagai petugas lain: tidak akan ditemukan."), "Masuk sebagai Kepala Biro"),
)
_LINKS = {
    "upload": "Baru masuk, tender segera ditutup",
    "incomplete": "Berkas belum lengkap",
    "visit": "Ditunggu di loket",
    "at_lkpp": "Sedang di LKPP",
    "late": "Terlambat",
    "resolved": "Selesai, menunggu konfirmasi",
}


def tour(book: Rulebook) -> Tour:
    """Read from the database; what is missing there is left out."""
    guests = _guests()
    tickets = _tickets()
    by_key = {guest.person.key: guest for guest in guests}
    return Tour(
        guests,
        tuple(
            Step(title, text, _path(book, tickets[mark], key), button, by_key.get(key or ""))
            for mark, key, title, text, button in _STEPS
            if mark in tickets and (key is None or key in by_key)
        ),
        tuple(
            (text, _status(book, tickets[mark])) for mark, text in _LINKS.items()
            if mark in tickets
        ),
    )


def demo_officer(officer_id: int) -> Officer | None:
    """The officer, if a visitor may become them: only those of the demo."""
    officer = db.session.get(Officer, officer_id)
    return officer if officer is not None and officer.demo and officer.active else None


def _guests() -> tuple[Guest, ...]:
    query = sa.select(Officer).filter_by(demo=True, active=True)
    found = {officer.email: officer for officer in db.session.scalars(query)}
    return tuple(
        Guest(found[f"{person.key}@{MAIL}"], person) for person in OFFICE
        if f"{person.key}@{MAIL}" in found
    )


def _tickets() -> Mapping[str, Ticket]:
    setting = db.session.get(Setting, SETTING)
    numbers: Mapping[str, str] = setting.value["tickets"] if setting is not None else {}
    query = sa.select(Ticket).where(Ticket.number.in_(numbers.values()))
    found = {ticket.number: ticket for ticket in db.session.scalars(query).unique()}
    return {mark: found[number] for mark, number in numbers.items() if number in found}


def _path(book: Rulebook, ticket: Ticket, key: str | None) -> str:
    return f"/petugas/tiket/{ticket.number}" if key else _status(book, ticket)


def _status(book: Rulebook, ticket: Ticket) -> str:
    return f"/t/{status_token(book.link_key, ticket.id, ticket.link_serial)}"
