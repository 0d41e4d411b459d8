"""Lines of the queue that were kept say what lines drawn anew would say, whatever has happened."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk import create_app
from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Authority, IdentityMode, Kind
from helpdesk.models import Officer, Requester, Ticket
from helpdesk.queries.listing import listing
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.forward import prepare_relay
from helpdesk.usecases.receive import add_details, receive_message, set_identity
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.seal import seal_ticket
from helpdesk.usecases.snooze import snooze_ticket
from helpdesk.usecases.tags import add_tag, tag_ticket
from helpdesk.usecases.triage import Triage, triage_ticket
from helpdesk.web.officer.drawn_lines import lines_kept, true_until
from tests.builders import at, move
from tests.clocks import FrozenClock
from tests.web.desk import book_of, new_officer, new_ticket, prepared, signed_in

pytestmark = pytest.mark.usefixtures("desk")
QUEUE = "/petugas/?view=semua"
START = "/petugas/"  # the same lines, and above them what to do now
TUESDAY = at("Selasa 24 November 2026 09.00")
Act = Callable[[Rulebook, Ticket, Officer, Any], object]


def lines(page: str) -> str:
    """What to do now and the lines of a queue; around them stand tokens that differ each time."""
    work = page[page.index('id="kerja"'):page.index("Piket hari ini")]
    return work + page[page.index("<tbody"):page.index("</table>")]


@pytest.fixture
def afresh(desk: Flask, settings: Settings, clock: FrozenClock) -> Iterator[Callable[..., str]]:
    """The same page as a process draws it that has kept nothing."""
    made: list[Flask] = []

    def draw(officer: Officer, path: str = START) -> str:
        other = prepared(create_app(settings, clock))
        made.append(other)
        return lines(signed_in(other, officer).get(path).text)

    yield draw
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _tagged(book: Rulebook, ticket: Ticket, head: Officer, now: Any) -> object:
    tag = add_tag("E-katalog", actor=head.actor, now=now)
    return tag_ticket(book, ticket.number, [tag.id], actor=head.actor, now=now)


def _renamed(book: Rulebook, ticket: Ticket, head: Officer, now: Any) -> object:
    """No event of the ticket tells of it."""
    row = db.session.get(Ticket, ticket.id)
    assert row is not None
    found = db.session.get(Requester, row.requester_id)
    assert found is not None
    found.company = "CV Berganti Nama"
    db.session.commit()
    return found


def _officer_renamed(book: Rulebook, ticket: Ticket, head: Officer, now: Any) -> object:
    assign_ticket(book, ticket.number, officer_id=head.id, actor=head.actor, now=now)
    db.session.execute(sa.update(Officer).where(Officer.id == head.id).values(name="Nama Lain"))
    db.session.commit()
    return head


ACTS: dict[str, Act] = {
    "wrote": lambda book, t, head, now: receive_message(
        book, t.number, "Masih gagal", channel="web", now=now),
    "answered": lambda book, t, head, now: reply_to_requester(
        book, t.number, Words("Sudah kami periksa."), actor=head.actor, now=now),
    "asked": lambda book, t, head, now: reply_to_requester(
        book, t.number, Words("Mohon kirim tangkapan layar."), actor=head.actor, now=now,
        wait_for="question"),
    "assigned": lambda book, t, head, now: assign_ticket(
        book, t.number, officer_id=head.id, actor=head.actor, now=now),
    "triaged": lambda book, t, head, now: triage_ticket(
        book, t.number, Triage(Kind.OUTAGE, reason="Gangguan"), actor=head.actor, now=now),
    "snoozed": lambda book, t, head, now: snooze_ticket(
        book, t.number, TUESDAY.date(), "Menunggu jadwal", actor=head.actor, now=now),
    "prepared": lambda book, t, head, now: prepare_relay(
        book, t.number, Authority.LKPP, actor=head.actor, now=now),
    "nameless": lambda book, t, head, now: set_identity(
        book, t.number, IdentityMode.NONE, now=now),
    "detailed": lambda book, t, head, now: add_details(
        book, t.number, company="PT Baru", now=now, actor=REQUESTER),
    "tagged": _tagged,
    "company renamed": _renamed,
    "officer renamed": _officer_renamed,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_line_follows_what_happens_to_its_ticket(
    desk: Flask, act: Act, afresh: Callable[..., str], clock: FrozenClock
) -> None:
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    ticket = new_ticket(desk, company="CV Asal")
    new_ticket(desk, contacts={"email": "lain@contoh.example"}, company="CV Lain")
    browser = signed_in(desk, head)
    before = lines(browser.get(START).text)
    with desk.app_context():
        act(book_of(desk), ticket, head, clock.now)
    after = lines(browser.get(START).text)
    assert after != before
    assert after == afresh(head)


# The response is due on Thursday 26 November, 16.00 WIB: three working days after the Monday.
TURNS = (
    "Senin 23 November 2026 16.00", "Selasa 24 November 2026 00.00",
    "Selasa 24 November 2026 08.00", "Kamis 26 November 2026 15.59",
    "Kamis 26 November 2026 16.00", "Kamis 26 November 2026 16.00.01",
    "Jumat 27 November 2026 00.00", "Senin 30 November 2026 09.00",
)


def test_a_line_follows_the_time(
    desk: Flask, afresh: Callable[..., str], clock: FrozenClock
) -> None:
    """Days by their names, the instant a deadline passes, the morning a put-off ticket is back."""
    person = new_officer(desk)
    new_ticket(desk)
    off = new_ticket(desk, contacts={"email": "lain@contoh.example"})
    with desk.app_context():
        snooze_ticket(book_of(desk), off.number, TUESDAY.date(), "Menunggu", actor=person.actor,
                      now=clock.now)
    browser = signed_in(desk, person)
    browser.get(START)
    pages = []
    for turn in TURNS:
        move(clock, turn)
        signed = signed_in(desk, person)  # no session lasts a week
        pages.append(lines(signed.get(START).text))
        assert pages[-1] == afresh(person), turn
    assert len(set(pages)) > 3


def drawn_by(app: Flask, client: FlaskClient, path: str = QUEUE) -> int:
    """How many questions for what a line says a page asks."""
    with app.app_context():
        engine = db.engine
    found: list[str] = []

    def note(*event: object) -> None:
        if "FROM message" in str(event[2]) and "FROM attachment" in str(event[2]):
            found.append(str(event[2]))

    sa.event.listen(engine, "after_cursor_execute", note)
    assert client.get(path).status_code == 200
    sa.event.remove(engine, "after_cursor_execute", note)
    return len(found)


def test_a_line_is_drawn_once_for_all_officers(desk: Flask) -> None:
    first, second = new_officer(desk), new_officer(desk, "Vino Verifikator")
    ticket = new_ticket(desk)
    one, other = signed_in(desk, first), signed_in(desk, second)
    assert [drawn_by(desk, one), drawn_by(desk, one), drawn_by(desk, other)] == [1, 0, 0]
    with desk.app_context():
        receive_message(book_of(desk), ticket.number, "Masih gagal", channel="web",
                        now=desk.extensions["clock"]())
    assert [drawn_by(desk, other), drawn_by(desk, one)] == [1, 0]


def test_a_hidden_name_stays_hidden_after_a_head_has_looked(desk: Flask) -> None:
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    ticket = new_ticket(desk)
    with desk.app_context():
        set_identity(book_of(desk), ticket.number, IdentityMode.HIDDEN,
                     now=desk.extensions["clock"]())
    assert "Budi Santoso" in signed_in(desk, head).get(QUEUE).text
    page = signed_in(desk, new_officer(desk)).get(QUEUE).text
    assert "Budi Santoso" not in page
    assert "Identitas dirahasiakan" in page


def test_a_sealed_complaint_is_never_kept_and_vanishes_for_its_officer(desk: Flask) -> None:
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    person = new_officer(desk)
    ticket = new_ticket(desk, kind=Kind.COMPLAINT, text="Layanan lambat sekali.")
    browser = signed_in(desk, person)
    assert ticket.number in browser.get(QUEUE).text
    with desk.app_context():
        seal_ticket(book_of(desk), ticket.number, actor=person.actor,
                    now=desk.extensions["clock"]())
    assert ticket.number not in browser.get(QUEUE).text
    heads = signed_in(desk, head)
    assert [drawn_by(desk, heads), drawn_by(desk, heads)] == [1, 1]


def test_a_new_catalogue_draws_every_line_anew(desk: Flask) -> None:
    """A service or a unit may have another name, a day of the calendar another reason."""
    person, ticket = new_officer(desk), new_ticket(desk)
    signed_in(desk, person).get(QUEUE)
    with desk.app_context():
        promises, now = book_of(desk).catalogue, desk.extensions["clock"]()
        places = listing(person.actor, promises.calendar, now).places
        kept = lines_kept(desk)
        assert list(kept.known(places, person.actor, promises, now, {})) == [ticket.id]
        assert not kept.known(places, person.actor, replace(promises), now, {})
        assert not kept.known(places, person.actor, promises, now, {ticket.id: "PBJ-2026-000009"})
        assert not kept.known(places, person.actor, promises, now - timedelta(seconds=1), {})


def test_a_clock_of_minutes_is_true_for_its_minute() -> None:
    now = at("Senin 23 November 2026 09.30.20")
    until = true_until(Ticket(), now, "Asia/Pontianak", by_minute=True)
    assert until == at("Senin 23 November 2026 09.31")
    assert true_until(Ticket(), now, "Asia/Pontianak", by_minute=False) == at(
        "Selasa 24 November 2026 00.00"
    )
