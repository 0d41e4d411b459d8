"""The ticket page's box of a tender day: how long is left, who was alerted, what became of it."""

from datetime import datetime
from typing import Any

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.tender_claim import URGENT, Claim
from helpdesk.queries.reading import Reading
from helpdesk.queries.tender import Alert, alerts_of
from helpdesk.web.door import catalogue
from helpdesk.wording.tender import claim_words, closing
from helpdesk.wording.time import relative_day

_STATES = {
    "sent": "terkirim", "pending": "menunggu dikirim sejak", "sending": "sedang dikirim sejak",
    "failed": "belum terkirim, dicoba lagi sejak", "dead": "tidak dapat dikirim",
    "skipped": "tidak dikirim",
}


def tender_view(reading: Reading, actor: Actor) -> dict[str, Any] | None:
    """None for a matter without a tender's deadline."""
    ticket, claim, promises = reading.ticket, reading.standing.claim, catalogue()
    if ticket.tender_deadline is None:
        return None
    zone = str(promises.calendar.tz)
    judged = claim is Claim.EMPTY
    may_judge = permitted(actor, Action.JUDGE_CLAIM)
    return {
        "closing": closing(ticket.tender_deadline, reading.now, zone),
        "open": ticket.tender_deadline >= reading.now,
        "claim": claim_words(claim, promises.limits),
        "granted": claim is Claim.NO_JUMP and ticket.urgency == URGENT,
        "tone": "soon" if claim is Claim.JUMPED else "plain",
        "alerts": [_alert(alert, reading.now, zone) for alert in alerts_of(ticket)],
        "judge": may_judge and claim in (Claim.JUMPED, Claim.NO_JUMP),
        "undo": may_judge and judged,
        "needs_code": claim is Claim.NEEDS_CODE,
        "grant": claim is Claim.NO_JUMP and ticket.urgency != URGENT,
    }


def _alert(alert: Alert, now: datetime, zone: str) -> str:
    return f"{alert.name}, {_STATES.get(alert.state, '')} {relative_day(alert.at, now, zone)}"
