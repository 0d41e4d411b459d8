"""Files of the catalogue to the domain's values, read once at start."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from helpdesk.catalogue.references import (
    check_ladder,
    check_procedures,
    check_units,
    link_bureau,
    link_forms,
    link_services,
)
from helpdesk.catalogue.schema import FileSchema, load_as
from helpdesk.catalogue.schema_bureau import BureauSchema, LegalSchema, UnitsSchema
from helpdesk.catalogue.schema_form import FormSchema
from helpdesk.catalogue.schema_ladder import CLOCKS, LadderSchema
from helpdesk.catalogue.schema_privacy import PrivacySchema
from helpdesk.catalogue.schema_procedure import ProcedureSchema
from helpdesk.catalogue.schema_rules import LimitsSchema
from helpdesk.catalogue.schema_self_filing import SelfFilingSchema
from helpdesk.catalogue.schema_service import ServiceSchema
from helpdesk.catalogue.schema_survey import PledgeSchema, SurveySchema
from helpdesk.catalogue.source import read_front_matter, read_yaml
from helpdesk.catalogue.years import build_calendar, check_next_year, check_year, read_years
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.catalogue import Bureau, Catalogue, Limits, Pledge, Privacy, Survey, Unit
from helpdesk.domain.forms import Form
from helpdesk.domain.services import LegalSource, Procedure, Service
from helpdesk.errors import CatalogueError

__all__ = ["check_next_year", "check_year", "load_catalogue"]


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)
T = TypeVar("T")


def load_catalogue(path: Path | None = None, bureau_file: Path | None = None) -> Catalogue:
    """The whole catalogue of the folder `path` (default: this package's own files).

    `bureau_file` takes another profile's place of bureau.yaml. Raises `CatalogueError` whose
    message names file, path inside and reason, in Indonesian.
    """
    folder = path or Path(__file__).parent
    units = _by_code(_read(folder, "units.yaml", UnitsSchema, tuple), "units.yaml", Unit)
    check_units(units)
    legal = _by_code(_read(folder, "legal.yaml", LegalSchema, tuple), "legal.yaml", LegalSource)
    procedures = _read_folder(folder, "procedures", ProcedureSchema, Procedure)
    services = _read_folder(folder, "services", ServiceSchema, Service)
    services = link_services(services, units, procedures)
    check_procedures(procedures, services)
    rules = _read(folder, "escalation.yaml", LadderSchema, dict)
    check_ladder(rules["ladder"], CLOCKS)
    bureau = _read_bureau(bureau_file or folder / "bureau.yaml", legal)
    years = read_years(folder)
    return Catalogue(
        bureau=bureau,
        units=units,
        services=MappingProxyType(services),
        procedures=procedures,
        legal=legal,
        calendars=CalendarHistory.of(build_calendar(bureau, years)),
        calendar_years=MappingProxyType(years),
        limits=_read(folder, "limits.yaml", LimitsSchema, Limits),
        survey=_read(folder, "survey.yaml", SurveySchema, Survey),
        pledge=_read_pledge(folder),
        privacy=_read(folder, "privacy.yaml", PrivacySchema, Privacy),
        self_filing=_read(folder, "self_filing.yaml", SelfFilingSchema, tuple),
        forms=link_forms(_read_folder(folder, "forms", FormSchema, Form), services),
        **rules,
    )


def _read(folder: Path, file: str, schema: type[FileSchema], result: type[T]) -> T:
    return load_as(schema, read_yaml(folder / file, file), file, result)


def _read_bureau(path: Path, legal: Mapping[str, LegalSource]) -> Bureau:
    bureau = load_as(BureauSchema, read_yaml(path, path.name), path.name, Bureau)
    return link_bureau(bureau, legal, path.name)


def _read_pledge(folder: Path) -> Pledge:
    raw = read_front_matter(folder / "pledge.md", "pledge.md")
    return load_as(PledgeSchema, raw, "pledge.md", Pledge)


def _read_folder(
    folder: Path, name: str, schema: type[FileSchema], result: type[C]
) -> Mapping[str, C]:
    entries: dict[str, C] = {}
    for path in sorted((folder / name).glob("*.yaml")):
        file = f"{name}/{path.name}"
        entry = load_as(schema, read_yaml(path, file), file, result)
        if entry.code != path.stem:
            raise CatalogueError(f"{file}: code: harus sama dengan nama berkas ({path.stem}).")
        entries[entry.code] = entry
    if not entries:
        raise CatalogueError(f"{name}: isi folder: tidak ada berkas .yaml di dalamnya.")
    return MappingProxyType(entries)


def _by_code(entries: tuple[Any, ...], file: str, result: type[C]) -> Mapping[str, C]:
    found: dict[str, C] = {}
    for entry in entries:
        if entry.code in found:
            raise CatalogueError(f"{file}: {entry.code}: kode dipakai dua kali.")
        found[entry.code] = entry
    return MappingProxyType(found)
