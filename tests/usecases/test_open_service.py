"""A service opened in the desk, from its first day until it is offered no more."""

from copy import deepcopy
from datetime import date

import pytest

from faq.library import load
from helpdesk.catalogue.policy_services import service_content
from helpdesk.db import db
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput, NotAllowed
from helpdesk.models import Revision
from helpdesk.talk import build_talk
from helpdesk.usecases.edit_service import begin_planned, cancel_plan, save_service
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.open_service import open_service
from helpdesk.usecases.promises import resolution
from helpdesk.usecases.receive import tick_step
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.web.public.showing import service_page, services_by_unit
from tests.builders import MONDAY, a_ticket, again, an_administrator, at
from tests.racing import race
from tests.usecases.reading import clock, events

CODE, NOTE = "peminjaman-ruang", "Nota dinas 12"
TUESDAY, WEDNESDAY = at("Selasa 24 November 2026 09.00"), at("Rabu 25 November 2026 09.00")
STEP = {"step": "1", "text": "Memeriksa jadwal", "actor": "Helpdesk", "branch": None,
        "time": "10 menit", "output": "Kepastian", "ends": False}


@pytest.fixture
def admin(app, book):
    return an_administrator().actor


@pytest.fixture
def wanted():
    """A service with neither SOP nor standard."""
    return {
        "code": CODE, "order": 2, "name": "Peminjaman bidding room", "also_called": [],
        "unit": "bagian-pengelolaan-lpse", "kind": "request", "authority": "bureau",
        "audience": ["supplier"], "description": "Ruang untuk menyiapkan penawaran.",
        "requirements": [], "documents": [], "needs_visit": False, "verifies_identity": False,
        "procedure": None, "steps": [], "standard": None, "status": "current",
        "legal_basis_note": None, "notice": None, "relevant_topics": [], "active": True,
        "fields": [],
    }


def opened(book, wanted, actor, *, starts=None, note=NOTE, now=MONDAY):
    return open_service(book, wanted, note, starts, actor=actor, now=now)


def menu(book):
    talk = build_talk(load(), book.catalogue)
    return [line.code for line in talk.facts(MONDAY)["services"]]


def public(book):
    return [each["code"] for unit in services_by_unit(book.catalogue) for each in unit["services"]]


def test_from_its_day_to_its_end(book, office, wanted, admin):
    wanted["steps"] = [STEP]
    plan = opened(book, wanted, admin, starts=date(2026, 11, 24))
    assert (plan.applied_at, CODE in newest_book(book).catalogue.services) == (None, False)
    assert begin_planned(book, at("Selasa 24 November 2026 00.05")) == 1
    new = newest_book(book)
    assert CODE in menu(new)
    assert CODE in public(new)
    ticket = a_ticket(new, kind=Kind.REQUEST, service=CODE, now=TUESDAY)
    assert (ticket.unit, clock(ticket, "response").state) == ("bagian-pengelolaan-lpse", "running")
    officer = office.helpdesk.actor
    tick_step(new, ticket.number, "1", True, actor=officer, now=TUESDAY)
    save_service(new, wanted | {"active": False}, "Ditutup", date(2026, 11, 25), based_on=1,
                 actor=admin, now=TUESDAY)
    begin_planned(new, at("Rabu 25 November 2026 00.05"))
    over = newest_book(new)
    assert CODE not in menu(over)
    assert CODE not in public(over)
    assert over.catalogue.services[CODE].name == "Peminjaman bidding room"
    tick_step(over, ticket.number, "1", False, actor=officer, now=WEDNESDAY)
    reply_to_requester(over, ticket.number, Words("Ruang tersedia."), actor=officer, now=WEDNESDAY)
    assert [e.data["done"] for e in events(ticket, "step_ticked")] == [True, False]
    assert again(ticket).service == CODE


def test_without_sop_and_standard_the_general_limits_hold(book, wanted, admin):
    opened(book, wanted, admin)
    new = newest_book(book)
    service = new.catalogue.services[CODE]
    assert (service.checklist, service.standard) == ((), None)
    assert list(new.catalogue.services).index(CODE) == 2  # after the file's of the same order
    promised = resolution(new, Kind.REQUEST, CODE, since=MONDAY)
    assert promised["resolution"] is None
    assert service_page(new.catalogue, service)["steps"] == []


