"""What a chat message has beside its words: links as buttons, never half a sentence."""

import pytest

from helpdesk.delivery.link_buttons import as_buttons
from helpdesk.delivery.matter import Links

BASE = "https://helpdesk.contoh.go.id"
LINKS = Links(
    f"{BASE}/t/abc", f"{BASE}/t/abc/kunjungan", f"{BASE}/survei/s", f"{BASE}/petugas/tiket/1", BASE
)
WATCH = (("Pantau tiket", LINKS.status),)
VISIT = (("Kartu kunjungan", LINKS.visit),)


@pytest.mark.parametrize(
    ("text", "kept", "rows"),
    [
        (f"Tercatat.\n\nPantau kapan saja: {BASE}/t/abc", "Tercatat.", (WATCH,)),
        (f"Kabarnya ke sini. Pantau juga: {BASE}/t/abc", "Kabarnya ke sini.", (WATCH,)),
        (f"Jam loket 8.\nKartu: {BASE}/t/abc/kunjungan\n\nSampai jumpa.",
         "Jam loket 8.\n\nSampai jumpa.", (VISIT,)),
        (f"Ini {BASE}/t/abc yang lama", "Ini halaman tiket yang lama", (WATCH,)),
        ("Tanpa tautan.", "Tanpa tautan.", ()),
    ],
)
def test_the_sentence_that_ends_in_a_link_becomes_its_button(
    text: str, kept: str, rows: object
) -> None:
    assert as_buttons(text, (), LINKS) == (kept, rows)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://localhost", "http://a.go.id"])
def test_where_telegram_takes_no_button_the_link_stays_in_words(base: str) -> None:
    links = Links(f"{base}/t/abc", f"{base}/t/abc/kunjungan", f"{base}/survei/s", "", base)
    text = f"Pantau: {base}/t/abc"
    assert as_buttons(text, (), links) == (text, ())
