"""'Wawasan bot' for officers, and the searches of the guide that it counts."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Role
from helpdesk.models import Question, QuestionText
from helpdesk.usecases.question_groups import settle_group, sort_into_groups
from tests.marks import SQLITE_ONLY
from tests.usecases.test_question_groups import First
from tests.web.desk import new_officer, prepared, signed_in
from tests.web.visiting import form_of, text_of

pytestmark = SQLITE_ONLY

MONDAY = date(2026, 11, 23)
SURE = "Apa persyaratan perubahan email penyedia?"
HALF = "ubah email"


@use_case
def ask(week: date = MONDAY, text: str = "", number: int = 1, **facts: object) -> None:
    for _ in range(number):
        row = {"skin": "telegram", "zone": "answer", "topic": "ubah-email-syarat",
               "complaint": False, "filed": False} | facts
        question = Question(week=week, **row)
        db.session.add(question)
        db.session.flush()
        if text:
            db.session.add(QuestionText(question_id=question.id, text=text, day=week))


@pytest.fixture
def desk(app: Flask) -> Flask:
    prepared(app)
    with app.app_context():
        ask(helped=True, number=9)
        ask(helped=False, text="email lama masih dipakai ga")
        ask(zone="ticket", topic="layanan-lokasi-jam", text="parkir tamu di mana", number=3)
        ask(MONDAY - timedelta(weeks=2), zone="ticket", topic=None, text="musala ada?", filed=True)
        ask(MONDAY - timedelta(weeks=2), zone="ticket", complaint=True)
        sort_into_groups(str.split, First)
    return app


def seen(desk: Flask, address: str = "", role: Role = Role.HELPDESK) -> str:
    client = signed_in(desk, new_officer(desk, roles=(role,)))
    answer = client.get(f"/petugas/wawasan{address}")
    assert answer.status_code == 200
    return text_of(answer)


def test_the_page_tells_figures_groups_and_how_sure(desk: Flask) -> None:
    page = seen(desk)
    assert "Ditanya 14" in page
    assert "90% (60–98%)" in page
    assert page.index("parkir tamu di mana") < page.index("email lama masih dipakai ga")
    assert "3 kali ditanya" in page
    assert "9–15 Nov 2026 1 0 0 1 0 0 1 1" in page
    assert "Unduh angka" not in page


def test_a_group_leads_to_the_editor_and_is_listed_no_more_once_taken(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    page = client.get("/petugas/wawasan").get_data(as_text=True)
    [address, *_] = re.findall(r'href="(/petugas/panduan/pertanyaan\?kelompok=\d+)"', page)
    one = client.get(address)
    assert "parkir tamu di mana" in text_of(one)
    assert "email lama" not in text_of(one)
    with desk.app_context():
        settle_group(int(address.rpartition("=")[2]), "layanan-lokasi-jam")
    assert "parkir tamu di mana" not in text_of(client.get("/petugas/wawasan"))


@pytest.mark.parametrize(("address", "told", "hidden"), [
    ("?minggu=2026-11-09", "musala ada?", "parkir tamu"),
    ("?topik=layanan-lokasi-jam", "parkir tamu", "musala"),
    ("?minggu=2026-11-09&topik=layanan-lokasi-jam", "Tidak ada yang cocok", "parkir tamu"),
    # What makes no sense is no filter, or finds nothing.
    ("?minggu=2026-11-10", "parkir tamu", "Tidak ada yang cocok"),
    ("?minggu=x&hal=-1", "parkir tamu", "Tidak ada yang cocok"),
    ("?hal=7", "Semua pertanyaan terjawab", "parkir tamu"),
    ("?topik=%00%3Cb%3E", "Tidak ada yang cocok", "parkir tamu"),
])  # fmt: skip
def test_a_week_or_a_topic_alone(desk: Flask, address: str, told: str, hidden: str) -> None:
    page = seen(desk, address)
    assert told in page
    assert hidden not in page


def test_the_heads_copy_a_year_of_weeks_and_others_do_not(desk: Flask) -> None:
    head = signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))
    answer = head.get("/petugas/wawasan/mingguan.csv")
    lines = answer.get_data().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Minggu mulai;Ditanya;Dijawab langsung")
    assert lines[1] == "2026-11-23;13;10;0;3;9;1;0;0"
    assert lines[3] == "2026-11-09;1;0;0;1;0;0;1;1"
    assert len(lines) == 54
    rina = signed_in(desk, new_officer(desk))
    assert rina.get("/petugas/wawasan/mingguan.csv").status_code == 403


def test_the_public_reads_totals_of_weeks_that_are_over(desk: Flask, client: FlaskClient) -> None:
    assert "Belum cukup pertanyaan untuk disebutkan" in text_of(client.get("/transparansi"))
    with desk.app_context():
        ask(MONDAY - timedelta(weeks=1), helped=True, number=60)
    page = text_of(client.get("/transparansi"))
    assert "Bot dan pencarian panduan ditanya 61 kali. Rinciannya belum cukup" in page
    assert "Dari 60 jawaban yang ditandai penanya, 60 dinyatakan membantu: 100%." in page
    assert "antara 94% dan 100%" in page


def rows(app: Flask) -> list[tuple[object, ...]]:
    with app.app_context():
        query = sa.select(Question).order_by(Question.id)
        return [
            (q.skin, q.zone, q.helped, q.chosen, q.chosen_helped, q.filed)
            for q in db.session.scalars(query)
        ]


def texts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(QuestionText.text)))


def test_a_search_is_counted_once_and_its_verdict_with_it(
    app: Flask, client: FlaskClient
) -> None:
    for address in (f"/panduan?q={SURE}", f"/panduan?q={SURE.lower()}", "/panduan", "/panduan?q="):
        page = client.get(address)
    client.head(f"/panduan?q={HALF}")
    client.get(f"/panduan?q={HALF}", headers={"Sec-Purpose": "prefetch"})
    client.get(f"/panduan?q={HALF}", headers={"Sec-Fetch-Dest": "empty"})
    client.get("/panduan?q=xqzv plmk")
    signed_in(app, new_officer(app)).get(f"/panduan?q={HALF}")
    assert rows(app) == [("search", "answer", None, None, None, False)]
    page = client.get(f"/panduan?q={SURE}")
    form = form_of(page, "/panduan/ubah-email-syarat/terjawab")
    told = client.post("/panduan/ubah-email-syarat/terjawab", data=form | {"jawaban": "bukan"})
    assert "Terima kasih, kami catat" in text_of(told)
    assert "Mungkin salah satu ini" in text_of(told)
    assert rows(app) == [("search", "answer", False, None, None, False)]
    assert texts(app) == [SURE]


def test_a_search_with_several_topics_is_answered_by_the_one_opened(
    app: Flask, client: FlaskClient
) -> None:
    client.get(f"/panduan?q={HALF}")
    assert rows(app) == [("search", "choose", None, None, None, False)]
    assert texts(app) == [HALF]
    page = client.get(f"/panduan/ubah-email-waktu?q={HALF}")
    assert texts(app) == []
    form = form_of(page, "/panduan/ubah-email-waktu/terjawab")
    client.post("/panduan/ubah-email-waktu/terjawab", data=form | {"jawaban": "ya"})
    assert rows(app) == [("search", "choose", None, "ubah-email-waktu", True, False)]


def test_a_flood_of_searches_is_answered_and_not_counted(
    app: Flask, client: FlaskClient
) -> None:
    for number in range(23):
        assert client.get(f"/panduan?q=syarat email nomor {number}").status_code == 200
    assert len(rows(app)) == 20
