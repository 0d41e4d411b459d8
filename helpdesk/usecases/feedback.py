"""What readers say of the guide's answers."""

from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.models import FaqFeedback


@use_case
def keep_feedback(topic: str, *, helped: bool, channel: str, now: datetime) -> None:
    """Count one verdict; the question itself is not kept."""
    db.session.add(FaqFeedback(topic=topic, helped=helped, channel=channel, at=now))
