"""What the example office keeps at hand: replies for use again, and an announcement."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from helpdesk.models import Officer
from helpdesk.usecases.announcements import announce
from helpdesk.usecases.canned import write_canned

REPLIES = {
    "Minta tangkapan layar": """Yth. {nama},

agar dapat kami periksa, mohon kirim tangkapan layar saat galat muncul beserta jamnya. Balas saja
pesan ini.

Terima kasih.""",
    "Sudah diteruskan ke LKPP": """Yth. {nama},

kendala pada tiket {nomor} ada pada aplikasi yang dikelola LKPP. Sudah kami teruskan lengkap dengan
bukti Anda; kami yang menagih jawabannya dan mengabari Anda.""",
    "Berkas belum lengkap": """Yth. {nama},

untuk {layanan}, berkas Anda belum lengkap. Yang masih kurang:

-

Begitu diterima, kami lanjutkan.""",
}


def keep_at_hand(people: Mapping[str, Officer], now: datetime) -> None:
    """Shared replies by two officers, and what everybody should know these days."""
    for number, (title, body) in enumerate(REPLIES.items()):
        author = people[("rahmi", "yosua")[number % 2]]
        write_canned(None, title, body, shared=True, actor=author.actor, now=now)
    announce(
        "Klinik pengadaan daring setiap Kamis",
        "Tanya jawab tentang SPSE dan katalog lewat konferensi video, setiap Kamis pukul 09.00. "
        "Gratis, tanpa mendaftar.",
        now + timedelta(days=60), actor=people["endang"].actor, now=now,
    )
