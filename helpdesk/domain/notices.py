"""Which audience hears of which event, by which template, and whether it waits for office hours.

Direct answers leave at once; notices to officers and providers, reminders and apologies leave in
office hours (`sla-rules.md` section 5).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing
from helpdesk.domain.ticket import RelayState


@dataclass(frozen=True)
class Notice:
    """One notice; `audience` is a role of the ladder's language or 'requester'.

    A `gathered` one is no message by itself but a line of the addressee's next digest. `mail_only`:
    no officer's chat is told; `alarm`: their chat and their mailbox both are. `named`: the officers
    (ids) it is for; `but`: the actor who did it, and needs no telling.
    """

    audience: str
    template: str
    at_once: bool = False
    gathered: bool = False
    mail_only: bool = False
    alarm: bool = False
    named: tuple[int, ...] = ()
    but: str = ""


WATCHERS, MENTIONED = "watchers", "mentioned"


_TO_REQUESTER = {
    EventType.REGISTERED: "receipt",
    EventType.TRIAGED: "triaged",
    EventType.REPLIED: "reply",
    EventType.FORWARDED: "forwarded",
    EventType.ACCEPTED: "accepted",
    EventType.TAKEN_BACK: "taken_back",
    EventType.RESOLVED: "resolved",
    EventType.REJECTED: "rejected",
    EventType.REFERRED: "referred",
    EventType.CLOSED: "closed",
    EventType.MERGED: "merged",
    EventType.REOPENED: "reopened",
    EventType.TARGET_SET: "target_set",
    EventType.FILE_RECEIVED: "file_received",
    EventType.DETAILS_ADDED: "tender_day",
    EventType.CLAIM_JUDGED: "claim_judged",
}

_TO_OFFICERS = {
    EventType.REGISTERED: ("unit_officers", "new_ticket"),
    EventType.ASSIGNED: ("handler", "assigned"),
    EventType.SEALED: ("bureau_head", "new_ticket"),  # worded as sealed: number and link alone
    EventType.REQUESTER_WROTE: ("assignee", "requester_wrote"),
    EventType.TOOK_OVER: ("assignee", "requester_wrote"),
    EventType.PROVIDER_ANSWERED: ("assignee", "provider_answered"),
    EventType.PROVIDER_ASKED: ("assignee", "provider_asked"),
    EventType.REOPENED: ("assignee", "reopened_officer"),
}

# What is told to those who follow a ticket, besides every change of its state.
_TO_WATCHERS = frozenset({
    EventType.REQUESTER_WROTE, EventType.REPLIED, EventType.NOTED, EventType.ASSIGNED,
    EventType.PROVIDER_ANSWERED, EventType.PROVIDER_ASKED, EventType.TOOK_OVER,
    EventType.PASSED_ON,
})


def notices_for(event: Event, before: Standing | None, standing: Standing) -> Iterator[Notice]:
    """The notices of one event on a ticket that now stands as `standing`."""
    data = event.data
    if event.type is EventType.STEP_TAKEN:
        yield from _of_step(event, standing)
        return
    # What the clock does in the night is no direct answer and waits for office hours.
    direct = event.actor != "clock"
    if event.type in _TO_REQUESTER and _requester_should_hear(event, before, standing):
        yield Notice("requester", _template(event), at_once=direct)
    if _tender_day(event, before):
        # First, as two notices of one event to one person collapse into the first.
        yield Notice("piket", "tender_alert", at_once=True, alarm=True)
    if event.type in _TO_OFFICERS and not (data.get("copied") or _own_doing(event, standing)):
        audience, template = _TO_OFFICERS[event.type]
        yield Notice(audience, template)
    if event.type is EventType.FORWARDED and data.get("channel") == "email":
        yield Notice("provider", "escalation_" + str(data["provider"]))
    if data.get("mentions"):
        # Before the followers: they are followers by now, and hear of it once.
        yield Notice(MENTIONED, "mentioned", named=tuple(data["mentions"]))
    if _is_news(event, before, standing):
        yield Notice(WATCHERS, "watched", but=event.actor)


def _is_news(event: Event, before: Standing | None, standing: Standing) -> bool:
    """For those who follow it; that a reply waits for an answer is told by the reply."""
    if before is None or event.type is EventType.WAITING_STARTED:
        return False
    return event.type in _TO_WATCHERS or before.status is not standing.status


def _template(event: Event) -> str:
    """What a requester has to do themselves has words of its own, by whichever door it is asked."""
    if event.type is EventType.REPLIED and event.data.get("wait") == "visit":
        return "visit_invited"
    if event.data.get("channel") == "self_filed" and not event.data.get("resent"):
        return "self_filed"
    return _TO_REQUESTER[event.type]


def _requester_should_hear(
    event: Event, before: Standing | None, standing: Standing
) -> bool:
    """A second triage that changes nothing for them is no news; nor a receipt they just read."""
    if event.type is EventType.REGISTERED:
        return not event.data.get("answered_in_chat")
    if event.type is EventType.DETAILS_ADDED:
        # Facts that make or mend a claim of a tender day bring the Bukti Lapor at once.
        return bool(event.data.get("claim")) and not event.data.get("answered_in_chat")
    if event.type is EventType.TRIAGED:
        return before is None or (before.kind, before.service) != (standing.kind, standing.service)
    return not event.data.get("quiet")


def _tender_day(event: Event, before: Standing | None) -> bool:
    """A tender is about to close: the officer on duty hears at once, whatever the hour."""
    if event.type not in (EventType.REGISTERED, EventType.DETAILS_ADDED):
        return False
    known = before is not None and before.urgency == "urgent"
    return event.data.get("urgency") == "urgent" and not known


def _own_doing(event: Event, standing: Standing) -> bool:
    """An officer needs no notice of what they did themselves."""
    return standing.assignee is not None and event.actor == f"officer:{standing.assignee}"


def _of_step(event: Event, standing: Standing) -> Iterator[Notice]:
    data = event.data
    # What belongs in a digest is told there to officers; an apology is still owed.
    for audience in data.get("recipients", ()):
        if data.get("digest") and audience != "provider":
            yield Notice(audience, "digest", gathered=True, mail_only=True)
            continue
        if audience == "provider" and data["action"] == "escalate_provider":
            if standing.relay_state is RelayState.FILED:
                yield Notice("provider", f"escalation_{standing.provider}")
            continue  # else they hear by the filing that this step makes, if a mailbox is agreed
        yield Notice(audience, str(data["template"]), mail_only=bool(data.get("mail_only")))
    if data.get("tell_requester"):
        yield Notice("requester", _told(data["action"], standing))


def _told(action: str, standing: Standing) -> str:
    if action != "remind_requester":
        return "apology"
    return "reminder_self_filed" if standing.wait_reason == "self_filed" else "reminder"
