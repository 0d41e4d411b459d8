"""The whole matter by Telegram: bot and worker are real processes, the Bot API an HTTP double."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.ticket import Authority, Kind, Status
from helpdesk.models import OutboxItem, Ticket, TicketEvent
from helpdesk.usecases.forward import Filing, accept_relay, forward_ticket, record_provider_answer
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.survey import answer_survey
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.bot.office import Office, office_at
from tests.builders import an_officer, at
from tests.processes import wait_until

PROBLEM = "muncul pesan galat 0x7F saat menyimpan isian kualifikasi, sudah dicoba tiga kali"


@pytest.fixture
def office(database_url: str, tmp_path: Path, app: Flask) -> Iterator[Office]:
    app.extensions["library"]()  # learned once, so that the bot need not
    with office_at(database_url, tmp_path, app) as made:
        made.bot()
        made.place.start("worker")
        yield made


class Story:
    """The office's side: acts at the moved clock's instant, and what the worker did meanwhile."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.book: Rulebook = office.app.extensions["rulebook"]

    def officer(self, name: str, role: Role) -> Actor:
        return self.office.look(lambda: an_officer(name, roles=(role,)).actor)

    def move(self, written: str) -> None:
        self.office.place.clock.set(at(written))

    def act(self, use_case: Callable[..., object], number: str, *given: object, **more: object
            ) -> None:
        now = self.office.place.clock()
        self.office.look(lambda: use_case(self.book, number, *given, now=now, **more))

    def wait_for_step(self, code: str) -> None:
        """Until the worker's sweep has taken a step of the ladder."""

        def taken() -> bool:
            query = sa.select(TicketEvent.data).filter_by(type="step_taken")
            return self.office.look(
                lambda: code in [data["step"] for data in db.session.scalars(query)]
            )

        wait_until(taken, f"the step {code} is taken", 40)

    def templates_to(self, audience: str) -> list[str]:
        query = sa.select(OutboxItem.template).filter_by(audience=audience)
        return self.office.look(lambda: list(db.session.scalars(query)))


def test_a_vendors_problem_goes_by_telegram_over_lkpp_to_the_survey(office: Office) -> None:
    story = Story(office)
    helpdesk = story.officer("Rina Petugas", Role.HELPDESK)
    story.officer("Karsa Kasubbag", Role.UNIT_HEAD)
    story.officer("Kartika Kepala", Role.BUREAU_HEAD)
    budi = office.api.person("Budi", "budi_cv")

    # Two inputs, one number, both dates.
    budi.say(PROBLEM)
    asked = budi.wait_for(lambda m: any("tiket" in b for b in m.buttons), seconds=30)
    budi.press(next(label for label in asked.buttons if "tiket" in label), asked)
    receipt = budi.wait_for("sudah tercatat", seconds=20)
    number = re.findall(r"PBJ-2026-\d{6}", receipt.text)[0]
    assert "Kamis, 26 November 2026 pukul 16.00 WIB" in receipt.text

    story.act(
        triage_ticket, number,
        Triage(Kind.PROBLEM, "pendampingan-permasalahan-spse", Authority.LKPP), actor=helpdesk,
    )

    # Near, late with an apology in the chat, and the escalation by the scheduler.
    story.move("Selasa 24 November 2026 07.31")
    story.wait_for_step("warn")
    story.move("Rabu 25 November 2026 07.31")
    story.wait_for_step("late-level-1")
    apology = budi.wait_for("mohon maaf", seconds=30, ever=True)
    assert number in apology.text
    story.move("Jumat 27 November 2026 16.31")
    story.wait_for_step("late-level-2")
    story.move("Selasa 1 Desember 2026 07.31")
    story.wait_for_step("resolution-provider-escalate")
    assert "deadline_missed_head" in story.templates_to("bureau_head")

    # Filed, accepted: the vendor hears both and may ask where it is.
    story.move("Selasa 1 Desember 2026 09.00")
    story.act(
        forward_ticket, number,
        Filing(Authority.LKPP, "lpse_support", override_reason="Tangkapan layar menyusul"),
        actor=helpdesk,
    )
    story.move("Rabu 2 Desember 2026 09.00")
    story.act(accept_relay, number, external_number="LKPP-778899", actor=helpdesk)
    budi.wait_for("LKPP-778899", seconds=30, ever=True)
    story.move("Senin 7 Desember 2026 10.00")
    budi.say(f"/tiket {number}")
    told = budi.wait_for("Sekarang di tangan: Helpdesk LKPP", seconds=20)
    assert "Kami menanyakan lagi Rabu 9 Desember." in told.text

    # Answered, resolved, confirmed with one press, rated.
    story.act(record_provider_answer, number, "Sudah diperbaiki.", actor=helpdesk)
    story.act(
        resolve_ticket, number, Words("LKPP sudah memperbaikinya. Silakan simpan ulang."),
        actor=helpdesk,
    )
    answer = budi.wait_for("Silakan simpan ulang", seconds=30, ever=True)
    budi.press("Sudah beres", answer)
    budi.wait_for("Terima kasih", seconds=20)
    office.settle()
    tickets = office.look(lambda: list(db.session.scalars(sa.select(Ticket.status))))
    assert tickets == [Status.CLOSED]
    token = re.search(r"/survei/([\w-]{43})", budi.transcript())
    assert token is not None
    keys = [element.key for element in story.book.catalogue.survey.elements]
    now = office.place.clock()
    office.look(lambda: answer_survey(story.book, token[1], dict.fromkeys(keys, 4), now=now))
