"""GET /services and /services/<code>: what the bureau offers, in its own words."""

from typing import Any

from helpdesk.api.door import blueprint_of, book, described
from helpdesk.api.schemas import ServiceLineSchema, ServiceSchema
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.services import Service
from helpdesk.domain.working_time import WorkingMinutes
from helpdesk.errors import NotFound
from helpdesk.wording.time import working_days, working_minutes

blueprint = blueprint_of("services", "Layanan biro.")


@described(blueprint.get("/services"), blueprint.response(200, ServiceLineSchema(many=True)))
def services() -> list[dict[str, Any]]:
    """Semua layanan"""
    found = sorted(book().catalogue.offered.values(), key=lambda service: service.order)
    return [_line(book().catalogue, service) for service in found]


@described(
    blueprint.get("/services/<code>"),
    blueprint.response(200, ServiceSchema),
    blueprint.alt_response(404, "NOT_FOUND"),
)
def service(code: str) -> dict[str, Any]:
    """Satu layanan dengan persyaratan dan standarnya"""
    found = book().catalogue.services.get(code)
    if found is None:
        raise NotFound
    return _whole(book().catalogue, found)


def _line(catalogue: Catalogue, service: Service) -> dict[str, Any]:
    return {
        "code": service.code, "name": service.name, "unit": service.unit,
        "unit_name": catalogue.units[service.unit].name, "kind": service.kind.value,
        "authority": service.authority.value, "needs_visit": service.needs_visit,
        "description": catalogue.bureau.fill(service.description),
        "time_text": _time(service), "standard_text": _standard(service),
    }


def _time(service: Service) -> str:
    limit = service.resolution
    if limit is None:
        return ""
    if isinstance(limit, WorkingMinutes):
        return working_minutes(limit.count)
    return working_days(limit.count)


def _standard(service: Service) -> str:
    if service.standard is None:
        return "standar sedang disusun"
    if service.standard.reference_only:
        return "contoh acuan, belum ditetapkan di instansi ini"
    return "standar instansi ini"


def _whole(catalogue: Catalogue, service: Service) -> dict[str, Any]:
    fill, standard = catalogue.bureau.fill, service.standard
    return _line(catalogue, service) | {
        "requirements": [fill(text) for text in service.requirements],
        "documents": [
            {"code": d.code, "label": d.label, "original": d.original, "when": d.when}
            for d in service.documents
        ],
        "components": [
            {
                "no": c.no, "title": c.title,
                "lines": [fill(t) for t in ((c.body,) if isinstance(c.body, str) else c.body)],
            }
            for c in (standard.components if standard else ())
        ],
        "source": standard.source if standard else None,
        "reference_only": bool(standard and standard.reference_only),
    }
