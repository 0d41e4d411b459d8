"""Merging two tickets: nothing said is lost, no date is later, one notice, a trail on both."""

import threading
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from faq.library import load
from helpdesk.db import db, use_case
from helpdesk.dialogue.effects import AddMessage, ReopenTicket
from helpdesk.dialogue.outcomes import done
from helpdesk.dialogue.state import State
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import SYSTEM
from helpdesk.domain.ticket import Authority, Channel, IdentityMode, Kind, Status
from helpdesk.errors import IllegalMove, InvalidInput, NotFound, StaleTicket
from helpdesk.models import Attachment, TicketClock
from helpdesk.queries.reading import messages_of, read_ticket
from helpdesk.queries.ticket_links import links_of
from helpdesk.talk import build_talk
from helpdesk.usecases.attach import Upload, keep_upload
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.effects import Effects
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.incident_reports import children_of, join_incident
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.merge import Merge, merge_tickets
from helpdesk.usecases.receive import add_details, receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import confirm_resolved, resolve_ticket
from helpdesk.usecases.seal import close_to_officers, seal_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.ticket_links import UNKNOWN, link_tickets, unlink_tickets
from helpdesk.usecases.triage import Triage, triage_ticket
from helpdesk.wording.status import public_status
from helpdesk.wording.timeline import timeline
from tests.builders import MONDAY, a_ticket, again
from tests.racing import race
from tests.usecases.reading import clock, events, notices

WHY = "Menulis dua kali, lewat web dan bot"
HOUR = timedelta(hours=1)
LATER = MONDAY + timedelta(days=1)
ELSEWHERE = {"telegram": "5005"}


def copied(ref):
    return f"salinan-{ref}"


def merge(book, old, main, actor, *, now=LATER, reason=WHY, same=False, versions=(None, None)):
    told = Merge(main.number, reason, same, versions)
    return merge_tickets(book, old.number, main.number, told, copy=copied, actor=actor, now=now)


def said(ticket, *, internal=True):
    return [(m.at, m.channel, m.body) for m in messages_of(ticket, internal=internal)
            if m.side == "requester"]


@pytest.fixture
def main(book, office):
    return a_ticket(book)


@pytest.fixture
def old(book, office):
    """Of the same address, an hour later: first words, then a file."""
    ticket = a_ticket(book, text="Masih gagal unggah juga.", now=MONDAY + HOUR)
    keep_upload(Upload("layar", "layar.png", "image/png", 10, "0" * 64), owner="web:1", now=MONDAY)
    receive_message(book, ticket.number, "Ini tangkapan layarnya.", channel="web",
                    files=("layar",), owner="web:1", now=MONDAY + 2 * HOUR)
    return ticket


def test_words_and_files_are_read_on_both_and_the_old_ticket_ends(book, office, main, old):
    words, before = said(old), said(main)
    merge(book, old, main, office.helpdesk.actor)
    assert said(main) == sorted([*before, *words])
    assert said(old) == words
    files = db.session.scalars(sa.select(Attachment).order_by(Attachment.id)).all()
    assert [(f.ticket_id, f.ref) for f in files] == [(old.id, "layar"), (main.id, "salinan-layar")]
    ended = again(old)
    assert (ended.status, ended.merged_id, ended.parent_id) == (Status.CLOSED, main.id, None)
    assert (ended.next_due_at, ended.queue_at) == (None, None)
    assert again(main).status == Status.NEW


def test_one_notice_to_the_requester_and_one_to_whoever_has_the_other(book, office, main, old):
    merge(book, old, main, office.helpdesk.actor)
    assert [n.recipient for n in notices(old, "merged")] == ["budi@contoh.example"]
    about = {n.template for n in notices(main) if n.audience == "requester"}
    assert about == {"receipt"}


@pytest.mark.parametrize("older_goes_on", [True, False])
def test_the_earlier_dates_go_on_and_are_counted_once(book, office, main, old, older_goes_on):
    dues = {k: clock(main, k).due_at for k in ("response", "resolution")}
    goes_on, ends = (main, old) if older_goes_on else (old, main)
    merge(book, ends, goes_on, office.helpdesk.actor)
    for kind, due in dues.items():
        assert clock(goes_on, kind).due_at == due
    rows = db.session.scalars(sa.select(TicketClock).filter_by(ticket_id=ends.id)).all()
    assert rows == []


