"""The bot's small parts without a network: what is kept of an update, order, pace, buttons, log."""

import asyncio
import logging
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from bot.logs import WithoutSecrets
from bot.order import PATIENCE, Order
from bot.pace import CHAT_GAP, OVERALL, Pace
from bot.payload import raw_of
from bot.skin import keyboard
from bot.station import Station
from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy
from helpdesk.db import db
from helpdesk.domain.calendar_edit import close_dates
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.models import OutboxItem, Revision
from helpdesk.usecases.lease import give_back_lease, take_lease
from helpdesk.usecases.outgoing import claim, heads_of, mark_sent, move_address, put_back
from tests.bot.botapi.person import OTHER
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY

CHAT = {"id": 7, "type": "private"}
BUDI = {"id": 7, "first_name": "Budi", "last_name": "Santoso", "username": "budi_rahasia"}


class Seconds:
    """A monotonic clock that tests move."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def _kept(**content: Any) -> dict[str, Any]:
    message = {"message_id": 5, "date": 0, "from": BUDI, "chat": CHAT, **content}
    return dict(raw_of({"update_id": 1, "message": message}, "8").payload)


# --- what is kept ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("sticker", "stiker"), ("voice", "pesan suara"), ("location", "lokasi"),
        ("contact", "kontak"), ("poll", "jajak pendapat"),
    ],
)
def test_what_cannot_be_read_is_named_and_its_content_is_not_kept(kind: str, called: str) -> None:
    payload = _kept(**OTHER[kind])
    assert payload["unusable"] == called
    assert "+62" not in str(payload)
    assert "-2.2136" not in str(payload)


def test_of_a_person_the_name_is_kept_and_not_the_username() -> None:
    payload = _kept(text="halo", reply_to_message={
        "message_id": 3, "from": {"id": 8, "is_bot": True},
        "text": "Tiket PBJ-2026-000012 kata sandi: Rahasia#99",
    })
    assert payload["name"] == "Budi Santoso"
    assert "budi_rahasia" not in str(payload)
    assert payload["reply_to"] == {"id": 3, "number": "PBJ-2026-000012"}


def test_what_someone_writes_in_anothers_private_chat_is_not_heard() -> None:
    assert _kept(text="halo", **{"from": {"id": 9, "first_name": "Eko"}})["kind"] == "other"
    press = {"id": "1", "from": {"id": 9}, "data": "t:x", "message": {"chat": CHAT}}
    assert raw_of({"update_id": 1, "callback_query": press}, "8").payload["kind"] == "other"


@pytest.mark.parametrize(
    "update",
    [
        {"message": None}, {"message": {}}, {"message": {"chat": {"id": "x"}}}, {"message": []},
        {"callback_query": {}}, {"edited_message": 3}, {"my_chat_member": {}}, {"poll": {}}, {},
    ],
)
def test_an_update_of_a_shape_we_do_not_know_is_kept_and_stops_nothing(
    update: dict[str, Any],
) -> None:
    raw = raw_of({"update_id": 12, **update}, "8")
    assert (raw.key, raw.payload["kind"]) == ("tg:8:12", "other")


def test_something_without_a_number_is_no_update() -> None:
    for number in (None, "5", True, 2.5):
        with pytest.raises(ValueError, match="update_id"):
            raw_of({"update_id": number}, "8")


# --- order and pace --------------------------------------------------------------------------


def test_a_gap_in_the_numbers_is_waited_for_once_and_briefly() -> None:
    clock = Seconds()
    order = Order(clock)
    order.saw(*range(1, 10), 11)
    assert order.unknown_before(11) == [10]
    assert order.awaits([10], "a")
    clock.at += PATIENCE / 2
    assert order.awaits([10], "a")
    clock.at += PATIENCE / 2
    assert not order.awaits([10], "a")
    assert order.unknown_before(11) == order.unknown_before(12) == []


def test_while_nobody_fetches_a_missing_number_may_still_come() -> None:
    clock = Seconds()
    order = Order(clock)
    assert order.awaits([10], "a")
    for reader in ("", "b"):  # a has died, b takes over and needs time of its own
        clock.at += 9 * PATIENCE
        assert order.awaits([10], reader)
    clock.at += PATIENCE
    assert not order.awaits([10], "b")


def test_a_late_number_ends_the_wait() -> None:
    order = Order(Seconds())
    order.saw(*range(1, 10), 11)
    order.saw(10)
    assert order.unknown_before(11) == []


def test_a_chat_hears_one_message_a_second_and_all_chats_together_28() -> None:
    clock = Seconds()
    pace = Pace(clock)
    pace.sends("1")
    assert not pace.is_free("1")
    assert pace.is_free("2")
    clock.at += CHAT_GAP
    assert pace.is_free("1")
    for chat in range(OVERALL):
        pace.sends(str(chat))
    assert pace.room() == 0
    clock.at += 1.0
    assert pace.room() == OVERALL
    pace.shut(5)
    assert pace.room() == 0
    clock.at += 5
    assert pace.room() == OVERALL


def test_a_button_too_long_for_telegram_is_left_out_and_the_rest_stays() -> None:
    markup = keyboard(((("Baik", "t:a"), ("Panjang", "x" * 65)), (("Rusak", ""),)))
    assert markup is not None
    assert [[b.text for b in row] for row in markup.inline_keyboard] == [["Baik"]]
    assert keyboard(((("Rusak", ""),),)) is None


def test_the_log_never_shows_a_secret() -> None:
    record = logging.LogRecord(
        "x", 20, "", 1, "GET /bot%s/getMe", ("8000:AAtoken-of-the-bot",), None
    )
    assert WithoutSecrets(("8000:AAtoken-of-the-bot", "")).format(record).endswith("/bot***/getMe")


# --- leases and claims, on both databases ----------------------------------------------------


def test_a_lease_has_one_holder_until_it_ends(
    app: Flask, db_session: scoped_session[Session]
) -> None:
    later = MONDAY + timedelta(seconds=11)
    assert take_lease("bot-poll", "a", now=MONDAY)
    assert not take_lease("bot-poll", "b", now=MONDAY)
    assert take_lease("bot-poll", "b", now=MONDAY, gone=lambda holder: holder == "a")
    assert not take_lease("bot-poll", "a", now=MONDAY)
    assert take_lease("bot-poll", "a", now=later)
    give_back_lease("bot-poll", "a", now=later)
    assert take_lease("bot-poll", "b", now=later)
    # A clock set back by a day leaves an end far ahead; it does not lock everyone out.
    assert take_lease("bot-poll", "a", now=MONDAY - timedelta(days=1))


def test_a_row_is_claimed_once_and_holds_up_its_chat_alone(
    app: Flask, db_session: scoped_session[Session]
) -> None:
    rows = [_row(db_session, key, chat) for key, chat in (("a", "1"), ("b", "1"), ("c", "2"))]
    db_session.commit()
    assert heads_of("telegram", MONDAY) == [(rows[0], "1"), (rows[2], "2")]
    db_session.rollback()
    assert [item.id for item in claim([rows[0]], now=MONDAY)] == [rows[0]]
    assert claim([rows[0]], now=MONDAY) == []
    assert heads_of("telegram", MONDAY) == [(rows[2], "2")]
    db_session.rollback()
    assert heads_of("telegram", MONDAY + timedelta(seconds=30))[0] == (rows[0], "1")
    db_session.rollback()
    assert put_back(rows[0], "NetworkError", counts=False) == 0
    assert put_back(rows[0], "odd", counts=True) == 1
    move_address("telegram", "1", "-100")
    assert [chat for _, chat in heads_of("telegram", MONDAY)] == ["-100", "2"]
    db_session.rollback()
    mark_sent(rows[0], "-100:9", now=MONDAY)
    assert heads_of("telegram", MONDAY)[0] == (rows[1], "-100")


def _row(session: scoped_session[Session], key: str, chat: str) -> int:
    row = OutboxItem(
        key=key, channel="telegram", recipient=chat, audience="requester", template="dialogue",
        data={"text": key, "buttons": []}, not_before=MONDAY, created_at=MONDAY,
    )
    session.add(row)
    session.flush()
    return row.id


# --- rules ------------------------------------------------------------------------------------


@SQLITE_ONLY
def test_a_calendar_saved_meanwhile_holds_from_the_next_call(app: Flask) -> None:
    """The bot's process is not restarted for it, and its conversation speaks by it."""
    app.extensions["settings"] = replace(app.extensions["settings"], telegram_bot_token="1:x")
    friday = date(2026, 11, 27)
    policy = close_dates(
        calendar_policy(app.extensions["rulebook"].catalogue), friday, friday, name="Banjir",
        type_="local", decree="Surat 1/2026",
    )

    async def lived() -> tuple[bool, bool]:
        station = Station(app)
        try:
            before = await station.call(lambda: station.book.calendar.is_working_day(friday))
            await station.call(_save, policy)
            return before, await station.call(
                lambda: station.book.calendar.is_working_day(friday)
            )
        finally:
            await station.close()

    assert asyncio.run(lived()) == (True, False)


def _save(policy: CalendarPolicy) -> None:
    db.session.add(Revision(
        policy="calendar", number=1, content=calendar_content(policy), note="Banjir",
        saved_at=MONDAY,
    ))
    db.session.commit()
