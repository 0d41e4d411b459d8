"""The ticket's page, and the papers printed from it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.domain.roles import permitted as can
from helpdesk.queries.reading import read_ticket, ticket_seen_by
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.answering import page
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.guide_door import live
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_lazy import beside
from helpdesk.web.officer.views_paper import file_receipt_page, receipt_page
from helpdesk.web.officer.views_ticket import Again, print_page
from helpdesk.web.officer.views_triage_help import filled
from helpdesk.web.public.telegram_link import telegram_offer

COMES_IN = 5  # seconds; a fresh process reads the guide, or learns it anew


@desk.get("/tiket/<ticket:number>")
@permitted(Action.VIEW_TICKET)
def ticket(number: str) -> ResponseReturnValue:
    """Conversation, dates with reasons, and everything that can be done."""
    return page(number)


@desk.get("/tiket/<ticket:number>/saran")
@permitted(Action.VIEW_TICKET)
def ticket_suggestions(number: str) -> ResponseReturnValue:
    """What comes beside it afterwards; a fresh process reads the guide for some seconds."""
    ticket, ready = ticket_seen_by(number, acting()), live().warm()
    page = render_template(
        "officer/suggestions.html", ticket=ticket, **beside(ticket, acting(), ready=ready),
        part=request.headers.get("X-Requested-With") == "fetch",
    )
    return (page, 200) if ready else (page, 202, {"Retry-After": str(COMES_IN)})


@desk.get("/tiket/<ticket:number>/isi-triase")
@permitted(Action.TRIAGE)
def fill_triage(number: str) -> ResponseReturnValue:
    """The ticket with the proposed triage in its form, for the officer to read and to send."""
    ticket, actor = ticket_seen_by(number, acting()), acting()
    return page(number, Again(form="triase", kept=filled(ticket, actor)))


@desk.get("/tiket/<ticket:number>/cetak")
@permitted(Action.VIEW_TICKET)
def print_ticket(number: str) -> ResponseReturnValue:
    """The whole ticket on A4; internal notes only when they are asked for."""
    actor = acting()
    reading = read_ticket(ticket_seen_by(number, actor), catalogue(), now())
    may = can(actor, Action.NOTE)
    page = print_page(reading, actor, notes=may and request.args.get("catatan") == "ya")
    return render_template("officer/ticket_print.html", may_notes=may, **page)


@desk.get("/tiket/<ticket:number>/tanda-terima")
@permitted(Action.VIEW_TICKET)
def receipt(number: str) -> ResponseReturnValue:
    """The requester's receipt: number, link as QR, dates."""
    reading = read_ticket(ticket_seen_by(number, acting()), catalogue(), now())
    return render_template(
        "officer/receipt.html", telegram=telegram_offer(reading.ticket), **receipt_page(reading)
    )


@desk.get("/tiket/<ticket:number>/tanda-terima-berkas")
@permitted(Action.RECEIVE_FILE)
def file_receipt(number: str) -> ResponseReturnValue:
    """Tanda Terima Berkas, for the requester to take home."""
    reading = read_ticket(ticket_seen_by(number, acting()), catalogue(), now())
    return render_template("officer/file_receipt.html", **file_receipt_page(reading))
