"""What a short message wants of a ticket, or of what was just said."""

import re

from helpdesk.dialogue.cues import is_all, is_question

_DONE = re.compile(
    r"\W*(alhamdulillah\W+)?(ini\s+)?(sudah|udah|sdh|dah|sudh)\s+(beres|selesai|teratasi|berhasil"
    r"|normal|clear|oke?|bisa)(\W+(kak|min|pak|bu|kok|ya|semua|lagi|terima\s?kasih|makasih|normal))*\W*",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"\W*(sudah|udah|sdh|dah)\W+(saya\W+|sy\W+)?(ajukan|diajukan|kirim|dikirim|lapor|buat)\W*",
    re.IGNORECASE,
)
_WHY_DATE = re.compile(
    r"\W*(kenapa|mengapa|knp|kok)\s+(tanggal|tenggat|batas ?waktu|target|deadline)(nya)?"
    r"(\W+(ini|itu|saya|segitu|begitu|tiket|jauh|lama|sekali|ya|kak|min|pak|bu))*\W*",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(belum|blm|tetap tidak|masih tidak|masih belum)\s+(beres|selesai|teratasi|berhasil|bisa)\b",
    re.IGNORECASE,
)
_HIDES = re.compile(
    r"\W*((tolong|mohon|saya|mau|ingin|kirim|lapor)\W+)*"
    r"((tanpa|jangan\s+(tulis|sebut|tampilkan))\s+(nama|identitas)|anonim"
    r"|(sembunyikan|rahasiakan|hapus)\s+(nama|identitas))"
    r"(\W*(saya|nya|ya|kak|min|pak|bu))*\W*",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\W*((eh|maaf|sori|sorry|ups|min|kak)\W+)*(ralat|koreksi|keliru|typo"
    r"|salah\s+(ketik|tulis|kode|paket|tanggal|jam|waktu))\b",
    re.IGNORECASE,
)
_PROGRESS = re.compile(
    r"\W*((min|kak|pak|bu|halo|tolong|mohon|kok|ini|itu|lama\s+(banget|sekali|amat))\W+)*"
    r"(kapan\s+(di)?(balas|jawab|respon|tanggap|proses|selesai|beres)\w*"
    r"|((sudah|udah|sdh)\s+)?sampai\s+(di\s*)?mana"
    r"|(gimana|bagaimana|gmn)\s+(kabar|kelanjutan|perkembangan|progres|status)\w*"
    r"|(belum|blm)\s+((ada|juga)\s+)*(di)?(balas|jawab|respon|tanggap|proses|kabar)\w*"
    r"|lama\s+(banget|sekali|amat))"
    r"(\W*(ya|nya|tiket|tiketnya|saya|kak|min|pak|bu|sih|juga|lagi|dong))*\W*",
    re.IGNORECASE,
)
_FEW = 3
_GOES_ON = re.compile(
    r"\W*((min|kak|pak|bu|iya|ya|ok(e)?)\W+)*(masih|tetap|tetep|sudah|udah|sdh|tapi|tp|itu|ini|belum"
    r"|blm|ternyata|malah|kok|nah|soalnya|karena|maksud)\w*\b",
    re.IGNORECASE,
)


def says_done(text: str) -> bool:
    """ "Sudah beres" and nothing more."""
    return is_all(_DONE, text)


def asks_why_date(text: str) -> bool:
    """Only a question why a date is what it is, as "kenapa tanggal ini?"."""
    return is_all(_WHY_DATE, text)


def says_not_done(text: str) -> bool:
    """ "Belum selesai", with or without the reason."""
    return bool(_NOT_DONE.search(text))


def says_filed(text: str) -> bool:
    """ "Sudah saya ajukan" and nothing more."""
    return is_all(_FILED, text)


def says_correction(text: str) -> bool:
    """ "Ralat: …", "maaf salah kode, yang benar …"."""
    return bool(_CORRECTION.match(text)) and not is_question(text)


def hides_identity(text: str) -> bool:
    """ "Tanpa identitas", "sembunyikan nama saya" and nothing more."""
    return is_all(_HIDES, text)


def goes_on(text: str) -> bool:
    """Words that only go on from what was just said ("masih sama", "sudah saya coba")."""
    return len(text.split()) <= _FEW or bool(_GOES_ON.match(text))


def asks_progress(text: str) -> bool:
    """Only impatience: "kok belum dibalas", "sudah sampai mana", "kapan selesai"."""
    return is_all(_PROGRESS, text)
