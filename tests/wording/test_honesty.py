"""How often the bot is right, in words: with few marks nothing is claimed, small numbers hide."""

import pytest

from helpdesk.domain.precision import Precision
from helpdesk.queries.insight import Tally
from helpdesk.wording.honesty import TOO_FEW, honesty_lines, precision_text


@pytest.mark.parametrize(("right", "of", "expected"), [
    (0, 0, "belum ada tanda"), (3, 4, "3 dari 4; belum cukup"),
    (9, 10, "90% (60–98%)"), (920, 1000, "92% (90–94%)"),
])  # fmt: skip
def test_the_share_comes_with_its_interval(right, of, expected):
    assert precision_text(Precision(right, of)) == expected


def test_the_public_reads_sentences():
    found = Tally(asked=1204, answered=812, picked=230, filed=143, at_once_right=285,
                  at_once_wrong=25)
    asked, judged, filed = honesty_lines(found)
    assert asked == (
        "Bot dan pencarian panduan ditanya 1.204 kali: 812 dijawab langsung, 230 dijawab setelah "
        "penanya memilih topiknya, 162 belum terjawab."
    )
    assert judged == (
        "Dari 310 jawaban yang ditandai penanya, 285 dinyatakan membantu: 92%. Dengan kepastian "
        "95%, angka sebenarnya antara 88% dan 94%."
    )
    assert filed == "143 pertanyaan menjadi tiket untuk dijawab petugas."


def test_few_questions_are_not_told_of_and_small_numbers_are_hidden():
    assert honesty_lines(Tally(asked=49, answered=49)) == (TOO_FEW,)
    asked, judged, filed = honesty_lines(
        Tally(asked=52, answered=48, filed=1, at_once_right=3, at_once_wrong=1)
    )
    assert asked.endswith("ditanya 52 kali. Rinciannya belum cukup untuk disebutkan.")
    assert "48" not in asked
    assert "Belum cukup jawaban" in judged
    assert filed.startswith("Kurang dari 5 pertanyaan")
