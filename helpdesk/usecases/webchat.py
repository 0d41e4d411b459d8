"""The web chat begun by its first input, so that files can wait for it."""

from datetime import datetime

from helpdesk.db import use_case
from helpdesk.models import Conversation
from helpdesk.usecases.converse import conversation_at


@use_case
def open_webchat(address: str, *, now: datetime) -> Conversation:
    """The chat at `address` (a hash of the browser's cookie), made when it is new."""
    return conversation_at("webchat", address, now=now)
