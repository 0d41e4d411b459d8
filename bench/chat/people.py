"""What a hundred people write to the bot: questions, problems, complaints, status, small talk."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
PRESS = "> "  # a move that presses the button of this label, else the first one shown
QUESTIONS = (
    "gimana cara ganti email akun penyedia yg udah ga aktif",
    "apa syarat verifikasi penyedia baru kalau direkturnya diwakili staf {n}",
    "lupa kata sandi spse, sudah coba reset {n} kali tapi emailnya tidak masuk",
    "jam buka loket lpse hari jumat sampai jam berapa ya?",
    "bagaimana cara daftar katalog elektronik lokal untuk usaha kecil di kecamatan {n}",
    "biaya pendaftaran penyedia di lpse berapa pak",
    "user id non aktif karena lama tidak login bagaimana mengaktifkannya",
    "mohon info cara menggabungkan dua akun perusahaan yang npwpnya sama ({n})",
)
PROBLEMS = (
    "sudah {n}x unggah penawaran gagal terus error 500, kata pokja jaringan saya aman",
    "tidak bisa login sejak tadi pagi, muncul tulisan user tidak dikenal kode {n}",
    "apendo tidak bisa membuka dokumen pemilihan paket {n}, padahal kemarin bisa",
    "halaman spse kosong putih waktu mau kirim jawaban klarifikasi paket {n}",
)
COMPLAINTS = (
    "saya mau mengadu, petugas loket {n} kasar dan menyuruh saya bolak balik tiga hari",
    "pokja paket {n} tidak menjawab pertanyaan kami saat penjelasan, tolong ditindak",
)
TALK = ("halo", "selamat pagi min", "terima kasih banyak ya", "ok siap", "👍", "apa kabar bot")
STORIES: tuple[tuple[Sequence[str], ...], ...] = (
    (QUESTIONS, (f"{PRESS}Ya, terjawab",), TALK, QUESTIONS, (f"{PRESS}Bukan itu",), ("/batal",)),
    (PROBLEMS, (f"{PRESS}Buat tiket",), (f"{PRESS}Lewati",), ("{n}",), (f"{PRESS}Lewati",),
     ("/status",), TALK),
    (COMPLAINTS, (f"{PRESS}Lanjutkan",), (f"{PRESS}Lewati",), ("loket utama, hari ini",), TALK),
    (("/status",), ("/layanan",), (f"{PRESS}1",), QUESTIONS, ("PBJ-2026-{n:06}",), ("/petugas",)),
    (TALK, ("/start",), (f"{PRESS}Tanya",), QUESTIONS, (f"{PRESS}Ya, terjawab",), TALK),
)


class People:
    """Everybody's next move; the same seed writes the same words."""

    def __init__(self, chats: int, seed: int = 7) -> None:
        self.chats = [700_000_000 + number for number in range(chats)]
        self.keyboards: dict[int, list[Json]] = {}  # the buttons each one saw last
        self.pressed = 0
        self._made: dict[int, int] = {}
        self._random = random.Random(seed)

    def update(self, number: int) -> dict[str, Any]:
        """The update of this number, of the chat whose turn it is."""
        at = number % len(self.chats)
        chat, turn = self.chats[at], self._made.get(at, 0)
        self._made[at] = turn + 1
        story = STORIES[at % len(STORIES)]
        words = self._random.choice(story[turn % len(story)])
        words = words.format(n=self._random.randrange(11, 999_999))
        if not words.startswith(PRESS):
            return {"update_id": number, "message": _message(number, chat, words)}
        button = self._button(chat, words.removeprefix(PRESS))
        if button is None:  # nothing to press has come yet
            return {"update_id": number, "message": _message(number, chat, "/status")}
        self.pressed += 1
        shown = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}}
        query = {"id": str(number), "from": _person(chat), "chat_instance": "1", "message": shown,
                 "data": button["callback_data"]}
        return {"update_id": number, "callback_query": query}

    def _button(self, chat: int, label: str) -> Json | None:
        shown = self.keyboards.get(chat, [])
        named = (button for button in shown if str(button["text"]).startswith(label))
        return next(named, shown[0] if shown else None)


def _message(number: int, chat: int, text: str) -> dict[str, Any]:
    return {"message_id": 1_000_000 + number, "date": 0, "text": text, "from": _person(chat),
            "chat": {"id": chat, "type": "private", "first_name": "Budi"}}


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Budi", "last_name": f"Warga {chat % 100}"}
