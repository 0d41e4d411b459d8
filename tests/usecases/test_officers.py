"""Officers' accounts and sessions, uploads, and the survey after a ticket's end."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.link import survey_token
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Channel, Kind
from helpdesk.errors import DuplicateRequest, InvalidInput, NotAllowed, NotFound
from helpdesk.models import LoginSession, Officer, SurveyResponse
from helpdesk.usecases.attach import Upload, forget_unused, keep_upload
from helpdesk.usecases.officers import change_officer, log_in, log_out, officer_of_session
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.survey import answer_survey, ticket_of_survey
from tests.builders import FAST_PASSWORDS, MONDAY, PASSWORD, a_ticket, again, an_officer
from tests.marks import SQLITE_ONLY
from tests.racing import race

pytestmark = SQLITE_ONLY
MINUTE = timedelta(minutes=1)


def enter(email="rina.petugas@contoh.example", password=PASSWORD, now=MONDAY, source="1.2.3.4"):
    return log_in(FAST_PASSWORDS, email, password, source=source, now=now)


def test_a_session_lasts_twelve_hours_or_until_logging_out(db_session):
    officer = an_officer()
    found, secret = enter(" RINA.petugas@contoh.example ")
    assert found.id == officer.id
    assert officer_of_session(secret, now=MONDAY + timedelta(hours=11, minutes=59)) is not None
    assert officer_of_session(secret, now=MONDAY + timedelta(hours=12)) is None
    log_out(secret, now=MONDAY)
    assert officer_of_session(secret, now=MONDAY) is None
    assert secret not in {s.hash for s in db.session.scalars(sa.select(LoginSession))}


def test_an_unknown_account_and_a_wrong_password_read_the_same(db_session):
    an_officer()
    refused = []
    for given in ({"email": "x@contoh.example"}, {"password": "salah sama sekali"}):
        with pytest.raises(NotAllowed) as error:
            enter(**given)
        refused.append(error.value.message)
    assert len(set(refused)) == 1


def test_guessing_is_slowed_for_the_account_and_then_forgotten(db_session):
    an_officer()
    for n in range(5):
        with pytest.raises(NotAllowed, match="tidak cocok"):
            enter(password="salah sama sekali", source=f"10.0.0.{n}")
    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        enter()
    assert enter(now=MONDAY + 16 * MINUTE)[0].name == "Rina Petugas"


@pytest.mark.parametrize("change", [{"active": False}, {"roles": [Role.VERIFIER]}])
def test_a_change_ends_every_session_at_once(db_session, change):
    officer = an_officer()
    _, secret = enter()
    change_officer(officer.id, now=MONDAY, **change)
    assert officer_of_session(secret, now=MONDAY + MINUTE) is None


@pytest.mark.parametrize("bad", [
    {"password": "pendek"}, {"roles": ()}, {"email": "bukan-surel"},
])
def test_what_no_account_can_be_made_of(db_session, bad):
    with pytest.raises(InvalidInput):
        an_officer(**bad)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Officer)) == 0


def test_an_address_belongs_to_one_officer_and_no_password_is_kept(db_session):
    an_officer()
    with pytest.raises(InvalidInput, match="sudah dipakai"):
        an_officer("Rina Petugas")
    assert PASSWORD not in db.session.scalars(sa.select(Officer)).one().password_hash


# -- uploads -----------------------------------------------------------------------------------
def upload(ref, name="layar.png"):
    return Upload(ref, name, "image/png", 10, "0" * 64)


@pytest.mark.parametrize(("name", "caption", "restricted"), [
    ("layar.png", "", False), ("KTP_budi.png", "", True), ("a.png", "foto npwp", True),
    ("aktual.png", "tempe", False),
])
def test_identity_documents_are_kept_from_most(db_session, name, caption, restricted):
    kept = keep_upload(upload("r", name), owner="form:1", now=MONDAY, caption=caption)
    assert kept.restricted is restricted


def test_a_message_takes_its_owners_files_once(book):
    keep_upload(upload("r1"), owner="form:1", now=MONDAY)
    new = NewTicket(Kind.PROBLEM, "Galat 500", Channel.WEB, files=("r1",), owner="form:1")
    ticket = register_ticket(book, new, actor=REQUESTER, now=MONDAY)
    with pytest.raises(InvalidInput, match="tidak tersedia"):
        register_ticket(book, new, actor=REQUESTER, now=MONDAY)
    assert forget_unused(MONDAY + timedelta(days=9)) == []
    assert ticket.id


def test_eleven_files_are_too_many(book):
    refs = tuple(f"r{n}" for n in range(11))
    for ref in refs:
        keep_upload(upload(ref), owner="form:1", now=MONDAY)
    new = NewTicket(Kind.PROBLEM, "Galat 500", Channel.WEB, files=refs, owner="form:1")
    with pytest.raises(InvalidInput, match="Paling banyak 10"):
        register_ticket(book, new, actor=REQUESTER, now=MONDAY)


def test_files_that_no_message_took_are_forgotten(db_session):
    keep_upload(upload("lama"), owner="form:1", now=MONDAY)
    keep_upload(upload("baru"), owner="form:2", now=MONDAY + timedelta(days=2))
    assert forget_unused(MONDAY + timedelta(days=1)) == ["lama"]


# -- survey ------------------------------------------------------------------------------------
@pytest.fixture
def ended(book, office):
    ticket = a_ticket(book)
    resolve_ticket(book, ticket.number, Words("Sudah."), actor=office.helpdesk.actor, now=MONDAY)
    return ticket


def values(book, value=4):
    return {e.key: value for e in book.catalogue.survey.elements}


def test_nine_answers_once(app, book, ended):
    token = survey_token(book.link_key, ended.id)
    results = race(app, *[
        lambda: answer_survey(book, token, values(book), now=MONDAY) for _ in range(4)])
    assert sum(isinstance(r, DuplicateRequest) for r in results) == 3, results
    row = db.session.scalars(sa.select(SurveyResponse)).one()
    assert (len(row.answers), row.ticket_id) == (9, ended.id)


@pytest.mark.parametrize("spoil", [
    lambda v: v.popitem(), lambda v: v.update(extra=1),
    lambda v: v.update(dict.fromkeys(v, 5)), lambda v: v.update(dict.fromkeys(v, True)),
    lambda v: v.update(dict.fromkeys(v, "4")),
])
def test_a_survey_takes_nine_values_from_one_to_four(book, ended, spoil):
    answers = values(book)
    spoil(answers)
    with pytest.raises(InvalidInput):
        answer_survey(book, survey_token(book.link_key, ended.id), answers, now=MONDAY)


def test_an_open_ticket_and_a_wrong_token_invite_to_no_survey(book):
    ticket = a_ticket(book)
    for token in (survey_token(book.link_key, ticket.id), "x", ""):
        with pytest.raises(NotFound):
            ticket_of_survey(token)
    assert again(ticket).status == "new"
