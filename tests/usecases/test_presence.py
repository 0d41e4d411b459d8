"""Who is seen at a ticket, for how long, and by whom."""

from datetime import timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.ticket import Kind
from helpdesk.models import TicketPresence
from helpdesk.queries.presence import LIFE, WRITING, everybody_present, still_seen
from helpdesk.usecases.presence import KEPT, be_present, forget_presence, leave
from helpdesk.usecases.reply_drafts import drop_draft, keep_draft
from tests.builders import MONDAY, a_ticket, again, an_administrator

SECOND = timedelta(seconds=1)


def seen(now=MONDAY):
    db.session.rollback()
    return [(each.name, each.writing) for each in everybody_present(now)]


def test_renewed_it_lasts_and_else_it_grows_old_in_seconds(book, office):
    ticket, rina = a_ticket(book), office.helpdesk.actor
    version = again(ticket).version
    assert be_present(ticket.number, actor=rina, now=MONDAY) == ticket.id
    assert seen(MONDAY + LIFE - SECOND) == [("Rina Petugas", False)]
    assert seen(MONDAY + LIFE) == []
    be_present(ticket.number, actor=rina, now=MONDAY + LIFE)
    assert seen(MONDAY + LIFE) == [("Rina Petugas", False)]
    leave(ticket.id, actor=rina)
    assert seen(MONDAY + LIFE) == []
    assert again(ticket).version == version


def test_writing_is_a_draft_that_is_fresh(book, office):
    ticket, other, rina = a_ticket(book), a_ticket(book), office.helpdesk.actor
    be_present(ticket.number, actor=rina, now=MONDAY)
    keep_draft(other.number, "Di tiket lain", internal=False, actor=rina, now=MONDAY)
    assert seen() == [("Rina Petugas", False)]
    keep_draft(ticket.number, "Mohon tunggu", internal=False, actor=rina, now=MONDAY)
    assert seen() == [("Rina Petugas", True)]
    later = MONDAY + WRITING
    be_present(ticket.number, actor=rina, now=later)
    assert seen(later) == [("Rina Petugas", False)]
    keep_draft(ticket.number, "Mohon tunggu ya", internal=False, actor=rina, now=later)
    drop_draft(ticket.number, actor=rina)
    assert seen(later) == [("Rina Petugas", False)]


def test_nobody_is_seen_where_they_may_not_look(book, office):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    for actor in (office.helpdesk.actor, an_administrator().actor):
        assert be_present(sealed.number, actor=actor, now=MONDAY) is None
        assert not still_seen(sealed.id, actor)
    assert be_present("PBJ-2026-999999", actor=office.helpdesk.actor, now=MONDAY) is None
    assert seen() == []
    assert be_present(sealed.number, actor=office.bureau_head.actor, now=MONDAY) == sealed.id
    assert still_seen(sealed.id, office.bureau_head.actor)


def test_rows_nobody_ended_are_forgotten(book, office):
    be_present(a_ticket(book).number, actor=office.helpdesk.actor, now=MONDAY)
    assert forget_presence(MONDAY + KEPT) == 0
    assert forget_presence(MONDAY + KEPT + SECOND) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(TicketPresence)) == 0
