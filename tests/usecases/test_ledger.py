"""The ledger of questions: one row a question, what became of it, and no word too many."""

from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import words
from helpdesk.dialogue.effects import StatusShown
from helpdesk.dialogue.values import Input, Match, Topic, TopicAnswer
from helpdesk.domain.ticket import Category
from helpdesk.errors import NotFound
from helpdesk.models import Conversation, Question, QuestionText, Ticket
from helpdesk.talk import _facts
from helpdesk.usecases.converse import Arrival, converse
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.page_questions import note_offer, note_opened, note_search, note_verdict
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY
from tests.racing import race

TOPICS = {id_: TopicAnswer(id_, id_.title(), "Begini caranya.", "SOP", None)
          for id_ in ("ganti-email", "lupa-sandi", "jam-buka")}
MATCHES = {
    "lupa sandi": Match("answer", (Topic("lupa-sandi", ""), Topic("ganti-email", ""))),
    "ganti": Match("choose", (Topic("ganti-email", ""), Topic("lupa-sandi", ""))),
    "dibentak": Match("ticket", (Topic("jam-buka", ""),), 0.4),
}
UNKNOWN = "kenapa wifi di ruang tunggu mati"
WORDS = "kenapa lupa sandi ganti saya mau tanya di mati ruang tunggu email wifi dari dan kata"
KNOWN = frozenset(WORDS.split())
WEEK = date(2026, 11, 23)


def guess(text):
    found = (match for part, match in MATCHES.items() if part in text)
    return next(found, Match("ticket", (Topic("jam-buka", ""),)))


def known(word):
    return word in KNOWN


@pytest.fixture
def talk(book):
    return Talk(
        match=guess, topic=TOPICS.__getitem__, is_word=known,
        status_of=lambda ticket, now: StatusShown("Baru", ticket.number, ()),
        dates_of=lambda ticket, now: StatusShown("Kenapa", ticket.number, ()),
        promised=lambda ticket, now: {}, status_words=lambda ticket: "Baru",
        worded=lambda instant: instant.isoformat(),
        facts=lambda now: _facts(book.catalogue, now),
    )


class Chat:
    """Somebody typing; labels in brackets are pressed by typing them, which is the same."""

    def __init__(self, book, talk, skin="telegram", name=None):
        self.book, self.talk, self.skin, self.name, self.sent = book, talk, skin, name, 0

    def say(self, *texts, **kinds):
        for text in texts:
            self.sent += 1
            given = Input("text", text=text, **kinds)
            arrival = Arrival(self.skin, "alamat-1", given, f"k:{self.sent}", name=self.name)
            converse(self.book, self.talk, arrival, now=MONDAY)


@pytest.fixture
def chat(book, talk):
    return Chat(book, talk)


def rows():
    db.session.expire_all()
    return db.session.scalars(sa.select(Question).order_by(Question.id)).all()


def facts(row):
    return (row.zone, row.topic, row.helped, row.chosen, row.chosen_helped, row.filed)


def texts():
    return list(db.session.scalars(sa.select(QuestionText.text).order_by(QuestionText.question_id)))


@pytest.mark.parametrize(("said", "expected", "kept"), [
    (["lupa sandi"], ("answer", "lupa-sandi", None, None, None, False), []),
    (["lupa sandi", words.YES_ANSWERED],
     ("answer", "lupa-sandi", True, None, None, False), []),
    (["lupa sandi", words.NOT_THAT],
     ("answer", "lupa-sandi", False, None, None, False), ["lupa sandi"]),
    (["lupa sandi", words.NOT_THAT, "1", words.YES_ANSWERED],
     ("answer", "lupa-sandi", False, "ganti-email", True, False), ["lupa sandi"]),
    (["lupa sandi", words.MAKE_TICKET],
     ("answer", "lupa-sandi", None, None, None, True), []),
    (["mau ganti"], ("choose", "ganti-email", None, None, None, False), ["mau ganti"]),
    (["mau ganti", "2"], ("choose", "ganti-email", None, "lupa-sandi", None, False), []),
    (["mau ganti", "2", words.NOT_THAT],
     ("choose", "ganti-email", None, "lupa-sandi", False, False), ["mau ganti"]),
    ([UNKNOWN], ("ticket", "jam-buka", None, None, None, False), [UNKNOWN]),
    ([UNKNOWN, "ya"], ("ticket", "jam-buka", None, None, None, True), [UNKNOWN]),
])  # fmt: skip
def test_one_row_tells_what_became_of_a_question(chat, said, expected, kept):
    chat.say(*said)
    [row] = rows()
    assert facts(row) == expected
    assert texts() == kept
    assert (row.week, row.skin) == (WEEK, "telegram")


