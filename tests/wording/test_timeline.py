"""Sentences of the timeline, as the requester reads them."""

from datetime import UTC, datetime

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.ticket import Channel
from helpdesk.wording.timeline import sentence

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(("channel", "said"), [
    (Channel.WEB, "formulir web"), (Channel.TELEGRAM, "Telegram"), (Channel.COUNTER, "loket"),
    (Channel.LAPOR, "SP4N-LAPOR!"), (Channel.WHATSAPP_MANUAL, "WhatsApp (disalin petugas)"),
])
def test_the_door_a_ticket_came_by(channel: Channel, said: str) -> None:
    friday = datetime(2026, 11, 27, 2, tzinfo=UTC)
    event = Event(
        1, EventType.REGISTERED, friday, friday, "requester",
        data={"kind": "inquiry", "channel": channel.value},
    )
    assert sentence(CATALOGUE, event, for_officers=False).endswith(f"diterima lewat {said}")
