"""A service changed in the desk: at once or on its day, and its tickets keep what they came under.
"""

from copy import deepcopy
from datetime import date

import pytest

from helpdesk.catalogue.policy_services import service_content
from helpdesk.db import db
from helpdesk.domain.ticket import Kind
from helpdesk.domain.working_time import WorkingDays
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import Revision
from helpdesk.usecases.edit_service import begin_planned, cancel_plan, save_service
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.promises import resolution
from helpdesk.usecases.revisions import StalePolicy
from tests.builders import MONDAY, an_administrator, at
from tests.racing import race

CODE = "perubahan-email"
NOTE = "Keputusan Kepala Biro Nomor 5 Tahun 2026"
TUESDAY = at("Selasa 24 November 2026 00.05")


@pytest.fixture
def admin(app, book):
    return an_administrator().actor


@pytest.fixture
def wanted(book):
    """The service as it is published, free to be changed."""
    return deepcopy(service_content(book.catalogue.services[CODE]))


def save(book, wanted, actor, *, starts=None, based_on=0, note=NOTE, now=MONDAY):
    return save_service(
        book, wanted, note, starts, based_on=based_on, actor=actor, now=now,
    )


def longer(wanted, days=3, revision="2026-1"):
    wanted["standard"] |= {"revision": revision, "resolution": {"working_days": days}}
    wanted["standard"]["components"]["time"] = f"{days} hari kerja"
    return wanted


def test_every_service_is_written_and_read_the_same(book):
    from helpdesk.catalogue.policy_services import service_of

    for service in book.catalogue.services.values():
        assert service_of(book.catalogue, service_content(service)) == service


def test_a_changed_standard_keeps_its_former_words_and_is_in_force_at_once(book, wanted, admin):
    before = book.catalogue.services[CODE]
    former = next(c.body for c in before.standard.components if c.key == "time")
    saved = save(book, longer(wanted), admin)
    new = newest_book(book).catalogue
    standard = new.services[CODE].standard
    assert standard.resolution == WorkingDays(3)
    (change, *older) = standard.changes
    assert (change.revision, change.on, change.what) == ("2026-1", date(2026, 11, 23), NOTE)
    assert change.before == {"time": former if isinstance(former, str) else "\n".join(former)}
    assert tuple(older) == before.standard.changes
    assert new.services[CODE].checklist == before.checklist
    assert list(new.services) == list(book.catalogue.services)
    assert (saved.number, saved.note, saved.applied_at) == (1, NOTE, MONDAY)
    other = "perubahan-npwp"
    assert new.services[other] == book.catalogue.services[other]


def test_a_ticket_keeps_the_standard_it_was_received_under(book, wanted, admin):
    save(book, longer(wanted), admin, now=TUESDAY)
    new = newest_book(book)
    assert new.catalogue.service_at(CODE, MONDAY) == book.catalogue.services[CODE]
    assert new.catalogue.service_at(CODE, TUESDAY) == new.catalogue.services[CODE]
    old = resolution(book, Kind.REQUEST, CODE, since=MONDAY)
    assert resolution(new, Kind.REQUEST, CODE, since=MONDAY) == old
    later = resolution(new, Kind.REQUEST, CODE, since=TUESDAY)
    assert later["resolution"] != old["resolution"]


def test_what_is_planned_begins_on_its_day_once(book, wanted, admin):
    wanted["name"] = "Perubahan surel"
    save(book, wanted, admin, starts=date(2026, 11, 24))
    assert newest_book(book).catalogue.services == book.catalogue.services
    assert begin_planned(book, at("Senin 23 November 2026 23.50")) == 0
    assert begin_planned(book, TUESDAY) == 1
    assert begin_planned(book, TUESDAY) == 0
    new = newest_book(book).catalogue
    assert new.services[CODE].name == "Perubahan surel"
    assert new.service_at(CODE, MONDAY).name == book.catalogue.services[CODE].name


def test_while_one_waits_no_other_is_saved_and_a_cancelled_one_never_begins(book, wanted, admin):
    wanted["name"] = "Perubahan surel"
    plan = save(book, wanted, admin, starts=date(2026, 11, 24))
    with pytest.raises(IllegalMove, match="sudah direncanakan"):
        save(book, wanted | {"name": "Lain"}, admin)
    with pytest.raises(StalePolicy):
        cancel_plan(book, CODE, NOTE, number=plan.number + 1, actor=admin, now=MONDAY)
    cancel_plan(book, CODE, "Keputusan ditarik", number=plan.number, actor=admin, now=MONDAY)
    assert begin_planned(book, TUESDAY) == 0
    save(book, wanted | {"name": "Lain"}, admin)
    assert newest_book(book).catalogue.services[CODE].name == "Lain"


