"""Which acts the ticket page offers: what the actor's roles and the ticket's state permit."""

from collections.abc import Mapping, Sequence
from typing import Any

from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor, Role, permitted
from helpdesk.domain.ticket import Authority, Channel, Kind, Status
from helpdesk.domain.timers import reopen_until
from helpdesk.models import Officer
from helpdesk.queries.absences import Away
from helpdesk.queries.reading import Reading
from helpdesk.queries.related import assignable
from helpdesk.queries.solved import may_become_article
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_away import officer_options
from helpdesk.web.officer.views_snooze import snooze_view
from helpdesk.wording.glance import limit_words
from helpdesk.wording.values import KIND, label

_HEARD = (Channel.PHONE, Channel.COUNTER, Channel.WHATSAPP_MANUAL, Channel.EMAIL, Channel.LETTER)


def actions_view(
    reading: Reading, actor: Actor, people: Sequence[Officer], away: Mapping[int, Away]
) -> dict[str, Any]:
    """Flags and choices; what is not permitted is not shown, and is refused when forced."""
    ticket, standing = reading.ticket, reading.standing
    going = standing.status in (
        Status.NEW, Status.TRIAGED, Status.IN_PROGRESS, Status.WAITING_REQUESTER,
        Status.WAITING_EXTERNAL,
    )

    def may(action: Action, when: bool = True) -> bool:
        return permitted(actor, action) and when

    complaint = standing.kind is Kind.COMPLAINT
    return {
        "going": going, "reply": may(Action.REPLY, going), "note": may(Action.NOTE),
        "triage": may(Action.TRIAGE, going), "assign": may(Action.ASSIGN, going),
        "no_reply": may(Action.REPLY, standing.unanswered_since is not None),
        "file_receipt": _was(reading, EventType.FILE_RECEIVED),
        "reject": may(Action.REJECT, going), "refer": may(Action.REFER, going),
        "reopen": may(Action.REOPEN, _reopenable(reading)),
        "close": may(Action.CLOSE, going and _close_proposed(reading)),
        "join": may(Action.MERGE, going and not ticket.sealed and ticket.parent_id is None),
        "leave": may(Action.MERGE, going and ticket.parent_id is not None),
        "incident": may(
            Action.DECLARE_INCIDENT,
            standing.kind is Kind.OUTAGE and not ticket.sealed and ticket.parent_id is None,
        ),
        "target": may(Action.SET_TARGET, going),
        "seal": may(Action.SEAL, going and complaint and not ticket.sealed),
        "restrict": may(Action.RESTRICT, not ticket.sealed and (going or ticket.restricted)),
        "name_reported": may(Action.NAME_REPORTED, going and ticket.sealed),
        "to_article": may(Action.EDIT_GUIDE, may_become_article(ticket)),
        "link": may(Action.REVOKE_LINK), "tick": may(Action.TICK_STEP, going),
        "remind": may(Action.REMIND),
        "snooze": snooze_view(ticket, reading.now) if may(Action.SNOOZE, going) else None,
        "choices": _choices(reading, people, away),
    }


def _was(reading: Reading, kind: EventType) -> bool:
    return any(event.type is kind for event in reading.events)


def _reopenable(reading: Reading) -> bool:
    at, promises = reading.standing.resolved_at, catalogue()
    if reading.standing.status is not Status.RESOLVED or at is None:
        return False
    return reading.now < reopen_until(at, promises.calendar, promises.limits_at(at).reopen_days)


def _close_proposed(reading: Reading) -> bool:
    waiting = reading.standing.status is Status.WAITING_REQUESTER
    return waiting and any(
        e.type is EventType.STEP_TAKEN and e.data.get("action") == "propose_close"
        for e in reading.events
    )


def _choices(
    reading: Reading, people: Sequence[Officer], away: Mapping[int, Away]
) -> dict[str, Any]:
    promises, ticket = catalogue(), reading.ticket
    return {
        "kinds": [(kind.value, text) for kind, text in KIND.items()],
        "services": [(s.code, s.name) for s in promises.services.values()],
        "classes": [(c.code, f"{c.name}: {limit_words(c.rule.limit)}")
                    for c in promises.limits.classes.values()],
        "class": _limit_class(reading),
        "units": [(u.code, u.name) for u in promises.units.values() if u.queue],
        "authorities": [(a.value, label(a)) for a in Authority],
        "officers": officer_options(assignable(ticket, people), away),
        "everyone": [(str(o.id), o.name) for o in people],
        "viewers": [(str(o.id), o.name) for o in people
                    if o.active and Role.BUREAU_HEAD.value not in o.roles],
        "channels": [(c.value, label(c)) for c in _HEARD],
    }


def _limit_class(reading: Reading) -> str | None:
    """The class of limits.yaml that the last triage chose."""
    triages = (e for e in reversed(reading.events) if e.type is EventType.TRIAGED)
    last = next(triages, None)
    return last.data.get("limit_class") if last is not None else None
