"""The columns of a service: defined with it, filled by officers, needed before the end."""

from copy import deepcopy

import pytest

from helpdesk.catalogue.policy_services import service_content
from helpdesk.db import db
from helpdesk.domain.events import Visibility
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound, StaleTicket
from helpdesk.models import TicketField
from helpdesk.queries.fields import fields_of_ticket
from helpdesk.queries.filters import Filters
from helpdesk.queries.listing import listing
from helpdesk.usecases.edit_service import save_service
from helpdesk.usecases.fields import fill_fields
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.wording.timeline import timeline
from tests.builders import MONDAY, a_ticket, again, an_administrator
from tests.usecases.reading import events

CODE = "asistensi-perencanaan"
COLUMNS = [
    {"code": "opd", "label": "Perangkat daerah", "type": "text", "choices": [], "needed": True},
    {"code": "cara", "label": "Cara", "type": "choice", "choices": ["Daring", "Tatap muka"],
     "needed": False},
    {"code": "hari", "label": "Hari", "type": "date", "choices": [], "needed": False},
    {"code": "paket", "label": "Jumlah paket", "type": "number", "choices": [], "needed": False},
]
GOOD = {"opd": " Dinas  PUPR ", "cara": "Daring", "hari": "2026-11-30", "paket": "2,5"}


@pytest.fixture
def defined(book, office):
    """The rulebook after an administrator gave the service its columns."""
    return with_columns(book, COLUMNS, office.bureau_head.actor)


def with_columns(book, columns, actor, based_on=0):
    wanted = deepcopy(service_content(book.catalogue.services[CODE])) | {"fields": columns}
    save_service(book, wanted, "Nota dinas 7", None, based_on=based_on,
                 actor=actor, now=MONDAY)
    return newest_book(book)


@pytest.fixture
def ticket(defined):
    return a_ticket(defined, kind=Kind.REQUEST, service=CODE)


def fill(book, ticket, actor, now=MONDAY, version=None, **typed):
    return fill_fields(book, ticket.number, typed, actor=actor, now=now, version=version)


def test_what_is_filled_is_kept_and_told_to_officers_by_name_alone(defined, office, ticket):
    actor = office.helpdesk.actor
    fill(defined, ticket, actor, **GOOD)
    assert fields_of_ticket(ticket.id) == GOOD | {"opd": "Dinas PUPR"}
    fill(defined, ticket, actor, **GOOD)
    fill(defined, ticket, actor, **(GOOD | {"cara": "", "paket": "-3"}))
    history = [row.as_event() for row in events(ticket)]
    noted = [e for e in history if e.type.value == "fields_filled"]
    assert [e.data for e in noted] == [
        {"fields": ["Perangkat daerah", "Cara", "Hari", "Jumlah paket"]},
        {"fields": ["Cara", "Jumlah paket"]},
    ]
    assert {e.visibility for e in noted} == {Visibility.OFFICERS}
    assert fields_of_ticket(ticket.id) == {
        "opd": "Dinas PUPR", "hari": "2026-11-30", "paket": "-3"}
    told = [row["text"] for row in timeline(defined.catalogue, history, officers={})]
    assert "Kolom diisi: Cara, Jumlah paket" in told
    public = timeline(defined.catalogue, [e for e in history if e not in noted])
    assert not any("Kolom" in row["text"] for row in public)


@pytest.mark.parametrize(("code", "typed", "told"), [
    ("opd", "x" * 201, "200"), ("cara", "Surat", "pilih dari daftar"),
    ("hari", "besok", "isi tanggal"), ("hari", "2026-02-30", "isi tanggal"),
    ("paket", "dua", "isi dengan angka"), ("paket", "1" * 16, "isi dengan angka"),
    ("paket", "²", "isi dengan angka"), ("paket", "-", "isi dengan angka"),
])
def test_what_a_column_cannot_hold_is_refused_and_nothing_is_kept(
    defined, office, ticket, code, typed, told
):
    with pytest.raises(InvalidInput) as refused:
        fill(defined, ticket, office.helpdesk.actor, **(GOOD | {code: typed}))
    assert list(refused.value.fields) == [code]
    assert told in refused.value.fields[code]
    assert db.session.query(TicketField).count() == 0


def test_no_end_while_a_needed_column_is_empty(defined, office, ticket):
    actor = office.helpdesk.actor
    fill(defined, ticket, actor, cara="Daring")
    with pytest.raises(IllegalMove, match="Isi dulu kolom layanan ini: Perangkat daerah"):
        resolve_ticket(defined, ticket.number, Words("Selesai."), actor=actor, now=MONDAY)
    fill(defined, ticket, actor, **GOOD)
    resolve_ticket(defined, ticket.number, Words("Selesai."), actor=actor, now=MONDAY)
    assert again(ticket).status == "resolved"


def test_an_unknown_column_is_not_kept_and_a_dropped_one_keeps_its_value(
    defined, office, ticket
):
    fill(defined, ticket, office.helpdesk.actor, **GOOD, lain="x")
    assert "lain" not in fields_of_ticket(ticket.id)
    fewer = with_columns(defined, COLUMNS[:2], office.bureau_head.actor, based_on=1)
    fill(fewer, ticket, office.helpdesk.actor, opd="Dinas Lain", cara="")
    assert fields_of_ticket(ticket.id) == {
        "opd": "Dinas Lain", "hari": "2026-11-30", "paket": "2,5"}


def test_who_may_not_and_whose_page_is_old_are_refused(defined, office, ticket):
    with pytest.raises(NotAllowed):
        fill(defined, ticket, an_administrator().actor, **GOOD)
    with pytest.raises(StaleTicket):
        fill(defined, ticket, office.helpdesk.actor, version=again(ticket).version + 1, **GOOD)


def test_a_sealed_ticket_is_as_one_nobody_has(defined, office):
    sealed = a_ticket(defined, kind=Kind.COMPLAINT, about_officer=True)
    with pytest.raises((NotFound, NotAllowed)):
        fill(defined, sealed, office.helpdesk.actor, **GOOD)


def test_the_queue_is_narrowed_to_what_a_column_holds(defined, office, ticket):
    actor = office.helpdesk.actor
    other = a_ticket(defined, kind=Kind.REQUEST, service=CODE)
    fill(defined, ticket, actor, **GOOD)
    fill(defined, other, actor, opd="100% Dinas_Lain")

    def found(words):
        rows = listing(actor, defined.calendar, MONDAY, filters=Filters(column=words)).places
        return {place.number for place in rows}

    assert found("dinas pupr") == {ticket.number}
    assert found("dinas") == {ticket.number, other.number}
    assert found("s_l") == {other.number}
    assert found("100%") == {other.number}
    assert found("0_") == found("tidak ada") == set()


@pytest.mark.parametrize(("change", "field", "told"), [
    ({"type": "choice", "choices": ["Satu"]}, "fields[1].choices", "dua pilihan"),
    ({"type": "warna"}, "fields[1].type", "tidak dikenal"),
    ({"code": "cara"}, "fields[2]", "dua kali"),
])
def test_columns_that_cannot_be_filled_are_not_defined(book, office, change, field, told):
    with pytest.raises(InvalidInput) as refused:
        with_columns(book, [COLUMNS[0] | change, *COLUMNS[1:]], office.bureau_head.actor)
    assert told in refused.value.fields[field]
