"""The bureau's profile saved: whole, checked by field, in force at once, never half."""

from copy import deepcopy

import pytest

from helpdesk.catalogue.policy_profile import profile_content
from helpdesk.db import db
from helpdesk.errors import InvalidInput, NotAllowed
from helpdesk.models import Revision
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.profile import save_profile
from helpdesk.usecases.revisions import StalePolicy
from helpdesk.wording.opening import opening_line
from tests.builders import MONDAY, an_administrator, at
from tests.racing import race

NOTE = "Pindah kantor, surat 5/2026"


@pytest.fixture
def content(book):
    """The running profile, free to be changed."""
    return deepcopy(profile_content(book.catalogue))


def save(book, content, actor, *, based_on=0, note=NOTE):
    return save_profile(book, content, note, based_on=based_on, actor=actor, now=MONDAY)


def test_what_was_saved_holds_everywhere_and_the_rest_stays(book, content):
    content |= {"address": "Jalan Tjilik Riwut 5, Palangka Raya", "contact_is_example": False}
    content["contacts"]["ppid"] = "PPID Provinsi: ppid.contoh.go.id"
    content["units"]["subbag-pengelolaan-lpse"]["name"] = "Subbagian LPSE"
    content["counter_hours"] = {"mon": ["09.00-11.30"]}
    save(book, content, an_administrator().actor)
    new = newest_book(book).catalogue
    assert new.bureau.address == "Jalan Tjilik Riwut 5, Palangka Raya"
    assert new.bureau.contacts.ppid == "PPID Provinsi: ppid.contoh.go.id"
    assert new.units["subbag-pengelolaan-lpse"].name == "Subbagian LPSE"
    assert opening_line(new, at("Senin 23 November 2026 10.00")) == "buka sampai 11.30 WIB"
    kept = ("zone", "level", "province", "domain", "office_hours", "legal_basis", "logo")
    assert [getattr(new.bureau, name) for name in kept] == [
        getattr(book.catalogue.bureau, name) for name in kept]
    assert new.units["biro"] == book.catalogue.units["biro"]
    assert new.calendar == book.catalogue.calendar
    assert profile_content(new) == content


@pytest.mark.parametrize(("path", "value", "told"), [
    ("name", "", "Tidak boleh kosong"), ("phone", "telepon kami", "nomor telepon dengan angka"),
    ("email", "helpdesk", "surel lengkap"), ("website", "biropbj.go.id", "alamat situs lengkap"),
    ("address", "x" * 301, "Paling panjang 300 huruf"), ("short_name", "{biro}", "kurung kurawal"),
    ("signatory.title", "", "Tidak boleh kosong"), ("titles.helpdesk", "", "Tidak boleh kosong"),
    ("contacts.sp4n", None, "Tidak boleh kosong"), ("units.biro.name", "", "Nama unit"),
    ("counter_hours.mon", ["8 pagi"], "harus ditulis seperti"),
    ("counter_hours.mon", ["12.00-08.00"], "berakhir sebelum dimulai"),
    ("counter_hours.mon", ["08.00-12.00", "11.00-13.00"], "bertumpuk"),
])
def test_what_cannot_be_printed_is_refused_by_its_field(book, content, path, value, told):
    *above, last = path.split(".")
    inner = content
    for key in above:
        inner = inner[key]
    inner[last] = value
    with pytest.raises(InvalidInput) as refused:
        save(book, content, an_administrator().actor)
    assert told in refused.value.fields[path]
    assert db.session.query(Revision).count() == 0
    assert newest_book(book) is book


def test_a_unit_is_neither_added_nor_dropped(book, content):
    del content["units"]["biro"]
    with pytest.raises(InvalidInput, match="Unit tidak dapat"):
        save(book, content, an_administrator().actor)


def test_nothing_changed_and_no_note_are_told(book, content):
    admin = an_administrator().actor
    with pytest.raises(InvalidInput, match="Tidak ada yang diubah"):
        save(book, content, admin)
    with pytest.raises(InvalidInput, match="atas dasar apa"):
        save(book, content | {"name": "Biro Baru"}, admin, note=" ")


def test_administrator_and_kepala_may_and_nobody_else(book, office, content):
    content["name"] = "Biro Baru"
    with pytest.raises(NotAllowed):
        save(book, content, office.helpdesk.actor)
    save(book, content, office.bureau_head.actor)
    with pytest.raises(StalePolicy):
        save(book, content | {"name": "Biro Lain"}, an_administrator().actor)
    assert newest_book(book).catalogue.bureau.name == "Biro Baru"


def test_of_two_savers_at_once_one_is_told(app, book, content):
    admin = an_administrator().actor
    db.session.commit()
    told = race(app, *[
        lambda name=name: save(book, content | {"name": name}, admin) for name in ("Satu", "Dua")
    ])
    assert sorted(type(each).__name__ for each in told) == ["Revision", "StalePolicy"]


def test_a_unit_that_came_with_a_newer_file_keeps_its_name(book, content):
    del content["units"]["biro"]
    content["name"] = "Biro Baru"
    db.session.add(Revision(policy="profile", number=1, content=content, note="-", saved_at=MONDAY))
    db.session.commit()
    new = newest_book(book).catalogue
    assert new.bureau.name == "Biro Baru"
    assert new.units["biro"].name == book.catalogue.units["biro"].name
