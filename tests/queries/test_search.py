"""Full-text search: what is found, by whom, and that the index follows every change."""


import pytest
import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Category, IdentityMode, Kind
from helpdesk.models import Attachment, Requester, SearchWord, Ticket, TicketText
from helpdesk.queries.listing import listing
from helpdesk.queries.rows import marks_of
from helpdesk.usecases.receive import receive_message, set_identity
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.search_index import forget_index, index_missing
from helpdesk.usecases.search_texts import texts_of
from tests.builders import MONDAY, a_ticket, the_small_office


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


def search(book, officer, text, **more):
    db.session.rollback()
    return listing(officer.actor, book.calendar, MONDAY, view="", text=text, **more)


def numbers(book, officer, text, **more):
    return [int(place.number[-6:]) for place in search(book, officer, text, **more).places]


def in_step():
    """Every ticket is kept with exactly the terms of what it says now."""
    db.session.rollback()
    kept = {row.ticket_id: (row.said, row.who) for row in db.session.scalars(sa.select(TicketText))}
    made = texts_of(db.session.scalars(sa.select(Ticket.id)).all())
    assert kept == {id_: tuple(found) for id_, found in made.items()}


@pytest.mark.parametrize(("typed", "found"), [
    ("unggah gagal", [1]), ("mengunggah", [1]), ("unggahan dokumen", [1]), ("dok", [2, 1]),
    ("kuasa.pdf", [2]), ("Surat Kuasa", [2]), ("budi", [1]), ("karya mandiri", [1]),
    ("budi unggah", [1]), ("budi@contoh.example", [1]), ("0812 3456 7890", [2]),
    ("+62812345", [2]), ("77001122", [2]), ("2", [2]), ("PBJ-2026-000002", [2]),
    ('"dokumen penawaran"', [1]), ('"penawaran dokumen"', []), ('"penawaran dokumen', [1]),
    ("gagal sertifikat", []), ("rahasia internal", []), ("yang", []), ("' OR 1=1 --", []),
    ("said:unggah", []), ("NEAR(unggah gagal)", []), ("unggah*", [1]), ("^unggah", [1]),
])
def test_every_word_is_found_wherever_the_ticket_says_it(book, office, tmp_path, typed, found):
    first = a_ticket(book, text="Mengunggah dokumen penawaran gagal", company="CV Karya Mandiri",
                     category=Category.SUPPLIER)
    keep(tmp_path, "Surat_Kuasa.pdf")
    a_ticket(book, text="Dokumen sertifikat hilang", name="Siti", package_code="77001122",
             contacts={"phone": "+6281234567890"}, files=("berkas-1",), owner="o")
    add_note(book, first.number, Words("rahasia internal"), actor=office.helpdesk.actor, now=MONDAY)
    assert numbers(book, office.helpdesk, typed) == found
    in_step()


@use_case
def keep(_folder, name, *, ref="berkas-1", owner="o", restricted=False):
    db.session.add(Attachment(
        ref=ref, owner=owner, name=name, media_type="application/pdf", size=1, sha256="0" * 64,
        restricted=restricted, created_at=MONDAY,
    ))


def test_names_are_found_only_by_those_who_may_know_them(book, office, tmp_path):
    keep(tmp_path, "ktp_siti.pdf", restricted=True)
    hidden = a_ticket(book, name="Siti Aminah", company="CV Rahasia", identity=IdentityMode.HIDDEN,
                      category=Category.SUPPLIER,
                      text="Akun terkunci", files=("berkas-1",), owner="o")
    for typed in ("siti", "rahasia", "budi@contoh.example", "ktp", "siti terkunci"):
        assert numbers(book, office.helpdesk, typed) == [], typed
        assert numbers(book, office.bureau_head, typed) == [1], typed
    assert numbers(book, office.helpdesk, "akun terkunci") == [1]
    set_identity(book, hidden.number, IdentityMode.NONE, now=MONDAY)
    assert numbers(book, office.bureau_head, "siti") == []
    in_step()


