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
# What tickets, rules and SOPs name the service by stays in the files.
_FIXED = ("code", "order", "kind", "unit", "authority", "procedure")


def check_services(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` with a reason for each value that may not come into force.

    A plan taken back has no service.
    """
    known = catalogue.services.get(str(content.get("code")))
    if known is None:
        raise InvalidInput("Layanan ini tidak dikenal.")
    wanted = content.get("service")
    if wanted is None:
        return
    found = faults(ServiceSchema, wanted)
    running = service_content(known)
    for name in _FIXED:
        if wanted.get(name) != running[name]:
            found.setdefault(name, "Bagian ini tidak dapat diubah di sini.")
    for path, text in _texts(wanted, ""):
        if len(text) > LONGEST:
            found.setdefault(path, f"Paling panjang {LONGEST} huruf.")
    if found:
        raise InvalidInput(**found)


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

    Raises `CatalogueError` for a service that the files do not have.
    """
    for each in saved:
        code = str(each.content["code"])
        held = catalogue.services.get(code)
        if held is None:
            raise CatalogueError(f"layanan '{code}' tidak ada.")
        read = service_of(catalogue, each.content["service"])
        before = catalogue.services_before.get(code, ())
        catalogue = replace(
            catalogue,
            services=MappingProxyType({**catalogue.services, code: read}),
            services_before=MappingProxyType(
                {**catalogue.services_before, code: (*before, (each.saved_at, held))}),
        )
    return catalogue


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
