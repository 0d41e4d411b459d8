"""A question asked while a tender is about to close: what is said above its answer."""

from datetime import datetime, timedelta

from helpdesk.dialogue import words
from helpdesk.dialogue.dates import worded_time
from helpdesk.dialogue.followup import deadline_in
from helpdesk.dialogue.values import Context

CLOSE = timedelta(hours=24)
_HOUR = 60  # minutes


def hurry(question: str, context: Context) -> str:
    """Calm words with the time that is left; empty where no tender closes within a day."""
    deadline = deadline_in(question, context.now)
    if deadline is None or not context.now < deadline <= context.now + CLOSE:
        return ""
    day = words.TODAY if deadline.date() == context.now.date() else words.TOMORROW
    when = f"{day.lower()} {worded_time(deadline)}"
    return words.CALM.format(when=when, left=_left(deadline, context.now))


def _left(deadline: datetime, now: datetime) -> str:
    """As "40 menit lagi", "5 jam lagi"; rounded down, for nobody should think they have more."""
    minutes = int((deadline - now).total_seconds()) // 60
    return f"{minutes // _HOUR} jam lagi" if minutes >= _HOUR else f"{minutes} menit lagi"
