"""Pressed buttons: keys that say nothing, good in one chat, and rights asked when they come."""

from typing import Any

from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.ticket import Kind, Status
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.bot.botapi.person import Person
from tests.bot.botapi.screen import Seen
from tests.bot.office import Office
from tests.builders import an_officer
from tests.marks import SQLITE_ONLY

PROBLEM = "unggah dokumen penawaran gagal terus, muncul error 500"
NUMBER = "PBJ-2026-000001"
pytestmark = SQLITE_ONLY


def _data(message: Seen, label: str) -> str:
    return str(message.button(label)["callback_data"])


def _with_ticket(person: Person) -> Seen:
    person.say(PROBLEM)
    person.say("Buat tiket")
    receipt = person.wait_for("sudah tercatat", seconds=20)
    person.say("/batal")
    person.wait_for("tetap berjalan")
    return receipt


def _solve(office: Office) -> None:
    book, now = office.app.extensions["rulebook"], office.place.clock()
    officer: Actor = office.look(lambda: an_officer(roles=(Role.HELPDESK, Role.VERIFIER)).actor)
    triage = Triage(Kind.PROBLEM, "pendampingan-permasalahan-spse")
    office.look(lambda: triage_ticket(book, NUMBER, triage, actor=officer, now=now))
    words = Words("Nama berkas tidak boleh memakai tanda kurung.")
    office.look(lambda: resolve_ticket(book, NUMBER, words, actor=officer, now=now))


def _statuses(office: Office, person: Person) -> list[str]:
    return [ticket[1] for ticket in office.written(person)["tickets"]]


def _keys(person: Person) -> list[str]:
    buttons: list[dict[str, Any]] = [
        button for seen in person.from_bot() for row in seen.rows for button in row
    ]
    return [button["callback_data"] for button in buttons]


def test_a_button_is_good_in_its_chat_alone_and_only_while_it_is_right(office: Office) -> None:
    first = office.bot()
    budi, eko = office.api.person("Budi"), office.api.person("Eko")
    why = _data(_with_ticket(budi), "Kenapa tanggal ini?")
    _solve(office)
    solved = budi.wait_for(lambda seen: "Sudah beres" in seen.buttons, seconds=20)
    keys = _keys(budi)
    assert len(set(keys)) == len(keys) > 4
    assert {len(key) for key in keys} == {28}, "a key has one length, whatever it stands for"
    eko.start()
    eko.wait_for("Halo")
    mine = eko.from_bot()[-1].id
    done = _data(solved, "Sudah beres")
    forged = done[:-1] + ("A" if done[-1] != "A" else "B")
    for pressed in (done, why, forged, f"t:{NUMBER}:done", f"t:{NUMBER}:why", "A" * 28, "\0é"):
        eko.press_data(mine, pressed)
        answer = eko.wait_for("sudah tidak berlaku")
        assert answer.buttons, "it says where to go on"
        assert NUMBER not in answer.text
    for pressed in (forged, f"t:{NUMBER}:done"):
        budi.press_data(solved.id, pressed)
        budi.wait_for("sudah tidak berlaku")
    assert _statuses(office, budi) == [Status.RESOLVED]
    assert first.stop() == 0
    office.bot()  # knows nothing but the database
    budi.press("Sudah beres", solved)
    budi.wait_for("Terima kasih", seconds=20)
    assert _statuses(office, budi) == [Status.CLOSED]
    for label in ("Sudah beres", "Belum selesai"):  # the old keyboard is still on the screen
        budi.press(label, solved)
        assert budi.wait_for(seconds=20).text
    budi.press_data(solved.id, why)
    budi.wait_for(NUMBER)
    assert _statuses(office, eko) == []
