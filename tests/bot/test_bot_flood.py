"""Somebody who sends far too much: told once, nothing of it lost, nobody else waits."""

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import InboxItem
from tests.bot.office import office_at
from tests.marks import SQLITE_ONLY

pytestmark = SQLITE_ONLY
CAPS = {"INTAKE_PER_CHAT": "4", "TICKETS_PER_HOUR": "1"}


def test_a_flood_of_words_and_presses_is_answered_once_and_read_in_its_turn(
    database_url, tmp_path, app
):
    with office_at(database_url, tmp_path, app, **CAPS) as office:
        ani, budi = office.api.person("Ani"), office.api.person("Budi")
        ani.start()
        for number in range(9):
            ani.say(f"/tiket catatan {number}")
        for _ in range(300):
            ani.press_data(1, "A" * 28)
        ani.say("😀" * 10_000)  # five messages of Telegram's size
        budi.say("/bantuan")
        office.bot()
        budi.wait_for("Tulis saja", seconds=30)
        office.settle()
        first = ani.from_bot()
        told = [seen.text for seen in first if "dalam satu menit" in seen.text]
        assert len(told) == 1
        assert "kami simpan" in told[0]
        assert len(first) == 5, "four were read"
        assert office.states() == {"done": 305, "held": 11}
        for held in (7, 3, 0):
            office.place.clock.advance(seconds=61)
            office.api.wait(
                lambda held=held: office.states().get("held", 0) == held, 20, "four are let in"
            )
            office.settle()
        assert office.states() == {"done": 316}
        assert _taken(office, ani) == sorted(_taken(office, ani)), "in the order of writing"
        answers = ani.from_bot()
        assert len(answers) == 5 + 11
        assert len([seen for seen in answers if "dalam satu menit" in seen.text]) == 1


def _taken(office, person):
    query = sa.select(InboxItem.payload, InboxItem.id).where(
        InboxItem.lane == f"telegram:{person.chat_id}", InboxItem.error.is_(None)
    ).order_by(InboxItem.done_at, InboxItem.id)
    return office.look(lambda: [row[0]["update_id"] for row in db.session.execute(query)])
