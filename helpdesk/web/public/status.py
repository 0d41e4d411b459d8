"""/t: the status by its link; reading, replying, confirming for the browser that was let in."""

from collections.abc import Mapping

from flask import Response, make_response, render_template, request, url_for
from flask import redirect as redirect_to
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.domain.link import survey_token
from helpdesk.domain.ticket import ENDED, OPEN, Status
from helpdesk.errors import HelpdeskError, InvalidInput, NotFound
from helpdesk.models import Ticket
from helpdesk.queries.incidents import incident_of_report
from helpdesk.queries.merged import goes_on_in, takes_words
from helpdesk.queries.public import public_file, survey_answered, ticket_of_number, webchat
from helpdesk.queries.reading import read_ticket, ticket_of_link
from helpdesk.usecases.access import code_waits
from helpdesk.usecases.self_filing import awaits_number
from helpdesk.web import limiter
from helpdesk.web.door import book, catalogue, now
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.links import status_link
from helpdesk.web.public.status_view import bubbles_of, code_to, news_to
from helpdesk.web.public.telegram_link import telegram_offer
from helpdesk.web.public.tender import tender_view
from helpdesk.web.sending import sandboxed, send_attachment
from helpdesk.wording.incident import of_report
from helpdesk.wording.status import merged_words, public_status
from helpdesk.wording.timeline import PROVIDER

LONGEST_TOKEN = 100


@public.get("/t/<token>")
@limiter.limit("30 per minute; 300 per hour")
def open_status(token: str) -> AnyResponse:
    """The secret leaves the address bar; the number that stays opens nothing by itself."""
    ticket = ticket_of_link(token[:LONGEST_TOKEN])
    visitor.open_link(ticket)
    return redirect_to(url_for("public.status", nomor=ticket.number), 303)


@public.get("/t/")
def status() -> Response | tuple[str, int]:
    ticket = opened_ticket(request.args.get("nomor"))
    if ticket is None:
        return render_template("public/status_closed.html"), 403
    return status_page(ticket)


def opened_ticket(wanted: str | None) -> Ticket | None:
    """The ticket whose link, as it is now, this browser came by."""
    number = visitor.opened_number(wanted)
    if number is None:
        return None
    try:
        ticket = ticket_of_number(number)
    except NotFound:
        return None
    return ticket if visitor.serial_of(number) == ticket.link_serial else None


def acting_ticket() -> Ticket:
    """The ticket a form of the status page speaks of. Raises `NotFound` unless it was opened."""
    ticket = opened_ticket(request.form.get("nomor", "-"))
    if ticket is None:
        raise NotFound
    return ticket


def written_ticket() -> Ticket:
    """The same, for what needs a browser that was let in."""
    ticket = acting_ticket()
    visitor.require_write(ticket, chat_id())
    return ticket


def chat_id() -> int | None:
    """The chat of this browser."""
    chat = webchat(visitor.chat_address())
    return chat.id if chat is not None else None


def status_page(
    ticket: Ticket, errors: Mapping[str, str] | None = None, *, code: int = 200,
    values: Mapping[str, str] | None = None,
) -> Response:
    """The page at this instant, with what was wrong in a form of it."""
    inside = visitor.may_write(ticket, chat_id())
    standing = Status(ticket.status)
    reading = read_ticket(ticket, catalogue(), now())
    view = public_status(catalogue(), reading)
    incident, main = incident_of_report(ticket), goes_on_in(ticket)
    passed_on = main is not None and takes_words(ticket)
    page = render_template(
        "public/status.html", view=view,
        incident=of_report(incident, catalogue().bureau.zone) if incident else "",
        link=status_link(ticket) if inside else "",
        errors=errors or {}, values=values or {}, inside=inside, number=ticket.number,
        messages=bubbles_of(ticket) if inside else [],
        code_to=code_to(ticket), code_waits=not inside and code_waits(ticket.id, now()),
        chat=ticket.conversation_id is not None,
        news=news_to(ticket) if inside and standing in OPEN else "",
        open=standing in OPEN, resolved=standing is Status.RESOLVED, survey=_survey(ticket),
        main=main.number if main else "", passed_on=passed_on,
        main_text=merged_words(main.number) if main and inside else "",
        ended=standing in (Status.CLOSED, Status.REJECTED) and not passed_on,
        channel=ticket.channel,
        nonce=visitor.form_token(now()),
        party=PROVIDER.get(ticket.provider or "", "LKPP") if awaits_number(ticket) else "",
        visit=ticket.wait_reason == "visit", telegram=telegram_offer(ticket) if inside else {},
        tender=tender_view(reading, 1) if standing in OPEN else None,
    )
    response = make_response(page, code)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _survey(ticket: Ticket) -> str:
    if ticket.merged_id is not None:
        return ""  # the ticket that goes on asks
    if Status(ticket.status) not in ENDED or survey_answered(ticket.id):
        return ""
    return url_for("public.survey", token=survey_token(book().link_key, ticket.id))


@public.get("/t/file/<ref>")
@sandboxed
def ticket_file(ref: str) -> Response:
    attachment, ticket = public_file(ref[:LONGEST_TOKEN])
    visitor.require_write(ticket, chat_id())
    return send_attachment(attachment)


def back_to(ticket: Ticket, anchor: str = "") -> AnyResponse:
    """After a form: the page anew, so that reloading sends nothing twice."""
    return redirect_to(url_for("public.status", nomor=ticket.number, _anchor=anchor or None), 303)


def refused(ticket: Ticket, error: HelpdeskError, field: str) -> Response:
    """The page again with the reason at the field and the input kept."""
    fields = error.fields if isinstance(error, InvalidInput) else {}
    named = {"lampiran": fields["files"]} if "files" in fields else {field: error.message}
    return status_page(ticket, named, code=400, values=request.form)
