"""A matter in the fields of LKPP's or Telkom's form, as they are copied, printed and mailed."""

from typing import Any

from helpdesk.domain.catalogue import Bureau, Catalogue
from helpdesk.domain.dossier import DossierFacts
from helpdesk.domain.ticket import Category
from helpdesk.wording.time import datetime_long
from helpdesk.wording.values import label

WORDS_FIELD = "Uraian masalah"


def target_fields(
    catalogue: Catalogue, facts: DossierFacts, missing: tuple[str, ...]
) -> list[dict[str, Any]]:
    """{label, value, missing}; nothing internal and nobody's telephone number."""
    bureau, zone = catalogue.bureau, str(catalogue.calendar.tz)
    tender = facts.tender_deadline
    rows: list[tuple[str, str | None, str | None]] = [
        ("Judul", f"[{facts.number}] {facts.subject}", None),
        ("Instansi dan LPSE", _whose(bureau), None),
        ("Peran pelapor", label(Category(facts.category)), "role"),
        ("Nama perusahaan", facts.company, None),
        ("Kode paket atau tender", facts.package_code, "package"),
        ("Versi SPSE", facts.spse_version, "version"),
        ("Batas waktu tender", datetime_long(tender, zone) if tender else None, None),
        (WORDS_FIELD, facts.description, None),
        ("Diterima helpdesk kami", datetime_long(facts.received_at, zone), None),
        ("Nomor tiket sebelumnya", facts.earlier_number, None),
        ("Lampiran", f"{facts.images} tangkapan layar" if facts.images else None, "screenshot"),
        ("Kontak kami", f"{bureau.email}, {bureau.phone}", None),
    ]
    return [
        {"label": name, "value": value, "missing": code in missing}
        for name, value, code in rows if value or code in missing
    ]


def _whose(bureau: Bureau) -> str:
    """The name, with the province where the name does not say it."""
    return bureau.name if bureau.province in bureau.name else f"{bureau.name}, {bureau.province}"
