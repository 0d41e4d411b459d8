"""View dicts of what the bureau publishes: services by unit, their state, how long they take."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from helpdesk.domain.catalogue import Bureau, Catalogue
from helpdesk.domain.flow import Flow, flow_of_procedure, flow_of_steps
from helpdesk.domain.services import Component, Procedure, Service, ServiceStandard, ServiceStep
from helpdesk.domain.word_diff import word_diff
from helpdesk.domain.working_time import Limit, WorkingMinutes
from helpdesk.reports.flow_chart import svg_of
from helpdesk.wording.time import working_days, working_minutes

UNREADABLE = "tidak terbaca dalam naskah"
UNREADABLE_ACTOR = "Pelaksana tidak terbaca"
UNKNOWN_ACTOR = "Belum ditetapkan"
REFERENCE = "contoh acuan, belum ditetapkan di instansi ini"
IN_THE_MAKING = "standar sedang disusun"
GROUPS = {"penyampaian": "Penyampaian layanan", "pengelolaan": "Pengelolaan di dalam instansi"}


VALIDITY = {"current": "masih berlaku", "needs_review": "perlu ditinjau"}


def limit_text(limit: Limit | None) -> str:
    """As "30 menit kerja" or "5 hari kerja"; "" without a promise."""
    if limit is None:
        return ""
    if isinstance(limit, WorkingMinutes):
        return working_minutes(limit.count)
    return working_days(limit.count)


def state_of(service: Service) -> dict[str, str]:
    """Whose standard it is, as {text, tone}."""
    if service.standard is None:
        return {"text": IN_THE_MAKING, "tone": "plain"}
    if service.standard.reference_only:
        return {"text": REFERENCE, "tone": "soon"}
    return {"text": "standar instansi ini", "tone": "ok"}


def service_card(bureau: Bureau, service: Service) -> dict[str, Any]:
    """What a list shows of a service."""
    return {
        "code": service.code, "name": service.name,
        "description": bureau.fill(service.description),
        "time_text": limit_text(service.resolution), "needs_visit": service.needs_visit,
        "state": state_of(service), "kind": service.kind, "active": service.active,
        "reference": bool(service.standard and service.standard.reference_only),
    }


def services_by_unit(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Services of each bagian, in the catalogue's order; a subunit's count to its parent."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for service in sorted(catalogue.offered.values(), key=lambda s: s.order):
        top = _bagian(catalogue, service.unit)
        groups.setdefault(top, []).append(service_card(catalogue.bureau, service))
    return [
        {"code": code, "name": catalogue.units[code].name, "services": services}
        for code, services in groups.items()
    ]


def _bagian(catalogue: Catalogue, code: str) -> str:
    unit = catalogue.units[code]
    while unit.parent is not None and catalogue.units[unit.parent].parent is not None:
        unit = catalogue.units[unit.parent]
    return unit.code


def service_page(catalogue: Catalogue, service: Service) -> dict[str, Any]:
    """Everything the page of a service shows, the bureau's own data filled in."""
    bureau, standard = catalogue.bureau, service.standard
    procedure = catalogue.procedures.get(service.procedure or "")
    return service_card(bureau, service) | {
        "unit": catalogue.units[service.unit].name,
        "validity": VALIDITY[service.status],
        "also_called": ", ".join(service.also_called),
        "requirements": [bureau.fill(text) for text in service.requirements],
        "documents": service.documents,
        "forms": (forms := [f for f in catalogue.forms.values() if service.code in f.services]),
        "form_of": {code: form.code for form in forms for code in form.documents},
        "notice": bureau.fill(service.notice or ""),
        "legal_note": bureau.fill(service.legal_basis_note or ""),
        "source": standard.source if standard else "",
        "unless": standard.unless if standard else None,
        "components": _components(bureau, standard.components if standard else ()),
        "steps": [_step(bureau, s) for s in service.checklist],
        "procedure": procedure, "revision": standard.revision if standard else "",
        "flow": _drawn(_flow_of(service, procedure), service.name),
        "versions": _versions(bureau, standard),
    }


def _flow_of(service: Service, procedure: Procedure | None) -> Flow:
    if procedure is not None:
        return flow_of_procedure(procedure, UNREADABLE_ACTOR)
    return flow_of_steps(service.checklist, UNKNOWN_ACTOR)


def _drawn(flow: Flow, name: str) -> Markup:
    """Every text of the flow is escaped in the drawing itself."""
    steps = sum(1 for node in flow.nodes if node.no)
    text = (
        f"{steps} langkah dari atas ke bawah, satu kolom untuk tiap pelaksana: "
        f"{', '.join(flow.lanes)}. Isi yang sama tertulis pada daftar langkah."
    )
    return Markup(svg_of(flow, "alur", f"Alur {name}", text))  # noqa: S704


def _versions(bureau: Bureau, standard: ServiceStandard | None) -> list[dict[str, Any]]:
    """What each version changed; former words are compared with those that came after them."""
    if standard is None:
        return []
    words = {c.key: _lines(bureau, c.body) for c in standard.components}
    titles = {c.key: f"{c.no}. {c.title}" for c in standard.components}
    found = []
    for change in standard.changes:
        parts = []
        for key, before in change.before.items():
            former = bureau.fill(before)
            parts.append({"title": titles[key], "pieces": word_diff(former, words[key])})
            words[key] = former
        found.append({
            "revision": change.revision, "on": change.on, "what": change.what, "parts": parts,
        })
    return found


def _lines(bureau: Bureau, body: str | tuple[str, ...]) -> str:
    return bureau.fill(body if isinstance(body, str) else "\n".join(body))


def _components(bureau: Bureau, components: Iterable[Component]) -> list[dict[str, Any]]:
    return [
        {
            "no": c.no, "title": c.title, "group": GROUPS.get(c.group, c.group),
            "lines": [bureau.fill(t) for t in ((c.body,) if isinstance(c.body, str) else c.body)],
        }
        for c in components
    ]


def _step(bureau: Bureau, step: ServiceStep) -> dict[str, Any]:
    return {
        "text": bureau.fill(step.text), "actor": step.actor or "",
        "branch": step.branch or "", "time": step.standard_time or "",
        "output": step.output or "", "ends": step.ends,
    }


def procedure_page(procedure: Procedure) -> dict[str, Any]:
    """An SOP with every cell; what cannot be read says so and is never guessed."""
    return {
        "flow": _drawn(flow_of_procedure(procedure, UNREADABLE_ACTOR), procedure.title),
        "steps": [
            {
                "no": s.no, "text": s.text, "actor": s.actor or UNREADABLE,
                "time": s.time or UNREADABLE, "equipment": ", ".join(s.equipment) or UNREADABLE,
                "output": ", ".join(s.output) or UNREADABLE, "branches": s.branches,
                "note": s.note, "mark": s.is_terminator,
            }
            for s in procedure.steps
        ],
    }
