"""An outage that is known already is told before the answer, and only to whoever tells of one."""

import pytest

from helpdesk.dialogue.matter import answer
from helpdesk.dialogue.state import State
from tests.dialogue.door import a_context

LINE = "Pemberitahuan: Aplikasi SPSE tidak dapat dibuka. Sedang kami tangani."


@pytest.mark.parametrize(("question", "topic", "told"), [
    ("server spse down dari pagi", "unggah-gagal", True),
    ("web lpse tidak bisa diakses sama sekali", "unggah-gagal", True),
    ("gagal unggah dokumen penawaran", "unggah-gagal", False),
    ("lupa password spse", "reset-kata-sandi", False),
])
def test_a_known_outage_comes_before_the_answer(question: str, topic: str, told: bool) -> None:
    context = a_context(incident_line=lambda: LINE)
    text = answer(State(question=question), topic, context).replies[0].text
    assert text.startswith(LINE) == told
    assert (LINE in text) == told


def test_without_an_incident_the_answer_comes_first() -> None:
    quiet = answer(State(question="server spse down dari pagi"), "unggah-gagal", a_context())
    assert quiet.replies[0].text.split("\n")[0].lstrip("\x01\x02\x03\x04").startswith("Coba berkas")
