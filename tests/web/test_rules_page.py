"""The rules to read and to change: in sentences, refused by field, and the running ones stay."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.working_time import WorkingDays, WorkingMinutes
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, prepared, said, signed_in

pytestmark = SQLITE_ONLY  # the database's part is tested with the use case


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def kepala(desk: Flask) -> FlaskClient:
    officer = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    return signed_in(desk, officer)


def form_of(page: Any) -> dict[str, list[str]]:
    """Every field of the page as a browser would send it back."""
    html = page.get_data(as_text=True)
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        name = re.search(r'name="([^"]+)"', tag)
        if name is None or ("checkbox" in tag and "checked" not in tag):
            continue
        value = re.search(r'value="([^"]*)"', tag)
        fields.setdefault(name[1], []).append(value[1] if value else "")
    selects = re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S)
    for name, options in selects:
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = [chosen[1] if chosen else ""]
    return fields


def save(client: FlaskClient, what: str, **changes: Any) -> Any:
    fields: dict[str, Any] = form_of(client.get(f"/petugas/aturan/{what}"))
    policy = {"batas": "limits", "jenjang": "ladder"}[what]
    fields[f"{policy}-note"] = ["Nota dinas 4/2026"]
    fields |= {f"{policy}-{name.replace('__', '.')}": value for name, value in changes.items()}
    return client.post(f"/petugas/aturan/{what}", data=fields)


def test_everyone_of_the_desk_reads_what_holds_and_on_what_basis(desk: Flask) -> None:
    page = said(signed_in(desk, new_officer(desk)).get("/petugas/aturan"))
    for sentence in (
        "Tanggapan pertama 3 hari kerja kebijakan biro (acuan: Perwali Banjarmasin 67/2018",
        "Penerusan bila tender hampir ditutup 1 jam kerja",
        "Pengaduan berkadar pengawasan 60 hari kerja",
        "Pemohon diingatkan sesudah menunggu 2 dan 10 hari kerja",
        "Begitu tanggapan, penerusan, atau balasan lewat waktu: Kepala Subbagian diberi tahu.",
        "Kepala Subbagian diberi tahu. Pemohon menerima permintaan maaf.",
        "1 hari kerja sesudah penyelesaian lewat waktu (kewenangan Biro): Kepala Biro diminta",
        "Begitu jawaban LKPP/Telkom lewat waktu untuk ke-3 kalinya: Kepala Biro menerima usul",
        "Belum pernah diubah",
    ):
        assert sentence in page
    assert "Ubah batas waktu" not in page


def test_the_kepala_saves_figures_and_the_history_says_so(desk: Flask, kepala: FlaskClient) -> None:
    answer = save(kepala, "batas", response__number="2", forwarding__number="90",
                  forwarding__unit="minutes", remind_after="3, 8", classes__1__number="10")
    assert answer.status_code == 303
    page = said(kepala.get("/petugas/aturan"))
    assert "Tanggapan pertama 2 hari kerja" in page
    assert "Batas waktu versi 1" in page
    assert "oleh Kartika Kepala. Nota dinas 4/2026" in page
    limits = book_of(desk).limits
    assert (limits.response.limit, limits.forwarding.limit) == (WorkingDays(2), WorkingMinutes(90))
    assert limits.remind_after == (3, 8)
    assert limits.classes["tidak-berkadar-pengawasan"].rule.limit == WorkingDays(10)


@pytest.mark.parametrize(("field", "value", "reason"), [
    ("response__number", "0", "paling sedikit 1"),
    ("resolution__outage__number", "lima", "bilangan bulat"),
    ("reply__basis", " ", "Tidak boleh kosong"),
    ("remind_after", "0, 2", "paling sedikit 1"),
    ("remind_after", "10, 2", "urut dari yang terkecil"),
    ("close_silence__working_days", "", "bilangan bulat"),
    ("classes__0__number", "-3", "paling sedikit 1"),
    ("warn_at_percent", "100", "di bawah 100"),
    ("note", "", "Tulis apa yang diubah"),
])
def test_a_bad_figure_is_named_and_nothing_typed_is_lost(
    desk: Flask, kepala: FlaskClient, field: str, value: str, reason: str
) -> None:
    answer = save(kepala, "batas", **{"reopen_days": "9", field: value})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 400
    name = f"limits-{field.replace('__', '.')}"
    found = re.search(rf'id="e-{re.escape(name)}">(.*?)</p>', html, re.S)
    assert found, f"no message at {name}"
    assert reason in found[1]
    assert form_of(answer)["limits-reopen_days"] == ["9"]
    assert book_of(desk).limits.reopen_days == 7


def test_the_kepala_changes_whom_a_rung_tells(desk: Flask, kepala: FlaskClient) -> None:
    codes = [step.code for step in book_of(desk).catalogue.ladder]
    at = codes.index("late-level-2")
    answer = save(kepala, "jenjang", **{
        f"steps__{at}__recipients": ["bureau_head", "unit_head"], f"steps__{at}__shift": "2",
    })
    assert answer.status_code == 303
    kepala.get("/petugas/aturan")
    step = book_of(desk).catalogue.ladder[at]
    assert (step.recipients, step.shift) == (("bureau_head", "unit_head"), 2)
    before = [s for s in book_of(desk).catalogue.ladder if "provider" in s.recipients]
    assert len(before) == 3  # LKPP and Telkom stay where they were


@pytest.mark.parametrize(("name", "value", "where", "reason"), [
    ("recipients", [], "recipients", "Tidak boleh kosong"),
    ("recipients", ["kepala-dinas"], "recipients", "tidak dikenal"),
    ("shift", "-1", "shift", "paling sedikit 0"),
    ("shift", "besok", "shift", "bilangan bulat"),
])
def test_a_bad_rung_is_named_and_the_running_ladder_stays(
    desk: Flask, kepala: FlaskClient, name: str, value: Any, where: str, reason: str
) -> None:
    running = book_of(desk).catalogue.ladder
    at = [step.code for step in running].index("late-level-2")
    answer = save(kepala, "jenjang", **{f"steps__{at}__{name}": value})
    assert answer.status_code == 400
    found = re.search(rf'id="e-ladder-steps.{at}.{where}">(.*?)</p>',
                      answer.get_data(as_text=True), re.S)
    assert found
    assert reason in found[1]
    kepala.get("/petugas/aturan")
    assert book_of(desk).catalogue.ladder == running


def test_levels_out_of_order_are_told_in_words(desk: Flask, kepala: FlaskClient) -> None:
    at = [step.code for step in book_of(desk).catalogue.ladder].index("late-level-1")
    answer = save(kepala, "jenjang", **{f"steps__{at}__shift": "4"})
    assert answer.status_code == 400
    assert "terjadi sebelum" in said(answer)


def test_nothing_changed_and_a_stale_page_are_told(kepala: FlaskClient) -> None:
    assert "Tidak ada yang diubah." in said(save(kepala, "batas"))
    assert "Tidak ada yang diubah." in said(save(kepala, "jenjang"))
    save(kepala, "batas", reopen_days="9")
    stale = save(kepala, "batas", reopen_days="10", based_on="0")
    assert stale.status_code == 409
    assert "baru saja diubah oleh orang lain" in said(stale)
