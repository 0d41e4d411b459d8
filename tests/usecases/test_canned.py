"""Replies kept for use again, and drafts: who may read, change and lose what."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.canned import Kept, ranked
from helpdesk.domain.placeholders import check_filled, check_placeholders, filled
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import CannedReplyVersion, ReplyDraft
from helpdesk.queries.canned import canned_replies, canned_reply, draft_of
from helpdesk.usecases.canned import put_away_canned, write_canned
from helpdesk.usecases.reply_drafts import KEPT, drop_draft, forget_drafts, keep_draft
from tests.builders import MONDAY, a_ticket, an_officer

KEPT_REPLIES = [
    Kept(1, "Verifikasi berkas", "Bawa KTP asli."), Kept(2, "Berkas kurang", "NPWP belum ada."),
    Kept(3, "SPSE gangguan", "Sedang diperiksa LKPP."),
]


@pytest.mark.parametrize(("asked", "ids"), [
    ("", [2, 3, 1]), ("ver", [1]), ("verfikasi", [1]), ("berkas", [2, 1]), ("npwp", [2]),
    ("kurang berkas", [2]), ("LKPP", [3]), ("sanggah", []), ("berkas sanggah", []),
])
def test_a_few_letters_find_the_reply(asked, ids):
    assert [kept.id for kept in ranked(asked, KEPT_REPLIES)] == ids


def test_values_are_never_read_for_braces_and_nothing_half_filled_is_sent():
    assert filled("{nama} {NOMOR} {lain}", {"nama": "{nomor}", "nomor": "7"}) == "{nomor} 7 {lain}"
    check_placeholders("Yth. {nama}, {perihal}")
    with pytest.raises(InvalidInput, match=r"\{gelar\}"):
        check_placeholders("Yth. {gelar}")
    check_filled("Kode {x} dari aplikasi")
    with pytest.raises(InvalidInput, match=r"\{nama\}"):
        check_filled("Yth. {nama}")


def test_ones_own_is_nobody_elses_and_a_shared_one_is_changed_by_its_author_or_a_head(db_session):
    rina, yosua = an_officer("Rina Petugas"), an_officer("Yosua Lain")
    head = an_officer("Endang Kasubbag", roles=(Role.UNIT_HEAD,))
    own = write_canned(None, "Milik Rina", "Isi", shared=False, actor=rina.actor, now=MONDAY)
    shared = write_canned(None, "Bersama", "Isi", shared=True, actor=rina.actor, now=MONDAY)
    assert [row.id for row in canned_replies(yosua.actor)] == [shared.id]
    for act in (lambda: canned_reply(own.id, yosua.actor),
                lambda: put_away_canned(own.id, actor=head.actor, now=MONDAY),
                lambda: write_canned(shared.id, "x", "y", shared=True, actor=yosua.actor,
                                     now=MONDAY)):
        with pytest.raises(NotFound):
            act()
    write_canned(shared.id, "Bersama", "Isi baru", shared=True, actor=head.actor, now=MONDAY)
    query = sa.select(CannedReplyVersion.body, CannedReplyVersion.officer_id)
    wordings = db.session.execute(query.filter_by(reply_id=shared.id)).all()
    assert [tuple(row) for row in wordings] == [("Isi", rina.id), ("Isi baru", head.id)]
    put_away_canned(shared.id, actor=rina.actor, now=MONDAY)
    assert canned_replies(yosua.actor) == []


@pytest.mark.parametrize(("title", "body", "field"), [
    ("", "Isi", "title"), ("x" * 81, "Isi", "title"), ("Judul", " ", "body"),
    ("Judul", "Yth. {gelar}", "body"), ("Judul", "x" * 4001, "body"),
])
def test_what_cannot_be_kept_says_which_field(db_session, title, body, field):
    rina = an_officer("Rina Petugas")
    with pytest.raises(InvalidInput) as refused:
        write_canned(None, title, body, shared=True, actor=rina.actor, now=MONDAY)
    assert list(refused.value.fields) == [field]


def test_a_draft_is_kept_changed_sent_and_forgotten(db_session, book):
    rina, yosua, ticket = an_officer("Rina Petugas"), an_officer("Yosua Lain"), a_ticket(book)
    keep_draft(ticket.number, "Baru", internal=False, actor=rina.actor, now=MONDAY)
    keep_draft(ticket.number, "Baru setengah", internal=True, actor=rina.actor, now=MONDAY)
    kept = draft_of(ticket.id, rina.actor)
    assert (kept.body, kept.internal) == ("Baru setengah", True)
    assert draft_of(ticket.id, yosua.actor) is None
    assert forget_drafts(MONDAY + KEPT) == 0
    assert forget_drafts(MONDAY + KEPT + timedelta(seconds=1)) == 1
    keep_draft(ticket.number, "Lagi", internal=False, actor=rina.actor, now=MONDAY)
    drop_draft(ticket.number, actor=rina.actor)
    keep_draft(ticket.number, "Lagi", internal=False, actor=rina.actor, now=MONDAY)
    keep_draft(ticket.number, "  ", internal=False, actor=rina.actor, now=MONDAY)
    assert db.session.scalars(sa.select(ReplyDraft)).all() == []


def test_no_draft_tells_of_a_sealed_ticket(db_session, book):
    rina = an_officer("Rina Petugas")
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    with pytest.raises(NotFound):
        keep_draft(sealed.number, "x", internal=False, actor=rina.actor, now=MONDAY)
