"""Thousands of updates, a third of them twice, out of order, and bots killed at any moment.

One calm chat of each kind comes first. Every other chat says the same in the storm and must leave
what its calm twin left: tickets, messages, state of the conversation, replies. What was sent twice
was on its way when a bot died; nothing else was, and nothing came out of order.
"""

import os
import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from tests.bot.botapi.person import Person
from tests.bot.herding import Herd, herd_of
from tests.bot.office import Office, office_at
from tests.processes import NEVER, wait_until

SEED = int(os.environ.get("BOT_SEED", "20261123"))
UNCAPPED = dict.fromkeys(
    ("INTAKE_PER_CHAT", "INTAKE_OVERALL", "TICKETS_PER_HOUR", "TICKETS_PER_DAY"), "0"
)
PROBLEM = "unggah dokumen penawaran gagal terus, muncul error 500"
# What is said without a pause stands on one line: within it the storm changes the order. An edit
# is written as (place of the message it changes, new words); a press has an unknown key.
KINDS = (
    (
        ("/start", PROBLEM),
        ("Buat tiket", "edit 1 " + PROBLEM + " sejak pagi", "Lewati"),
        ("45678912", "sticker"),
        ("Lewati", "/bantuan", "press"),
    ),
    (
        ("server spse tidak bisa dibuka", "edit 0 cara mengganti email akun penyedia"),
        ("photo", "/batal", "/status"),
        ("kucing naik ke atap kantor", "Kirim sebagai tiket", "edit 4 kucing turun sendiri"),
        ("Lewati", "/layanan"),
    ),
)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
EACH = 10  # updates of a chat
TOGETHER = 20  # chats that speak in turn
ON_THE_WIRE = 5.0  # seconds after a death in which the double may take what the dead one had sent


def speak(person: Person, run: tuple[str, ...], ids: list[int]) -> None:
    """Say one run; `ids` are the numbers of all that the person has said so far."""
    for line in run:
        first, _, rest = line.partition(" ")
        if first == "edit":
            place, _, text = rest.partition(" ")
            person.edit(ids[int(place)], text)
        elif first == "press":
            person.press_data(1, "A" * 28)
        else:
            ids.append(write(person, line))


def write(person: Person, line: str) -> int:
    if line == "photo":
        return person.send_photo()
    return person.send_other(line) if line == "sticker" else person.say(line)


