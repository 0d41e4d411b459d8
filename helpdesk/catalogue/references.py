"""Names in one file that another file must know."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpdesk.domain.catalogue import Bureau, LadderStep, Unit
from helpdesk.domain.forms import Form
from helpdesk.domain.services import LegalSource, Procedure, Service, ServiceStep
from helpdesk.domain.ticket import Authority
from helpdesk.errors import CatalogueError


def check_units(units: Mapping[str, Unit]) -> None:
    """One root, every parent known, no unit above itself. Raises `CatalogueError`."""
    roots = [unit for unit in units.values() if unit.parent is None]
    if len(roots) != 1:
        raise CatalogueError("units.yaml: units: harus ada tepat satu unit tanpa parent.")
    for unit in units.values():
        _check_chain(unit, units)


def _check_chain(unit: Unit, units: Mapping[str, Unit]) -> None:
    path, seen, above = f"units.yaml: units.{unit.code}.parent", {unit.code}, unit.parent
    while above is not None:
        if above not in units:
            raise CatalogueError(f"{path}: unit '{above}' tidak ada.")
        if above in seen:
            raise CatalogueError(f"{path}: unit '{above}' menjadi atasan dirinya sendiri.")
        seen.add(above)
        above = units[above].parent


def link_services(
    services: Mapping[str, Service],
    units: Mapping[str, Unit],
    procedures: Mapping[str, Procedure],
) -> dict[str, Service]:
    """The services by their `order`, each with its checklist. Raises `CatalogueError`."""
    linked = {}
    for service in sorted(services.values(), key=lambda service: service.order):
        file = f"services/{service.code}.yaml"
        if service.unit not in units or not units[service.unit].queue:
            raise CatalogueError(f"{file}: unit: '{service.unit}' tidak ada dalam units.yaml.")
        linked[service.code] = replace(service, checklist=_checklist(service, procedures, file))
    return linked


def _checklist(
    service: Service, procedures: Mapping[str, Procedure], file: str
) -> tuple[ServiceStep, ...]:
    if service.procedure is None:
        return service.steps
    procedure = procedures.get(service.procedure)
    if procedure is None:
        raise CatalogueError(f"{file}: procedure: SOP '{service.procedure}' tidak ada.")
    if service.code not in procedure.serves:
        raise CatalogueError(
            f"{file}: procedure: SOP '{procedure.code}' tidak menyebut layanan ini dalam serves."
        )
    return procedure.checklist


def check_procedures(procedures: Mapping[str, Procedure], services: Mapping[str, Service]) -> None:
    """An SOP serves known services, or is internal. Raises `CatalogueError`."""
    for procedure in procedures.values():
        path = f"procedures/{procedure.code}.yaml: serves"
        for code in procedure.serves:
            if code not in services:
                raise CatalogueError(f"{path}: layanan '{code}' tidak ada.")
        if procedure.internal_only == bool(procedure.serves):
            raise CatalogueError(
                f"{path}: SOP internal tidak melayani layanan; yang lain melayani paling "
                "sedikit satu."
            )


def link_forms(forms: Mapping[str, Form], services: Mapping[str, Service]) -> Mapping[str, Form]:
    """The forms by their `order`, each for known services. Raises `CatalogueError`."""
    for form in forms.values():
        for code in form.services:
            if code not in services:
                raise CatalogueError(
                    f"forms/{form.code}.yaml: services: layanan '{code}' tidak ada.")
    return {form.code: form for form in sorted(forms.values(), key=lambda form: form.order)}


def link_bureau(bureau: Bureau, legal: Mapping[str, LegalSource], file: str) -> Bureau:
    """The profile with the regulations its legal basis names. Raises `CatalogueError`."""
    sources = []
    for code in map(str, bureau.legal_basis):
        if code not in legal:
            raise CatalogueError(f"{file}: legal_basis: '{code}' tidak ada dalam legal.yaml.")
        sources.append(legal[code])
    return replace(bureau, legal_basis=tuple(sources))


# A resolution that is late must reach somebody whoever has the power to solve it. While the
# provider has accepted and not answered, the clock is paused and cannot be late.
_LATE = (
    *((authority, False, False) for authority in Authority),
    *((authority, True, True) for authority in Authority),
)
MANY = 1_000  # a deadline's number beyond any `cycle_at_least`


def check_ladder(ladder: tuple[LadderStep, ...], clocks: tuple[str, ...]) -> None:
    """Every clock that is missed has a step for every authority, and the levels climb.

    Raises `CatalogueError`.
    """
    for clock in clocks:
        for authority, accepted, answered in _LATE:
            taken = [
                step for step in ladder
                if step.when == "missed" and clock in step.clocks
                and step.fits(authority, accepted=accepted, answered=answered, cycle=MANY)
            ]
            if not any(step.cycle_at_least == 1 for step in taken):
                raise CatalogueError(
                    f"escalation.yaml: steps: tidak ada langkah untuk jam '{clock}' yang lewat "
                    f"dengan kewenangan '{authority.value}'."
                )
            _check_climb(taken)


def _check_climb(steps: Sequence[LadderStep]) -> None:
    """Within the bureau nobody hears before those below them; LKPP (level 3) is no superior."""
    within = [step for step in steps if step.level < 3 and step.cycle_at_least == 1]
    for lower in within:
        for upper in within:
            if upper.level > lower.level and upper.shift < lower.shift:
                raise CatalogueError(
                    f"escalation.yaml: steps: langkah '{upper.code}' (jenjang {upper.level}) "
                    f"terjadi sebelum '{lower.code}' (jenjang {lower.level})."
                )
