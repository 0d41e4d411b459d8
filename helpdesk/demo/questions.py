"""Twelve weeks of questions for the ledger, with what became of them; no two weeks quite alike."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from helpdesk.domain.question import Skin, Zone
from helpdesk.usecases.ledger import (
    NewQuestion,
    keep_choice,
    keep_filing,
    keep_question,
    keep_verdict,
)
from helpdesk.usecases.questions import handle_of
from helpdesk.usecases.rulebook import Rulebook

T = TypeVar("T")

WEEKS = 12
_SKINS = (Skin.TELEGRAM, Skin.TELEGRAM, Skin.TELEGRAM, Skin.SEARCH, Skin.SEARCH, Skin.WEBCHAT)
# Topic, of a hundred marks how many say "bukan itu", and what was asked then.
_TOPICS = (
    ("spse-lupa-password", 4, "password ppk saya yang lupa bukan penyedia"),
    ("spse-lupa-password", 4, "lupa password email bukan spse"),
    ("aktivasi-user-id-syarat", 6, "yang daftar koperasi, aktanya pakai yang mana"),
    ("aktivasi-user-id-waktu", 8, "sudah seminggu belum aktif juga kenapa"),
    ("spse-upload-gagal", 15, "berkas penawaran keunggah dua kali, yang dihitung mana"),
    ("spse-upload-gagal", 15, "penawaran keunggah dua kali yang dipakai yang mana"),
    ("ubah-email-syarat", 5, "email lama masih bisa dipakai ga"),
    ("layanan-lokasi-jam", 3, "jumat jam berapa istirahatnya"),
    ("spse-lupa-user-id", 7, "user id ada dua yang benar yang mana"),
    ("adp-prosedur", 20, "agregasi ditolak karena data beda kapital"),
    ("spse-aanwijzing", 12, "rekaman aanwijzing bisa diminta ga"),
)
# What no topic answers: the words and the topic nearest to them.
_UNANSWERED = (
    ("pelatihan spse bulan desember kapan min", "bimtek-coaching"),
    ("Jadwal pelatihan SPSE Desember kapan?", "bimtek-coaching"),
    ("pelatihan spse desember masih bisa daftar", "bimtek-coaching"),
    ("pelatihan spse kapan lagi ada", "bimtek-coaching"),
    ("minta rekaman aanwijzing kemarin", "spse-aanwijzing"),
    ("dua akun perusahaan bisa digabung jadi satu?", "adp-prosedur"),
    ("gabung dua akun perusahaan gimana caranya", "adp-prosedur"),
    ("parkir mobil tamu di kantor sebelah mana", "layanan-lokasi-jam"),
    ("token sertifikat elektronik hilang, lapor ke mana", "spse-enkripsi-apendo"),
    ("ruang bidding bisa dipinjam sabtu ga", "fasilitas-bidding-room"),
)


def ask_questions(book: Rulebook, now: datetime) -> None:
    """Keep them as the chats and pages would have."""
    today = book.calendar.local_date(now)
    monday = today - timedelta(days=today.weekday())
    for back in range(WEEKS - 1, -1, -1):
        first = monday - timedelta(weeks=back)
        for place in range(30 + 2 * (WEEKS - back)):
            key = f"demo:{back}:{place}"
            day = first + timedelta(days=_drawn(key, "day", 5))
            if day <= today:
                _ask(handle_of(book, key), key, day)


def _drawn(key: str, what: str, sides: int) -> int:
    """A throw of a die that falls the same each time."""
    return int(hashlib.sha256(f"{key}:{what}".encode()).hexdigest()[:8], 16) % sides


def _one(key: str, what: str, values: Sequence[T]) -> T:
    return values[_drawn(key, what, len(values))]


def _ask(handle: str, key: str, day: date) -> None:
    skin, part = _one(key, "skin", _SKINS), _drawn(key, "zone", 100)
    if part < 66:
        _answered(handle, key, skin, day)
    elif part < 86:
        _offered(handle, key, skin, day)
    else:
        _left(handle, key, skin, day)


def _answered(handle: str, key: str, skin: Skin, day: date) -> None:
    topic, wrong, text = _one(key, "topic", _TOPICS)
    keep_question(NewQuestion(skin, handle, Zone.ANSWER, topic, complaint=False), day)
    if _drawn(key, "marked", 100) >= 45:
        return
    helped = _drawn(key, "helped", 100) >= wrong
    keep_verdict(handle, "" if helped else text, day, helped=helped)
    if not helped and _drawn(key, "filed", 2):
        keep_filing(handle, complaint=False)


def _offered(handle: str, key: str, skin: Skin, day: date) -> None:
    topic, *_ = _one(key, "topic", _TOPICS)
    keep_question(NewQuestion(skin, handle, Zone.CHOOSE, topic, complaint=False), day)
    if _drawn(key, "chosen", 4):
        keep_choice(handle, _one(key, "choice", (topic, topic, _TOPICS[0][0])))
        if _drawn(key, "marked", 2):
            keep_verdict(handle, "", day, helped=True)


def _left(handle: str, key: str, skin: Skin, day: date) -> None:
    text, nearest = _one(key, "text", _UNANSWERED)
    complaint = _drawn(key, "complaint", 12) == 0
    keep_question(NewQuestion(skin, handle, Zone.TICKET, nearest, complaint, text), day)
    if _drawn(key, "filed", 3):
        keep_filing(handle, complaint=complaint)