def storm(office: Office, people: list[Person]) -> Iterator[None]:
    """All say their lines, twenty chats in turn; between two turns the bots may catch up."""
    for start in range(0, len(people), TOGETHER):
        group = people[start : start + TOGETHER]
        said: dict[int, list[int]] = {person.chat_id: [] for person in group}
        for run in range(len(KINDS[0])):
            for place, person in enumerate(group):
                speak(person, KINDS[(start + place) % 2][run], said[person.chat_id])
            yield


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("updates", "kills"), [(400, 6), pytest.param(10_000, 50, marks=pytest.mark.full)]
)
def test_the_storm_leaves_what_a_calm_delivery_leaves(
    app: Flask, database_url: str, tmp_path, updates: int, kills: int
) -> None:
    dice = random.Random(SEED)
    with app.app_context():
        engine = db.engine
    with (
        office_at(database_url, tmp_path, app, **UNCAPPED, LOG_LEVEL="INFO") as office,
        herd_of(office, engine) as herd,
    ):
        herd.fork()
        calm = [office.api.person("Budi") for _ in KINDS]
        for _ in storm(office, calm):
            wait_until(lambda: settled(office, herd), "the calm ones are answered", 120)
        twins = [office.written(person) for person in calm]
        replies = sum(len(twin["said"]) for twin in twins)
        people = [office.api.person("Budi") for _ in range(updates // EACH)]
        before = herd.done()
        total = before + len(people) * (EACH + replies // 2)
        shots = sorted(dice.randrange(before, total - 10) for _ in range(kills))
        herd.fork()
        office.api.mischief(duplicate=0.3, shuffle=5, seed=SEED)
        for _ in storm(office, people):
            while office.api.ask("idle", seconds=0)["pending"] > 100:
                shoot(herd, shots, dice)
                NEVER.wait(0.05)
            shoot(herd, shots, dice)
        while shots:
            shoot(herd, shots, dice)
            NEVER.wait(0.05)
        herd.kill_all()  # what the last one held is free again
        wait_until(lambda: settled(office, herd), f"all is sent\n{tail(herd)}", 900)
        check(office, herd, people, twins, updates)


def shoot(herd: Herd, shots: list[int], dice: random.Random) -> None:
    """Kill when as much was done as the next shot waits for."""
    if shots and herd.done() >= shots[0]:
        shots.pop(0)
        if len(shots) % 2:
            herd.kill_one(dice)
        else:
            herd.kill_all()


def settled(office: Office, herd: Herd) -> bool:
    return not office.api.ask("idle", seconds=0)["pending"] and herd.is_idle()


def tail(herd: Herd) -> str:
    return herd.log.read_text()[-3000:]


def check(
    office: Office, herd: Herd, people: list[Person], twins: list[dict[str, object]], updates: int
) -> None:
    """The same database as calm chats leave; order kept; repeats only where a bot died."""
    with herd.engine.connect() as connection:
        ids = connection.scalars(sa.text("SELECT key FROM inbox")).all()
    assert len(ids) == len(set(ids)) == updates + EACH * len(KINDS)
    for place, person in enumerate(people):
        alike(office.written(person), twins[place % 2], person)
    by_chat: dict[int, list[dict[str, object]]] = {}
    for call in office.api.calls("sendMessage"):
        if call["outcome"] == "ok":
            by_chat.setdefault(call["chat_id"], []).append(call)
    repeats = 0
    for person in people:
        repeats += repeated(office, herd, person, by_chat[person.chat_id])
    print(f"{updates} updates, {len(herd.deaths)} bots killed, {repeats} messages sent twice")


def alike(written: dict[str, object], twin: dict[str, object], person: Person) -> None:
    """Compared part by part, so that a failure shows what differs."""
    for part, calm in twin.items():
        here, there = listed(written[part]), listed(calm)
        for one, other in zip(here, there, strict=False):
            assert one == other, f"{part}\n{person.transcript()}"
        assert len(here) == len(there), f"{part}\n{person.transcript()}"


def listed(value: object) -> list[object]:
    """Each part blind for instants: the clock goes on at a kill."""
    parts = value if isinstance(value, list) else [value]
    return [INSTANT.sub("T", part) if isinstance(part, str) else part for part in parts]


def letters(text: str) -> str:
    """A text without what makes it bold or breaks its lines."""
    return re.sub(r"\W+", "", text)


def repeated(
    office: Office, herd: Herd, person: Person, calls: list[dict[str, object]]
) -> int:
    """How many of a chat's messages came twice, each with a death between its two copies.

    No two replies that follow one another are alike in these conversations.
    """
    rows = office.outbox(person)
    wanted = [letters(str(row.data["text"]).split("{tautan}")[0][:150]) for row in rows]
    at = 0
    twice = 0
    for last, call in pairwise([{"at": 0.0}, *calls]):
        text = letters(str(call["text"]))
        if at < len(wanted) and text.startswith(wanted[at]):
            at += 1
            continue
        assert at, person.transcript()
        assert text.startswith(wanted[at - 1]), f"out of order\n{person.transcript()}"
        since = last["at"] - ON_THE_WIRE
        deaths = [death for death in herd.deaths if since <= death <= call["at"]]
        assert deaths, f"sent twice though no bot died\n{person.transcript()}"
        twice += 1
    assert at == len(wanted), f"not all was said\n{person.transcript()}"
    return twice
