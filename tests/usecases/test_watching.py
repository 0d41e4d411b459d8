"""Following a ticket: who hears of what, and who no longer does."""

import pytest

from helpdesk.db import db
from helpdesk.delivery.compose import Overtaken
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.models import Officer
from helpdesk.queries.watchers import watchers_of
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.merge import Merge, merge_tickets
from helpdesk.usecases.officer_chats import choose_ways
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.seal import name_reported, seal_ticket
from helpdesk.usecases.watching import follow_ticket, unfollow_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator, an_officer
from tests.usecases.desk_talk import Chat, worded
from tests.usecases.reading import events, notices

VINO = "vino.verifikator@contoh.example"


@pytest.fixture
def followed(book, office):
    """A ticket that the verifier follows and the helpdesk handles."""
    ticket = a_ticket(book)
    assign_ticket(book, ticket.number, officer_id=office.helpdesk.id, actor=office.helpdesk.actor,
                  now=MONDAY)
    follow_ticket(ticket.number, actor=office.verifier.actor, now=MONDAY)
    return ticket


def write(book, ticket, text="Masih gagal."):
    receive_message(book, ticket.number, text, channel="web", now=MONDAY)


def heard(ticket, template="watched"):
    db.session.rollback()
    return [row.recipient for row in notices(ticket, template)]


def names(ticket):
    return [officer.name for officer in watchers_of(again(ticket))]


def test_a_watcher_hears_of_words_and_of_every_change_of_state(book, office, followed):
    by = office.helpdesk.actor
    write(book, followed)
    add_note(book, followed.number, Words("Server penuh."), actor=by, now=MONDAY)
    reply_to_requester(book, followed.number, Words("Coba lagi?"), actor=by, now=MONDAY,
                       wait_for="question")
    resolve_ticket(book, followed.number, Words("Sudah pulih."), actor=by, now=MONDAY)
    rows = notices(followed, "watched")
    assert {row.recipient for row in rows} == {VINO}
    texts = [worded(book, row).text for row in rows]
    for text, said in zip(texts, (
        'Pesan pemohon diterima.\n\n"Masih gagal."',
        'Catatan internal ditambahkan, oleh Rina Petugas.\n\n"Server penuh."',
        'Petugas membalas, oleh Rina Petugas.\n\n"Coba lagi?"',
        'Masalah dinyatakan selesai dan dijawab, oleh Rina Petugas.\n\n"Sudah pulih."',
    ), strict=True):
        assert text.startswith(said)


def test_nobody_hears_of_what_they_did_themselves_or_twice_of_one_thing(book, office, followed):
    follow_ticket(followed.number, actor=office.helpdesk.actor, now=MONDAY)
    write(book, followed)
    assert heard(followed) == [VINO], "who handles it has a notice of their own"
    assert len(heard(followed, "requester_wrote")) == 1
    add_note(book, followed.number, Words("Server penuh."), actor=office.helpdesk.actor, now=MONDAY)
    assert heard(followed) == [VINO, VINO]


def test_by_the_way_that_the_officer_chose(book, office, followed):
    Chat(book, "500").links(office.verifier)
    choose_ways("both", actor=office.verifier.actor)
    write(book, followed)
    assert sorted((row.channel, row.recipient) for row in notices(followed, "watched")) == [
        ("email", VINO), ("telegram", "500"),
    ]
    text = worded(book, next(r for r in notices(followed, "watched") if r.recipient == "500"))
    assert text.telegram.startswith("Tiket yang Anda ikuti")


def test_following_is_no_event_and_leaves_open_pages_current(book, office, followed):
    before, version = len(events(followed)), again(followed).version
    for _ in range(2):
        follow_ticket(followed.number, actor=office.unit_head.actor, now=MONDAY)
    assert names(followed) == ["Karsa Kasubbag", "Vino Verifikator"]
    unfollow_ticket(followed.number, actor=office.verifier.actor)
    unfollow_ticket(followed.number, actor=office.verifier.actor)
    assert names(followed) == ["Karsa Kasubbag"]
    assert (len(events(followed)), again(followed).version) == (before, version)
    write(book, followed)
    assert heard(followed) == ["karsa.kasubbag@contoh.example"]


def complaint(book, office, *followers):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Antrean di loket lama sekali")
    for officer in followers:
        follow_ticket(ticket.number, actor=officer.actor, now=MONDAY)
    return ticket


def test_a_sealed_complaint_tells_only_those_who_may_see_it(book, office):
    ticket = complaint(book, office, office.helpdesk, office.verifier, office.unit_head)
    add_note(book, ticket.number, Words("Ia meminta uang."), actor=office.bureau_head.actor,
             now=MONDAY)
    assert len(heard(ticket)) == 3
    seal_ticket(book, ticket.number, actor=office.unit_head.actor, now=MONDAY)
    assert heard(ticket) == [], "not even what waited already"
    assert names(ticket) == []
    name_reported(book, ticket.number, office.helpdesk.id, [office.verifier.id],
                  actor=office.bureau_head.actor, now=MONDAY)
    write(book, ticket, "Ia meminta uang lagi.")
    assert names(ticket) == ["Vino Verifikator"]
    assert heard(ticket) == [VINO]
    words = worded(book, notices(ticket, "watched")[0])
    assert "uang" not in words.subject + words.text + words.telegram
    with pytest.raises(NotFound):
        follow_ticket(ticket.number, actor=office.helpdesk.actor, now=MONDAY)
    with pytest.raises(NotFound):
        unfollow_ticket(ticket.number, actor=office.helpdesk.actor)


def demoted(officer, **changed):
    kept = db.session.get(Officer, officer.id)
    for name, value in changed.items():
        setattr(kept, name, value)
    db.session.commit()


@pytest.mark.parametrize("changed", [
    {"roles": [Role.ADMINISTRATOR.value]}, {"active": False},
])
def test_whoever_lost_the_role_hears_nothing_not_even_what_waited(book, office, followed, changed):
    write(book, followed)
    demoted(office.verifier, **changed)
    write(book, followed, "Tetap gagal.")
    [waiting] = notices(followed, "watched")
    with pytest.raises(Overtaken):
        worded(book, waiting)
    assert names(followed) == []


def test_an_administrator_cannot_follow(book, office):
    ticket = a_ticket(book)
    with pytest.raises(NotAllowed):
        follow_ticket(ticket.number, actor=an_administrator().actor, now=MONDAY)


def test_somebody_away_still_hears_as_it_was_their_wish(book, office, followed):
    demoted(office.verifier, away_until=MONDAY.replace(year=2027))
    write(book, followed)
    assert heard(followed) == [VINO]
    assert an_officer("Lain Lagi").email not in heard(followed)


def test_followers_go_on_with_a_matter_that_was_merged(book, office, followed):
    main = a_ticket(book)
    follow_ticket(main.number, actor=office.verifier.actor, now=MONDAY)
    follow_ticket(followed.number, actor=office.unit_head.actor, now=MONDAY)
    merge_tickets(book, followed.number, main.number, Merge(main.number, "Laporan yang sama"),
                  copy=str, actor=office.helpdesk.actor, now=MONDAY)
    assert names(main) == ["Karsa Kasubbag", "Vino Verifikator"]
    assert sorted(heard(followed)) == ["karsa.kasubbag@contoh.example", VINO]