def test_a_deadline_missed_on_the_merged_one_stays_missed_once(book, office, main, old):
    late = MONDAY + timedelta(days=30)
    triage_ticket(book, main.number, Triage(Kind.PROBLEM), actor=office.helpdesk.actor, now=MONDAY)
    merge(book, main, old, office.helpdesk.actor, now=late)
    reply_to_requester(book, old.number, Words("Sudah."), actor=office.helpdesk.actor, now=late)
    states = [(r.ticket_id, r.kind, r.state) for r in db.session.scalars(sa.select(TicketClock))
              if r.state == "missed" and r.stopped_at is not None]
    assert states == [(old.id, "response", "missed")]


def test_nobody_hears_again_of_what_was_missed_on_the_merged_one(book, office, main):
    then = MONDAY + timedelta(days=7)
    sweep(book, then)
    told = {(e.data["clock"], e.data["step"]) for e in events(main, "step_taken")}
    assert [n.recipient for n in notices(main, "apology")] != []
    goes_on = a_ticket(book, now=then)
    merge(book, main, goes_on, office.helpdesk.actor, now=then)
    assert clock(goes_on, "response").state == "missed" or again(goes_on).next_due_at < then
    sweep(book, then + HOUR)
    again_told = {(e.data["clock"], e.data["step"]) for e in events(goes_on, "step_taken")}
    assert not told & again_told
    assert notices(goes_on, "apology") == []


def test_an_answer_given_in_time_counts_and_one_owed_is_owed_as_a_reply(book, office, main, old):
    reply_to_requester(book, main.number, Words("Kami periksa."), actor=office.helpdesk.actor,
                       now=MONDAY + HOUR)
    owed = clock(old, "response").due_at
    merge(book, old, main, office.helpdesk.actor)
    assert clock(main, "response").state == "met"
    assert clock(main, "reply").due_at <= owed
    assert clock(old, "response").state == "cancelled"
    assert again(main).waiting_since == MONDAY + HOUR


def test_a_wait_for_the_requester_ends(book, office, main, old):
    reply_to_requester(book, main.number, Words("Versi peramban?"), wait_for="question",
                       actor=office.helpdesk.actor, now=MONDAY)
    assert again(main).status == Status.WAITING_REQUESTER
    merge(book, old, main, office.helpdesk.actor)
    assert again(main).status == Status.IN_PROGRESS
    assert again(main).next_due_at is not None


def test_package_and_tender_day_come_along_and_nobody_hears_twice(book, office, main):
    deadline = MONDAY + timedelta(days=3)
    old = a_ticket(book, package_code="10091226000", tender_deadline=deadline)
    merge(book, old, main, office.helpdesk.actor)
    now = again(main)
    assert (now.package_code, now.tender_deadline) == ("10091226000", deadline)
    assert notices(main, "tender_day") == []


def test_the_trail_stands_on_both_for_officers_and_cannot_be_undone(book, office, main, old):
    actor = office.helpdesk.actor
    link_tickets(book, main.number, old.number, "Mirip", actor=actor, now=MONDAY)
    merge(book, old, main, actor)
    for here, there in ((main, old), (old, main)):
        (row,) = links_of(here, actor)
        assert (row.number, row.link.kind, row.link.reason) == (there.number, "merged", WHY)
        lines = timeline(book.catalogue, read_ticket(again(here), book.catalogue, LATER).events)
        assert "gabung" in lines[-1]["text"]
        assert there.number not in "".join(line["text"] for line in lines)
    assert events(main, "took_over")[0].data["from"] == old.id
    assert events(old, "merged")[0].data["into"] == main.id
    with pytest.raises(IllegalMove):
        unlink_tickets(book, main.number, row.link.id, actor=actor, now=LATER)