def test_a_mistyped_word_is_taken_for_the_nearest_that_finds_something(book, office):
    a_ticket(book, text="Verifikasi akun penyedia belum selesai")
    for typed, meant in {"verifkasi": "verifikasi", "penyedai": "penyedia",
                         "evrifikasi": "verifikasi", "verifikasi penyeda": "penyedia"}.items():
        found = search(book, office.helpdesk, typed)
        assert [place.number[-6:] for place in found.places] == ["000001"], typed
        assert list(found.instead.values()) == [meant], typed
    nothing = search(book, office.helpdesk, "verifkasi mustahil")
    assert (nothing.places, dict(nothing.instead), nothing.missing) == (
        [], {"verifkasi": "verifikasi"}, ("mustahil",))
    assert search(book, office.helpdesk, "aku").instead == {}


def test_no_word_is_proposed_from_what_the_officer_may_not_see(book, office):
    a_ticket(book, kind=Kind.COMPLAINT, text="Petugas Wirawan meminta rokok", about_officer=True)
    a_ticket(book, name="Hendrawan", identity=IdentityMode.HIDDEN, text="Akun terkunci")
    for typed in ("wirawam", "hendrawam", "rokko"):
        found = search(book, office.helpdesk, typed)
        assert (found.places, dict(found.instead), found.missing) == ([], {}, (typed,))
    assert search(book, office.bureau_head, "wirawam").instead == {"wirawam": "wirawan"}


def test_hits_are_marked_in_the_subject_and_in_the_newest_message_that_has_them(book, office):
    ticket = a_ticket(book, text="Unggah gagal sejak pagi", subject="Unggah gagal")
    receive_message(book, ticket.number, "Sudah saya coba mengunggah lagi", channel="web",
                    actor=REQUESTER, now=MONDAY)
    reply_to_requester(book, ticket.number, Words("Mohon ditunggu"), actor=office.helpdesk.actor,
                       now=MONDAY)
    (marks,) = marks_of(search(book, office.helpdesk, "unggah")).values()
    assert [piece.text for piece in marks.subject if piece.hit] == ["Unggah"]
    assert [piece.text for piece in marks.found if piece.hit] == ["mengunggah"]


def test_ended_tickets_are_found_too_the_newest_first(book, office):
    for _ in range(3):
        a_ticket(book, text="Akun terkunci")
    resolve_ticket(book, "PBJ-2026-000002", Words("Selesai"), actor=office.helpdesk.actor,
                   now=MONDAY)
    assert numbers(book, office.helpdesk, "terkunci") == [3, 2, 1]
    assert numbers(book, office.helpdesk, "terkunci", after="PBJ-2026-000003") == [2, 1]


def test_the_index_follows_whatever_a_use_case_writes(book, office):
    ticket = a_ticket(book, text="Akun terkunci")

    @use_case
    def change():
        row = db.session.get(Ticket, ticket.id)
        row.subject, row.external_number = "Perihal baru", "LKPP-9988"
        db.session.get(Requester, row.requester_id).company = "CV Nama Lain"

    @use_case
    def change_in_vain():
        db.session.get(Ticket, ticket.id).subject = "Tidak jadi"
        db.session.flush()
        raise RuntimeError

    change()
    in_step()
    assert numbers(book, office.helpdesk, "lkpp 9988 lain") == [1]
    with pytest.raises(RuntimeError):
        change_in_vain()
    a_ticket(book, text="Yang lain")
    in_step()
    assert numbers(book, office.helpdesk, "perihal") == [1]


def test_the_index_is_made_anew_batch_by_batch(book, office):
    for n in range(5):
        a_ticket(book, text=f"Akun terkunci nomor{n}")
    forget_index()
    assert numbers(book, office.helpdesk, "terkunci") == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SearchWord)) == 0
    assert [index_missing(2) for _ in range(4)] == [2, 2, 1, 0]
    assert numbers(book, office.helpdesk, "terkunci") == [5, 4, 3, 2, 1]
    in_step()


def test_terms_of_an_older_recipe_are_made_anew(book, office):
    ticket = a_ticket(book)

    @use_case
    def age():
        db.session.execute(sa.update(TicketText).values(recipe=0))

    age()
    assert index_missing() == 1
    assert index_missing() == 0
    assert ticket
    in_step()