def test_two_services_do_not_make_each_other_stale(book, wanted, admin):
    other = deepcopy(service_content(book.catalogue.services["perubahan-npwp"]))
    save(book, wanted | {"name": "Satu"}, admin)
    save(newest_book(book), other | {"name": "Dua"}, admin)
    with pytest.raises(StalePolicy):
        save(newest_book(book), wanted | {"name": "Tiga"}, admin)
    new = newest_book(book)
    save(new, wanted | {"name": "Tiga"}, admin, based_on=1)
    found = newest_book(book).catalogue.services
    assert (found[CODE].name, found["perubahan-npwp"].name) == ("Tiga", "Dua")


def test_a_closed_service_is_offered_no_more_and_still_known(book, wanted, admin):
    save(book, wanted | {"active": False}, admin)
    new = newest_book(book).catalogue
    assert CODE not in new.offered
    assert CODE in new.services


def test_a_standard_may_be_taken_away_and_given_back(book, wanted, admin):
    standard = deepcopy(wanted["standard"])
    save(book, wanted | {"standard": None}, admin)
    new = newest_book(book)
    assert resolution(new, Kind.REQUEST, CODE, since=TUESDAY)["resolution"] is None
    save(new, wanted | {"standard": standard}, admin, based_on=1, now=TUESDAY)
    assert newest_book(new).catalogue.services[CODE].standard is not None


@pytest.mark.parametrize(("change", "field", "told"), [
    ({"name": ""}, "name", "Tidak boleh kosong"), ({"name": "x" * 4001}, "name", "Paling panjang"),
    ({"description": "{kantor}"}, "description", "tidak dikenal"),
    ({"unit": "tidak-ada"}, "unit", "Pilih bagian"), ({"order": 0}, "order", "paling sedikit 1"),
    ({"standard": {"resolution": {"working_days": 0}, "revision": "2"}},
     "standard.resolution.working_days", "paling sedikit 1"),
    ({"standard": {"resolution": {"working_days": "lima"}, "revision": "2"}},
     "standard.resolution.working_days", "bilangan bulat"),
    ({"standard": {"source": "Lain"}}, "standard.revision", "nama versi yang baru"),
    ({"standard": {"adopted": True, "reference_only": True, "revision": "2"}},
     "standard.adopted", "idak bisa true"),
    ({"documents": [{"code": "a", "label": "A"}, {"code": "a", "label": "B"}]},
     "documents[2]", "dua kali"),
])
def test_what_may_not_be_published_is_refused_by_its_field(
    book, wanted, admin, change, field, told
):
    if "standard" in change:
        wanted["standard"] |= change["standard"]
    else:
        wanted |= change
    with pytest.raises(InvalidInput) as refused:
        save(book, wanted, admin)
    assert told in refused.value.fields[field]
    assert db.session.query(Revision).count() == 0
    assert newest_book(book) is book


@pytest.mark.parametrize("starts", [date(2026, 11, 22), date(2030, 1, 1)])
def test_no_change_begins_in_the_past_or_in_years(book, wanted, admin, starts):
    with pytest.raises(InvalidInput, match="hari ini"):
        save(book, wanted | {"name": "Lain"}, admin, starts=starts)


def test_nothing_changed_no_note_and_an_unknown_service_are_told(book, wanted, admin):
    with pytest.raises(InvalidInput, match="Tidak ada yang diubah"):
        save(book, wanted, admin)
    with pytest.raises(InvalidInput, match="atas dasar apa"):
        save(book, wanted | {"name": "Lain"}, admin, note=" ")
    with pytest.raises(InvalidInput, match="tidak dikenal"):
        save(book, wanted | {"code": "tidak-ada"}, admin)


def test_officers_of_the_helpdesk_may_not(book, office, wanted):
    with pytest.raises(NotAllowed):
        save(book, wanted | {"name": "Lain"}, office.helpdesk.actor)
    save(book, wanted | {"name": "Lain"}, office.bureau_head.actor)


def test_of_two_savers_at_once_one_is_told(app, book, wanted, admin):
    db.session.commit()
    told = race(app, *[
        lambda name=name: save(book, wanted | {"name": name}, admin) for name in ("Satu", "Dua")
    ])
    assert sorted(type(each).__name__ for each in told) == ["Revision", "StalePolicy"]
