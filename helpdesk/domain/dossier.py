"""What LKPP wants to see with a report, and what of it is missing (`sla-rules.md` section 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

# Indonesian labels stand with the data they name, as the checklist is shown and mailed as is.
PROOF = {
    "role": "Peran pelapor (penyedia, PPK, Pokja, …)",
    "package": "Kode paket/tender",
    "description": "Uraian masalah dan langkah yang sudah dicoba",
    "error": "Pesan atau kode galat yang tampil",
    "screenshot": "Tangkapan layar",
}


@dataclass(frozen=True)
class DossierFacts:
    """What is known of a matter about to be forwarded."""

    number: str
    subject: str
    category: str
    category_known: bool
    company: str | None
    package_code: str | None
    tender_deadline: datetime | None
    description: str
    images: int
    received_at: datetime
    earlier_number: str | None = None


_ERROR_WORDS = ("error", "galat", "kode", "pesan", "gagal", "404", "500", "502", "503", "timeout")


def missing_proof(facts: DossierFacts) -> tuple[str, ...]:
    """Codes of `PROOF` that are missing, in order."""
    return tuple(_missing(facts))


def _missing(facts: DossierFacts) -> Iterator[str]:
    text = facts.description.lower()
    if not facts.category_known:
        yield "role"
    if not facts.package_code:
        yield "package"
    if len(text.split()) < 6:
        yield "description"
    if not any(word in text for word in _ERROR_WORDS):
        yield "error"
    if facts.images == 0:
        yield "screenshot"
