"""An officer's chat: linked by who opened the link first, one each, let go, blocked and back."""

from contextlib import nullcontext
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from helpdesk.db import db
from helpdesk.delivery.dispatch import dispatch
from helpdesk.delivery.files import MailFolder
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import OfficerChat, Setting, linked_officer
from helpdesk.usecases.officer_chats import (
    choose_ways,
    invite,
    send_test,
    unlink_chat,
    unlink_lost,
)
from helpdesk.usecases.officers import change_officer
from helpdesk.usecases.outgoing import set_reachable
from helpdesk.worker import post_of
from tests.builders import MONDAY, an_administrator
from tests.usecases.desk_talk import Chat

ME, OTHER = "100", "200"


@pytest.fixture
def chat(book):
    return Chat(book, ME)


def linked(address):
    return db.session.scalars(linked_officer("telegram", address)).one_or_none()


def test_a_link_names_the_account_and_waits_for_the_press(office, chat):
    chat.opens(invite(actor=office.helpdesk.actor, now=MONDAY))
    assert "akun Rina Petugas di meja petugas" in chat.last.text
    assert linked(ME) is None, "nothing before the press"
    chat.presses("Ya, hubungkan")
    assert linked(ME).id == office.helpdesk.id
    assert "Terhubung dengan akun Rina Petugas" in chat.last.text


def test_whoever_comes_second_hears_nothing_of_it(office, book, chat):
    token = invite(actor=office.helpdesk.actor, now=MONDAY)
    chat.opens(token)
    late = Chat(book, OTHER)
    late.opens(token)
    assert "Rina" not in late.last.text
    assert "Tautan itu sudah dipakai" in late.last.text
    late.press_value(chat.value_of("Ya, hubungkan"))
    assert linked(OTHER) is None
    late.opens("p" + "x" * 43)
    assert "Tautan itu sudah dipakai" in late.last.text, "an unknown one is answered alike"


def test_no_means_that_the_link_is_over(office, chat):
    token = invite(actor=office.helpdesk.actor, now=MONDAY)
    chat.opens(token)
    yes = chat.value_of("Ya, hubungkan")
    chat.presses("Batal")
    chat.press_value(yes)
    assert linked(ME) is None


def test_its_owner_hears_of_it_by_mail_too(office, chat, app, tmp_path):
    chat.links(office.helpdesk)
    folder = MailFolder(tmp_path, demo=False)
    post = replace(post_of(app), carrier=lambda: nullcontext(folder))
    assert dispatch(post, lambda: MONDAY) == 1
    [written] = [message_from_bytes(f.read_bytes(), policy=policy.default)
                 for f in tmp_path.glob("**/*.eml")]
    assert written["To"] == "rina.petugas@contoh.example"
    assert written["Subject"] == "Telegram terhubung dengan akun Anda"
    assert "atas nama “Rina di Telegram”" in written.get_content()


def test_another_officers_chat_is_not_taken_over(office, chat):
    chat.links(office.helpdesk)
    chat.opens(invite(actor=office.verifier.actor, now=MONDAY))
    chat.presses("Ya, hubungkan")
    assert "petugas lain" in chat.last.text
    assert linked(ME).id == office.helpdesk.id
    chat.says("/putus")
    assert "dilepas dari akun Rina Petugas" in chat.last.text
    chat.presses("Ya, hubungkan")
    assert linked(ME).id == office.verifier.id, "the refused press had not used the link up"


def test_a_new_telephone_takes_the_place_of_the_old(office, book, chat):
    chat.links(office.helpdesk)
    Chat(book, OTHER).links(office.helpdesk)
    assert (linked(ME), linked(OTHER).id) == (None, office.helpdesk.id)
    assert "dilepas dari akun Rina Petugas" in chat.last.text, "the old telephone is told"


def test_a_deactivated_officers_chat_is_nobodys_at_once(office, chat):
    chat.links(office.helpdesk)
    change_officer(office.helpdesk.id, active=False, now=MONDAY)
    assert linked(ME) is None
    chat.says("/putus")
    assert "dilepas" not in chat.last.text, "an unknown command, as for anyone"
    chat.links(office.verifier)
    assert linked(ME).id == office.verifier.id


def test_the_officers_commands_are_unknown_to_others(chat):
    chat.says("/putus")
    assert "dilepas" not in chat.last.text
    chat.press_value("o:take:PBJ-2026-000001")
    assert "tidak terhubung dengan akun petugas" in chat.last.text


def test_how_to_be_told_is_chosen_and_a_test_is_sent_once(office, chat):
    actor = office.helpdesk.actor
    with pytest.raises(IllegalMove):
        send_test(actor=actor, now=MONDAY)
    chat.links(office.helpdesk)
    with pytest.raises(InvalidInput):
        choose_ways("merpati", actor=actor)
    choose_ways("both", actor=actor)
    assert db.session.get(OfficerChat, actor.id).notices == "both"
    send_test(actor=actor, now=MONDAY)
    assert "pesan uji untuk Rina Petugas" in chat.last.text
    with pytest.raises(IllegalMove, match="baru saja"):
        send_test(actor=actor, now=MONDAY)


def test_a_lost_telephone_is_let_go_by_who_keeps_the_list(office, chat):
    chat.links(office.helpdesk)
    with pytest.raises(NotAllowed):
        unlink_lost(office.helpdesk.id, actor=office.verifier.actor, now=MONDAY)
    admin = an_administrator()
    unlink_lost(office.helpdesk.id, actor=admin.actor, now=MONDAY)
    assert linked(ME) is None
    record = db.session.get(Setting, "officer_chats").value["record"]
    assert record[-1]["by"] == admin.id


def test_whoever_comes_back_links_anew(office, chat):
    chat.links(office.helpdesk)
    for active in (False, True):
        change_officer(office.helpdesk.id, active=active, now=MONDAY)
    assert linked(ME) is None


def test_who_linked_and_let_go_is_on_record_without_the_chat(office, chat):
    chat.links(office.helpdesk)
    unlink_chat(office.helpdesk.id, now=MONDAY)
    record = db.session.get(Setting, "officer_chats").value["record"]
    assert [(line["act"], line["officer"]) for line in record] == [
        ("linked", office.helpdesk.id), ("unlinked", office.helpdesk.id),
    ]
    assert ME not in str(record)


def test_a_blocked_chat_is_marked_and_comes_back(office, chat):
    chat.links(office.helpdesk)
    set_reachable("telegram", ME, False)
    assert not db.session.get(OfficerChat, office.helpdesk.id).usable
    set_reachable("telegram", ME, True)
    assert db.session.get(OfficerChat, office.helpdesk.id).usable
