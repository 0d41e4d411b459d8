"""What comes in too fast: kept, said once, read in its turn; other chats are not held up."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from helpdesk.db import db, release
from helpdesk.domain.caps import MOST_HELD, Caps
from helpdesk.models import InboxItem, OutboxItem
from helpdesk.queries.arrivals import OF_A_LANE, held_lanes, waiting_in
from helpdesk.usecases.holding import release_held
from helpdesk.usecases.intake import Raw, keep_arrivals
from tests.builders import MONDAY

TEN = Caps(chat_minute=10, all_minute=0)


def raws(chat, numbers, matter=True):
    return [
        Raw(f"tg:8:{number}", f"telegram:{chat}", {"update_id": number, "chat": chat}, matter)
        for number in numbers
    ]


def states(chat):
    query = sa.select(InboxItem.state).filter_by(lane=f"telegram:{chat}")
    found = Counter(db.session.scalars(query))
    release()
    return found


def told(chat):
    query = sa.select(OutboxItem.data).filter_by(recipient=str(chat)).order_by(OutboxItem.id)
    texts = [data["text"] for data in db.session.scalars(query)]
    release()
    return texts


def take_all():
    """As if everything let in had been answered."""
    db.session.execute(
        sa.update(InboxItem).where(InboxItem.state == "new").values(state="done", done_at=MONDAY)
    )
    db.session.commit()


def test_a_flood_is_kept_told_once_and_let_in_as_there_is_room(app, db_session):
    for first in (0, 6, 12, 18):  # deliveries of six, each in a transaction of its own
        assert keep_arrivals(raws(1, range(first, first + 6)), now=MONDAY, caps=TEN) == 6
    assert keep_arrivals(raws(1, range(18, 24)), now=MONDAY, caps=TEN) == 0, "a repeat"
    keep_arrivals(raws(1, range(100, 140), matter=False), now=MONDAY, caps=TEN)
    keep_arrivals(raws(2, [50]), now=MONDAY, caps=TEN)
    assert states(1) == {"new": 10, "held": 14, "done": 40}
    assert states(2) == {"new": 1}
    [text] = told(1)
    assert "lebih dari 10 dalam satu menit" in text
    assert told(2) == []
    assert list(held_lanes(9)) == ["telegram:1"]
    release()
    assert release_held(["telegram:1"], now=MONDAY, caps=TEN) == 0, "no room yet"
    take_all()
    later = MONDAY + timedelta(seconds=61)
    keep_arrivals(raws(1, [30]), now=later, caps=TEN)
    assert states(1)["held"] == 15, "it waits behind what came before"
    assert release_held(["telegram:1"], now=later, caps=TEN) == 10
    assert [item.payload["update_id"] for item in waiting_in("telegram:", 99)] == [*range(10, 20)]
    release()
    assert len(told(1)) == 1, "one burst, one word"


def test_above_what_a_chat_may_have_waiting_all_is_kept_for_a_person(app, db_session):
    caps = Caps(chat_minute=1, all_minute=0)
    keep_arrivals(raws(1, range(MOST_HELD + 11)), now=MONDAY, caps=caps)
    keep_arrivals(raws(1, range(1000, 1010)), now=MONDAY, caps=caps)
    assert states(1) == {"new": 1, "held": MOST_HELD, "parked": 20}
    assert [text[:12] for text in told(1)] == ["Pesan Anda m", "Sudah 200 pe"]


def test_when_all_together_are_too_many_each_chat_is_told_once(app, db_session):
    caps = Caps(chat_minute=10, all_minute=5)
    for number in range(8):
        keep_arrivals(raws(number % 4, [number]), now=MONDAY, caps=caps)
    assert [states(chat)["held"] for chat in range(4)] == [0, 1, 1, 1]
    assert [len(told(chat)) for chat in range(4)] == [0, 1, 1, 1]
    assert "sangat banyak" in told(1)[0]
    later = MONDAY + timedelta(minutes=2)
    keep_arrivals(raws(0, [9]), now=later, caps=caps)
    assert states(0)["new"] == 3
    lanes = held_lanes(9)
    release()
    assert release_held(lanes, now=later, caps=caps) == 3


def test_a_group_over_the_limit_hears_nothing_and_a_clock_set_back_holds_nobody(app, db_session):
    keep_arrivals(raws(-5, range(20), matter=False), now=MONDAY, caps=TEN)
    assert (states(-5), told(-5)) == ({"new": 10, "done": 10}, [])
    keep_arrivals(raws(1, range(100, 110)), now=MONDAY, caps=TEN)
    keep_arrivals(raws(1, range(110, 115)), now=MONDAY - timedelta(days=1), caps=TEN)
    assert states(1) == {"new": 15}


def test_one_chat_that_brings_much_does_not_stand_before_the_others(app, db_session):
    keep_arrivals(raws(1, range(500)), now=MONDAY)
    keep_arrivals(raws(2, [900]), now=MONDAY)
    lanes = Counter(item.lane for item in waiting_in("telegram:", 200))
    assert lanes == {"telegram:1": OF_A_LANE, "telegram:2": 1}
