"""An arrival that was given up is read after all, at an administrator's word."""

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import IllegalMove
from helpdesk.models import InboxItem


@use_case
def retry_arrival(item_id: int, *, actor: Actor) -> None:
    """Put a parked arrival back in its chat's line, its tries counted anew.

    Raises `IllegalMove` when it is parked no more.
    """
    authorize(actor, Action.RETRY_ARRIVAL)
    item = db.session.get(InboxItem, item_id, with_for_update=True)
    if item is None or item.state != "parked":
        raise IllegalMove("Kiriman itu sudah diproses lagi atau tidak ada.")
    item.state, item.attempts, item.error, item.done_at = "new", 0, None, None
