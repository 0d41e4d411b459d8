"""Indonesian words for the values of the domain, and for numbers and sizes."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from helpdesk.domain.ticket import (
    Authority,
    Category,
    Channel,
    IdentityMode,
    Kind,
    RelayState,
    Status,
)

KIND = {
    Kind.INQUIRY: "Pertanyaan",
    Kind.PROBLEM: "Permasalahan",
    Kind.OUTAGE: "Gangguan",
    Kind.REQUEST: "Permintaan layanan",
    Kind.COMPLAINT: "Pengaduan",
}
STATUS = {
    Status.NEW: "Baru",
    Status.TRIAGED: "Ditriase",
    Status.IN_PROGRESS: "Dikerjakan",
    Status.WAITING_REQUESTER: "Menunggu pemohon",
    Status.WAITING_EXTERNAL: "Menunggu LKPP/Telkom",
    Status.RESOLVED: "Selesai",
    Status.CLOSED: "Ditutup",
    Status.REJECTED: "Ditolak",
}
# What the requester reads: who acts next, without the office's own words.
STATUS_PUBLIC = {
    Status.NEW: "Diterima",
    Status.TRIAGED: "Sudah diperiksa",
    Status.IN_PROGRESS: "Sedang dikerjakan",
    Status.WAITING_REQUESTER: "Menunggu jawaban Anda",
    Status.WAITING_EXTERNAL: "Menunggu LKPP/Telkom",
    Status.RESOLVED: "Selesai",
    Status.CLOSED: "Ditutup",
    Status.REJECTED: "Tidak dapat diproses",
}
AUTHORITY = {
    Authority.BUREAU: "Biro",
    Authority.SHARED: "Bersama",
    Authority.LKPP: "LKPP",
    Authority.TELKOM: "Telkom",
    Authority.OTHER: "Pihak lain",
}
CHANNEL = {
    Channel.TELEGRAM: "Telegram",
    Channel.WEB: "Formulir web",
    Channel.WEBCHAT: "Obrolan web",
    Channel.COUNTER: "Loket",
    Channel.PHONE: "Telepon",
    Channel.EMAIL: "Surel",
    Channel.WHATSAPP_MANUAL: "WhatsApp (disalin petugas)",
    Channel.LETTER: "Surat",
    Channel.SUGGESTION_BOX: "Kotak saran",
    Channel.LAPOR: "SP4N-LAPOR!",
}
IDENTITY = {
    IdentityMode.KNOWN: "Identitas diketahui petugas",
    IdentityMode.HIDDEN: "Identitas dirahasiakan dari terlapor",
    IdentityMode.NONE: "Tanpa identitas",
}
CATEGORY = {
    Category.SUPPLIER: "Penyedia",
    Category.PROSPECT: "Calon penyedia",
    Category.PPK: "PPK",
    Category.PA_KPA: "PA/KPA",
    Category.POKJA: "Pokja Pemilihan",
    Category.PROCUREMENT_OFFICER: "Pejabat pengadaan",
    Category.RUP_ADMIN: "Admin RUP",
    Category.AUDITOR: "Auditor",
    Category.PRESS_NGO: "Pers/LSM",
    Category.PUBLIC: "Masyarakat",
}
RELAY = {
    RelayState.READY: "Siap diteruskan",
    RelayState.FILED: "Diteruskan",
    RelayState.ACCEPTED: "Diterima",
    RelayState.ANSWERED: "Dijawab",
    RelayState.DATA_REQUESTED: "Data diminta",
    RelayState.TAKEN_BACK: "Ditarik kembali",
}
LABELS: dict[type[StrEnum], Mapping[Any, str]] = {
    Kind: KIND,
    Status: STATUS,
    Authority: AUTHORITY,
    Channel: CHANNEL,
    IdentityMode: IDENTITY,
    Category: CATEGORY,
    RelayState: RELAY,
}
CLOCK = {
    "response": "Tanggapan",
    "forwarding": "Penerusan",
    "resolution": "Penyelesaian",
    "reply": "Balasan",
    "third_party": "Jawaban LKPP/Telkom",
    "target": "Target baru",
}
CLOCK_STATE = {
    "running": "berjalan",
    "held": "dijeda",
    "met": "tepat waktu",
    "missed": "lewat waktu",
    "cancelled": "tidak berlaku lagi",
    "superseded": "diganti",
}

def label(value: StrEnum) -> str:
    """The Indonesian word of an enum member of `domain/ticket.py`."""
    return LABELS[type(value)][value]


def status_public(status: Status) -> str:
    """A status in the requester's words."""
    return STATUS_PUBLIC[status]


def clock_in_sentence(name: str) -> str:
    """As "tanggapan", "jawaban LKPP/Telkom"; "" for what is no clock of its own."""
    label_ = CLOCK.get(name, "")
    return label_[:1].lower() + label_[1:]


def clock_label(name: str) -> str:
    """As "Tanggapan" for `response`; a member of a StrEnum works as well, in either case."""
    return CLOCK[name.lower()]


def holder(status: Status, authority: Authority | None, bureau: str) -> str:
    """Who has the matter in hand now: an institution, never a person."""
    if status is Status.WAITING_REQUESTER:
        return "Anda"
    if status is Status.WAITING_EXTERNAL:
        return {Authority.LKPP: "Helpdesk LKPP", Authority.TELKOM: "Telkom"}.get(
            authority or Authority.BUREAU, "LKPP/Telkom"
        )
    return bureau


def number(value: int | float | Decimal, digits: int | None = None) -> str:
    """As "1.234,56": by default no digits after the comma for integers, two for others.

    Halves are rounded away from zero.
    """
    if digits is None:
        digits = 0 if isinstance(value, int) else 2
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def rupiah(value: int | float | Decimal) -> str:
    """As "Rp1.250.000"; "Rp1.250.000,50" only where there are cents."""
    return f"Rp{number(value, 0 if value == int(value) else 2)}"


def file_size(size: int) -> str:
    """Bytes as "812 B", "340 kB", "1,2 MB" (1,024 each)."""
    if size < 1024:
        return f"{size} B"
    if size < 1024**2:
        return f"{number(size / 1024, 0)} kB"
    return f"{number(size / 1024**2, 1)} MB"


_PLACES = {"email": "surel", "telegram": "chat Telegram", "webchat": "obrolan di situs"}


def places(channels: Iterable[str]) -> str:
    """Where one hears of a ticket, each place once: "surel dan chat Telegram"; "" for nowhere."""
    return " dan ".join(dict.fromkeys(_PLACES[channel] for channel in channels))
