"""/petugas/tiket/N/netralitas: a question about the evaluation of a running tender."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.roles import Action, Actor, may_see
from helpdesk.domain.roles import permitted as may
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.models import Ticket
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.queries.related import assignable, officer_names
from helpdesk.queries.watchers import watchers_of
from helpdesk.triage_signs import EVALUATION
from helpdesk.usecases.reply import Words
from helpdesk.usecases.restrict import lift_restriction, restrict_ticket
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.officer.answering import SHOWN, act, refused
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.guide_door import shelf
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_away import officer_options, officers_now
from helpdesk.web.officer.views_ticket import Again
from helpdesk.wording.guide import plain_answer
from helpdesk.wording.neutrality import neutral_answer

PLACE = "/tiket/<ticket:number>/netralitas"


@desk.get(PLACE)
@permitted(Action.RESTRICT)
def neutrality(number: str) -> ResponseReturnValue:
    """Why and how it is restricted, with the answer to send; restricted already: how to lift it."""
    return _page(number)


def _page(number: str, again: Again | None = None) -> str:
    actor = acting()
    view = _view(ticket_seen_by(number, actor), actor, again or Again())
    return render_template("officer/neutrality.html", **view)


def _view(ticket: Ticket, actor: Actor, again: Again) -> dict[str, Any]:
    people, away = officers_now()
    article = shelf().articles.get(EVALUATION)
    told = plain_answer(article.body_markdown, catalogue().bureau) if article else None
    posted, kept = again.form == "netral", again.kept
    chosen = kept.get("netral-officer") if posted else str(ticket.assignee_id or actor.id)
    return {
        "ticket": ticket, "again": again, "kept": kept, "errors": again.errors,
        "open": Status(ticket.status) in OPEN,
        "may_lift": may(actor, Action.LIFT_RESTRICTION),
        "officers": officer_options(assignable(ticket, people), away),
        "chosen": chosen, "answers": Kind(ticket.kind) not in NEEDS_COMPLETENESS,
        "send": "netral-send" in kept if posted else True,
        "text": kept.get("netral-text") if posted else neutral_answer(told),
        "followers": [o.name for o in watchers_of(ticket) if o.id != ticket.assignee_id],
        "hidden": {"version": ticket.version},
    }


@desk.post(PLACE)
@permitted(Action.RESTRICT)
def restrict(number: str) -> ResponseReturnValue:
    """Restrict it; back to the ticket, or to the queue for an officer who sees it no longer."""
    form, actor = Posted(request.form, "netral"), acting()
    try:
        answer = Words(form.text("text")) if form.text("send") else None
        ticket = restrict_ticket(
            book(), number, officer_id=form.row("officer"), answer=answer, actor=actor, now=now(),
            version=form.version,
        )
    except SHOWN as error:
        return refused(number, form, error, _page)
    seen = may_see(actor, ticket.access)
    who = officer_names().get(ticket.assignee_id or 0, "petugas yang ditunjuk")
    flash(f"Tiket {number} dibatasi demi netralitas tender."
          + ("" if seen else f" Sekarang hanya kepala dan {who} yang melihatnya."), "ok")
    place = url_for("officer.ticket", number=number) if seen else url_for("officer.queue")
    return redirect(place, 303)


@desk.post(f"{PLACE}/cabut")
@permitted(Action.LIFT_RESTRICTION)
def lift(number: str) -> ResponseReturnValue:
    """Open it to the desk again."""
    return act(number, "cabut", "Pembatasan dicabut. Tiket terlihat lagi oleh semua petugas.",
               lambda form, who, at: lift_restriction(
                   book(), number, form.text("reason"), actor=who, now=at, version=form.version
               ), show=_page)
