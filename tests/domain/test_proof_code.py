"""The check code binds a number to the instant it was written down."""

from datetime import timedelta

from helpdesk.domain.proof_code import proof_code, same_code
from tests.builders import MONDAY

KEY = b"k" * 32


def test_the_code_depends_on_key_number_and_instant_but_not_on_the_zone() -> None:
    code = proof_code(KEY, "PBJ-2026-000001", MONDAY)
    assert len(code) == 19
    assert proof_code(KEY, "PBJ-2026-000001", MONDAY.astimezone()) == code
    assert proof_code(b"x" * 32, "PBJ-2026-000001", MONDAY) != code
    assert proof_code(KEY, "PBJ-2026-000002", MONDAY) != code
    assert proof_code(KEY, "PBJ-2026-000001", MONDAY + timedelta(microseconds=1)) != code


def test_a_code_is_known_however_it_is_typed_and_no_other_is() -> None:
    code = proof_code(KEY, "PBJ-2026-000001", MONDAY)
    assert same_code(code, code.lower().replace("-", " "))
    assert not same_code(code, code[:-1])
    assert not same_code(code, "")
    assert not same_code(code, "日" * 16)
