"""The public side; importing it puts every page on the one blueprint `public`."""

from helpdesk.web.public import (  # noqa: F401
    announcements,
    chat,
    check,
    doors,
    downloads,
    guest_book,
    guide,
    guide_feed,
    home,
    privacy,
    proof,
    report,
    services,
    status,
    status_acts,
    suggesting,
    survey,
    telegram,
    transparency,
    visit,
)
from helpdesk.web.public.blueprint import public

__all__ = ["public"]
