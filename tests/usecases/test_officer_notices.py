"""Notices to officers by Telegram: with their event, when they may come, and what they may tell."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.delivery.compose import Overtaken
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.models import OutboxItem
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.officer_chats import choose_ways, rescue_notices, unlink_chat
from helpdesk.usecases.officers import change_officer
from helpdesk.usecases.outgoing import bury, claim, set_reachable
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.sweep import sweep
from tests.builders import MONDAY, a_ticket, at
from tests.delivery.letters import record_late_step
from tests.usecases.desk_talk import Chat, worded

RINA, HEAD, KARSA = "100", "300", "400"
MAIL = "rina.petugas@contoh.example"
NIGHT = at("Sabtu 21 November 2026 22.00")
OPENS = at("Senin 23 November 2026 07.30")


@pytest.fixture
def rina(book, office):
    Chat(book, RINA).links(office.helpdesk)
    return office.helpdesk


def told(template, *recipients):
    """(channel, recipient, state) of each row of a template to these places, in order."""
    db.session.rollback()
    query = sa.select(OutboxItem).filter_by(template=template)
    rows = db.session.scalars(query.order_by(OutboxItem.id)).all()
    return [(r.channel, r.recipient, r.state) for r in rows if r.recipient in recipients]


def row(template, recipient):
    query = sa.select(OutboxItem).filter_by(template=template, recipient=recipient)
    return db.session.scalars(query).one()


@pytest.mark.parametrize(("ways", "expected"), [
    (None, [("telegram", RINA, "pending")]),
    ("email", [("email", MAIL, "pending")]),
    ("both", [("telegram", RINA, "pending"), ("email", MAIL, "pending")]),
])
def test_a_new_ticket_reaches_each_officer_as_they_chose(book, rina, ways, expected):
    if ways:
        choose_ways(ways, actor=rina.actor)
    a_ticket(book)
    assert told("new_ticket", RINA, MAIL) == expected
    vino = "vino.verifikator@contoh.example"
    assert told("new_ticket", vino) == [("email", vino, "pending")], "who linked nothing"


def test_the_card_is_short_with_buttons_to_take_and_to_open(book, rina):
    ticket = a_ticket(book)
    words = worded(book, row("new_ticket", RINA))
    assert words.telegram.splitlines() == [
        "Tiket baru", f"{ticket.number} · Permasalahan",
        "Unggah dokumen penawaran selalu gagal dengan pesan error 500 sejak tadi pagi.",
        "Helpdesk Biro PBJ Kalteng", "Tanggapan paling lambat Kamis 26 Nov 16.00 WIB",
    ]
    assert words.buttons == ((
        ("Ambil", f"o:take:{ticket.number}"),
        ("Buka", f"https://contoh.example/petugas/tiket/{ticket.number}"),
    ),)
    plain = worded(book, row("new_ticket", RINA), base="http://localhost:8000")
    assert plain.telegram.endswith(f"http://localhost:8000/petugas/tiket/{ticket.number}")
    assert plain.buttons == ((("Ambil", f"o:take:{ticket.number}"),),), "Telegram refuses http"


def test_in_the_night_all_waits_but_the_alert_of_a_tender_day(book, rina):
    a_ticket(book, now=NIGHT)
    assert row("new_ticket", RINA).not_before == OPENS
    a_ticket(book, now=NIGHT, package_code="45678912",
             tender_deadline=at("Senin 23 November 2026 14.00"))
    assert row("tender_alert", RINA).not_before == NIGHT
    assert [place[:2] for place in told("tender_alert", RINA, MAIL)] == [
        ("telegram", RINA), ("email", MAIL),
    ], "the telephone may be off"


def test_warnings_and_words_of_the_requester_reach_whoever_holds_the_ticket(book, rina):
    ticket = a_ticket(book)
    assign_ticket(book, ticket.number, officer_id=rina.id, actor=rina.actor, now=MONDAY)
    receive_message(book, ticket.number, "Masih gagal, NIK 6271012345678901", channel="web",
                    now=MONDAY)
    text = worded(book, row("requester_wrote", RINA)).telegram
    assert "Masih gagal" in text
    assert "6271012345678901" not in text
    sweep(book, at("Kamis 26 November 2026 07.30"))
    assert row("deadline_near", RINA).channel == "telegram"


def test_a_rung_kept_to_mail_stays_there(book, rina):
    ladder = tuple(replace(step, channels=("email",)) for step in book.catalogue.ladder)
    kept = replace(book, catalogue=replace(book.catalogue, ladder=ladder))
    ticket = a_ticket(kept)
    assign_ticket(kept, ticket.number, officer_id=rina.id, actor=rina.actor, now=MONDAY)
    sweep(kept, at("Kamis 26 November 2026 07.30"))
    assert [place[0] for place in told("deadline_near", RINA, MAIL)] == ["email"]


def test_what_ran_late_stays_one_digest_by_mail(book, office):
    Chat(book, KARSA).links(office.unit_head)
    ticket = a_ticket(book)
    record_late_step(book, ticket.number, "late", "response", 1, "notify", ("unit_head",), MONDAY)
    address = office.unit_head.email
    assert told("digest", KARSA, address) == [("email", address, "gathered")]


def test_a_sealed_complaint_tells_the_head_its_number_and_nobody_else(book, office, rina):
    Chat(book, HEAD).links(office.bureau_head)
    ticket = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True,
                      text="Petugas loket meminta uang.")
    assert told("new_ticket", RINA) == []
    words = worded(book, row("new_ticket", HEAD))
    assert ticket.number in words.telegram
    assert "uang" not in words.telegram
    assert [label for line in words.buttons for label, _ in line] == ["Buka"]


def test_nobody_is_named_where_nobody_gave_a_name(book, rina):
    ticket = a_ticket(book, identity=IdentityMode.NONE, name=None, contacts={})
    receive_message(book, ticket.number, "Halo", channel="web", now=MONDAY)
    known = a_ticket(book, name="Budi Santoso")
    for item in db.session.scalars(sa.select(OutboxItem).filter_by(recipient=RINA)):
        if item.ticket_id in (ticket.id, known.id):
            assert "Budi" not in worded(book, item).telegram


@pytest.mark.parametrize("change", [
    {"active": False}, {"roles": (Role.ADMINISTRATOR,)},
])
def test_rights_are_asked_again_when_it_leaves(book, rina, change):
    a_ticket(book)
    change_officer(rina.id, now=MONDAY, **change)
    with pytest.raises(Overtaken):
        worded(book, row("new_ticket", RINA))


def test_what_was_on_its_way_to_a_chat_let_go_comes_by_mail(book, rina):
    a_ticket(book)
    unlink_chat(rina.id, now=MONDAY)
    assert told("new_ticket", RINA, MAIL) == [("email", MAIL, "pending")]
    a_ticket(book)
    assert told("new_ticket", RINA, MAIL) == [("email", MAIL, "pending")] * 2


def test_what_telegram_does_not_take_for_an_hour_comes_by_mail(book, rina):
    a_ticket(book)
    assert rescue_notices(MONDAY + timedelta(minutes=59)) == 0
    a_ticket(book, now=MONDAY + timedelta(minutes=30))
    assert rescue_notices(MONDAY + timedelta(minutes=61)) == 1
    assert [place[0] for place in told("new_ticket", RINA, MAIL)] == ["email", "telegram"]
    assert rescue_notices(MONDAY + timedelta(minutes=61)) == 0
    moved = db.session.scalars(sa.select(OutboxItem.id).filter_by(recipient=MAIL)).all()
    assert claim(moved, now=MONDAY) == [], "the bot no longer takes it"


def test_a_blocked_chat_loses_no_notice_and_gets_none_twice(book, rina):
    choose_ways("both", actor=rina.actor)
    a_ticket(book)
    choose_ways("telegram", actor=rina.actor)
    a_ticket(book)
    refused = db.session.scalars(
        sa.select(OutboxItem.id).filter_by(template="new_ticket", recipient=RINA)
        .order_by(OutboxItem.id.desc())
    ).first()
    set_reachable("telegram", RINA, False)
    bury(refused, "Forbidden: bot was blocked by the user")
    assert sorted(told("new_ticket", RINA, MAIL)) == [
        ("email", MAIL, "pending"), ("email", MAIL, "pending"), ("telegram", RINA, "skipped"),
    ]
    a_ticket(book)
    assert told("new_ticket", RINA, MAIL)[-1][0] == "email"
