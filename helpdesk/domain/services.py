"""Value types of a service: its documents, steps, standard, and the procedure behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from helpdesk.domain.ticket import Authority, Category, Kind
from helpdesk.domain.working_time import Limit


@dataclass(frozen=True)
class LegalSource:
    """A regulation with its version and whether it is 'current' or 'needs_review'."""

    code: str
    title: str
    status: str
    note: str | None = None

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True)
class DocumentNeeded:
    """A document to bring; `original`: it must be seen; `when`: only in that case."""

    code: str
    label: str
    original: bool = False
    when: str | None = None


@dataclass(frozen=True)
class ServiceStep:
    """One step of a service; an actor of None is unknown and never guessed.

    `ends`: the matter stops here for now, as when an incomplete file is handed back.
    """

    no: str
    text: str
    actor: str | None = None
    branch: str | None = None
    standard_time: str | None = None
    output: str | None = None
    ends: bool = False


@dataclass(frozen=True)
class Component:
    """One of the 14 components of a standard (UU 25/2009 Pasal 21)."""

    no: int
    key: str
    group: str
    title: str
    body: str | tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What one version of a standard changed; `before` keeps the former words of components."""

    revision: str
    on: date
    what: str
    before: Mapping[str, str]


@dataclass(frozen=True)
class ServiceStandard:
    """A published promise. `published_response` is printed as published and is no clock.

    `reference_only`: taken from another government, not yet adopted by this bureau.
    """

    revision: str
    source: str
    reference_only: bool
    resolution: Limit | None
    internal_target: Limit | None
    unless: str | None
    published_response: str | None
    components: tuple[Component, ...]
    adopted: bool = False
    changes: tuple[Change, ...] = ()  # the newest first

    @property
    def basis(self) -> str:
        """What a promise made under this standard stands on."""
        if self.reference_only:
            return f"kebijakan biro (acuan: {self.source})"
        return self.source


@dataclass(frozen=True)
class ProcedureStep:
    """One row of an SOP; None is a cell that cannot be read in the source."""

    no: str
    text: str
    actor: str | None = None
    equipment: tuple[str, ...] = ()
    time: str | None = None
    output: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    note: str | None = None

    @property
    def is_terminator(self) -> bool:
        """Whether the row only marks where the flow chart starts or ends."""
        return self.text in ("Mulai", "Selesai")


@dataclass(frozen=True)
class Procedure:
    """A published SOP, kept as an example of another government until adopted."""

    code: str
    title: str
    source: str
    official_number: str | None
    created_on: date | None
    effective_on: date | None
    legal_basis: tuple[str, ...]
    actors: tuple[str, ...]
    qualifications: Mapping[str, str]
    equipment: tuple[str, ...]
    related: tuple[str, ...]
    warnings: tuple[str, ...]
    steps: tuple[ProcedureStep, ...]
    serves: tuple[str, ...]
    internal_only: bool
    explanation: str | None = None
    purpose: str | None = None
    records: str | None = None
    definitions: Mapping[str, str] | None = None
    note: str | None = None
    reference_only: bool = True

    @property
    def checklist(self) -> tuple[ServiceStep, ...]:
        """The rows an officer ticks off; start and end marks are left out."""
        return tuple(_as_service_step(step) for step in self.steps if not step.is_terminator)


def _as_service_step(step: ProcedureStep) -> ServiceStep:
    return ServiceStep(
        no=step.no,
        text=step.text,
        actor=step.actor,
        branch="; ".join(step.branches) or None,
        standard_time=step.time,
        output=", ".join(step.output) or None,
    )


@dataclass(frozen=True)
class ServiceField:
    """A column of its own that officers fill on the service's tickets; the public never sees it.

    `type` is one of `domain.ticket_fields.TYPES`; `needed`: no end without it.
    """

    code: str
    label: str
    type: str
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Service:
    """A layanan. `checklist` holds its SOP's steps, or its own where it has no SOP."""

    code: str
    name: str
    also_called: tuple[str, ...]
    unit: str
    kind: Kind
    authority: Authority
    audience: tuple[Category, ...]
    description: str
    requirements: tuple[str, ...]
    documents: tuple[DocumentNeeded, ...]
    needs_visit: bool
    procedure: str | None
    steps: tuple[ServiceStep, ...]
    standard: ServiceStandard | None
    status: str
    legal_basis_note: str | None
    notice: str | None
    relevant_topics: tuple[str, ...]
    order: int
    verifies_identity: bool = False  # an account changes hands here: no end without the check
    checklist: tuple[ServiceStep, ...] = ()
    fields: tuple[ServiceField, ...] = ()
    active: bool = True  # False: offered no more; its tickets go on

    @property
    def resolution(self) -> Limit | None:
        """The promised limit; none while the standard is still being made (Pasal 9)."""
        return self.standard.resolution if self.standard else None

    @property
    def needs_originals(self) -> bool:
        """Whether documents must be seen at the counter before the clock starts."""
        return any(document.original for document in self.documents)
