"""Revisions of whose helpdesk this is: the part of bureau.yaml a bureau may change, unit names.

Zone, level, province and domain stay in the file (`docs/decisions/0010-policies-as-revisions.md`);
office hours are the calendar's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError
from marshmallow.validate import Email

from helpdesk.catalogue.policy_calendar import weekly_content
from helpdesk.catalogue.schema import faults, load_as
from helpdesk.catalogue.schema_bureau import BureauSchema
from helpdesk.domain.catalogue import Bureau, Catalogue
from helpdesk.domain.revisions import SavedRevision
from helpdesk.errors import InvalidInput

EDITED = (
    "name", "short_name", "address", "phone", "email", "website", "contact_is_example",
    "spse_version", "counter_hours", "signatory", "titles", "contacts",
)
LONGEST = 300  # characters of one value; names stand on every page and paper
_PHONE = frozenset("0123456789 ()+-/.,")


def profile_content(catalogue: Catalogue) -> dict[str, Any]:
    """The profile as plain JSON in the words of the files, units by their code."""
    whole = bureau_content(catalogue.bureau)
    units = {
        unit.code: {"name": unit.name, "head_title": unit.head_title}
        for unit in catalogue.units.values()
    }
    return {name: whole[name] for name in EDITED} | {"units": units}


def bureau_content(bureau: Bureau) -> dict[str, Any]:
    """All of bureau.yaml."""
    plain = {name: getattr(bureau, name) for name in bureau.__dataclass_fields__}
    return plain | {
        "office_hours": weekly_content(bureau.office_hours),
        "counter_hours": weekly_content(bureau.counter_hours),
        "signatory": asdict(bureau.signatory), "contacts": asdict(bureau.contacts),
        "titles": dict(bureau.titles), "legal_basis": [law.code for law in bureau.legal_basis],
    }


def check_profile(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` with a reason for each value that may not come into force."""
    units = content.get("units", {})
    shape = {name: content[name] for name in EDITED if name in content}
    found = faults(BureauSchema, bureau_content(catalogue.bureau) | shape)
    for path, value in _texts(dict(content), ""):
        if reason := _wrong(path, value):
            found.setdefault(path, reason)
    if units.keys() != catalogue.units.keys():
        found.setdefault("units", "Unit tidak dapat ditambah atau dihapus di sini.")
    for code, unit in units.items():
        if not unit.get("name"):
            found.setdefault(f"units.{code}.name", "Nama unit tidak boleh kosong.")
    if found:
        raise InvalidInput(**found)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, str):
        yield path, value


def _wrong(path: str, value: str) -> str | None:
    """Why a value may not be printed; the schema has looked at its shape."""
    if len(value) > LONGEST:
        return f"Paling panjang {LONGEST} huruf."
    if "{" in value or "}" in value:
        return "Tanda kurung kurawal tidak dapat dipakai di sini."
    if path == "phone" and not set(value) <= _PHONE:
        return "Tulis nomor telepon dengan angka, misalnya (0536) 3221234."
    if path == "website" and not value.startswith(("https://", "http://")):
        return "Tulis alamat situs lengkap, misalnya https://biropbj.contoh.go.id."
    if path == "email" and value:
        try:
            Email()(value)
        except ValidationError:
            return "Tulis surel lengkap, misalnya helpdesk@contoh.go.id."
    return None


def apply_profile(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """The catalogue with the newest profile; a unit that came since keeps its name."""
    for each in saved:
        bureau = catalogue.bureau
        content = {name: each.content[name] for name in EDITED}
        read = load_as(BureauSchema, bureau_content(bureau) | content, "profil", Bureau)
        named = each.content["units"]
        units = {
            code: replace(unit, **named[code]) if code in named else unit
            for code, unit in catalogue.units.items()
        }
        catalogue = replace(
            catalogue, units=MappingProxyType(units),
            bureau=replace(read, legal_basis=bureau.legal_basis),
        )
    return catalogue
