"""The view model of an officer's own chat."""

from datetime import datetime
from typing import Any

from helpdesk.domain.officer_notices import Ways
from helpdesk.models import Officer
from helpdesk.queries.officer_chats import chat_of
from helpdesk.usecases.chat_bot import bot_username, deep_link
from helpdesk.usecases.chat_invitations import LIFE
from helpdesk.web.door import catalogue
from helpdesk.web.public.links import qr_image
from helpdesk.wording.time import datetime_long, time

WAYS = (
    (Ways.TELEGRAM, "Telegram", "rangkuman tetap lewat surel"),
    (Ways.EMAIL, "Surel", "Telegram hanya untuk /tugas, /tiket, dan menjawab"),
    (Ways.BOTH, "Keduanya", "setiap pemberitahuan di dua tempat"),
)


def telegram_page(
    officer: Officer, now: datetime, *, token: str = "", message: str = ""
) -> dict[str, Any]:
    """What is linked; with `token`, the link that was just made, too."""
    found, zone = chat_of(officer.id), catalogue().bureau.zone
    link = deep_link(token) if token else None
    page: dict[str, Any] = {
        "bot": bot_username(), "message": message, "email": officer.email, "linked": None,
        "link": link, "qr": qr_image(link, 200) if link else "",
        "until_text": time(now + LIFE, zone), "minutes": LIFE.seconds // 60,
    }
    if found is not None:
        chat, name = found
        page["linked"] = {
            "name": name, "since_text": datetime_long(chat.linked_at, zone),
            "usable": chat.usable, "ways": chat.notices or Ways.TELEGRAM.value,
        }
        page["ways"] = [(way.value, text, hint) for way, text, hint in WAYS]
    return page
