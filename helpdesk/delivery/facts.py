"""What the templates of messages may speak of: a ticket, its event and dates, in plain words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from helpdesk.db import db
from helpdesk.delivery.matter import Matter
from helpdesk.delivery.provider_facts import provider_facts, veiled
from helpdesk.delivery.step_facts import step_facts
from helpdesk.delivery.visit_facts import visit_facts
from helpdesk.delivery.watch_facts import watch_facts
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.shares import DONE, REQUESTER
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.tender_claim import package_code
from helpdesk.domain.ticket import PROVIDERS, Authority, Kind, RelayState
from helpdesk.domain.timers import reopen_until, timers_of
from helpdesk.models import Message, Ticket
from helpdesk.wording.glance import glance
from helpdesk.wording.headline import headline
from helpdesk.wording.tender import claim_words
from helpdesk.wording.values import label

# Telegram takes 4096 UTF-16 units; our own words around a quote stay under 900.
LONGEST_CHAT_QUOTE = 3_000
EXCERPT = 300
CARD_SUBJECT = 120


def facts_of(matter: Matter) -> dict[str, Any]:
    """Every name a template may use."""
    ticket, data = matter.ticket, matter.data
    return {
        "number": ticket.number, "its_number": ticket.number, "link": matter.links.status,
        "survey": matter.links.survey,
        "desk": matter.links.desk, "desk_in_text": desk_in_text(matter.links.base),
        "site": matter.links.base, "sealed": ticket.sealed,
        "bureau": matter.catalogue.bureau, "contacts": matter.catalogue.bureau.contacts,
        "titles": matter.catalogue.bureau.titles, "now": matter.reading.now,
        "completeness": data.get("completeness"), "wait": data.get("wait"),
        "reason": data.get("reason"), "institution": data.get("institution") or "",
        "code": data.get("code") or "", "minutes": data.get("minutes") or 15,
        "reminder": matter.item.data.get("text", ""),
        **_of_ticket(matter), **_of_people(matter), **_of_dates(matter), **_of_message(matter),
        **provider_facts(matter), **step_facts(matter), **_of_ending(matter),
        **visit_facts(matter), **watch_facts(matter),
    }


def desk_in_text(base: str) -> bool:
    """Telegram takes no button to an address without a public host; there the text holds it."""
    parts = urlsplit(base)
    return parts.scheme != "https" or "." not in (parts.hostname or "")


def _of_ticket(matter: Matter) -> dict[str, Any]:
    standing, ticket = matter.reading.standing, matter.ticket
    service = matter.catalogue.services.get(standing.service or "")
    kind = label(standing.kind)
    return {
        "kind": standing.kind.value, "kind_text": kind,
        "matter": service.name if service else kind,
        "about": f" tentang {service.name}" if service else "",
        "subject": ticket.subject, "card_subject": cut(veiled(ticket.subject), CARD_SUBJECT),
        "channel": ticket.channel,
        "received_at": standing.received_at, "package": ticket.package_code or "",
        "tender_deadline": ticket.tender_deadline,
        "code_of_package": package_code(ticket.package_code),
        "claim": (standing.claim or "") if matter.data.get("claim") else "",
        "claim_text": claim_words(standing.claim, matter.catalogue.limits),
        "empty": bool(matter.data.get("empty")), "late_complaint": standing.late,
        "is_request": standing.kind is Kind.REQUEST,
        "is_complaint": standing.kind is Kind.COMPLAINT,
        "no_standard": standing.kind is Kind.REQUEST
        and (service is None or service.standard is None),
        "urgent": standing.urgency == "urgent", "wait_reason": standing.wait_reason or "",
        "beyond": standing.beyond_bureau, "audience": matter.item.audience,
        "outside": standing.authority in (*PROVIDERS, Authority.SHARED),
        "relayed": standing.relay_state in (RelayState.FILED, RelayState.ACCEPTED),
    }


def _of_people(matter: Matter) -> dict[str, Any]:
    catalogue, reading, ticket = matter.catalogue, matter.reading, matter.ticket
    head = headline(catalogue, reading.standing, reading.clocks, reading.holdings, reading.now)
    unit = catalogue.units.get(reading.standing.unit or "")
    last = reading.holdings[-1]
    return {
        "holder": head["holder"], "with_requester": last.who == REQUESTER,
        "held": last.who not in (REQUESTER, DONE), "since": last.start,
        "assignee": ticket.assignee.name if ticket.assignee else "",
        "by_requester": matter.event is not None and matter.event.actor == "requester",
        "unit": unit.name if unit else f"Helpdesk {catalogue.bureau.short_name}",
        "head": head_of_unit(catalogue, reading.standing.unit),
        "bureau_head": catalogue.bureau.titles["bureau_head"],
    }


def head_of_unit(catalogue: Catalogue, code: str | None) -> str:
    """As "Kepala Subbagian Pengelolaan LPSE"; the general title where a unit has none."""
    unit = catalogue.units.get(code or "")
    if unit is None or unit.head_title is None:
        title = catalogue.bureau.titles["unit_head"]
        return f"{title} ({unit.name})" if unit else title
    return unit.head_title


def _of_dates(matter: Matter) -> dict[str, Any]:
    clocks = matter.reading.clocks
    response = _latest(clocks, ClockKind.RESPONSE)
    resolution = _latest(clocks, ClockKind.RESOLUTION)
    third = _latest(clocks, ClockKind.THIRD_PARTY)
    reply = _latest(clocks, ClockKind.REPLY)
    return {
        "response_due": _due(response), "response_why": _why(response),
        "resolution_due": _due(resolution), "resolution_why": _why(resolution),
        "reply_due": _due(reply), "reply_why": _why(reply),
        "third_due": _due(third), "third_why": _why(third),
        "bases": _bases(Tanggapan=response, Penyelesaian=resolution),
        "target_at": matter.reading.standing.target_at, "silence_ends": _silence_ends(matter),
    }


def _silence_ends(matter: Matter) -> datetime:
    """When closing for silence may be proposed; the present for whoever does not wait."""
    reading, catalogue = matter.reading, matter.catalogue
    timers = timers_of(reading.standing, reading.events, catalogue.limits_at, catalogue.calendar)
    found = (step.due_at for step in timers if step.action == "propose_close")
    return next(found, reading.now)


def _latest(clocks: Sequence[Clock], kind: ClockKind) -> Clock | None:
    return next((c for c in reversed(clocks) if c.kind is kind and c.unfinished), None)


def _why(clock: Clock | None) -> str:
    """The limit behind a date and what it does not count."""
    return glance(clock) if clock is not None else ""


def _bases(**clocks: Clock | None) -> str:
    """What the promises stand on, in one line where it is the same."""
    bases = {name: clock.basis for name, clock in clocks.items() if clock and clock.basis}
    if len(set(bases.values())) < 2:
        return "".join(f"Dasar: {basis}." for basis in set(bases.values()))
    return "\n".join(f"Dasar {name.lower()}: {basis}." for name, basis in bases.items())


def _due(clock: Clock | None) -> datetime | None:
    return clock.due_at if clock is not None else None


def _of_message(matter: Matter) -> dict[str, Any]:
    message = db.session.get(Message, matter.item.message_id) if matter.item.message_id else None
    body = message.body.strip() if message is not None else ""
    if matter.item.channel == "webchat":
        body = body.replace("{", "(").replace("}", ")")  # the link's place cannot be smuggled in
    return {
        "quote": body, "chat_quote": cut(body, LONGEST_CHAT_QUOTE),
        "excerpt": cut(veiled(" ".join(body.split())), EXCERPT),
        "files": [f.name for f in message.attachments if not f.restricted] if message else [],
        "files_follow": matter.item.channel == "telegram",
    }


def cut(text: str, most: int) -> str:
    """`text` within `most` UTF-16 units, cut at a word, the cut shown by "…"."""
    if len(text.encode("utf-16-le")) // 2 <= most:
        return text
    kept = text.encode("utf-16-le")[: (most - 2) * 2].decode("utf-16-le", "ignore")
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > most // 2 else kept).rstrip() + " …"


def _of_ending(matter: Matter) -> dict[str, Any]:
    standing, catalogue, data = matter.reading.standing, matter.catalogue, matter.data
    ended = standing.resolved_at or matter.reading.now
    until = reopen_until(ended, catalogue.calendar, catalogue.limits_at(ended).reopen_days)
    target = data.get("due_at") if data.get("number") else None
    into = db.session.get(Ticket, data["into"]) if data.get("into") else None
    return {
        "reopen_day": date.fromordinal(catalogue.calendar.local_date(until).toordinal() - 1),
        "target": datetime.fromisoformat(target) if target else standing.target_at,
        "into": into.number if into else "",
    }
