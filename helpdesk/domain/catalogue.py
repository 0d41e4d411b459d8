"""Value types of what the bureau publishes: profile, units, services, limits, ladder, survey."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from helpdesk.domain.calendar import SpecialRange, Window, WorkingCalendar
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.forms import Form
from helpdesk.domain.services import LegalSource, Procedure, Service
from helpdesk.domain.tender_claim import EmptyClaims
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.domain.working_time import Limit, WorkingDays

# Words in braces that a text of the catalogue may leave to the bureau's profile.
PLACEHOLDERS = frozenset(
    {"biro", "alamat", "telepon", "surel", "situs", "provinsi", "formulir_inaproc"}
)


@dataclass(frozen=True)
class Signatory:
    """Who signs for the bureau; an unknown name leaves a line to fill in."""

    name: str | None
    title: str
    rank: str | None = None
    employee_number: str | None = None


@dataclass(frozen=True)
class Contacts:
    """Where a requester may turn outside the bureau, as texts to print."""

    sp4n: str
    ombudsman: str
    inspectorate: str
    lpse_support: str
    call_144: str
    inaproc_form: str
    ppid: str | None = None  # None: the profile does not say yet


@dataclass(frozen=True)
class Bureau:
    """Whose helpdesk this is (bureau.yaml); weekday keys are 0 for Monday."""

    name: str
    short_name: str
    level: str
    province: str
    zone: str
    zone_label: str
    address: str
    phone: str
    email: str
    website: str
    domain: str
    contact_is_example: bool
    office_hours: Mapping[int, tuple[Window, ...]]
    counter_hours: Mapping[int, tuple[Window, ...]]
    signatory: Signatory
    titles: Mapping[str, str]
    contacts: Contacts
    legal_basis: tuple[LegalSource, ...] = ()
    logo: str | None = None
    spse_version: str | None = None
    office_hours_decree: str | None = None

    def fill(self, text: str) -> str:
        """`text` with its `PLACEHOLDERS` filled in from this profile."""
        values = {
            "biro": self.name,
            "alamat": self.address,
            "telepon": self.phone,
            "surel": self.email,
            "situs": self.website,
            "provinsi": self.province,
            "formulir_inaproc": self.contacts.inaproc_form,
        }
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text


@dataclass(frozen=True)
class Unit:
    """A part of the bureau; `queue` units hold tickets of their own."""

    code: str
    name: str
    parent: str | None
    queue: bool
    head_title: str | None = None


@dataclass(frozen=True)
class LimitRule:
    """A limit and the article or policy it stands on, both kept with each promise."""

    limit: Limit
    basis: str


@dataclass(frozen=True)
class LimitClass:
    """A class of matter with a resolution limit of its own (SP4N-LAPOR! and the like)."""

    code: str
    name: str
    rule: LimitRule


@dataclass(frozen=True)
class SilenceLimits:
    """After how long a silent requester's ticket may be proposed for closing."""

    default: WorkingDays
    visit: WorkingDays
    complaint_calendar_days: int


@dataclass(frozen=True)
class Limits:
    """Every figure of `sla-rules.md` that the bureau may change (limits.yaml)."""

    response: LimitRule
    forwarding: LimitRule
    forwarding_urgent: LimitRule
    resolution: Mapping[Kind, LimitRule]
    classes: Mapping[str, LimitClass]
    reply: LimitRule
    third_party: LimitRule
    filing_task: LimitRule
    reopen_days: int
    reopened_target_days: int
    remind_after: tuple[int, ...]
    close_silence: SilenceLimits
    empty_claims: EmptyClaims
    complaint_late_days: int
    backdate_days: int
    warn_at_percent: int
    short_pause_minutes: int


@dataclass(frozen=True)
class LadderStep:
    """One rung of the ladder; `None` in a condition means that it does not matter.

    `shift` counts working days after the deadline, 0 being the deadline itself.
    """

    code: str
    clocks: frozenset[str]
    when: str
    level: int
    action: str
    recipients: tuple[str, ...]
    template: str
    shift: int = 0
    cycle_at_least: int = 1
    authorities: frozenset[Authority] | None = None
    accepted: bool | None = None
    answered: bool | None = None
    tell_requester: bool = False
    channels: tuple[str, ...] = ("email", "telegram")

    def fits(self, authority: Authority, *, accepted: bool, answered: bool, cycle: int = 1) -> bool:
        """Whether the step concerns a ticket in this position (clock and time aside)."""
        return (
            (self.authorities is None or authority in self.authorities)
            and self.accepted in (None, accepted)
            and self.answered in (None, answered)
            and cycle >= self.cycle_at_least
        )


