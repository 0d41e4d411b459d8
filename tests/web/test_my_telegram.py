"""An officer's page about their own chat: without a bot, not linked, the link, linked, let go."""

import re

import pytest

from helpdesk.domain.roles import Role
from helpdesk.usecases.chat_bot import remember_bot
from helpdesk.usecases.chat_invitations import invitation_hash, open_invitation
from helpdesk.usecases.officer_chats import link_chat
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, prepared, said, signed_in

pytestmark = SQLITE_ONLY
PLACE = "/petugas/telegram"


@pytest.fixture
def desk(app):
    return prepared(app)


@pytest.fixture
def rina(desk):
    return signed_in(desk, new_officer(desk))


@pytest.fixture
def bot(desk):
    with desk.app_context():
        remember_bot("helpdesk_pbj_bot", now=MONDAY)


def press(client, act, **fields):
    return client.post(PLACE, data={"act": act, **fields})


def linked(desk, client):
    page = press(client, "hubungkan").get_data(as_text=True)
    token = re.search(r"t\.me/helpdesk_pbj_bot\?start=([\w-]+)", page)[1]
    with desk.app_context():
        opened = open_invitation(invitation_hash(token), "100", now=MONDAY)
        assert link_chat(opened.id, "100", now=MONDAY)


def test_without_a_bot_the_page_says_so(rina):
    page = said(rina.get(PLACE))
    assert "Bot Telegram biro ini belum berjalan" in page
    assert "Hubungkan Telegram" not in page


def test_the_link_is_shown_once_with_its_code_and_its_end(rina, bot):
    assert "Belum terhubung" in said(rina.get(PLACE))
    answer = press(rina, "hubungkan")
    page = answer.get_data(as_text=True)
    assert "https://t.me/helpdesk_pbj_bot?start=p" in page
    assert "data:image/svg+xml" in page
    assert "sampai 09.10 WIB (10 menit)" in said(answer)
    assert "?start=" not in rina.get(PLACE).get_data(as_text=True)


def test_linked_it_can_be_tried_chosen_and_let_go(desk, rina, bot):
    linked(desk, rina)
    page = said(rina.get(PLACE))
    assert "Sejak Senin, 23 November 2026 09.00 WIB" in page
    assert press(rina, "uji").status_code == 303
    assert "Pesan uji dikirim" in said(rina.get(PLACE))
    assert press(rina, "uji").status_code == 409
    assert press(rina, "cara", ways="email").status_code == 303
    assert 'value="email" checked' in rina.get(PLACE).get_data(as_text=True)
    assert press(rina, "cara", ways="merpati").status_code == 400
    assert press(rina, "lepas").status_code == 303
    assert "Telegram dilepas" in said(rina.get(PLACE))
    assert press(rina, "lepas").status_code == 409


def test_an_administrator_lets_a_lost_telephone_go(desk, rina, bot):
    linked(desk, rina)
    admin = signed_in(desk, new_officer(desk, "Ade Admin", roles=(Role.ADMINISTRATOR,)))
    assert "Telegram terhubung sejak Senin, 23 November 2026" in said(admin.get("/petugas/petugas"))
    assert rina.post("/petugas/petugas/1/telegram").status_code == 403
    assert admin.post("/petugas/petugas/1/telegram").status_code == 303
    assert "Telegram Rina Petugas dilepas." in said(admin.get("/petugas/petugas"))
    assert admin.post("/petugas/petugas/1/telegram").status_code == 409
    assert admin.post("/petugas/petugas/77/telegram").status_code == 404


def test_the_way_to_it_is_in_the_bar(rina):
    assert f'href="{PLACE}"' in rina.get("/petugas/").get_data(as_text=True)
