"""An outbox row turned into words: subject, mail, chat text, buttons.

The words are in `templates/messages/<template>/{subject.txt,email.txt,telegram.txt}`. Links are
made here, when a message is sent, and stored nowhere. A chat's text holds marks of emphasis
(`domain/emphasis.py`), a mail's does not.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpdesk.db import db
from helpdesk.delivery import desk, digest, weekly
from helpdesk.delivery.buttons import Rows, buttons_of
from helpdesk.delivery.email import Enclosed
from helpdesk.delivery.enclosures import Enclosure, enclosures_of
from helpdesk.delivery.facts import facts_of
from helpdesk.delivery.freshness import overtaken
from helpdesk.delivery.html_mail import html_of
from helpdesk.delivery.link_buttons import as_buttons
from helpdesk.delivery.matter import Links, Matter
from helpdesk.delivery.papers import Draw, brings_proof, drawn
from helpdesk.domain import emphasis
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.link import status_token, survey_token
from helpdesk.models import OutboxItem, Ticket, TicketEvent
from helpdesk.queries.likely import Roots
from helpdesk.queries.reading import read_ticket
from helpdesk.wording.time import date_long, moment, time

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "messages"
DIALOGUE = "dialogue"  # rows whose words the conversation has chosen already
SEALED = "sealed"
GAPS = re.compile("\n{3,}")  # left where a part of a template had nothing to say
LINK_PLACE = "{tautan}"  # where a web chat's page puts the status link when it shows the line
SURVEY_PLACE = "{survei}"
OUTSIDE = ("requester", "provider")
DIGESTS = {"digest": digest.late_steps, "weekly_digest": weekly.week_of_missed}


class Overtaken(LookupError):
    """What the row would say is no longer so; it need not be sent."""


@dataclass(frozen=True)
class Composed:
    """One message for every channel; `buttons` are rows of (label, value of the press)."""

    subject: str
    text: str
    html: str | None
    telegram: str
    buttons: Rows
    brings_proof: bool = False  # a Bukti Lapor goes with it
    enclosures: tuple[Enclosure, ...] = ()  # what follows in a Telegram chat
    paper: Enclosed | None = None  # drawn already, where it goes inside the message


def compose(
    item: OutboxItem, *, catalogue: Catalogue, link_key: bytes, base_url: str, now: datetime,
    draw: Draw | None = None, roots: Roots | None = None,
) -> Composed:
    """The words of `item` from its ticket as it stands at `now`.

    A mail's Bukti Lapor is drawn by `draw`, without its sender's words: nobody has verified the
    address (`docs/decisions/0006-tender-day.md`). `roots` compares a new ticket with running
    incidents, for an officer's chat.

    Raises `Overtaken` for a warning or reminder whose reason has gone while it waited, and
    `LookupError` or Jinja's errors for a row that cannot be worded; the caller parks it.
    """
    ticket = db.session.get(Ticket, item.ticket_id) if item.ticket_id is not None else None
    links = _links(item, ticket, link_key, base_url)
    if item.template == DIALOGUE:
        return _with_chat(_said_by_dialogue(item, links), item, ticket, links, DIALOGUE)
    if desk.is_for_chat(item) and (refusal := desk.may_not(item, ticket)):
        raise Overtaken(refusal)
    if item.template == desk.TASKS:
        facts, rows = desk.tasks(item, catalogue, base_url, now)
        return _for_chat(desk.TASKS, facts, catalogue, rows)
    if item.template in DIGESTS:
        return _digest(item, catalogue, base_url, now)
    if ticket is None:
        raise LookupError(f"outbox {item.id} has no ticket to speak of")
    event = db.session.get(TicketEvent, item.event_id) if item.event_id is not None else None
    matter = Matter(
        item, event.as_event() if event else None, read_ticket(ticket, catalogue, now),
        catalogue, links,
    )
    if reason := overtaken(matter):
        raise Overtaken(reason)
    name = template_of(item, ticket)
    if name == desk.TICKET:
        facts = facts_of(matter) | desk.ticket_facts(matter)
        return _for_chat(desk.TICKET, facts, catalogue, desk.buttons(matter))
    buttons = buttons_of(name, matter) if item.audience == "requester" else ()
    like = desk.like_incident(matter, roots)
    if desk.is_for_chat(item):
        buttons = desk.buttons(matter, like)
    brings = brings_proof(item, matter.data)
    paper = None
    if brings and draw is not None and item.channel == "email":
        paper = drawn(draw, item, matter.reading, in_full=False)
    facts = {**facts_of(matter), **like, "attached": paper is not None}
    words = _composed(name, facts, catalogue, buttons)
    words = replace(words, brings_proof=brings, paper=paper)
    return _with_chat(words, item, ticket, links, name)


def _with_chat(
    words: Composed, item: OutboxItem, ticket: Ticket | None, links: Links, name: str
) -> Composed:
    """What a requester's Telegram chat has beside the words: links as buttons, files after them."""
    if item.channel != "telegram" or item.audience != "requester" or ticket is None:
        return words
    text, rows = as_buttons(words.telegram, words.buttons, links)
    following = enclosures_of(item, ticket, links, template=name, proof=words.brings_proof)
    return replace(words, telegram=text, buttons=rows, enclosures=following)


