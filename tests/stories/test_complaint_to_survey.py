"""One matter from the first words in a chat to the survey, under a moved clock."""

import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.dialogue.values import Input
from helpdesk.domain.link import status_token, survey_token
from helpdesk.domain.ticket import Authority, Channel, Kind, RelayState, Status
from helpdesk.models import ChatLine, Conversation, OutboxItem, Ticket, TicketClock
from helpdesk.queries.reading import read_ticket, ticket_of_link
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.converse import Arrival, converse
from helpdesk.usecases.forward import Filing, accept_relay, forward_ticket, record_provider_answer
from helpdesk.usecases.receive import add_details
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.survey import answer_survey
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, triage_ticket
from helpdesk.wording.status import public_status
from tests.builders import SmallOffice, again, move, the_small_office
from tests.clocks import FrozenClock

PROBLEM = "Muncul pesan galat 0x7F saat menyimpan isian kualifikasi, sudah dicoba tiga kali"


class Story:
    """The vendor's chat and the office, on one installation."""

    def __init__(self, app: Flask, clock: FrozenClock) -> None:
        self.book: Rulebook = app.extensions["rulebook"]
        self.talk = app.extensions["talk"]()
        self.clock = clock
        self.office: SmallOffice = the_small_office(now=clock.now)
        self.inputs = 0

    def say(self, given: Input) -> Conversation:
        self.inputs += 1
        arrival = Arrival("webchat", "vendor", given, f"story:{self.inputs}", shown=given.text)
        return converse(self.book, self.talk, arrival, now=self.clock.now)

    def last_lines(self, chat: Conversation) -> str:
        lines = db.session.scalars(
            sa.select(ChatLine).filter_by(conversation_id=chat.id, side="bot")
        )
        return "\n".join(line.text for line in lines)

    def value_of(self, chat: Conversation, label: str) -> str:
        """What the newest button with this label sends."""
        lines = db.session.scalars(
            sa.select(ChatLine).filter_by(conversation_id=chat.id).order_by(ChatLine.id.desc())
        )
        return next(
            value for line in lines for row in line.buttons for text, value in row
            if text.startswith(label)
        )

    def sweep(self, instant: str) -> int:
        return sweep(self.book, move(self.clock, instant))

    def told(self, audience: str) -> list[str]:
        query = sa.select(OutboxItem.template).filter_by(audience=audience).order_by(OutboxItem.id)
        return list(db.session.scalars(query))

    def headline(self, ticket: Ticket) -> dict[str, str]:
        reading = read_ticket(again(ticket), self.book.catalogue, self.clock.now)
        view = public_status(self.book.catalogue, reading)
        return dict(view["headline"])


def _number_after_two_inputs(story: Story) -> Ticket:
    chat = story.say(Input("text", text=PROBLEM))
    button = "Kirim" if "Kirim sebagai tiket" in str(_buttons(chat)) else "Buat tiket"
    chat = story.say(Input("press", text=story.value_of(chat, button)))
    ticket = db.session.scalars(sa.select(Ticket)).unique().one()
    assert story.inputs == 2
    assert ticket.number in story.last_lines(chat)
    return ticket


def _buttons(chat: Conversation) -> list[object]:
    return list(
        db.session.scalars(sa.select(ChatLine.buttons).filter_by(conversation_id=chat.id))
    )


