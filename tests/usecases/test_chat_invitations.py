"""One-time links into a chat: opened by one chat, redeemed once, in time, whoever races."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.payload import raw_of
from helpdesk.db import db
from helpdesk.models import ChatInvitation
from helpdesk.usecases.chat_bot import deep_link, remember_bot
from helpdesk.usecases.chat_invitations import (
    invitation_hash,
    invite_officer,
    invite_to_ticket,
    open_invitation,
    redeem_invitation,
)
from tests.builders import MONDAY, a_ticket
from tests.racing import race

ME, OTHER = "100", "200"
SOON = MONDAY + timedelta(minutes=9)
LATE = MONDAY + timedelta(minutes=10)


@pytest.fixture
def hashed(office):
    return invitation_hash(invite_officer(office.helpdesk.id, now=MONDAY))


def test_it_is_opened_by_one_chat_and_redeemed_once(office, hashed):
    opened = open_invitation(hashed, ME, now=SOON)
    assert opened.officer_id == office.helpdesk.id
    assert open_invitation(hashed, OTHER, now=SOON) is None
    assert open_invitation(hashed, ME, now=SOON) is not None, "a second tap on the same link"
    assert redeem_invitation(opened.id, OTHER, now=SOON) is None
    assert redeem_invitation(opened.id, ME, now=SOON).used_at == SOON
    assert redeem_invitation(opened.id, ME, now=SOON) is None
    assert open_invitation(hashed, ME, now=SOON) is None


@pytest.mark.parametrize(("open_at", "press_at", "good"), [
    (MONDAY, SOON, True), (SOON, LATE, False), (LATE, LATE, False),
])
def test_it_lives_ten_minutes(hashed, open_at, press_at, good):
    opened = open_invitation(hashed, ME, now=open_at)
    redeemed = opened and redeem_invitation(opened.id, ME, now=press_at)
    assert bool(redeemed) is good


def test_an_officers_newer_link_ends_the_older_one(office, hashed):
    newer = invitation_hash(invite_officer(office.helpdesk.id, now=SOON))
    assert open_invitation(hashed, ME, now=SOON) is None
    assert open_invitation(newer, ME, now=SOON) is not None


def test_a_tickets_links_are_good_beside_each_other(book):
    ticket = a_ticket(book)
    first, second = (
        invitation_hash(invite_to_ticket(ticket.id, now=MONDAY)) for _ in range(2)
    )
    assert open_invitation(first, ME, now=SOON).ticket_id == ticket.id
    assert open_invitation(second, OTHER, now=SOON).ticket_id == ticket.id


def test_of_two_chats_at_once_one_opens_it(app, hashed):
    tries = [lambda to=to: open_invitation(hashed, to, now=SOON) for to in (ME, OTHER)]
    got = race(app, *tries)
    assert sorted(found is None for found in got) == [False, True]


def test_of_two_presses_at_once_one_counts(app, hashed):
    opened = open_invitation(hashed, ME, now=SOON).id
    got = race(app, *[lambda: redeem_invitation(opened, ME, now=SOON)] * 2)
    assert sorted(found is None for found in got) == [False, True]


def test_the_token_fits_telegram_and_is_stored_nowhere(office, book):
    remember_bot("helpdesk_pbj_bot", now=MONDAY)
    token = invite_officer(office.helpdesk.id, now=MONDAY)
    assert len(token) <= 64
    assert deep_link(token) == f"https://t.me/helpdesk_pbj_bot?start={token}"
    update = {"update_id": 1, "message": {
        "message_id": 5, "chat": {"id": 100, "type": "private"}, "from": {"id": 100},
        "text": f"/start {token}",
    }}
    payload = raw_of(update, "1").payload
    assert payload["text"] == "/start"
    assert payload["invitation"] == {"for": "p", "hash": invitation_hash(token)}
    assert token not in str(payload)
    assert db.session.scalars(sa.select(ChatInvitation.hash)).all() == [invitation_hash(token)]


def test_yesterdays_links_are_swept_when_the_next_is_made(office):
    invite_officer(office.helpdesk.id, now=MONDAY)
    invite_officer(office.verifier.id, now=MONDAY + timedelta(days=2))
    assert db.session.scalars(sa.select(ChatInvitation.officer_id)).all() == [office.verifier.id]


def test_without_a_bot_there_is_no_address(db_session):
    assert deep_link("pabc") is None
