"""Splitting a ticket: copies with their times, clocks from the receipt, a trail, a new number."""

from datetime import timedelta

import pytest

from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotFound, StaleTicket
from helpdesk.queries.reading import messages_of
from helpdesk.queries.ticket_links import links_of
from helpdesk.usecases.attach import Upload, keep_upload
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.split import Split, split_ticket
from helpdesk.usecases.ticket_links import unlink_tickets
from tests.builders import MONDAY, a_ticket, again
from tests.usecases.reading import clock, events, notices

WHY = "Dua perkara: unggah dan perubahan NPWP"
LATER = MONDAY + timedelta(days=14)


def copied(ref):
    return f"salinan-{ref}"


def split(book, old, ids, actor, *, now=LATER, **more):
    told = Split(ids, more.pop("kind", Kind.INQUIRY), more.pop("reason", WHY), **more)
    return split_ticket(book, old.number, told, copy=copied, actor=actor, now=now)


@pytest.fixture
def old(book, office):
    """First words, an answer, and two later messages, the last with a file."""
    ticket = a_ticket(book, package_code="10091226000")
    reply_to_requester(book, ticket.number, Words("Kami periksa."), actor=office.helpdesk.actor,
                       now=MONDAY + timedelta(hours=1))
    keep_upload(Upload("ktp", "KTP direktur.pdf", "application/pdf", 10, "0" * 64),
                owner="web:1", now=MONDAY)
    for hours, text, files in ((2, "Lalu bagaimana mengubah NPWP?", ()),
                               (3, "Ini KTP direktur kami.", ("ktp",))):
        receive_message(book, ticket.number, text, channel="email", files=files, owner="web:1",
                        now=MONDAY + timedelta(hours=hours))
    return ticket


def ids_of(ticket):
    return [m.id for m in messages_of(ticket, internal=True) if m.side == "requester"]


def test_chosen_words_are_copied_with_times_and_files_and_the_old_ticket_is_whole(
    book, office, old
):
    before = [(m.id, m.body) for m in messages_of(old, internal=True)]
    new = split(book, old, ids_of(old)[1:], office.helpdesk.actor)
    said = messages_of(new, internal=True)
    assert [(m.body, m.at, m.channel, m.side) for m in said] == [
        ("Lalu bagaimana mengubah NPWP?", MONDAY + timedelta(hours=2), "email", "requester"),
        ("Ini KTP direktur kami.", MONDAY + timedelta(hours=3), "email", "requester"),
    ]
    (file,) = said[1].attachments
    assert (file.ref, file.name, file.restricted) == ("salinan-ktp", "KTP direktur.pdf", True)
    assert [(m.id, m.body) for m in messages_of(old, internal=True)] == before
    assert (new.requester_id, new.package_code) == (old.requester_id, None)


def test_its_clocks_run_from_the_receipt_of_the_words(book, office, old):
    new = split(book, old, ids_of(old)[1:], office.helpdesk.actor)
    alone = a_ticket(book, kind=Kind.INQUIRY, now=MONDAY + timedelta(hours=2))
    assert again(new).received_at == MONDAY + timedelta(hours=2)
    for kind in ("response", "resolution"):
        assert clock(new, kind).due_at == clock(alone, kind).due_at
    assert clock(new, "response").started_at == MONDAY + timedelta(hours=2)


def test_the_requester_hears_the_new_number_once_and_no_officer_of_each_message(
    book, office, old
):
    new = split(book, old, ids_of(old), office.helpdesk.actor)
    assert [n.recipient for n in notices(new, "receipt")] == ["budi@contoh.example"]
    assert notices(new, "requester_wrote") == []


def test_the_trail_stands_on_both_and_cannot_be_undone(book, office, old):
    actor = office.helpdesk.actor
    new = split(book, old, ids_of(old)[:1], actor)
    for here, there, older in ((old, new, False), (new, old, True)):
        (row,) = links_of(here, actor)
        assert (row.number, row.older, row.link.reason) == (there.number, older, WHY)
    assert events(old, "split")[0].data["into"] == new.id
    assert events(new, "registered")[0].data["split_from"] == old.id
    with pytest.raises(IllegalMove):
        unlink_tickets(book, old.number, row.link.id, actor=actor, now=LATER)


@pytest.mark.parametrize(("more", "field"), [
    ({"reason": " "}, "alasan"), ({"kind": Kind.REQUEST}, "service"),
    ({"service": "entah"}, "service"),
])
def test_what_cannot_be_split_says_which_field(book, office, old, more, field):
    with pytest.raises(InvalidInput) as refused:
        split(book, old, ids_of(old)[:1], office.helpdesk.actor, **more)
    assert list(refused.value.fields) == [field]


def test_only_the_requesters_words_on_this_ticket_and_at_least_one(book, office, old):
    officers = [m.id for m in messages_of(old, internal=True) if m.side == "officer"]
    for ids in ((), officers, ids_of(a_ticket(book)), (999,)):
        with pytest.raises(InvalidInput) as refused:
            split(book, old, ids, office.helpdesk.actor)
        assert list(refused.value.fields) == ["messages"]


def test_a_sealed_ticket_and_a_stale_page(book, office, old):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    with pytest.raises(NotFound):
        split(book, sealed, ids_of(sealed), office.helpdesk.actor)
    with pytest.raises(IllegalMove, match="tertutup"):
        split(book, sealed, ids_of(sealed), office.bureau_head.actor)
    version = again(old).version
    split(book, old, ids_of(old)[:1], office.helpdesk.actor)
    with pytest.raises(StaleTicket):
        split_ticket(book, old.number, Split(ids_of(old)[:1], Kind.INQUIRY, WHY), copy=copied,
                     actor=office.helpdesk.actor, now=LATER, version=version)
