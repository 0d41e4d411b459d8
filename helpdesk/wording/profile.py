"""The bureau's profile in the words of its editor, and what one saved state changed of another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DAYS = {
    "mon": "Senin", "tue": "Selasa", "wed": "Rabu", "thu": "Kamis", "fri": "Jumat", "sat": "Sabtu",
    "sun": "Minggu",
}
_ROLES = {
    "helpdesk": "helpdesk", "verifier": "verifikator", "system_admin": "admin sistem",
    "unit_head": "kepala unit", "bureau_head": "kepala biro",
    "administrator": "administrator aplikasi",
}
# Title of each part of the form, and its fields: label by the content's path.
PARTS: Mapping[str, Mapping[str, str]] = {
    "Nama dan kontak": {
        "name": "Nama lengkap biro", "short_name": "Nama singkat", "address": "Alamat",
        "phone": "Telepon", "email": "Surel", "website": "Situs", "spse_version": "Versi SPSE",
    },
    "Jam loket": {f"counter_hours.{day}": name for day, name in DAYS.items()},
    "Penanda tangan dokumen": {
        "signatory.name": "Nama", "signatory.title": "Jabatan", "signatory.rank": "Pangkat",
        "signatory.employee_number": "NIP",
    },
    "Sebutan jabatan": {f"titles.{role}": f"Untuk {name}" for role, name in _ROLES.items()},
    "Tempat lain untuk bertanya atau mengadu": {
        "contacts.ppid": "PPID", "contacts.inspectorate": "Inspektorat (APIP)",
        "contacts.ombudsman": "Ombudsman", "contacts.sp4n": "SP4N-LAPOR!",
        "contacts.lpse_support": "LPSE Support", "contacts.call_144": "Pusat panggilan LKPP",
        "contacts.inaproc_form": "Formulir INAPROC",
    },
}
HINTS = {
    "spse_version": "Diminta LKPP pada setiap laporan; kosong berarti ditanyakan setiap kali.",
    "signatory.name": "Kosong berarti pada dokumen tampil garis untuk diisi.",
    "contacts.ppid": "Misalnya PPID Provinsi, alamat, dan situsnya. "
                     "Kosong berarti pengunjung diarahkan bertanya kepada kami.",
    "phone": "Misalnya (0536) 3221234.",
}
LONG = frozenset({"Nama dan kontak", "Tempat lain untuk bertanya atau mengadu"})  # a field a row
OPTIONAL = frozenset({
    "spse_version", "signatory.name", "signatory.rank", "signatory.employee_number",
    "contacts.ppid", *(f"counter_hours.{day}" for day in DAYS),
})
EXAMPLE = "contact_is_example"


@dataclass(frozen=True)
class ProfileChange:
    """One value of the profile: what it is called, what it was and what it becomes."""

    name: str
    before: str
    after: str


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ProfileChange]:
    """What differs, in the order of the form."""
    old, new = dict(_shown(before)), dict(_shown(after))
    return [
        ProfileChange(name, old.get(name, "–"), new.get(name, "–"))
        for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)
    ]


def _shown(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for part, fields in PARTS.items():
        for path, label in fields.items():
            name = f"{part}: {label}" if "." in path else label
            yield name, typed_as(content, path) or "kosong"
    yield "Kontak masih contoh", "ya" if content.get(EXAMPLE) else "tidak"
    for code, unit in content.get("units", {}).items():
        yield f"Unit {code}", str(unit["name"])
        yield f"Sebutan kepala unit {code}", str(unit["head_title"] or "kosong")


def typed_as(content: Mapping[str, Any], path: str) -> str:
    """The value at "contacts.ppid" as one types it; hours as "08.00-12.00, 13.00-15.30"."""
    value: Any = content
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return ", ".join(value) if isinstance(value, list) else str(value or "")