@dataclass(frozen=True)
class SurveyElement:
    """One of the nine elements (Permen PANRB 14/2017); `answers` run from value 1 to 4."""

    key: str
    label: str
    question: str
    answers: tuple[str, str, str, str]


@dataclass(frozen=True)
class ProfileQuestion:
    """A question about the respondent; without choices it is free text. Always optional."""

    key: str
    question: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """The questionnaire of one survey period."""

    title: str
    introduction: str
    source: str
    elements: tuple[SurveyElement, ...]
    profile: tuple[ProfileQuestion, ...]
    comment_prompt: str


@dataclass(frozen=True)
class Pledge:
    """Maklumat pelayanan; without date and signatory it is a draft."""

    title: str
    source: str
    statements: tuple[str, str, str]
    body: str
    signed_on: date | None
    signatory: str | None

    @property
    def is_draft(self) -> bool:
        """Whether it may not yet be shown as the bureau's pledge."""
        return self.signed_on is None or self.signatory is None


@dataclass(frozen=True)
class PrivacyPart:
    """One heading of the notice with what stands under it."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Privacy:
    """The notice of personal data (UU 27/2022), with the version that is in force."""

    revision: str
    since: date
    source: str
    short: str  # the sentence beside a form
    parts: tuple[PrivacyPart, ...]


@dataclass(frozen=True)
class ClosedDay:
    """A date without service: `type` is holiday, collective_leave or local."""

    date: date
    name: str
    type: str
    decree: str | None = None


@dataclass(frozen=True)
class SpecialHours(SpecialRange):
    """Other hours for a range of dates, on whose word, and whether that word has been given."""

    confirmed: bool = False
    basis: str = ""


@dataclass(frozen=True)
class CalendarYear:
    """What is closed in one year and on whose word; a range belongs to the year it begins in."""

    year: int
    confirmed: bool
    decree: str
    source: str
    closed: tuple[ClosedDay, ...]
    special: tuple[SpecialHours, ...] = ()

    @property
    def hours_confirmed(self) -> bool:
        """Whether all other hours (Ramadan's) rest on a circular and not on a guess."""
        return all(hours.confirmed for hours in self.special)


@dataclass(frozen=True)
class SelfFiling:
    """A matter that only the account's owner can file; `topics` are those of the guide.

    `place`: where, with its link; `application` and `category` as the provider's form wants them.
    """

    code: str
    topics: tuple[str, ...]
    party: str
    owner: str
    place: str
    application: str
    category: str
    proof: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Catalogue:
    """Everything the bureau publishes: the files, and what was changed since in the UI."""

    bureau: Bureau
    units: Mapping[str, Unit]
    services: Mapping[str, Service]
    procedures: Mapping[str, Procedure]
    legal: Mapping[str, LegalSource]
    calendars: CalendarHistory
    calendar_years: Mapping[int, CalendarYear]
    limits: Limits
    ladder: tuple[LadderStep, ...]
    fallbacks: Mapping[str, tuple[str, ...]]
    survey: Survey
    pledge: Pledge
    privacy: Privacy
    self_filing: tuple[SelfFiling, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)
    # Figures that held until an instant, oldest first: what had begun before keeps them.
    limits_before: tuple[tuple[datetime, Limits], ...] = ()
    # Texts of a service that held until an instant, oldest first: its tickets keep them.
    services_before: Mapping[str, tuple[tuple[datetime, Service], ...]] = field(
        default_factory=dict)

    def limits_at(self, instant: datetime) -> Limits:
        """The figures that held then."""
        held = (limits for until, limits in self.limits_before if instant < until)
        return next(held, self.limits)

    @property
    def offered(self) -> Mapping[str, Service]:
        """The services that can be asked for now."""
        return {code: each for code, each in self.services.items() if each.active}

    def service_at(self, code: str | None, instant: datetime) -> Service | None:
        """The service as it was published then."""
        held = self.services_before.get(code or "", ())
        return next(
            (service for until, service in held if instant < until),
            self.services.get(code or ""),
        )

    def filed_by_owner(self, topic: str) -> SelfFiling | None:
        """How the account's owner files the matter of a topic; None where anybody can."""
        return next((each for each in self.self_filing if topic in each.topics), None)

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar that holds now."""
        return self.calendars.newest.calendar
