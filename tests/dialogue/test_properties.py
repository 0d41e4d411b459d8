"""Whatever is said, pressed or sent, in whatever order: the conversation holds."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.dialogue import Button, Draft, Input, Reply, State, Turn, start, step
from helpdesk.dialogue.effects import (
    Done,
    Invited,
    Linked,
    Listed,
    Refused,
    Registered,
    RegisterTicket,
    StatusShown,
    TicketLine,
)
from helpdesk.dialogue.presses import PRESSES
from helpdesk.dialogue.questions import QUESTIONS
from helpdesk.dialogue.steps import STEPS
from helpdesk.domain.ticket import Channel, Kind
from tests.dialogue.door import MONDAY, SERVICES, Door, a_context, a_file

NUMBERS = ("PBJ-2026-000123", "PBJ-2026-000124")
SAID = (
    "halo", "lupa password spse", "gagal upload dokumen", "aktivasi", "1", "2", "9", "ya", "bukan",
    "lewati", "tidak ada", "Budi", "10012345", "besok jam 10", "25 november", "99.99", "hari ini",
    "saya kecewa sekali", "petugas minta uang", "sudah beres", "belum selesai", "terima kasih",
    "belum selesai, masih error 500 sejak tadi pagi", NUMBERS[0], "kirim", "batal", "sirup",
    "tender 10012345 tutup hari ini jam 15.00 gagal unggah", "cara reset password gimana?",
    "verifikasi privy gagal", "sudah saya ajukan", "LPSE-443210",
    "ralat, kodenya 10012346", "maaf salah jam, tutup besok jam 11",
    "{tautan}", "/status", "/tiket 123 tambah", "Saya menyatakan benar", "😀" * 3000, "x" * 20_001,
    "", "\x00", "\ud83d", "\u202eabc\u200b", "Lewati", "tidak tahu jamnya", "spse down semua mati",
)  # fmt: skip
RESTS = ("1", "create:1", "send:1", "edit:2", "cancel:3", "yes:1", "no:2", "0:1", "x:y:z")
VALUES = (
    *(f"{first}:{rest}" for first in (*PRESSES, "asing") for rest in RESTS),
    *(f"menu:{entry}" for entry in ("home", "ask", "file", "complain", "status", "services")),
    *("menu:officer", "menu:resume", "", ":", "t:PBJ-2026-000123:done", "t:PBJ-2026-000123:add"),
    *("t:PBJ-2026-000123:leave", "link:1:yes", "link:1:no", "link:2:yes"),
    *("t:PBJ-2026-000123:reopen", "svc:show:aktivasi-akun", "svc:file:aktivasi-akun", "svc:page:1"),
)
OUTCOMES = (
    *(Registered(NUMBERS[0], kind, "Rabu") for kind in Kind),
    *(Done(what, NUMBERS[0]) for what in ("message", "details", "complaint", "identity")),
    *(Done(what, NUMBERS[0]) for what in ("corrected", "confirmed", "reopened")),
    Refused("Belum dapat diproses."),
    Listed(),
    Listed((TicketLine(NUMBERS[0], "s" * 500, "Dibaca"),) * 20),
    Invited(7, NUMBERS[0], "s" * 90),
    Invited(7, NUMBERS[0]),
    Linked(NUMBERS[0]),
    Linked(NUMBERS[1], before=True),
    *(Done("declined"), Done("left", NUMBERS[0])),
    StatusShown("teks " * 2000, NUMBERS[0], ("done", "reopen", "add", "lain")),
)

texts = st.one_of(st.sampled_from(SAID), st.text(max_size=60))
tickets = st.one_of(st.none(), st.sampled_from(NUMBERS))
files = st.lists(st.sampled_from(("a.jpg", "ktp.pdf", "b.png")).map(a_file), max_size=4).map(tuple)
drops = st.sampled_from(((), ("kata sandi",), ("kata sandi", "kode OTP")))
users = st.one_of(
    st.builds(Input, st.just("text"), texts, ticket=tickets, dropped=drops),
    st.builds(Input, st.just("press"), st.sampled_from(VALUES)),
    st.builds(Input, st.just("files"), texts, files=files, ticket=tickets),
    st.builds(
        Input,
        st.just("command"),
        st.sampled_from(("start", "/bantuan", "status", "tiket", "batal", "lapor", "apa", "")),
        st.sampled_from(("", "123 halo", NUMBERS[1], NUMBERS[0] + " sudah beres", "\x00")),
    ),
    st.builds(Input, st.just("invitation"), st.sampled_from(("1", "2", "lain", ""))),
    st.builds(Input, st.just("unsupported"), st.sampled_from(("stiker", "", "x" * 9000))),
)
matters = st.builds(Input, st.just("text"), st.sampled_from(SAID[:5]))
outcomes = st.builds(
    Input, st.just("outcome"), outcome=st.one_of(st.none(), st.sampled_from(OUTCOMES))
)
# An index into the buttons shown so far, from the newest; mostly one of the last two messages'.
offered = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(0, 10_000))


def _press(shown: list[Button], index: int) -> Input:
    return Input("press", shown[-1 - index % len(shown)].value)


def _is_sound(turn: Turn) -> None:
    for reply in turn.replies:
        assert reply.text.strip()
        assert len(reply.text.encode("utf-16-le")) // 2 <= 4096
        assert all(button.label.strip() for row in reply.buttons for button in row)
    assert State.from_json(turn.state.to_json()) == turn.state
    assert turn.state.step in STEPS


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(matters, offered, offered, users, outcomes), max_size=14))
def test_any_sequence_of_inputs_is_answered_soundly(
    sequence: list[Input | int],
) -> None:
    context = a_context()
    turn = start(context)
    shown: list[Button] = []
    registered: list[int] = []
    for said in sequence:
        shown += [button for reply in turn.replies for row in reply.buttons for button in row]
        taken = _press(shown, said) if isinstance(said, int) else said
        turn = step(turn.state, taken, context)
        _is_sound(turn)
        if taken.kind != "outcome":
            assert turn.replies or turn.effects
        for effect in turn.effects:
            if isinstance(effect, RegisterTicket):
                assert turn.state.draft is not None
                registered.append(turn.state.draft.serial)
    assert len(registered) == len(set(registered)), "one draft became two tickets"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(matters, offered, offered, users, st.just("night")), max_size=12))
def test_with_a_door_every_input_is_answered_in_words(sequence: list[Input | int | str]) -> None:
    door = Door()
    replies: list[Reply] = list(start(door.context).replies)
    shown: list[Button] = []
    for said in sequence:
        if isinstance(said, str):
            door.later(1)
            continue
        shown += [button for reply in replies for row in reply.buttons for button in row]
        taken = _press(shown, said) if isinstance(said, int) else said
        replies, _ = door.take(taken)
        assert replies, taken
        assert door.state.draft is None or not door.state.draft.sent


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("jadwal bimtek kapan", "Kirim sebagai tiket"),
        ("aktivasi", "Buat tiket"),
        ("lupa password", "Buat tiket"),
        ("ada pungli di loket", "Tetap catat di sini"),
    ],
)
@pytest.mark.parametrize("told", [True, False], ids=["number told", "number on its way"])
def test_the_same_button_pressed_twice_makes_one_ticket(text: str, label: str, told: bool) -> None:
    context = a_context()
    turn = step(State(), Input("text", text), context)
    value = next(
        b.value for r in turn.replies for row in r.buttons for b in row if b.label == label
    )
    turn = step(turn.state, Input("press", value), context)
    assert [type(effect) for effect in turn.effects] == [RegisterTicket]
    if told:
        outcome = Registered(NUMBERS[0], Kind.INQUIRY, "Rabu")
        turn = step(turn.state, Input("outcome", outcome=outcome), context)
    turn = step(turn.state, Input("press", value), context)
    assert not any(isinstance(effect, RegisterTicket) for effect in turn.effects)
    assert turn.replies
    assert not told or NUMBERS[0] in turn.replies[0].text


@given(st.text(max_size=400))
def test_any_json_gives_a_state(text: str) -> None:
    assert isinstance(State.from_json(text), State)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "5",
        '{"schema":1}',
        '{"schema":99,"step":"draft"}',
        '{"schema":1,"step":3}',
    ],
)
def test_an_unreadable_state_begins_anew(text: str) -> None:
    assert State.from_json(text) == State()


def test_an_older_state_keeps_the_text_of_its_draft() -> None:
    old = '{"schema":0,"serial":4,"draft":{"text":"gagal unggah","foo":1}}'
    state = State.from_json(old)
    assert state.step == "draft"
    assert state.draft
    assert state.draft.text == "gagal unggah"
    turn = step(state, Input("text", "kirim"), a_context())
    assert isinstance(turn.effects[0], RegisterTicket)


def test_a_state_of_the_release_before_is_read_whole() -> None:
    raw = json.loads(State(step="package", ticket=NUMBERS[0], draft=Draft("halo")).to_json())
    for new in ("seen", "asked_on", "shelf", "shelf_files", "back", "held"):
        del raw[new]
    del raw["draft"]["said_at"], raw["draft"]["settled"]
    state = State.from_json(json.dumps(raw))
    assert (state.step, state.ticket) == ("package", NUMBERS[0])
    assert state.draft == Draft("halo")


@pytest.mark.parametrize(
    ("days", "asked"), [(0, False), (1, True), (9, True)], ids=["same day", "next day", "later"]
)
def test_words_after_a_night_are_not_glued_to_a_draft_unasked(days: int, asked: bool) -> None:
    door = Door()
    door.take(Input("text", "jadwal bimtek kapan"))
    door.later(days)
    replies, _ = door.take(Input("text", "khusus yang di sampit"))
    assert (door.state.step == "back") is asked
    assert ("Selamat datang kembali" in replies[0].text) is asked


def test_a_draft_of_another_day_keeps_the_day_its_tomorrow_meant() -> None:
    door = Door()
    door.take(Input("text", "gagal buka apendo, tender 10012345 tutup besok jam 10"))
    door.later(5)
    _, effects = door.take(Input("text", "kirim"))
    assert [effect.tender_deadline for effect in effects if isinstance(effect, RegisterTicket)] == [
        None
    ]


def test_a_draft_laid_aside_for_another_matter_comes_back_whole() -> None:
    door = Door()
    door.take(Input("text", "jadwal bimtek kapan"))
    door.take(Input("files", files=(a_file("surat.pdf"),)))
    door.take(Input("command", "mulai"))
    door.take(Input("text", "lupa password spse"))
    replies, _ = door.take(Input("text", "ya"))
    assert "jadwal bimtek kapan" in replies[-1].text
    door.take(Input("press", "menu:resume"))
    _, effects = door.take(Input("text", "kirim"))
    (sent,) = (effect for effect in effects if isinstance(effect, RegisterTicket))
    assert (sent.text, sent.files) == ("jadwal bimtek kapan", ("f-surat.pdf",))


def test_a_draft_is_still_there_after_days() -> None:
    door = Door()
    door.take(Input("text", "jadwal bimtek kapan"))
    door.context = a_context(now=MONDAY + timedelta(days=9))
    _, effects = door.take(Input("text", "kirim"))
    assert [type(effect) for effect in effects] == [RegisterTicket]


def test_every_question_and_every_service_has_its_place() -> None:
    assert set(QUESTIONS) <= set(STEPS)
    for line in SERVICES:
        shown, _ = Door().take(Input("press", f"svc:show:{line.code}"))
        assert line.name in shown[0].text


def test_a_withdrawn_answer_leads_to_a_draft() -> None:
    door = Door()
    door.take(Input("text", "aktivasi"))
    door.state = replace(door.state, choices=("sudah-dicabut",))
    replies, _ = door.take(Input("text", "1"))
    assert "Kirim sebagai tiket" in [b.label for row in replies[0].buttons for b in row]


def test_the_link_cannot_be_smuggled_in_by_a_text() -> None:
    replies, _ = Door().take(Input("text", "lihat {tautan} ini"))
    assert all("{tautan}" not in reply.text for reply in replies)


def test_a_web_chat_speaks_the_same_words() -> None:
    assert start(a_context(channel=Channel.WEBCHAT)) == start(a_context())
