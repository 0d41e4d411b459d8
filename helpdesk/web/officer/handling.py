"""Working on a ticket: triage, disposition, authority, facts, steps."""

from datetime import datetime

from flask.typing import ResponseReturnValue

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import InvalidInput
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.incident_reports import join_incident
from helpdesk.usecases.receive import add_details, tick_step
from helpdesk.usecases.triage import Triage, change_authority, triage_ticket
from helpdesk.web.door import book, catalogue
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted


@desk.post("/tiket/<ticket:number>/triase")
@permitted(Action.TRIAGE)
def triage(number: str) -> ResponseReturnValue:
    """What the matter is, whose it is, and what is promised for it."""
    return act(number, "triase", "Triase disimpan.", lambda form, who, at: triage_ticket(
        book(), number, _triage(form), actor=who, now=at, version=form.version
    ))


def _triage(form: Posted) -> Triage:
    return Triage(
        kind=form.needed("kind", Kind), service=form.line("service"),
        authority=form.choice("authority", Authority), unit=form.line("unit"),
        urgency=form.line("urgency"), reason=form.line("reason", limit=500),
        limit_class=form.line("limit_class"),
    )


@desk.post("/tiket/<ticket:number>/disposisi")
@permitted(Action.ASSIGN)
def assign(number: str) -> ResponseReturnValue:
    """Hand the ticket to an officer or a unit, with an instruction."""
    return act(number, "disposisi", "Disposisi disimpan.", lambda form, who, at: assign_ticket(
        book(), number, officer_id=form.row("officer"), unit=form.line("unit"),
        instruction=form.text("instruction"), actor=who, now=at, version=form.version,
    ))


@desk.post("/tiket/<ticket:number>/kewenangan")
@permitted(Action.TRIAGE)
def authority(number: str) -> ResponseReturnValue:
    """Whose power it is to solve the matter, with a reason."""
    return act(number, "wewenang", "Kewenangan diubah.", lambda form, who, at: change_authority(
        book(), number, form.needed("authority", Authority), form.text("reason"), actor=who,
        now=at, version=form.version,
    ))


@desk.post("/tiket/<ticket:number>/data")
@permitted(Action.TRIAGE)
def details(number: str) -> ResponseReturnValue:
    """Package, tender deadline, company: what LKPP will ask for."""
    return act(number, "data", "Data tiket dilengkapi.", lambda form, who, at: _details(
        number, form, who, at
    ))


def _details(number: str, form: Posted, actor: Actor, at: datetime) -> None:
    deadline = form.instant("tender_deadline", catalogue().calendar.tz)
    package, company = form.line("package_code"), form.line("company")
    if not (deadline or package or company):
        raise InvalidInput(package_code="Isi paling sedikit satu data.")
    add_details(
        book(), number, now=at, actor=actor, package_code=package, tender_deadline=deadline,
        company=company,
    )


@desk.post("/tiket/<ticket:number>/langkah")
@permitted(Action.TICK_STEP)
def step(number: str) -> ResponseReturnValue:
    """Tick or clear a step of the service's procedure."""
    return act(number, "langkah", "Langkah dicatat.", lambda form, who, at: tick_step(
        book(), number, form.text("step"), form.text("done") == "1", actor=who, now=at
    ))


@desk.post("/tiket/<ticket:number>/gangguan")
@permitted(Action.MERGE)
def join(number: str) -> ResponseReturnValue:
    """Make the ticket a report of an outage."""
    return act(number, "gangguan", "Tiket digabungkan ke gangguan.", lambda form, who, at: (
        join_incident(
            book(), number, _parent(form), actor=who, now=at, version=form.version
        )
    ))


def _parent(form: Posted) -> str:
    number = parse_number(form.text("parent"))
    if number is None:
        raise InvalidInput(parent="Isi nomor tiket gangguan, misalnya PBJ-2026-000123.")
    return number
