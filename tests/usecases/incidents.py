"""What tests of incidents share: an outage declared one, and reports of it."""

from helpdesk.domain.incident import Cause
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.incident import Declaration, declare_incident
from helpdesk.usecases.incident_reports import join_incident
from tests.builders import MONDAY, a_ticket, at

BEGAN = at("Senin 23 November 2026 08.55")
HEADLINE = "Aplikasi SPSE tidak dapat dibuka"
TOKEN = "halaman-yang-satu"


def told(**fields):
    """What an officer declares."""
    given = {"headline": HEADLINE, "cause": Cause.UNKNOWN, "started_at": BEGAN, "evidence": ""}
    return Declaration(**(given | fields))


def an_outage(book, text="SPSE tidak dapat diakses, galat 502 sejak pagi."):
    return a_ticket(book, kind=Kind.OUTAGE, text=text)


def an_incident(book, actor, now=MONDAY, **fields):
    """An outage's ticket declared an incident."""
    ticket = an_outage(book)
    return declare_incident(book, ticket.number, told(**fields), actor=actor, now=now)


def a_report(book, actor, parent, now=MONDAY, **fields):
    """A ticket joined to an incident."""
    given = {"kind": Kind.OUTAGE, "text": "SPSE mati"} | fields
    ticket = a_ticket(book, **given)
    return join_incident(book, ticket.number, parent.number, actor=actor, now=now)
