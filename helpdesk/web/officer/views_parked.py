"""The view model of arrivals that were not read; what they say is shown to nobody here."""

from typing import Any

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.models import InboxItem
from helpdesk.queries.parked import parked_arrivals
from helpdesk.web.officer.views_outbox import masked
from helpdesk.wording.time import datetime_short

_KINDS = {"press": "tombol", "edit": "pesan disunting", "group": "perintah di grup"}
_CHANNELS = {"telegram": "Telegram", "webchat": "Obrolan web"}


def parked_page(actor: Actor, zone: str) -> dict[str, Any]:
    """Rows with when, whence, why, and whether this officer may have them read again."""
    found = parked_arrivals()
    return {
        "rows": [_row(item, zone) for item in found.items],
        "more": found.count - len(found.items), "held": found.held,
        "may": permitted(actor, Action.RETRY_ARRIVAL),
    }


def _row(item: InboxItem, zone: str) -> dict[str, Any]:
    skin, _, address = item.lane.partition(":")
    kind = _KINDS.get(str(item.payload.get("kind", "")), "pesan")
    return {
        "id": item.id, "what": f"{kind} dengan berkas" if item.payload.get("files") else kind,
        "at_text": datetime_short(item.received_at, zone), "tries": item.attempts,
        "whence": f"{_CHANNELS.get(skin, skin)} {masked(address)}",
        "error": item.error or "tanpa keterangan",
    }
