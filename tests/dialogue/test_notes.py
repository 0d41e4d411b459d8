"""What of a conversation reaches the ledger of questions: each question once, with what became."""

import pytest

from helpdesk.dialogue import words
from helpdesk.dialogue.notes import Asked, Chosen, Filed, Judged
from helpdesk.dialogue.values import Input
from helpdesk.domain.question import Zone
from tests.dialogue.transcript import Player

SURE = "lupa password spse gmn ya"
HALF = "aktivasi"
SEND, TICKET, WRONG, RIGHT, RECORD = (
    f"[{label}]" for label in (
        words.SEND, words.MAKE_TICKET, words.NOT_THAT, words.YES_ANSWERED, words.INTEGRITY_FILE,
    )
)
UNKNOWN = "kenapa mesin absensi kantor rusak"


def played(*lines: str) -> list[object]:
    """The notes in short: the question's place instead of its serial."""
    player = Player()
    player.play("".join(f"< {line}\n" for line in lines))
    return short(player.door.notes)


def short(notes: list[object]) -> list[object]:
    places: dict[int, int] = {}
    told: list[object] = []
    for note in notes:
        if isinstance(note, Asked):
            places[note.serial] = places.get(note.instead, len(places) + 1)
            told.append(("asked", places[note.serial], note.zone.value, note.topic))
        elif isinstance(note, Chosen):
            told.append(("chosen", places[note.serial], note.topic))
        elif isinstance(note, Judged):
            told.append(("helped" if note.helped else "wrong", places[note.serial]))
        elif isinstance(note, Filed):
            told.append(("filed", places[note.serial], note.complaint))
    return told


ANSWERED = ("asked", 1, "answer", "reset-kata-sandi")
CHOOSING = ("asked", 1, "choose", "aktivasi-syarat")
LEFT = ("asked", 1, "ticket", None)


@pytest.mark.parametrize(("lines", "expected"), [
    ([SURE], [ANSWERED]),
    ([SURE, RIGHT], [ANSWERED, ("helped", 1)]),
    ([SURE, WRONG, "1", "ya"],
     [ANSWERED, ("wrong", 1), ("chosen", 1, "reset-kata-sandi-ppk"), ("helped", 1)]),
    ([SURE, TICKET], [ANSWERED, ("filed", 1, False)]),
    ([HALF, "2", RIGHT],
     [CHOOSING, ("chosen", 1, "aktivasi-waktu"), ("helped", 1)]),
    ([HALF, TICKET], [CHOOSING, ("filed", 1, False)]),
    ([UNKNOWN, SEND], [LEFT, ("filed", 1, False)]),
    ([UNKNOWN, "tambahan lagi", SEND], [LEFT, ("filed", 1, False)]),
    ([UNKNOWN, "/batal"], [LEFT]),
    # The same words again, as impatient people send them, are one question.
    ([SURE, SURE, "ya"], [ANSWERED, ANSWERED, ("helped", 1)]),
    # A second question closes the first; an old button counts for neither.
    ([SURE, HALF, RIGHT], [ANSWERED, ("asked", 2, "choose", "aktivasi-syarat")]),
    # What begins another matter is no outcome of the question before.
    ([SURE, "/lapor", "server mati sejak pagi", SEND], [ANSWERED]),
    ([SURE, "/petugas", "printer loket rusak", SEND], [ANSWERED]),
])  # fmt: skip
def test_a_question_and_its_outcome(lines, expected):
    assert played(*lines) == expected


@pytest.mark.parametrize("line", [
    "/start", "/bantuan", "/status", "halo", "terima kasih", "👍", "...", "ya", "batal",
    "PBJ-2026-000123", "(stiker)", "(berkas a.jpg)",
])  # fmt: skip
def test_no_question_is_noted_of_what_asks_nothing(line):
    assert played(line) == []


def test_answers_about_a_ticket_are_no_questions():
    notes = played(UNKNOWN, SEND, "(berkas a.jpg)", "kodenya 45678912", "lewati", "/tiket")
    assert notes == [LEFT, ("filed", 1, False)]


def test_a_complaint_is_flagged_and_bribery_leaves_no_trace():
    player = Player()
    player.play("< saya mau mengadukan petugas loket yang membentak saya kemarin siang\n")
    [note, filed] = player.door.notes
    assert isinstance(note, Asked)
    assert note.complaint
    assert filed == Filed(note.serial, True)
    assert played("petugasnya minta uang rokok supaya cepat", RECORD) == []


def test_an_edited_question_takes_the_place_of_the_first():
    player = Player()
    player.door.take(Input("text", SURE))
    player.door.take(Input("text", HALF, edited=True))
    player.door.take(Input("text", "1"))
    assert short(player.door.notes) == [
        ANSWERED, ("asked", 1, "choose", "aktivasi-syarat"), ("chosen", 1, "aktivasi-syarat"),
    ]


def test_the_verdict_brings_the_words_of_its_question():
    player = Player()
    player.play(f"< {SURE}\n< {WRONG}\n")
    assert player.door.notes[-1] == Judged(player.door.notes[0].serial, False, SURE)
    assert player.door.notes[0].zone is Zone.ANSWER
