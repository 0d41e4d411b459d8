"""Ten thousand guesses at links, surveys and codes: none opens anything, all are answered alike.

The limits on a sender are passed by, as a guesser with many machines would: each guess comes from
an address of its own.
"""

import random
import re
import string

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpdesk.db import db
from helpdesk.models import OutboxItem, SurveyResponse
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import prepared
from tests.web.visiting import link_of, report

pytestmark = SQLITE_ONLY  # tokens are compared by hash; the database is only asked

LETTERS = string.ascii_letters + string.digits + "-_"
LINKS, SURVEYS, CODES = 5_000, 3_000, 2_000


def wrong_tokens(right: str, count: int) -> list[str]:
    """Tokens of the right length: some invented, some one letter from the true one, some cut."""
    rng, found = random.Random(26), set[str]()
    while len(found) < count:
        place = rng.randrange(len(right))
        found.add(rng.choice((
            "".join(rng.choices(LETTERS, k=len(right))),
            right[:place] + rng.choice(LETTERS) + right[place + 1:],
            right[:place] + right[place:].swapcase(),
            right[:place] or "x",
        )))
        found.discard(right)
    return sorted(found)


def from_anywhere(turn: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}"}


def said(answer: TestResponse) -> tuple[int, str]:
    """An answer without what differs by chance: the form's token, the nonce of the page."""
    page = answer.get_data(as_text=True)
    return answer.status_code, re.sub(r'(value|content|nonce)="[\w.-]{16,}"', "", page)


def reported(app: Flask, clock: FrozenClock) -> tuple[FlaskClient, str, str]:
    client = prepared(app).test_client()
    number = report(client, clock, surel="siti@contoh.example")
    return client, number, link_of(client).rpartition("/")[2]


def test_wrong_links_and_surveys_open_nothing_and_are_answered_alike(
    app: Flask, clock: FrozenClock
) -> None:
    _, number, right = reported(app, clock)
    stranger = app.test_client()
    for where, count in (("/t/", LINKS), ("/survei/", SURVEYS)):
        answers = {
            said(stranger.get(where + token, environ_base=from_anywhere(turn)))
            for turn, token in enumerate(wrong_tokens(right, count))
        }
        assert len(answers) == 1, where
        status, page = answers.pop()
        assert status == 404
        assert number not in page
        with stranger.session_transaction() as session:
            assert not session.get("tautan")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SurveyResponse)) == 0


def test_wrong_codes_open_nothing_and_are_answered_alike(app: Flask, clock: FrozenClock) -> None:
    _, number, token = reported(app, clock)
    visitor = app.test_client()
    assert visitor.get(f"/t/{token}", follow_redirects=True).status_code == 200
    assert visitor.post("/t/kode", data={"nomor": number}).status_code == 303
    with app.app_context():
        query = sa.select(OutboxItem.data).filter_by(template="access_code")
        right = int(db.session.scalars(query).one()["code"])
    visitor.get(f"/t/?nomor={number}")  # what was said of the code's sending is read now
    answers = []
    for turn in range(CODES):
        given = {"nomor": number, "kode": f"{(right + 1 + turn) % 1_000_000:06d}"}
        answers.append(said(visitor.post("/t/kode/periksa", data=given,
                                         environ_base=from_anywhere(turn))))
    # Five tries while the code stands; from then on it is dead, and a new one is offered.
    assert {status for status, _ in answers} == {400}
    assert len(set(answers)) == 2
    assert len(set(answers[5:])) == 1
    page = visitor.get(f"/t/?nomor={number}").get_data(as_text=True)
    assert "siti@contoh.example" not in page
    late = {"nomor": number, "kode": f"{right:06d}"}
    assert visitor.post("/t/kode/periksa", data=late).status_code == 400