# -- afterwards --------------------------------------------------------------------------------
def test_later_words_land_in_the_ticket_that_goes_on_through_every_merge(book, office, main, old):
    third, actor = a_ticket(book), office.helpdesk.actor
    merge(book, old, main, actor)
    merge(book, main, third, actor)
    keep_upload(Upload("susul", "susul.pdf", "application/pdf", 5, "1" * 64), owner="web:1",
                now=LATER)
    receive_message(book, old.number, "Ada kabar?", channel="telegram", now=LATER + HOUR,
                    files=("susul",), owner="web:1", source_key="tekan:1")
    add_details(book, old.number, now=LATER + HOUR, package_code="10091226000")
    assert (LATER + HOUR, "telegram", "Ada kabar?") in said(third, internal=False)
    assert said(old)[-1][2] == "Ada kabar?"
    assert again(third).waiting_since is not None
    assert again(third).package_code == "10091226000"
    file = db.session.scalars(sa.select(Attachment).filter_by(ref="susul")).one()
    assert file.ticket_id == third.id
    (passed,) = events(old, "passed_on")
    assert passed.data["into"] == third.id
    assert again(old).waiting_since is None
    assert again(old).next_due_at is None


def test_words_to_a_matter_that_ended_are_refused_as_ever(book, office, main, old):
    merge(book, old, main, office.helpdesk.actor)
    resolve_ticket(book, main.number, Words("Beres."), actor=office.helpdesk.actor, now=LATER)
    receive_message(book, old.number, "Terima kasih", channel="web", now=LATER)
    confirm_resolved(book, main.number, now=LATER)
    with pytest.raises(IllegalMove):
        receive_message(book, old.number, "Muncul lagi", channel="web", now=LATER)


def test_from_the_chat_it_is_passed_on_and_told_under_which_number(book, office, main):
    chat = conversation_at("telegram", "5005", now=MONDAY)
    old = a_ticket(book, channel=Channel.TELEGRAM, contacts={}, conversation_id=chat.id)
    merge(book, old, main, office.helpdesk.actor, same=True)
    talk = build_talk(load(), book.catalogue)
    assert talk.status_of(again(old), LATER).actions[0] == "add"
    assert main.number in talk.status_of(again(old), LATER).text
    effects = Effects(book, talk, chat, LATER)
    for effect in (AddMessage(old.number, "Masih gagal"), ReopenTicket(old.number, "Belum beres")):
        outcome = use_case(partial(effects.carry_out, effect))()
        assert (outcome.ticket, outcome.into) == (old.number, main.number)
    turn = done(State(), outcome, None)
    assert f"kami teruskan ke tiket {main.number}" in turn.replies[0].text
    assert [body for *_, body in said(main)][-2:] == ["Masih gagal", "Belum beres"]
    resolve_ticket(book, main.number, Words("Beres."), actor=office.helpdesk.actor, now=LATER)
    confirm_resolved(book, main.number, now=LATER)
    assert "add" not in talk.status_of(again(old), LATER).actions


def test_the_page_says_why_a_date_lies_before_the_receipt(book, office, main):
    late = a_ticket(book, now=MONDAY + timedelta(days=3))
    merge(book, main, late, office.helpdesk.actor, now=MONDAY + timedelta(days=3))
    reading = read_ticket(again(late), book.catalogue, LATER + timedelta(days=3))
    whole = str(public_status(book.catalogue, reading))
    assert "saat laporan lain tentang hal yang sama masuk" in whole
    assert main.number not in whole


def test_words_written_in_the_moment_of_merging_are_never_lost(app, book, office, main, old):
    results = race(app, *[
        partial(receive_message, book, old.number, f"Pesan {n}", channel="web", now=LATER)
        for n in range(4)
    ], partial(merge, book, old, main, office.helpdesk.actor))
    assert not [r for r in results if isinstance(r, Exception)], results
    for ticket in (old, main):
        assert {f"Pesan {n}" for n in range(4)} <= {body for *_, body in said(ticket)}


def test_of_two_merges_against_each_other_one_is_done(app, book, office, main, old):
    actor = office.helpdesk.actor
    results = race(
        app, partial(merge, book, old, main, actor), partial(merge, book, main, old, actor)
    )
    assert sum(isinstance(r, IllegalMove) for r in results) == 1, results
    assert sorted([again(old).status, again(main).status]) == [Status.CLOSED, Status.NEW]


