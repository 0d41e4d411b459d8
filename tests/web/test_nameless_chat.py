"""'Tanpa identitas' in a chat: no officer's page, paper, search or notice names the account."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from pypdf import PdfReader

from helpdesk.db import db
from helpdesk.delivery.compose import Overtaken, compose
from helpdesk.dialogue import Input
from helpdesk.domain.roles import Role
from helpdesk.models import OutboxItem, Ticket
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.converse import Arrival, converse
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, prepared, signed_in
from tests.web.test_authorization_matrix import officer_rules, url_of

pytestmark = SQLITE_ONLY  # pages are asked, not the database

NAME, CHAT = "Zulkarnain Wiratmaja", "700123456"
COMPLAINT = "saya mau komplain, loket tutup jam dua padahal tertulis sampai jam empat sore"
PROBLEM = "aplikasi spse selalu error 500 waktu membuka apendo di paket 10012345"
TRACES = (*NAME.split(), CHAT)


class Telegram:
    """One person's chat, as the bot takes it."""

    def __init__(self, app: Flask, clock: FrozenClock) -> None:
        self.app, self.clock, self.taken = app, clock, 0

    def says(self, *texts: str) -> None:
        """Each text in turn; a label counts as its button."""
        for text in texts:
            self.taken += 1
            with self.app.app_context():
                converse(
                    book_of(self.app), self.app.extensions["talk"](),
                    Arrival("telegram", CHAT, Input("text", text), f"tg:1:{self.taken}", NAME),
                    now=self.clock.now,
                )


def ticket_of(app: Flask) -> Ticket:
    with app.app_context():
        return db.session.scalars(sa.select(Ticket).order_by(Ticket.id.desc())).unique().first()


def read(answer) -> str:
    """What a page, a paper or the beginning of a stream says."""
    if answer.mimetype == "text/event-stream":
        lines = answer.iter_encoded()
        return "".join(next(lines).decode() for _ in range(3))
    if answer.mimetype == "application/pdf":
        pages = PdfReader(BytesIO(answer.get_data())).pages
        return "\n".join(page.extract_text() for page in pages)
    return answer.get_data().decode("utf-8", "replace")


def pages(app: Flask, officer, ticket) -> dict[str, str]:
    """Everything the officer can open, and what a search for the person finds."""
    client = signed_in(app, officer)
    urls = [url_of(app, rule, ticket) for rule, method in officer_rules(app) if method == "GET"]
    urls += [f"/petugas/?q={trace}" for trace in TRACES]
    opened = {url: client.get(url) for url in urls}
    return {url: read(each) for url, each in opened.items() if each.status_code == 200}


def notices(app: Flask, now) -> list[str]:
    """Every message on its way to officers or providers, in words."""
    found = []
    with app.app_context():
        for item in db.session.scalars(sa.select(OutboxItem)).all():
            if item.audience == "requester":
                continue
            try:
                made = compose(
                    item, catalogue=book_of(app).catalogue, link_key=book_of(app).link_key,
                    base_url="https://contoh.example", now=now,
                )
            except Overtaken:
                continue
            found.append(f"{made.subject}\n{made.text}\n{made.telegram}")
    return found


@pytest.mark.parametrize(
    "script",
    [
        (COMPLAINT, "Tanpa identitas", "tidak ada", "Ditegur", "Saya menyatakan benar"),
        ("/petugas", PROBLEM, "Tanpa nama", "kirim", "Cukup"),
        ("/petugas", PROBLEM, "kirim", "Cukup", "tanpa identitas"),
    ],
    ids=["complaint", "before it is sent", "afterwards"],
)
def test_no_officer_meets_the_account_of_somebody_without_identity(
    app: Flask, clock: FrozenClock, script: tuple[str, ...]
) -> None:
    desk = prepared(app)
    officer = new_officer(desk, roles=tuple(Role))  # sees all that any of them sees
    Telegram(desk, clock).says(*script)
    ticket = ticket_of(desk)
    assert ticket.identity == "none"
    with desk.app_context():
        assign_ticket(
            book_of(desk), ticket.number, officer_id=officer.id, actor=officer.actor,
            now=clock.now,
        )
    opened = pages(desk, officer, ticket)
    for url, text in opened.items():
        for trace in TRACES:
            if f"q={trace}" in url:
                assert ticket.number not in text, f"{url} finds it"
            else:
                assert trace not in text, f"{url} names {trace}"
    assert sum(ticket.number in text for text in opened.values()) > 5
    told = notices(desk, clock.now)
    assert told
    assert not [text for text in told for trace in TRACES if trace in text]


def test_the_same_pages_do_name_who_gave_their_name(app: Flask, clock: FrozenClock) -> None:
    """Else the test above would pass whatever the pages show."""
    desk = prepared(app)
    officer = new_officer(desk)
    Telegram(desk, clock).says("/petugas", PROBLEM, "kirim", "Cukup")
    texts = pages(desk, officer, ticket_of(desk)).values()
    assert any(NAME in text for text in texts)
