"""What the templates of messages may speak of: a ticket, its event and dates, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.dossier import PROOF
from helpdesk.domain.events import Event
from helpdesk.domain.shares import DONE, REQUESTER
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import (
    PROVIDERS,
    Authority,
    Category,
    IdentityMode,
    Kind,
    RelayState,
)
from helpdesk.domain.timers import reopen_until, timers_of
from helpdesk.domain.working_time import WorkingDays
from helpdesk.models import Message, OutboxItem, Ticket
from helpdesk.queries.reading import Reading, messages_of
from helpdesk.wording.clocks import limit_text
from helpdesk.wording.headline import headline, next_reminder
from helpdesk.wording.time import working_days
from helpdesk.wording.timeline import PROVIDER, RELAY_CHANNEL
from helpdesk.wording.values import CLOCK, label

# Telegram takes 4096 UTF-16 units; our own words around a quote stay under 900.
LONGEST_CHAT_QUOTE = 3_000
EXCERPT = 300


@dataclass(frozen=True)
class Links:
    """Where a reader may go on: status page, survey, the officer's page, the site."""

    status: str
    survey: str
    desk: str
    base: str


@dataclass(frozen=True)
class Matter:
    """One outbox row with all it speaks of. `event` is None for codes and links sent anew."""

    item: OutboxItem
    event: Event | None
    reading: Reading
    catalogue: Catalogue
    links: Links

    @property
    def ticket(self) -> Ticket:
        return self.reading.ticket

    @property
    def data(self) -> dict[str, Any]:
        """The event's data, then the row's own."""
        return {**(self.event.data if self.event else {}), **self.item.data}


def facts_of(matter: Matter) -> dict[str, Any]:
    """Every name a template may use."""
    ticket, data = matter.ticket, matter.data
    return {
        "number": ticket.number, "link": matter.links.status, "survey": matter.links.survey,
        "desk": matter.links.desk, "site": matter.links.base, "sealed": ticket.sealed,
        "bureau": matter.catalogue.bureau, "contacts": matter.catalogue.bureau.contacts,
        "titles": matter.catalogue.bureau.titles, "now": matter.reading.now,
        "completeness": data.get("completeness"), "wait": data.get("wait"),
        "reason": data.get("reason"), "institution": data.get("institution") or "",
        "code": data.get("code") or "", "minutes": data.get("minutes") or 15,
        **_of_ticket(matter), **_of_people(matter), **_of_dates(matter), **_of_message(matter),
        **_of_provider(matter), **_of_step(matter), **_of_ending(matter),
    }


