"""The live channel's door: who may listen, what is told, and how many fit."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.receive import receive_message
from helpdesk.web.pulse import live_of
from tests.builders import an_administrator
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, new_ticket, prepared, signed_in

pytestmark = SQLITE_ONLY
ASK = "/petugas/langsung.json"


@pytest.fixture
def desk(app: Flask) -> Flask:
    live_of(app).pulse.every = 0.0  # each question looks anew
    return prepared(app)


def test_only_those_with_a_queue_may_listen(desk: Flask) -> None:
    with desk.app_context():
        admin = an_administrator()
    for path in (ASK, "/petugas/langsung"):
        assert desk.test_client().get(path).status_code == 302
        assert signed_in(desk, admin).get(path).status_code == 403


def test_numbers_are_told_and_no_word_of_a_ticket(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    ticket = new_ticket(desk, text="Rahasia dagang kami bocor")
    told = client.get(ASK).get_json()
    assert [c["number"] for c in told["changes"]] == [ticket.number]
    assert told["changes"][0] | {"id": 0} == {
        "id": 0, "number": ticket.number, "kind": "new", "mine": False,
    }
    assert "Rahasia" not in json.dumps(told)
    assert client.get(f"{ASK}?sejak={told['after']}").get_json()["changes"] == []


def test_a_page_that_has_just_opened_hears_of_the_last_seconds_only(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    ticket = new_ticket(desk)
    clock = desk.extensions["clock"]
    clock.set(clock() + timedelta(minutes=1))
    assert client.get(ASK).get_json()["changes"] == []
    with desk.app_context():
        receive_message(book_of(desk), ticket.number, "Halo", channel="web", now=clock(),
                        actor=REQUESTER)
    (change,) = client.get(ASK).get_json()["changes"]
    assert change["kind"] == "message"


@pytest.mark.parametrize("told", ["-1", "1e9", "9" * 40, "٣", "' or 1=1", "\x00"])
def test_a_senseless_place_is_taken_as_the_beginning(desk: Flask, told: str) -> None:
    client = signed_in(desk, new_officer(desk))
    new_ticket(desk)
    answer = client.get(ASK, query_string={"sejak": told})
    assert answer.status_code == 200
    assert len(answer.get_json()["changes"]) == 1


def test_a_complaint_about_an_officer_reaches_neither_them_nor_their_line(desk: Flask) -> None:
    reported, head = new_officer(desk), new_officer(desk, name="Karsa", roles=(Role.UNIT_HEAD,))
    new_ticket(desk, kind=Kind.COMPLAINT, text="Rina Petugas meminta uang di loket")
    for officer in (reported, head):
        assert signed_in(desk, officer).get(ASK).get_json()["changes"] == []


def test_the_stream_greets_tells_and_says_goodbye_when_the_session_ends(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    ticket = new_ticket(desk)
    answer = client.get("/petugas/langsung")
    assert answer.mimetype == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    lines = answer.iter_encoded()
    assert next(lines).startswith(b"retry: 3000\nevent: hello\n")
    assert ticket.number.encode() in next(lines)
    client.post("/keluar")
    assert any(line.startswith(b"event: bye") for line in lines)


def test_a_stream_ends_when_the_server_stops_and_gives_its_seat_back(desk: Flask) -> None:
    client, seats = signed_in(desk, new_officer(desk)), live_of(desk).seats
    desk.extensions["stopping"] = lambda: True
    answer = client.get("/petugas/langsung")
    assert len(list(answer.iter_encoded())) == 1
    answer.close()
    assert seats.free == seats.most


def test_an_officers_newest_page_takes_the_seat_of_their_oldest(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    oldest, *held = [client.get("/petugas/langsung") for _ in range(5)]
    assert list(oldest.iter_encoded())[-1].startswith(b"event: full")
    seats = live_of(desk).seats
    assert seats.free == seats.most - 4
    for answer in [oldest, *held]:
        answer.close()
    assert seats.free == seats.most
    all_taken = [seats.take(other) for other in range(1000, 1000 + seats.most)]
    assert None not in all_taken
    assert client.get("/petugas/langsung").status_code == 204
