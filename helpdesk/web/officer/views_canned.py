"""View models of replies kept for use again."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from helpdesk.domain.canned import Kept, ranked
from helpdesk.domain.mentions import offered
from helpdesk.domain.placeholders import MEANINGS, filled
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.ticket import IdentityMode
from helpdesk.models import CannedReply, Ticket
from helpdesk.queries.canned import canned_replies, draft_of, wordings
from helpdesk.queries.related import all_officers, assignable, officer_names
from helpdesk.web.door import catalogue, library
from helpdesk.web.officer.views_suggestions import SUGGESTIONS
from helpdesk.wording.guide import plain_answer
from helpdesk.wording.time import datetime_short

GUIDE, PEOPLE = "panduan", "petugas"  # where a text to put in comes from, else kept replies


def canned_page(
    actor: Actor, kept: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Everything to choose from, and the form for another."""
    names = officer_names()
    rows = [
        {
            "title": row.title, "body": row.body, "shared": row.shared,
            "href": url_for("officer.canned_one", reply_id=row.id),
            "by": "Anda" if row.officer_id == actor.id else names.get(row.officer_id, "Petugas"),
        }
        for row in canned_replies(actor)
    ]
    return {"rows": rows, "kept": kept or {}, "errors": errors or {},
            "meanings": MEANINGS.items()}


def edit_page(
    row: CannedReply, actor: Actor, kept: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """One reply with its earlier wordings."""
    names, zone = officer_names(), str(catalogue().calendar.tz)
    standing = {"title": row.title, "body": row.body, "shared": "1" if row.shared else ""}
    head = bool(actor.roles & {Role.UNIT_HEAD, Role.BUREAU_HEAD})
    return {
        "id": row.id, "title": row.title, "kept": kept or standing, "errors": errors or {},
        "meanings": MEANINGS.items(), "mine": row.officer_id == actor.id or head,
        "history": [
            {"by": names.get(v.officer_id, "Petugas"), "at_text": datetime_short(v.at, zone),
             "title": v.title, "body": v.body} for v in wordings(row.id)
        ],
    }


def insertions(ticket: Ticket, actor: Actor, asked: str, source: str) -> list[dict[str, str]]:
    """Texts to put into a reply or a note, ready for this ticket."""
    if source == GUIDE:
        return _articles(asked)
    return _people(ticket, actor, asked) if source == PEOPLE else _replies(ticket, actor, asked)


def _people(ticket: Ticket, actor: Actor, asked: str) -> list[dict[str, str]]:
    """Colleagues who may see the ticket."""
    seeing = assignable(ticket, all_officers())
    names = {o.id: o.name for o in seeing if o.id != actor.id}
    return [{"title": name, "text": f"@{name} "} for name in offered(asked, names)]


def _replies(ticket: Ticket, actor: Actor, asked: str) -> list[dict[str, str]]:
    values = values_of(ticket, actor)
    kept = (Kept(row.id, row.title, row.body) for row in canned_replies(actor))
    return [{"title": k.title, "text": filled(k.body, values)} for k in ranked(asked, kept)]


def _articles(asked: str) -> list[dict[str, str]]:
    if not asked:
        return []
    found, bureau = library(), catalogue().bureau
    return [
        {"title": c.title, "text": plain_answer(found.article(c.id).body_markdown, bureau)}
        for c in found.ask(asked).candidates[:SUGGESTIONS]
    ]


def values_of(ticket: Ticket, actor: Actor) -> dict[str, str]:
    """What the words in braces stand for on this ticket, as far as the officer may know."""
    known = may_know_requester(actor, IdentityMode(ticket.identity), ticket.assignee_id)
    service = catalogue().services.get(ticket.service or "")
    return {
        "nama": (ticket.requester.name if known else None) or "Bapak/Ibu",
        "nomor": ticket.number, "perihal": ticket.subject,
        "layanan": service.name if service else "layanan kami",
    }


def draft_view(ticket: Ticket, actor: Actor) -> dict[str, Any] | None:
    """The officer's own unsent words, with when they were kept."""
    row = draft_of(ticket.id, actor)
    if row is None:
        return None
    at = datetime_short(row.at, str(catalogue().calendar.tz))
    return {"text": row.body, "internal": row.internal, "at_text": at}
