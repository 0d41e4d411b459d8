"""The officers' queue: which tickets an officer may see, and which belong to a view."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import sqlalchemy as sa

from helpdesk.db import UtcDateTime, db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.roles import HEADS, Actor, Role
from helpdesk.domain.tender_claim import CODE_LENGTHS, NORMAL, URGENT, WITHHELD
from helpdesk.domain.ticket import OPEN, RelayState, Status
from helpdesk.models import Ticket, TicketViewer, TicketWatcher

DAWN = datetime(1970, 1, 1, tzinfo=UTC)  # before every ticket
_OPEN = [status.value for status in OPEN]
# The time of a question, handed in as `moments` when it is asked: so a question can be made once
# for an officer, which costs several times what answering it does.
NOW, NEXT_DAY, DAY_ENDS = (
    sa.bindparam(name, type_=UtcDateTime) for name in ("now", "next_day", "day_ends")
)
TODAY = sa.bindparam("today", type_=sa.Date)

VIEWS = (
    "semua", "baru", "milik-saya", "belum-ditugaskan", "jatuh-tempo-hari-ini", "lewat-tempo",
    "menunggu-pemohon", "menunggu-kedatangan", "ditunda", "siap-diteruskan", "di-lkpp-telkom",
    "menunggu-konfirmasi", "selesai", "saya-ikuti", "tertutup", "netralitas",
)


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """The filter every list, counter and search passes: sealed tickets only for those let in,
    restricted ones for the heads and whoever handles them; the same as `may_see`.
    """
    named = sa.select(TicketViewer.ticket_id).where(TicketViewer.officer_id == actor.id)
    let_in: sa.ColumnElement[bool] = Ticket.id.in_(named)
    if Role.BUREAU_HEAD in actor.roles:
        let_in = sa.true()
    sealed = sa.and_(
        Ticket.beyond_bureau.is_(False),
        sa.or_(Ticket.reported_id.is_(None), Ticket.reported_id != actor.id),
        let_in,
    )
    # A case, not an "or": no planner then gathers the unsealed ones, which are nearly all.
    mine = sa.true() if HEADS & actor.roles else sa.func.coalesce(Ticket.assignee_id, 0) == actor.id
    cases = (Ticket.sealed.is_(True), sealed), (Ticket.restricted.is_(True), mine)
    return sa.type_coerce(sa.case(*cases, else_=sa.true()), sa.Boolean)


def in_queue() -> sa.ColumnElement[bool]:
    """Open tickets, as a range of the queue's index: what has ended has no place there."""
    return Ticket.queue_at > DAWN


def awake() -> sa.ColumnElement[bool]:
    """Not put off until a later day."""
    return sa.or_(Ticket.snoozed_until.is_(None), Ticket.snoozed_until <= NOW)


def moments(calendar: WorkingCalendar, now: datetime) -> dict[str, date]:
    """What the conditions of this module need when they are asked."""
    return {
        "now": now, "today": calendar.local_date(now), "next_day": calendar.shift(now, 1),
        "day_ends": calendar.close_of(calendar.receipt_day(now)),
    }


def in_view(view: str, actor: Actor) -> sa.ColumnElement[bool]:
    """The condition of one of `VIEWS`, to be asked with `moments`."""
    is_open, status, relay = in_queue(), Ticket.status, Ticket.relay_state

    def waits(*, visit: bool) -> sa.ColumnElement[bool]:
        comes = sa.func.coalesce(Ticket.wait_reason, "") == "visit"
        return sa.and_(
            status == Status.WAITING_REQUESTER.value, is_open, comes if visit else ~comes
        )

    # Each is made when it is asked for: a page asks for one, and making all costs more than it.
    conditions: Mapping[str, Callable[[], sa.ColumnElement[bool]]] = {
        "semua": lambda: is_open,
        "baru": lambda: sa.and_(status == Status.NEW.value, is_open),
        "milik-saya": lambda: sa.and_(is_open, Ticket.assignee_id == actor.id, awake()),
        "belum-ditugaskan": lambda: sa.and_(is_open, Ticket.assignee_id.is_(None)),
        "jatuh-tempo-hari-ini": lambda: sa.and_(
            Ticket.queue_at > NOW, Ticket.queue_at <= DAY_ENDS
        ),
        "lewat-tempo": lambda: Ticket.queue_at < NOW,
        "menunggu-pemohon": lambda: waits(visit=False),
        "menunggu-kedatangan": lambda: waits(visit=True),
        "ditunda": lambda: sa.and_(Ticket.snoozed_until > NOW, is_open),
        "siap-diteruskan": lambda: sa.and_(relay == RelayState.READY.value, is_open),
        "di-lkpp-telkom": lambda: sa.and_(
            relay.in_([RelayState.FILED.value, RelayState.ACCEPTED.value]), is_open
        ),
        "menunggu-konfirmasi": lambda: status == Status.RESOLVED.value,
        "selesai": lambda: Ticket.ended_at > DAWN,
        "saya-ikuti": lambda: sa.and_(Ticket.id.in_(_followed(actor)), is_open),
        "tertutup": lambda: sa.and_(Ticket.sealed.is_(True), is_open),
        "netralitas": lambda: sa.and_(Ticket.restricted.is_(True), is_open),
    }
    return conditions[view]()


def _followed(actor: Actor) -> sa.Select[int]:
    return sa.select(TicketWatcher.ticket_id).where(TicketWatcher.officer_id == actor.id)


def on_tender_day() -> sa.ColumnElement[bool]:
    """A tender closes within a working day; its claim counts (`tender_claim.py`) or was granted."""
    named = sa.and_(
        sa.func.length(Ticket.package_code).in_(CODE_LENGTHS),
        sa.func.coalesce(Ticket.urgency, NORMAL) != WITHHELD,
    )
    return sa.and_(
        Ticket.tender_deadline.between(NOW, NEXT_DAY), sa.or_(Ticket.urgency == URGENT, named)
    )


def waiting_for_officers() -> int:
    """How many open tickets wait for the bureau's words, sealed ones included in the number."""
    query = sa.select(sa.func.count()).select_from(Ticket)
    query = query.where(Ticket.status.in_(_OPEN), Ticket.waiting_since.is_not(None))
    return db.session.scalar(query) or 0
