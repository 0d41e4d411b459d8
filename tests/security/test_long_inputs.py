"""No text of the permitted length may keep the web process busy: one request would stop it all."""

import time

import pytest

from faq.normalise import Normaliser
from helpdesk.domain.complaints import mentions_officer
from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.documents import is_identity_document

LONGEST = 20_000
SOON = 2.0  # seconds, on a loaded machine; what is prevented here took 6 to 100


def _seconds(work: object, text: str) -> float:
    before = time.process_time()
    work(text)  # type: ignore[operator]
    return time.process_time() - before


@pytest.mark.parametrize("piece", ["@", "a@", "a@a", "a@a.", "a", "https://a", "a2", ".", "@."])
def test_a_question_of_20000_signs_is_read_at_once(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    assert _seconds(Normaliser().split, text) < SOON


def test_an_address_in_a_question_is_still_left_out() -> None:
    words = Normaliser().split("kirim ke budi.s@cv-maju.co.id atau https://spse.go.id/x ya")
    assert words == ["kirim", "ke", "atau", "ya"]


@pytest.mark.parametrize(("start", "piece"), [
    ("recovery code: ", "-"), ("recovery code: ", "1. "), ("", ":pin"), ("", "=-=>pin"),
    ("", "pinku=>"), ("password ", " "), ("password", "\n"), ("", "pw\n"), ("", "=>ku:•pin"),
    ("lupa ", "a/ "), ("kode otp ", "123 "), ("", "password: "), ("", "=>:otp"),
])
def test_credentials_are_looked_for_in_20000_signs_at_once(start: str, piece: str) -> None:
    text = (start + piece * LONGEST)[:LONGEST]
    assert _seconds(strip_credentials, text) < SOON


def test_a_secret_longer_than_what_is_looked_at_goes_whole() -> None:
    secret = "Abc1" * 400
    stripped = strip_credentials(f"password: {secret} tolong")
    assert stripped.text == "password: [kata sandi dihapus] tolong"


@pytest.mark.parametrize("look", [mentions_officer, is_identity_document])
@pytest.mark.parametrize("piece", ["kepala ", "admin  ", " ", "e-ktp-", "kartu_keluarg"])
def test_other_rules_read_20000_signs_at_once(look: object, piece: str) -> None:
    assert _seconds(look, (piece * LONGEST)[:LONGEST]) < SOON