def test_a_message_and_a_sealing_lock_the_matter_in_one_order(app, book, office):
    main, old = (a_ticket(book, kind=Kind.COMPLAINT, text="Loket lambat") for _ in range(2))
    actor = office.helpdesk.actor
    merge(book, old, main, actor)
    both, stopped = threading.Barrier(2), set()

    def meet(_conn, _cursor, statement, *_more):
        """Each side stops where it has locked its first ticket, until the other has as well."""
        here = threading.get_ident()
        if "FOR UPDATE OF ticket" in statement and here not in stopped:
            stopped.add(here)
            with suppress(threading.BrokenBarrierError):
                both.wait(timeout=1)

    engine = db.engine
    sa.event.listen(engine, "after_cursor_execute", meet)
    try:
        results = race(
            app, partial(receive_message, book, old.number, "Ada kabar?", channel="web", now=LATER),
            partial(seal_ticket, book, main.number, actor=actor, now=LATER),
        )
    finally:
        sa.event.remove(engine, "after_cursor_execute", meet)
    assert not [r for r in results if isinstance(r, Exception)], results
    assert again(old).sealed
    assert again(main).sealed
    assert said(main)[-1][-1] == "Ada kabar?"


# -- whose they are ----------------------------------------------------------------------------
def test_without_a_place_in_common_an_officer_must_have_made_sure(book, office, main):
    other = a_ticket(book, channel=Channel.TELEGRAM, contacts=ELSEWHERE, name="Budi")
    with pytest.raises(InvalidInput) as refused:
        merge(book, other, main, office.helpdesk.actor)
    assert list(refused.value.fields) == ["same"]
    assert "gangguan" in refused.value.message
    assert events(main, "took_over") == events(other, "merged") == []


def test_then_neither_public_page_shows_a_word_of_the_other(book, office, main):
    other = a_ticket(book, contacts=ELSEWHERE, text="Tulisan kedua")
    public = said(main, internal=False), said(other, internal=False)
    merge(book, other, main, office.helpdesk.actor, same=True)
    assert (said(main, internal=False), said(other, internal=False)) == public
    assert (MONDAY, "web", "Tulisan kedua") in said(main)
    receive_message(book, other.number, "Susulan", channel="telegram", now=LATER)
    assert "Susulan" in {body for *_, body in said(main)}
    assert "Susulan" not in {body for *_, body in said(main, internal=False)}
    assert "Susulan" in {body for *_, body in said(other, internal=False)}
    assert [n.recipient for n in notices(other, "merged")] == ["5005"]


def test_a_chat_and_an_address_in_capitals_show_one_requester(book, office, main):
    chat = conversation_at("telegram", "5005", now=MONDAY)
    made = a_ticket(book, channel=Channel.TELEGRAM, contacts={}, conversation_id=chat.id)
    bound = a_ticket(book, contacts=ELSEWHERE)
    merge(book, made, bound, office.helpdesk.actor)
    loud = a_ticket(book, contacts={"email": " BUDI@contoh.example"})
    merge(book, loud, main, office.helpdesk.actor)


def test_a_shared_telephone_shows_nothing(book, office):
    one, other = (a_ticket(book, contacts={"phone": "0811"}) for _ in range(2))
    with pytest.raises(InvalidInput):
        merge(book, one, other, office.helpdesk.actor)


@pytest.mark.parametrize("mode", [IdentityMode.HIDDEN, IdentityMode.NONE])
def test_who_is_not_to_be_known_is_not_found_out_by_trying(book, office, main, mode):
    hidden = a_ticket(book, identity=mode)
    for pair in ((hidden, main), (main, hidden)):
        with pytest.raises(IllegalMove, match="tidak dikenali"):
            merge(book, *pair, office.helpdesk.actor)


# -- what cannot be merged -----------------------------------------------------------------------
def test_a_sealed_ticket_is_as_one_nobody_has_even_for_the_head(book, office, main):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    for actor in (office.helpdesk.actor, office.bureau_head.actor):
        with pytest.raises(InvalidInput) as refused:
            merge(book, main, sealed, actor)
        assert refused.value.fields == {"other": UNKNOWN}
    told = Merge("PBJ-2026-999999", WHY)
    with pytest.raises(InvalidInput) as unknown:
        merge_tickets(book, main.number, told.into, told, copy=copied, now=LATER,
                      actor=office.helpdesk.actor)
    assert unknown.value.fields == refused.value.fields
    with pytest.raises(NotFound):
        merge(book, sealed, main, office.helpdesk.actor)
    with pytest.raises(IllegalMove, match="tertutup"):
        merge(book, sealed, main, office.bureau_head.actor)


