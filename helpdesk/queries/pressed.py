"""Which of the buttons that we sent to a chat was pressed."""

from helpdesk.db import db
from helpdesk.domain.press_key import is_key_of, row_named
from helpdesk.models import OutboxItem


def value_pressed(key: bytes, chat: str, pressed: str) -> str | None:
    """The value of the button, if it is ours and was sent to this very chat.

    What the value may still do is decided by whoever acts on it, from the records as they stand.
    """
    row = row_named(key, pressed)
    item = db.session.get(OutboxItem, row) if row is not None else None
    if row is None or item is None:
        return None
    fits = (value for value in item.offered if is_key_of(key, chat, row, value, pressed))
    return next(fits, None)

