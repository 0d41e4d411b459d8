"""Colleagues called to a ticket in a note."""

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import Message, Officer
from helpdesk.queries.watchers import watchers_of
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.seal import name_reported
from tests.builders import MONDAY, a_ticket, again, an_administrator, an_officer
from tests.usecases.desk_talk import worded
from tests.usecases.reading import events, notices

VINO = "vino.verifikator@contoh.example"


def note(book, office, ticket, text, actor=None):
    by = actor or office.helpdesk.actor
    return add_note(book, ticket.number, Words(text), actor=by, now=MONDAY)


def names(ticket):
    return [officer.name for officer in watchers_of(again(ticket))]


def test_whoever_is_mentioned_is_told_once_and_follows(book, office):
    ticket = a_ticket(book)
    note(book, office, ticket, "@Vino Verifikator dan @rina, mohon cek servernya.")
    [row] = notices(ticket, "mentioned")
    assert row.recipient == VINO
    assert notices(ticket, "watched") == [], "one notice of one note"
    text = worded(book, row).text
    assert text.startswith("Rina Petugas menyebut Anda dalam catatan internal: \"@Vino")
    assert names(ticket) == ["Vino Verifikator"], "nobody follows by mentioning themselves"
    assert events(ticket, "noted")[0].data["mentions"] == [office.verifier.id]
    note(book, office, ticket, "Sudah saya cek sendiri.")
    assert [row.recipient for row in notices(ticket, "watched")] == [VINO]
    assert "mentions" not in events(ticket, "noted")[1].data


def test_in_a_public_reply_it_is_nothing_but_words(book, office):
    ticket = a_ticket(book)
    reply_to_requester(book, ticket.number, Words("Hubungi @vino atau @siapapun."),
                       actor=office.helpdesk.actor, now=MONDAY)
    assert names(ticket) == []
    assert notices(ticket, "mentioned") == []
    assert "@siapapun" in notices_body(ticket)


def notices_body(ticket):
    return db.session.scalars(sa.select(Message.body).filter_by(ticket_id=ticket.id)).all()[-1]


@pytest.mark.parametrize(("text", "said"), [
    ("@Ade Administrator tolong", "Ade Administrator tidak dapat melihat tiket ini"),
    ("@ade tolong", "Ade Administrator tidak dapat melihat tiket ini"),
    ("@karsa tolong", "Karsa Kasubbag tidak dapat melihat tiket ini"),
    ("@vnio tolong", "Tidak ada petugas bernama “vnio”"),
    ("@rina tolong", "Tulis salah satu: @Rina Petugas, @Rina Kedua."),
    ("@Ade Administrator dan @vino", "Ade Administrator tidak dapat melihat tiket ini"),
])
def test_what_calls_nobody_is_refused_and_nothing_is_kept(book, office, text, said):
    ticket = a_ticket(book)
    an_administrator()
    an_officer("Rina Kedua")
    db.session.get(Officer, office.unit_head.id).active = False
    db.session.commit()
    with pytest.raises(InvalidInput) as refused:
        note(book, office, ticket, text)
    assert said in refused.value.fields["text"]
    assert events(again(ticket), "noted") == []
    assert names(ticket) == []


def test_on_a_sealed_complaint_only_who_may_see_it_can_be_called(book, office):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    head = office.bureau_head.actor
    name_reported(book, ticket.number, office.helpdesk.id, [office.verifier.id], actor=head,
                  now=MONDAY)
    for text in ("@Rina Petugas tahu?", "@karsa tahu?"):
        with pytest.raises(InvalidInput, match="tidak dapat melihat tiket ini"):
            note(book, office, ticket, text, head)
    note(book, office, ticket, "@vino tolong panggil saksi", head)
    [row] = notices(ticket, "mentioned")
    assert row.recipient == VINO
    words = worded(book, row)
    assert "saksi" not in words.subject + words.text + words.telegram


def test_of_two_with_one_name_it_is_the_one_who_may_see_it(book, office):
    an_officer("Vino Administrator", roles=(Role.ADMINISTRATOR,), unit=None)
    ticket = a_ticket(book)
    note(book, office, ticket, "@vino tolong")
    assert names(ticket) == ["Vino Verifikator"]
    with pytest.raises(InvalidInput, match="Vino Administrator tidak dapat"):
        note(book, office, ticket, "@Vino Administrator tolong")