def _of_ticket(matter: Matter) -> dict[str, Any]:
    standing, ticket = matter.reading.standing, matter.ticket
    service = matter.catalogue.services.get(standing.service or "")
    kind = label(standing.kind)
    return {
        "kind": standing.kind.value, "kind_text": kind,
        "matter": service.name if service else kind,
        "subject": ticket.subject, "channel": ticket.channel,
        "received_at": standing.received_at, "package": ticket.package_code or "",
        "tender_deadline": ticket.tender_deadline, "late_complaint": standing.late,
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
    return {
        "response_due": _due(response), "response_limit": limit_text(response) if response else "",
        "resolution_due": _due(resolution),
        "resolution_limit": limit_text(resolution) if resolution else "",
        "reply_due": _due(_latest(clocks, ClockKind.REPLY)),
        "third_due": _due(third), "third_limit": limit_text(third) if third else "",
        "target_at": matter.reading.standing.target_at, "silence_ends": _silence_ends(matter),
    }


def _silence_ends(matter: Matter) -> datetime:
    """When closing for silence may be proposed; the present for whoever does not wait."""
    reading, catalogue = matter.reading, matter.catalogue
    timers = timers_of(reading.standing, reading.events, catalogue.limits, catalogue.calendar)
    found = (step.due_at for step in timers if step.action == "propose_close")
    return next(found, reading.now)


def _latest(clocks: Sequence[Clock], kind: ClockKind) -> Clock | None:
    return next((c for c in reversed(clocks) if c.kind is kind and c.unfinished), None)


def _due(clock: Clock | None) -> datetime | None:
    return clock.due_at if clock is not None else None


def _of_message(matter: Matter) -> dict[str, Any]:
    message = db.session.get(Message, matter.item.message_id) if matter.item.message_id else None
    body = message.body.strip() if message is not None else ""
    if matter.item.channel == "webchat":
        body = body.replace("{", "(").replace("}", ")")  # the link's place cannot be smuggled in
    return {
        "quote": body, "chat_quote": cut(body, LONGEST_CHAT_QUOTE),
        "excerpt": cut(" ".join(body.split()), EXCERPT),
        "files": [f.name for f in message.attachments if not f.restricted] if message else [],
    }


def cut(text: str, most: int) -> str:
    """`text` within `most` UTF-16 units, cut at a word, the cut shown by "…"."""
    if len(text.encode("utf-16-le")) // 2 <= most:
        return text
    kept = text.encode("utf-16-le")[: (most - 2) * 2].decode("utf-16-le", "ignore")
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > most // 2 else kept).rstrip() + " …"


def _of_provider(matter: Matter) -> dict[str, Any]:
    data, standing, ticket = matter.data, matter.reading.standing, matter.ticket
    code = data.get("provider") or standing.provider or "lkpp"
    said = [m for m in messages_of(ticket, internal=False) if m.side == "requester"]
    known = standing.identity is IdentityMode.KNOWN
    missing = data.get("missing") or _missing_of(matter.reading.events)
    return {
        "provider": PROVIDER.get(code, "LKPP/Telkom"), "provider_code": code,
        "external": data.get("external") or standing.external_number or "",
        "by": RELAY_CHANNEL.get(data.get("channel") or standing.relay_channel or "", ""),
        "self_filed": (data.get("channel") or standing.relay_channel) == "self_filed",
        "missing": [PROOF[each] for each in missing if each in PROOF],
        "said": "\n\n".join(m.body for m in said),
        "proofs": [f.name for m in said for f in m.attachments if not f.restricted],
        "category": label(Category(ticket.category)),
        "company": (ticket.requester.company or "") if known else "",
        "filed_at": standing.relay_at, **_provider_targets(matter),
    }


def _provider_targets(matter: Matter) -> dict[str, Any]:
    """What we ask of a provider: the limit in words, and the next deadline ahead."""
    rule, now = matter.catalogue.limits.third_party, matter.reading.now
    limit = rule.limit
    words = working_days(limit.count) if isinstance(limit, WorkingDays) else "waktu yang disepakati"
    ahead = next_reminder(matter.reading.clocks, matter.catalogue.calendar, now)
    return {
        "third_promise": words, "next_third": ahead or matter.catalogue.calendar.shift(now, 1),
    }


def _missing_of(events: Sequence[Event]) -> Sequence[str]:
    lists = (e.data["missing"] for e in reversed(events) if e.data.get("missing") is not None)
    return next(lists, ())


def _of_step(matter: Matter) -> dict[str, Any]:
    """Of the ladder's step, if this is one; `next_day` is when it climbs further."""
    data, calendar = matter.data, matter.catalogue.calendar
    due = datetime.fromisoformat(data["due_at"]) if data.get("due_at") else None
    clock = str(data.get("clock") or "")
    running = _running(matter.reading.clocks, clock, data.get("cycle"))
    return {
        "clock": clock, "clock_text": CLOCK.get(clock, "").lower(),
        "step_due": (running.due_at if running else None) or due,
        "cycle": data.get("cycle") or 1, "action": data.get("action") or "",
        "next_day": calendar.shift(matter.reading.now, 1), "round": _round(data),
        "basis": running.basis if running else "", "todo": _TODO.get(clock, _TODO["response"]),
        "still_running": running is None or running.unfinished,
    }


_TODO = {
    "response": "jawab pemohon",
    "reply": "balas pesan pemohon, atau nyatakan tidak perlu dibalas",
    "forwarding": "ajukan ke LKPP/Telkom dan catat nomornya",
    "resolution": "selesaikan dan jawab pemohon",
    "target": "selesaikan dan jawab pemohon",
    "third_party": "tanyakan dan catat jawabannya",
}


def _running(clocks: Sequence[Clock], kind: str, cycle: object) -> Clock | None:
    found = (c for c in clocks if c.kind.value == kind and c.cycle == cycle)
    return next(found, None)


def _round(data: dict[str, Any]) -> int:
    """How often a provider's deadline has passed: the code of a repeated step ends in it."""
    last = str(data.get("step") or "").rpartition("-")[2]
    return int(last) if last.isdigit() else 1


def _of_ending(matter: Matter) -> dict[str, Any]:
    standing, catalogue, data = matter.reading.standing, matter.catalogue, matter.data
    ended = standing.resolved_at or matter.reading.now
    until = reopen_until(ended, catalogue.calendar, catalogue.limits.reopen_days)
    target = data.get("due_at") if data.get("number") else None
    into = db.session.get(Ticket, data["into"]) if data.get("into") else None
    return {
        "reopen_day": date.fromordinal(catalogue.calendar.local_date(until).toordinal() - 1),
        "target": datetime.fromisoformat(target) if target else standing.target_at,
        "into": into.number if into else "",
    }
