"""The sender's own time in a chat copied from WhatsApp."""

import pytest

from helpdesk.domain.pasted_chat import first_sent
from tests.builders import WIB, at


@pytest.mark.parametrize(("text", "sent"), [
    ("[27/11/26, 08.12.33] Budi: Halo\n[27/11/26, 08.15.01] Budi: Gagal unggah",
     "Jumat 27 November 2026 08.12"),
    ("27/11/26 08.15 - Budi CV A: Gagal\n26/11/26 17.01 - Budi CV A: Halo",
     "Kamis 26 November 2026 17.01"),
    ("\u200e[3/1/2027, 7:05:00] +62 812-3456: Selamat pagi", "Minggu 3 Januari 2027 07.05"),
    ("Selamat pagi, batas waktunya 27/11/26 08.12", None),
    ("[31/02/26, 08.12] Budi: tidak ada tanggal ini", None),
    ("[27/11/26, 25.12] Budi: tidak ada jam ini", None),
    ("Jam 08.12: tidak bisa masuk", None), ("", None),
])
def test_the_earliest_line_of_a_copied_chat_tells_when(text: str, sent: str | None) -> None:
    assert first_sent(text, WIB) == (at(sent) if sent else None)