def _digest(item: OutboxItem, catalogue: Catalogue, base_url: str, now: datetime) -> Composed:
    facts = DIGESTS[item.template](item, catalogue, base_url, now)
    if not facts:
        raise Overtaken("Tidak ada lagi yang perlu disampaikan.")
    return _composed(item.template, facts, catalogue, ())


def _for_chat(
    name: str, facts: dict[str, object], catalogue: Catalogue, rows: Rows
) -> Composed:
    """The answer to an officer's command; nothing of it is ever a mail."""
    facts = {key: _unmarked(value) for key, value in facts.items()}
    text = _render("_desk", f"{name.removeprefix('desk_')}.txt", facts, catalogue)
    return Composed("", text, None, text, rows)


def _composed(
    name: str, facts: dict[str, object], catalogue: Catalogue, buttons: Rows
) -> Composed:
    facts = {key: _unmarked(value) for key, value in facts.items()}
    text = emphasis.plain(_render(name, "email.txt", facts, catalogue))
    return Composed(
        subject=" ".join(_render(name, "subject.txt", facts, catalogue).split()),
        text=text,
        html=html_of(text, catalogue.bureau.short_name),
        telegram=_render(name, "telegram.txt", facts, catalogue),
        buttons=buttons,
    )


def _unmarked(value: object) -> object:
    """A fact as it goes into a template: what others wrote emphasises nothing."""
    if isinstance(value, str):
        return emphasis.plain(value)
    return [_unmarked(each) for each in value] if isinstance(value, list) else value


def template_of(item: OutboxItem, ticket: Ticket) -> str:
    """The row's template; a sealed complaint tells officers its number and nothing else."""
    return SEALED if ticket.sealed and item.audience not in OUTSIDE else item.template


def _links(item: OutboxItem, ticket: Ticket | None, key: bytes, base_url: str) -> Links:
    if ticket is None:
        return Links("", "", "", "", base_url)
    status = f"{base_url}/t/{status_token(key, ticket.id, ticket.link_serial)}"
    shown = LINK_PLACE if item.channel == "webchat" else status
    return Links(
        status=shown, visit=f"{shown}/kunjungan",
        survey=SURVEY_PLACE if item.channel == "webchat"
        else f"{base_url}/survei/{survey_token(key, ticket.id)}",
        desk=f"{base_url}/petugas/tiket/{ticket.number}",
        base=base_url,
    )


def _said_by_dialogue(item: OutboxItem, links: Links) -> Composed:
    text = str(item.data["text"]).replace(LINK_PLACE, links.status)
    text = text.replace(SURVEY_PLACE, links.survey)
    rows = tuple(
        tuple((str(label), str(value)) for label, value in row)
        for row in item.data.get("buttons", ())
    )
    subject = str(item.data.get("subject", ""))  # only a mail has one
    return Composed(subject, text, None, text, rows, brings_proof(item, {}))


def worded_part(part: str, facts: dict[str, object], zone: str) -> str:
    """One part of a message as it will be read, for whoever decides whether to send it."""
    text = _environment(zone).get_template(part).render(facts)
    return GAPS.sub("\n\n", emphasis.plain(text).strip())


def _render(name: str, part: str, facts: dict[str, object], catalogue: Catalogue) -> str:
    template = _environment(str(catalogue.calendar.tz)).get_template(f"{name}/{part}")
    text = "\n".join(line.rstrip() for line in template.render(facts).strip().splitlines())
    return GAPS.sub("\n\n", text)


@cache
def _environment(zone: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,  # noqa: S701  plain text; html_mail escapes it whole
    )
    for mark in emphasis.Mark:
        env.filters[mark.value] = partial(emphasis.marked, mark)
    env.filters["at"] = lambda at: f"{date_long(at, zone)} pukul {time(at, zone)}"
    env.filters["brief"] = lambda at: moment(at, zone)
    env.filters["day"] = lambda at: date_long(at, zone)
    return env
