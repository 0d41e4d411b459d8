"""What a notice to followers, or to who is mentioned, says of its event: what, and by whom."""

from helpdesk.db import db
from helpdesk.delivery.matter import Matter
from helpdesk.models import Officer
from helpdesk.wording.timeline import sentence


def watch_facts(matter: Matter) -> dict[str, str]:
    """The event in words; empty for every other notice."""
    event = matter.event
    if event is None or matter.item.template not in ("watched", "mentioned"):
        return {"news": "", "news_by": ""}
    news = sentence(matter.catalogue, event, for_officers=True)
    return {"news": news or "Ada kabar baru", "news_by": _officer(event.actor)}


def _officer(actor: str) -> str:
    kind, _, id_ = actor.partition(":")
    found = db.session.get(Officer, int(id_)) if kind == "officer" else None
    return found.name if found is not None else ""