def test_a_problem_goes_from_the_chat_over_lkpp_to_the_survey(
    app: Flask, clock: FrozenClock, db_session: object
) -> None:
    story = Story(app, clock)
    book, office = story.book, story.office
    helpdesk = office.helpdesk.actor

    # Monday 23 November 2026, 09.00: two inputs, one number, both dates promised.
    ticket = _number_after_two_inputs(story)
    assert (ticket.kind, ticket.status, ticket.channel) == (
        Kind.PROBLEM, Status.NEW, Channel.WEBCHAT,
    )
    link = status_token(book.link_key, ticket.id, ticket.link_serial)
    assert ticket_of_link(link).number == ticket.number

    # An officer sorts it: theirs to forward, LKPP's to solve.
    move(clock, "Senin 23 November 2026 10.00")
    triage_ticket(
        book, ticket.number,
        Triage(Kind.PROBLEM, "pendampingan-permasalahan-spse", Authority.LKPP),
        actor=helpdesk, now=clock.now,
    )
    assign_ticket(
        book, ticket.number, officer_id=office.helpdesk.id, instruction="Teruskan hari ini.",
        actor=office.unit_head.actor, now=clock.now,
    )

    # Tuesday: the forwarding day; near. Wednesday: late, the ladder's first step, an apology.
    assert story.sweep("Selasa 24 November 2026 07.31") == 1
    assert story.told("assignee")[-1] == "deadline_near"
    assert story.sweep("Rabu 25 November 2026 07.31") == 1
    assert story.told("unit_head") == ["deadline_missed"]
    assert story.told("requester").count("apology") == 1
    assert story.headline(ticket)["tone"] == "late"

    # Nobody acts: the response is late on Thursday 26 at 16.00, resolution on Monday 30 at 16.00;
    # the scheduler escalates to LKPP and shows what the dossier still lacks.
    story.sweep("Jumat 27 November 2026 16.31")
    story.sweep("Selasa 1 Desember 2026 07.31")
    ticket = again(ticket)
    assert ticket.relay_state == RelayState.READY
    assert "deadline_missed_head" in story.told("bureau_head")
    assert "escalation_provider" in story.told("assignee")
    before = len(story.told("requester"))
    assert story.sweep("Selasa 1 Desember 2026 07.32") == 0, "each step happens once"
    assert len(story.told("requester")) == before

    # Filed with LKPP on Tuesday, accepted on Wednesday; from then on it is theirs.
    add_details(book, ticket.number, now=clock.now, package_code="12345678")
    forward_ticket(
        book, ticket.number,
        Filing(Authority.LKPP, "lpse_support", override_reason="Tangkapan layar menyusul"),
        actor=helpdesk, now=move(clock, "Selasa 1 Desember 2026 09.00"),
    )
    assert story.headline(ticket)["next_text"].startswith("Sudah kami kirim ke Helpdesk LKPP")
    accept_relay(
        book, ticket.number, external_number="LKPP-778899", actor=helpdesk,
        now=move(clock, "Rabu 2 Desember 2026 09.00"),
    )
    move(clock, "Senin 7 Desember 2026 10.00")
    headline = story.headline(ticket)
    assert headline["holder"] == "Helpdesk LKPP"
    assert headline["since_text"] == "Rabu 2 Desember"
    assert headline["duration_text"] == "3 hari kerja"
    # Accepted on Wednesday 2: five working days later is Wednesday 9 December.
    assert headline["next_text"] == "Kami menanyakan lagi Rabu 9 Desember."

    # LKPP answers; the officer resolves on the next day; the vendor hears it in the chat.
    record_provider_answer(
        book, ticket.number, "Sudah diperbaiki pada SPSE versi terbaru.", actor=helpdesk,
        now=clock.now,
    )
    resolve_ticket(
        book, ticket.number, Words("LKPP sudah memperbaikinya. Silakan simpan ulang isian Anda."),
        actor=helpdesk, now=move(clock, "Selasa 8 Desember 2026 09.00"),
    )
    assert story.told("requester")[-1] == "resolved"
    assert story.headline(ticket)["holder"] == "Selesai dijawab"

    # The verdicts: the bureau was late, and says so; LKPP kept its time.
    verdicts = {
        clock_.kind: clock_.state
        for clock_ in db.session.scalars(sa.select(TicketClock).order_by(TicketClock.revision))
    }
    assert verdicts["response"] == "missed"
    assert verdicts["forwarding"] == "missed"
    assert verdicts["resolution"] == "missed"
    assert verdicts["third_party"] == "met"

    # A week passes: closed, and the survey is answered once.
    story.sweep("Rabu 16 Desember 2026 00.01")
    assert again(ticket).status == Status.CLOSED
    keys = [element.key for element in book.catalogue.survey.elements]
    answered = answer_survey(
        book, survey_token(book.link_key, ticket.id), dict.fromkeys(keys, 3), now=clock.now
    )
    assert answered.answers == dict.fromkeys(keys, 3)