def test_sealing_one_of_a_matter_seals_the_whole(book, office):
    one, two, three = (a_ticket(book, kind=Kind.COMPLAINT, text="Loket lambat") for _ in range(3))
    merge(book, one, two, office.helpdesk.actor)
    merge(book, two, three, office.helpdesk.actor)
    seal_ticket(book, three.number, actor=office.helpdesk.actor, now=LATER)
    assert all(again(each).sealed for each in (one, two, three))
    assert [len(events(each, "sealed")) for each in (one, two, three)] == [1, 1, 1]


def test_sealing_the_merged_one_seals_what_holds_its_words(book, office):
    one, two = (a_ticket(book, kind=Kind.COMPLAINT, text="Loket lambat") for _ in range(2))
    merge(book, one, two, office.helpdesk.actor)
    use_case(lambda: close_to_officers(book, load_ticket(one.number), SYSTEM, LATER))()
    assert again(two).sealed


def test_only_open_tickets_and_not_itself(book, office, main, old):
    actor = office.helpdesk.actor
    with pytest.raises(InvalidInput):
        merge(book, main, main, actor)
    resolve_ticket(book, old.number, Words("Beres."), actor=actor, now=LATER)
    for pair in ((old, main), (main, old)):
        with pytest.raises(IllegalMove, match="sudah selesai"):
            merge(book, *pair, actor)


def test_complaints_and_requests_only_with_their_kind(book, office, main):
    complaint = a_ticket(book, kind=Kind.COMPLAINT, text="Loket lambat")
    for pair in ((complaint, main), (main, complaint)):
        with pytest.raises(IllegalMove, match="sejenis"):
            merge(book, *pair, office.helpdesk.actor)


def test_what_lkpp_has_goes_on_and_the_other_is_merged_into_it(book, office, main, old):
    actor = office.helpdesk.actor
    triage_ticket(book, old.number, Triage(Kind.PROBLEM, authority=Authority.LKPP), actor=actor,
                  now=MONDAY + HOUR)
    with pytest.raises(IllegalMove, match="Kewenangan"):
        merge(book, old, main, actor)
    forward_ticket(
        book, old.number, Filing(Authority.LKPP, "letter", override_reason="mendesak"),
        actor=actor, now=MONDAY + 2 * HOUR,
    )
    with pytest.raises(IllegalMove, match="LKPP"):
        merge(book, old, main, actor)
    merge(book, main, old, actor)
    assert again(old).status == Status.WAITING_EXTERNAL


def test_an_outage_that_leads_others_and_its_reports(book, office, main):
    actor = office.helpdesk.actor
    outage, report = a_ticket(book, kind=Kind.OUTAGE), a_ticket(book)
    join_incident(book, report.number, outage.number, actor=actor, now=MONDAY)
    with pytest.raises(IllegalMove, match="gangguan induk"):
        merge(book, outage, main, actor)
    with pytest.raises(IllegalMove, match="bagian dari"):
        merge(book, report, main, actor)
    merge(book, main, report, actor)
    merge(book, report, outage, actor)
    assert children_of(outage.id) == [report.number]


def test_a_page_grown_old_of_either_ticket(book, office, main, old):
    seen = again(old).version, again(main).version
    receive_message(book, main.number, "Satu lagi", channel="web", now=LATER)
    with pytest.raises(StaleTicket):
        merge(book, old, main, office.helpdesk.actor, versions=seen)
    with pytest.raises(StaleTicket):
        merge(book, old, main, office.helpdesk.actor, versions=(99, None))
    merge(book, old, main, office.helpdesk.actor, versions=(seen[0], again(main).version))


def test_a_reason_and_one_of_both_numbers_are_needed(book, office, main, old):
    with pytest.raises(InvalidInput):
        merge(book, old, main, office.helpdesk.actor, reason=" ")
    told = Merge("PBJ-2026-999999", WHY)
    with pytest.raises(InvalidInput) as refused:
        merge_tickets(book, old.number, main.number, told, copy=copied,
                      actor=office.helpdesk.actor, now=LATER)
    assert list(refused.value.fields) == ["into"]
    assert EventType.MERGED not in {e.type for e in events(old)}
