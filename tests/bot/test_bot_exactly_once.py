"""Nothing is lost or doubled: repeats, disorder, an outage, kill -9, several processes."""

import os
import signal

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.emphasis import plain
from helpdesk.models import InboxItem, OutboxItem
from tests.bot.botapi.person import Person
from tests.bot.office import Office
from tests.marks import SQLITE_ONLY
from tests.processes import Running

PROBLEM = "unggah dokumen penawaran gagal terus, muncul error 500"
SCRIPT = ("/start", PROBLEM, "Buat tiket", "Lewati", "45678912", "Lewati")


def _speak(people: list[Person], script: tuple[str, ...] = SCRIPT) -> None:
    """All say their lines in turn, without waiting for an answer."""
    for line in script:
        for person in people:
            person.say(line)


def _orders(office: Office) -> list[int]:
    """The updates' numbers in the order in which they were kept."""
    return office.look(lambda: [
        row.payload["update_id"]
        for row in db.session.scalars(sa.select(InboxItem).order_by(InboxItem.id))
    ])


def _kill(bot: Running) -> None:
    os.killpg(bot.process.pid, signal.SIGKILL)
    bot.process.wait(10)


def _heard(person: Person) -> list[str]:
    return [message.text for message in person.from_bot()]


def test_repeated_and_shuffled_updates_at_two_bots_leave_what_one_calm_delivery_leaves(
    office: Office,
) -> None:
    people = [office.api.person("Budi") for _ in range(4)]
    office.api.mischief(duplicate=0.3, shuffle=5, seed=7)
    _speak(people[1:])
    office.api.mischief()
    bots = [office.bot(), office.bot()]
    office.settle()
    office.api.repeat(office.api.last_update_id())
    leader = next(bot for bot in bots if "bot-poll: taken" in bot.output())
    assert leader.stop() == 0  # the other takes over at once
    _speak(people[:1])
    office.settle()
    numbers = _orders(office)
    assert numbers != sorted(numbers), "the deliveries were not out of order"
    assert len(numbers) == len(set(numbers)) == len(SCRIPT) * len(people)
    calm = office.written(people[0])
    assert [ticket[3] for ticket in calm["tickets"]] == ["45678912"]
    for person in people[1:]:
        assert office.written(person) == calm
        assert len(_heard(person)) == len(_heard(people[0])) == len(calm["said"])


def test_an_outage_and_killed_bots_lose_nothing_and_keep_the_order(office: Office) -> None:
    people = [office.api.person("Budi") for _ in range(3)]
    first = office.bot()
    _speak(people[:1])
    office.settle()
    calm = office.written(people[0])
    _speak(people[1:], SCRIPT[:4])
    office.api.wait(lambda: len(_heard(people[1])) >= 2, why="the bot is in mid-sentence")
    _kill(first)
    office.api.outage(True)
    second = office.bot()
    _speak(people[1:], SCRIPT[4:])
    second.wait_for("Telegram is not reached")
    _kill(second)
    office.api.outage(False)
    office.bot()
    office.place.clock.advance(seconds=31)  # what the killed ones were sending is free again
    office.settle()
    for person in people[1:]:
        assert office.written(person)["tickets"] == calm["tickets"]
        assert office.written(person)["messages"] == calm["messages"]
        assert len(office.written(person)["said"]) == len(calm["said"])
        repeats = len(_heard(person)) - len(calm["said"])
        assert 0 <= repeats <= 2, "at most one repeat for each kill"
        assert _in_order(office, person)


def _in_order(office: Office, person: Person) -> bool:
    """Whether the chat shows the outbox rows in their order, repeats aside."""
    said = [plain(row.data["text"]) for row in office.outbox(person)]
    rows = [text.split("{tautan}")[0].strip() for text in said]
    shown = list(dict.fromkeys(_heard(person)))
    wanted = list(dict.fromkeys(rows))
    return all(
        text.startswith(start[:60]) for text, start in zip(shown, wanted, strict=True)
    )


@SQLITE_ONLY
def test_an_hour_without_telegram_loses_nothing_and_keeps_the_order(office: Office) -> None:
    budi = office.api.person("Budi")
    bot = office.bot()
    budi.say("/bantuan")
    office.settle()
    office.api.outage(True)
    for number in range(3):
        office.look(lambda number=number: _notice(office, budi, number))
    for command in ("/layanan", "/petugas"):
        budi.say(command)
    bot.wait_for("Telegram is not reached")
    office.place.clock.advance(hours=1)
    office.api.outage(False)
    office.settle(60)
    rows = [row.data["text"][:8] for row in office.outbox(budi)]
    assert [text[:8] for text in _heard(budi)] == rows
    assert rows[1:4] == ["Kabar 0.", "Kabar 1.", "Kabar 2."]
    assert len(rows) == 6
    assert {row.state for row in office.outbox(budi)} == {"sent"}


@use_case
def _notice(office: Office, person: Person, number: int) -> None:
    """A row that waits when Telegram goes away."""
    now = office.place.clock()
    db.session.add(OutboxItem(
        key=f"test:{number}", channel="telegram", recipient=str(person.chat_id),
        audience="requester", template="dialogue", state="pending", attempts=0, not_before=now,
        created_at=now, data={"text": f"Kabar {number}.", "buttons": []},
    ))
