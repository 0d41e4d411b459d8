"""What is left before a tender closes, in words."""

import pytest

from helpdesk.wording.tender import closing
from tests.builders import at

ZONE = "Asia/Pontianak"


@pytest.mark.parametrize(("now", "words"), [
    ("Senin 23 November 2026 12.00", "hari ini 14.00 WIB, 2 jam lagi"),
    ("Senin 23 November 2026 12.29", "hari ini 14.00 WIB, 1 jam 31 menit lagi"),
    ("Senin 23 November 2026 13.20", "hari ini 14.00 WIB, 40 menit lagi"),
    ("Senin 23 November 2026 13.59.30", "hari ini 14.00 WIB, kurang dari 1 menit lagi"),
    ("Senin 23 November 2026 14.00.01", "hari ini 14.00 WIB, sudah lewat"),
    ("Minggu 22 November 2026 20.00", "besok 14.00 WIB, 18 jam lagi"),
    ("Jumat 20 November 2026 09.00", "Senin 23 November 14.00 WIB"),
    ("Selasa 24 November 2026 09.00", "kemarin 14.00 WIB, sudah lewat"),
])
def test_hours_and_minutes_are_rounded_down(now, words):
    assert closing(at("Senin 23 November 2026 14.00"), at(now), ZONE) == words
