"""Revisions of services: each is one service, whole, as services/<code>.yaml would say it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from helpdesk.catalogue.references import link_services
from helpdesk.catalogue.schema import faults, load_as
from helpdesk.catalogue.schema_service import ServiceSchema
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.revisions import SavedRevision
from helpdesk.domain.services import Service, ServiceStandard, ServiceStep
from helpdesk.domain.working_time import Limit, WorkingDays
from helpdesk.errors import CatalogueError, InvalidInput

LONGEST = 4000  # characters of one text
LAST = 9999  # the highest place in the lists
# Codes of new services: the bot's buttons carry so much of one, and pages have such addresses.
LONGEST_CODE, RESERVED = 38, ("baru",)
_FIXED = "Bagian ini tidak dapat diubah di sini."


def check_services(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` with a reason for each value that may not come into force.

    A plan taken back has no service; what was `opened` here has none before it.
    """
    known = catalogue.services.get(str(content.get("code")))
    wanted = content.get("service")
    if wanted is None:
        return
    if known is None and not content.get("opened"):
        raise InvalidInput("Layanan ini tidak dikenal.")
    found = faults(ServiceSchema, wanted)
    if wanted.get("code") != content["code"]:
        found.setdefault("code", _FIXED)
    if known is None:
        _check_code(str(content["code"]), found)
    # Its steps may leave the SOP behind; another SOP says in its file whom it serves.
    if wanted.get("procedure") not in (None, known.procedure if known else None):
        found.setdefault("procedure", _FIXED)
    if known is not None and known.verifies_identity and not wanted.get("verifies_identity"):
        found.setdefault("verifies_identity", _FIXED)
    _check_place(catalogue, wanted, found)
    for path, text in _texts(wanted, ""):
        if len(text) > LONGEST:
            found.setdefault(path, f"Paling panjang {LONGEST} huruf.")
    if found:
        raise InvalidInput(**found)


def _check_code(code: str, found: dict[str, str]) -> None:
    if len(code) > LONGEST_CODE:
        found.setdefault("code", f"Paling panjang {LONGEST_CODE} huruf.")
    if code in RESERVED:
        found.setdefault("code", f"Kode '{code}' dipakai oleh halaman ini. Pilih kode lain.")


def _check_place(
    catalogue: Catalogue, wanted: Mapping[str, Any], found: dict[str, str]
) -> None:
    """Whose desk it is, where it stands in lists, and that no two are called the same."""
    unit = catalogue.units.get(str(wanted.get("unit")))
    if unit is None or not unit.queue:
        found["unit"] = "Pilih bagian yang menangani tiketnya."
    if not wanted.get("audience"):
        found.setdefault("audience", "Pilih sedikitnya satu.")
    order = wanted.get("order")
    if isinstance(order, int) and order > LAST:
        found.setdefault("order", f"Paling besar {LAST}.")
    name = _folded(wanted.get("name"))
    if wanted.get("active") and any(
        _folded(each.name) == name and each.code != wanted.get("code")
        for each in catalogue.offered.values()
    ):
        found.setdefault("name", "Nama ini sudah dipakai layanan lain yang dibuka.")


def _folded(name: Any) -> str:
    return " ".join(str(name).split()).casefold()


def _texts(value: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, Mapping):
        return [each for name, inner in value.items()
                for each in _texts(inner, f"{path}.{name}" if path else name)]
    if isinstance(value, list):
        return [each for inner in value for each in _texts(inner, path)]
    return []


def apply_services(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """The catalogue with each service as it was saved; what held before is kept for its tickets.

    Raises `CatalogueError` for a service that neither the files have nor the desk opened.
    """
    for each in saved:
        code = str(each.content["code"])
        held = catalogue.services.get(code)
        if held is None and not each.content.get("opened"):
            raise CatalogueError(f"layanan '{code}' tidak ada.")
        read = service_of(catalogue, each.content["service"])
        catalogue = replace(catalogue, services=_in_order({**catalogue.services, code: read}))
        if held is not None:
            before = (*catalogue.services_before.get(code, ()), (each.saved_at, held))
            catalogue = replace(catalogue, services_before=MappingProxyType(
                {**catalogue.services_before, code: before}))
    return catalogue


def _in_order(services: Mapping[str, Service]) -> Mapping[str, Service]:
    return MappingProxyType(dict(sorted(services.items(), key=lambda item: item[1].order)))


def leave_waiting(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """A plan changes nothing before its day."""
    return catalogue


def service_of(catalogue: Catalogue, content: Mapping[str, Any]) -> Service:
    """The domain's value, with its checklist. Raises `CatalogueError`."""
    read = load_as(ServiceSchema, dict(content), "layanan", Service)
    return link_services({read.code: read}, catalogue.units, catalogue.procedures)[read.code]


def service_content(service: Service) -> dict[str, Any]:
    """The service as plain JSON in the words of its file."""
    return {
        "code": service.code, "order": service.order, "name": service.name,
        "also_called": list(service.also_called), "unit": service.unit,
        "kind": service.kind.value, "authority": service.authority.value,
        "audience": [category.value for category in service.audience],
        "description": service.description, "requirements": list(service.requirements),
        "documents": [
            {"code": each.code, "label": each.label, "original": each.original, "when": each.when}
            for each in service.documents
        ],
        "needs_visit": service.needs_visit, "verifies_identity": service.verifies_identity,
        "procedure": service.procedure, "steps": [_step(step) for step in service.steps],
        "standard": _standard(service.standard) if service.standard else None,
        "status": service.status, "legal_basis_note": service.legal_basis_note,
        "notice": service.notice, "relevant_topics": list(service.relevant_topics),
        "active": service.active,
        "fields": [
            {"code": each.code, "label": each.label, "type": each.type,
             "choices": list(each.choices), "needed": each.needed}
            for each in service.fields
        ],
    }


def _step(step: ServiceStep) -> dict[str, Any]:
    return {
        "step": step.no, "text": step.text, "actor": step.actor, "branch": step.branch,
        "time": step.standard_time, "output": step.output, "ends": step.ends,
    }


def _standard(standard: ServiceStandard) -> dict[str, Any]:
    return {
        "revision": standard.revision, "source": standard.source,
        "reference_only": standard.reference_only, "adopted": standard.adopted,
        "resolution": _limit(standard.resolution),
        "internal_target": _limit(standard.internal_target), "unless": standard.unless,
        "published_response": standard.published_response,
        "components": {
            part.key: part.body if isinstance(part.body, str) else list(part.body)
            for part in standard.components
        },
        "changes": [
            {"revision": each.revision, "on": each.on.isoformat(), "what": each.what,
             "before": dict(each.before)}
            for each in standard.changes
        ],
    }


def _limit(limit: Limit | None) -> dict[str, int] | None:
    if limit is None:
        return None
    unit = "working_days" if isinstance(limit, WorkingDays) else "minutes"
    return {unit: limit.count}