def test_steps_of_an_sop_become_the_service_s_own_and_old_tickets_keep_theirs(book, admin):
    code = next(c for c, s in book.catalogue.services.items() if s.procedure)
    before = book.catalogue.services[code]
    content = deepcopy(service_content(before)) | {"procedure": None, "steps": [STEP]}
    save_service(book, content | {"unit": "bagian-pengelolaan-lpse", "kind": "inquiry",
                 "order": 99}, NOTE, None, based_on=0, actor=admin, now=TUESDAY)
    new = newest_book(book).catalogue
    assert [step.text for step in new.services[code].checklist] == ["Memeriksa jadwal"]
    assert new.service_at(code, MONDAY).checklist == before.checklist
    assert (new.services[code].kind, list(new.services)[-1]) == (Kind.INQUIRY, code)


def test_a_code_is_never_used_again(book, wanted, admin):
    with pytest.raises(InvalidInput) as known:
        opened(book, wanted | {"code": "perubahan-npwp"}, admin)
    assert "pernah dipakai" in known.value.fields["code"]
    plan = opened(book, wanted, admin, starts=date(2026, 11, 24))
    with pytest.raises(InvalidInput, match="pernah dipakai"):
        opened(book, wanted, admin)
    cancel_plan(book, CODE, "Batal", number=plan.number, actor=admin, now=MONDAY)
    assert begin_planned(book, TUESDAY) == 0
    opened(book, wanted, admin, now=TUESDAY)  # never in force, so nothing bears it
    save_service(newest_book(book), wanted | {"active": False}, NOTE, None, based_on=1,
                 actor=admin, now=TUESDAY)
    with pytest.raises(InvalidInput, match="pernah dipakai"):
        opened(book, wanted, admin, now=WEDNESDAY)  # from a book that does not know it yet


@pytest.mark.parametrize(("change", "field", "told"), [
    ({"code": "Ruang Satu"}, "code", "huruf kecil"), ({"code": "x" * 39}, "code", "Paling panjang"),
    ({"code": "baru"}, "code", "dipakai oleh halaman"), ({"name": ""}, "name", "Tidak boleh"),
    ({"name": "perubahan NPWP  penyedia barang/jasa"}, "name", "sudah dipakai layanan lain"),
    ({"unit": ""}, "unit", "Pilih bagian"), ({"unit": "tidak-ada"}, "unit", "Pilih bagian"),
    ({"kind": "hibah"}, "kind", "tidak dikenal"), ({"order": "dua"}, "order", "bilangan bulat"),
    ({"order": 10_000}, "order", "Paling besar"), ({"audience": []}, "audience", "sedikitnya satu"),
    ({"procedure": "registrasi-dan-verifikasi"}, "procedure", "tidak dapat diubah"),
    ({"steps": [STEP, STEP]}, "steps[2]", "dua kali"),
    ({"steps": [STEP | {"text": ""}]}, "steps[1].text", "Tidak boleh kosong"),
])
def test_bad_input_is_told_at_its_field(book, wanted, admin, change, field, told):
    with pytest.raises(InvalidInput) as refused:
        opened(book, wanted | change, admin)
    assert told in refused.value.fields[field]
    assert db.session.query(Revision).count() == 0


def test_only_administrators_and_the_kepala_with_a_reason(book, office, wanted, admin):
    with pytest.raises(NotAllowed):
        opened(book, wanted, office.helpdesk.actor)
    with pytest.raises(InvalidInput, match="atas dasar apa"):
        opened(book, wanted, admin, note="")
    opened(book, wanted, office.bureau_head.actor)


def test_of_two_who_open_the_same_at_once_one_is_told(app, book, wanted, admin):
    db.session.commit()
    told = race(app, *[lambda: opened(book, wanted, admin) for _ in range(2)])
    kinds = {type(each).__name__ for each in told}
    assert len(kinds & {"Revision"}) == 1
    assert kinds - {"Revision"} <= {"StalePolicy", "InvalidInput"}
    assert db.session.query(Revision).count() == 1


def test_an_identity_check_once_needed_is_not_taken_away_here(book, admin):
    content = deepcopy(service_content(book.catalogue.services["perubahan-npwp"]))
    with pytest.raises(InvalidInput, match="tidak dapat diubah"):
        save_service(book, content | {"verifies_identity": False}, NOTE, None, based_on=0,
                     actor=admin, now=MONDAY)
