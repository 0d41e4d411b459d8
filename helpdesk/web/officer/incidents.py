"""Incident mode: the page of an outage, what is declared of it, its reports, one answer to all."""

from collections.abc import Callable
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.incident import Cause
from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action, Actor
from helpdesk.errors import InvalidInput
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.incident import (
    Declaration,
    correct_incident,
    declare_incident,
    end_incident,
    resume_incident,
)
from helpdesk.usecases.incident_answer import Answered, answer_incident
from helpdesk.usecases.incident_reports import join_many, leave_incident
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.officer.answering import SHOWN, Move, act, refused
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_incident import Results, incident_page, incidents_page
from helpdesk.web.officer.views_ticket import Again

PLACE = "/tiket/<ticket:number>/mode-gangguan"


@desk.get("/gangguan")
@permitted(Action.DECLARE_INCIDENT)
def incidents() -> ResponseReturnValue:
    """All of them: a Pokja may ask for the paper of one that is long over."""
    return render_template("officer/incidents.html", **incidents_page(acting(), now()))


@desk.get(PLACE)
@permitted(Action.DECLARE_INCIDENT)
def incident(number: str) -> ResponseReturnValue:
    """The incident, its reports, those that look like it, and the forms."""
    return _page(number)


def _page(number: str, again: Again | None = None, results: Results | None = None) -> str:
    ticket, at = ticket_seen_by(number, acting()), now()
    view = incident_page(ticket, acting(), at, again or Again(), results)
    return render_template("officer/incident.html", **view)


def _act(number: str, form_name: str, done: str, move: Move) -> ResponseReturnValue:
    return act(number, form_name, done, move, to="officer.incident", show=_page)


@desk.post(f"{PLACE}/nyatakan")
@permitted(Action.DECLARE_INCIDENT)
def declare(number: str) -> ResponseReturnValue:
    """State that this outage concerns many."""
    return _act(number, "gangguan", "Gangguan dinyatakan.", lambda form, who, at: declare_incident(
        book(), number, _declaration(form), actor=who, now=at, version=form.version
    ))


@desk.post(f"{PLACE}/perbaiki")
@permitted(Action.DECLARE_INCIDENT)
def correct(number: str) -> ResponseReturnValue:
    """Put right what was declared."""
    done = "Keterangan gangguan disimpan."
    return _act(number, "gangguan", done, lambda form, who, at: correct_incident(
        book(), number, _declaration(form), actor=who, now=at, version=form.version
    ))


def _declaration(form: Posted) -> Declaration:
    started_at = form.instant("started_at", catalogue().calendar.tz)
    if started_at is None:
        raise InvalidInput(started_at="Isi tanggal dan jam gangguan mulai.")
    return Declaration(
        headline=form.text("headline"), cause=form.needed("cause", Cause), started_at=started_at,
        evidence=form.text("evidence"), published=form.flag("published"),
    )


@desk.post(f"{PLACE}/akhiri")
@permitted(Action.DECLARE_INCIDENT)
def end(number: str) -> ResponseReturnValue:
    """It is over, since now or since then."""
    return _act(number, "akhir", "Akhir gangguan dicatat.", lambda form, who, at: end_incident(
        book(), number, form.instant("ended_at", catalogue().calendar.tz), actor=who, now=at,
        version=form.version,
    ))


@desk.post(f"{PLACE}/lanjutkan")
@permitted(Action.DECLARE_INCIDENT)
def resume(number: str) -> ResponseReturnValue:
    """It was not over after all."""
    done = "Gangguan dicatat masih berlangsung."
    return _act(number, "lanjut", done, lambda form, who, at: resume_incident(
        book(), number, actor=who, now=at, version=form.version
    ))


@desk.post(f"{PLACE}/keluarkan")
@permitted(Action.MERGE)
def leave(number: str) -> ResponseReturnValue:
    """A report was of something else."""
    done = "Laporan dikeluarkan dari gangguan ini."
    return _act(number, "keluar", done, lambda form, who, at: leave_incident(
        book(), _number(form, "number"), number, actor=who, now=at
    ))


def _number(form: Posted, name: str) -> str:
    number = parse_number(form.text(name))
    if number is None:
        raise InvalidInput(**{name: "Nomor tiket tidak dikenal."})
    return number


@desk.post(f"{PLACE}/gabung")
@permitted(Action.MERGE)
def join_chosen(number: str) -> ResponseReturnValue:
    """The ticked proposals become reports of the incident; each is told of by itself."""
    return _each(number, "gabung", lambda form, who, at: Answered(join_many(
        book(), number, [parse_number(n) or "-" for n in form.values.getlist("gabung-numbers")],
        actor=who, now=at,
    )))


@desk.post(f"{PLACE}/jawab")
@permitted(Action.REPLY)
def answer_all(number: str) -> ResponseReturnValue:
    """One answer to the incident and all its open reports, perhaps ending them all."""
    return _each(number, "jawab", lambda form, who, at: answer_incident(
        book(), number, form.text("text"), press=form.text("token"), actor=who, now=at,
        resolve=form.text("send") == "resolve",
    ))


def _each(
    number: str, form_name: str, many: Callable[[Posted, Actor, datetime], Answered]
) -> ResponseReturnValue:
    """The page with what became of each ticket; pressing or loading it again repeats nothing."""
    ticket_seen_by(number, acting())
    form = Posted(request.form, form_name)
    try:
        done = many(form, acting(), now())
    except SHOWN as error:
        return refused(number, form, error, _page)
    # What is left is told by the same press and words; everybody told already is passed over.
    again = Again(kept=form.kept()) if done.left else None
    return _page(number, again, Results(form_name, done.told, done.left))
