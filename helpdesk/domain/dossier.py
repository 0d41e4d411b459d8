"""What LKPP wants to see with a report, and what of it is missing (`sla-rules.md` section 4)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

# Indonesian labels stand with the data they name, as the checklist is shown and mailed as is.
PROOF = {
    "role": "Peran pelapor (penyedia, PPK, Pokja, …)",
    "package": "Kode paket/tender",
    "version": "Versi SPSE",
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
    spse_version: str | None = None  # of the bureau's own LPSE


# Bytes of evidence in one mail: base64 makes 8 of 6 MB, and ten are the least that mailboxes take.
MOST_MAILED = 6 * 1024 * 1024

_VERSION = re.compile(r"(?:spse|versi|\bv)\s*(?:versi|v)?\s*\.?\s*\d")
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
    if not facts.spse_version and not _VERSION.search(text):
        yield "version"
    if len(text.split()) < 6:
        yield "description"
    if not any(word in text for word in _ERROR_WORDS):
        yield "error"
    if facts.images == 0:
        yield "screenshot"


def fitting(sizes: Sequence[int], most: int = MOST_MAILED) -> tuple[bool, ...]:
    """Which files go with one mail, in order; one too large leaves room for smaller ones."""
    left, found = most, []
    for size in sizes:
        found.append(size <= left)
        left -= size if size <= left else 0
    return tuple(found)


def harmless_name(number: int, name: str) -> str:
    """A name that no system stumbles over: numbered, of harmless characters, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    kept = re.sub(r"[^\w ().-]+", "-", stem if dot else last)
    ending = "".join(c for c in ending if c.isascii() and c.isalnum())[:8].lower()
    stem = kept.strip(" .-")[:60].rstrip(" .-") or "berkas"
    return f"{number:02d}-{stem}.{ending}" if dot and ending else f"{number:02d}-{stem}"