@SQLITE_ONLY
def test_the_words_kept_name_nobody(book, talk):
    chat = Chat(book, talk, name="Bambang Sugeng")
    chat.say(f"{UNKNOWN} saya Sugeng 081234567890 b.sugeng@gmail.com")
    assert texts() == [f"{UNKNOWN} saya [nama] [nomor] [surel]"]


@SQLITE_ONLY
def test_names_of_officers_and_of_other_companies_go_too(book, talk, office, chat):
    from tests.builders import a_ticket

    a_ticket(book, name="Wibowo", company="CV Karya Bersama",
             category=Category.SUPPLIER)
    chat.say(f"{UNKNOWN} kata bu karsa dan wibowo dari karya bersama")
    [kept] = texts()
    assert not {"karsa", "wibowo", "karya", "bersama"} & set(kept.split())


@SQLITE_ONLY
def test_rubbish_commands_and_answers_about_a_ticket_are_no_questions(chat):
    chat.say("xqzv plmk", "/bantuan", "halo", "👍👍", "PBJ-2026-000001")
    assert rows() == []
    chat.say("batal", UNKNOWN, "ya", "lewati", "12345678")
    assert len(rows()) == 1


@SQLITE_ONLY
@pytest.mark.parametrize("text", ["saya dibentak di ruang tunggu", "saya mau mengadu soal tender"])
def test_no_word_of_a_complaint_is_kept(chat, text):
    chat.say(text)
    assert [row.complaint for row in rows()] == [True]
    assert texts() == []


@SQLITE_ONLY
def test_bribery_leaves_no_row(chat):
    chat.say("lupa sandi", "petugasnya minta uang rokok", words.INTEGRITY_FILE)
    assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 1
    assert [facts(row) for row in rows()] == [
        ("answer", "lupa-sandi", None, None, None, False)
    ]


@SQLITE_ONLY
def test_a_repeated_and_an_edited_question_stay_one_row(chat):
    chat.say("lupa sandi", "lupa sandi")
    chat.say("mau ganti", edited=True)
    assert [facts(row)[:2] for row in rows()] == [("choose", "ganti-email")]
    assert texts() == ["mau ganti"]
    chat.say(UNKNOWN)
    assert len(rows()) == 2


@SQLITE_ONLY
def test_nothing_ties_a_closed_row_to_its_chat(chat):
    chat.say("lupa sandi")
    [row] = rows()
    held = db.session.scalars(sa.select(Conversation)).one()
    assert row.handle
    assert row.handle not in str(held.state)
    chat.say(words.YES_ANSWERED)
    assert rows()[0].handle is None


@SQLITE_ONLY
def test_what_fails_counts_nothing_and_is_counted_when_tried_again(chat, monkeypatch):
    def broken(*anything):
        raise NotFound("rusak")

    with monkeypatch.context() as patched:
        patched.setattr("helpdesk.usecases.converse._deliver", broken)
        with pytest.raises(NotFound):
            chat.say("lupa sandi")
    assert rows() == []
    chat.sent -= 1
    chat.say("lupa sandi")
    assert len(rows()) == 1


def test_the_same_search_five_times_at_once_is_one_row(app, book, talk):
    place = "search:2026-11-23:127.0.0.1:mau ganti"
    results = race(app, *[
        partial(note_search, book, talk, place, "mau ganti", guess("ganti"), now=MONDAY)
        for _ in range(5)
    ])
    assert [r for r in results if r is not None] == []
    assert len(rows()) == 1


@SQLITE_ONLY
def test_a_search_is_opened_and_judged_and_an_offer_only_judged(book, talk):
    note_search(book, talk, "a", "mau ganti", guess("ganti"), now=MONDAY)
    note_opened(book, "a", "lupa-sandi")
    note_opened(book, "unknown", "lupa-sandi")
    note_verdict(book, talk, "a", "mau ganti", "lupa-sandi", helped=False, now=MONDAY)
    note_offer(book, talk, "f", "lupa sandi", guess("lupa sandi"), now=MONDAY + timedelta(days=7))
    note_verdict(book, talk, "f", "lupa sandi", "lupa-sandi", helped=True, now=MONDAY)
    note_search(book, talk, "b", "lupa sandi", guess("lupa sandi"), now=MONDAY)
    note_verdict(book, talk, "b", "lupa sandi", "ganti-email", helped=True, now=MONDAY)
    note_verdict(book, talk, "b", "lupa sandi", "lupa-sandi", helped=False, now=MONDAY)
    assert [(row.skin, *facts(row)) for row in rows()] == [
        ("search", "choose", "ganti-email", None, "lupa-sandi", False, False),
        ("form", "answer", "lupa-sandi", True, None, None, False),
        # A related topic helped, the one answered with did not.
        ("search", "answer", "lupa-sandi", False, "ganti-email", True, False),
    ]
    assert texts() == ["mau ganti", "lupa sandi"]
    assert [row.week for row in rows()] == [WEEK, WEEK + timedelta(days=7), WEEK]
