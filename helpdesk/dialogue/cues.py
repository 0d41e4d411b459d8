"""What the words of a message give away: its kind, its mood, the numbers in it."""

import re

from helpdesk.domain.number import parse_number
from helpdesk.domain.tender_claim import codes_in
from helpdesk.domain.ticket import Kind

SHORT = 120  # a longer text is never only a greeting, a yes or thanks

_OUTAGE = re.compile(
    r"\bserver\b.{0,20}\b(down|mati|tumbang|error)\b|\b(down|maintenance)\b"
    r"|\b50[234]\b|\bbad gateway\b|\bgateway time-?out\b|\bservice unavailable\b"
    r"|\b(tidak|gak|ga|nggak|tdk|tak)\s+(bisa|dapat)\s+di(akses|buka)\b.{0,40}"
    r"\b(semua|sama sekali|seluruh)"
    r"|\b(semua|seluruh|semuanya)\b.{0,40}\b(tidak|gak|ga|nggak|tdk|tak)\s+(bisa|dapat)\b"
    r"|\b(lpse|spse|website|situs|web|laman|aplikasi)\b.{0,15}\b(mati|tumbang)\b",
    re.IGNORECASE | re.DOTALL,
)
_PROBLEM = re.compile(
    r"\b(err?or|eror|gagal|kendala|masalah|bermasalah|macet|hang|stuck|blank|lemot|terkunci"
    r"|terblokir|invalid|crash|bug|hilang|ditolak|kadaluarsa|kedaluwarsa|expired|muter)\b"
    r"|\b(tidak|gak|ga|gk|nggak|enggak|tdk|tak|blm|belum|gabisa|gbs)\s*"
    r"(bisa|bs|dapat|muncul|masuk|terkirim|terbaca|tampil|keluar|berhasil|jalan|respon|terima)"
    r"|\b(gabisa|gbisa|gbs)\b|\bsalah (terus|melulu)\b|\bloading (terus|lama)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?\s*$|^\W*(bagaimana|gimana|gmn|bgmn|apa|apakah|berapa|kapan|di ?mana|dmn|siapa|cara|kenapa"
    r"|mengapa|bolehkah|bisakah|how|what)\b",
    re.IGNORECASE,
)
_INTEGRITY = re.compile(
    r"\b(disuap|suap|menyuap|penyuapan|sogok\w*|menyogok|disogok|pungli|pungutan|uang pelicin"
    r"|uang rokok|uang terima kasih|gratifikasi|korupsi|koruptor|kolusi|nepotisme|kkn|diperas"
    r"|pemerasan|memeras|kickback|bribe\w*)\b"
    r"|\b(di|me)?min?ta(i|kan|in|-minta)?\s+(\w+\s+){0,2}?"
    r"(uang|duit|fee|jatah|imbalan|setoran|upeti|bayaran)\b(?!\s+(muka|jaminan|kembali|retensi))"
    r"|\bsetor\w*\s+(\w+\s+){0,2}(uang|duit|fee)\b",
    re.IGNORECASE,
)
_NO_ACCUSATION = re.compile(
    r"\b(bebas|tanpa|anti|jaminan)\s+(dari\s+)?(pungli|pungutan|kkn|korupsi|suap|gratifikasi)\b"
    r"((\W+(dan|atau)?\W*)(pungli|pungutan|kkn|korupsi|suap|gratifikasi)\b)*"
    r"|\bapa(kah)?\b[^.]{0,80}\b(biaya|dipungut|pungutan|bayar|gratis)\b"
    r"|\b(tidak|tanpa) (ada )?pungutan\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(saya|kami|mau|ingin|hendak|pengen)\s+(mau\s+|ingin\s+)?"
    r"(mengadu|mengadukan|komplain|complain|protes|mengeluhkan)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(h[ae]l+o+|hai|hi|hello|hy|p+|tes|test|permisi|misi|min|kak|gan|assalam\w*|ass?\.?wr\.?wb"
    r"|(selamat|met)\s+(pagi|siang|sore|malam)|pagi|siang|sore|malam|mulai|menu)"
    r"(\W+(kak|min|admin|pak|bu|bapak|ibu|gan|semua|pagi|siang|sore|malam))*\W*",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\W*(ok(e|ay)?\W+|baik\W+|siap\W+)?(terima\s*kasih|terimakasih|trims|makasih|makasi|mksh|thx"
    r"|thanks|thank you|tq|suwun|matur nuwun)(\W+\w+){0,4}\W*|\W*(ok(e|ay)?|baik|siap|sip)\W*",
    re.IGNORECASE,
)
_THANKS_SIGNS = re.compile(r"[\s🙏👍👌😊🙂❤\ufe0f\U0001f3fb-\U0001f3ff]+")
_SKIP = re.compile(
    r"\W*(lewat(i|kan)?|skip|nanti( saja| aja)?"
    r"|(tidak|gak|ga|nggak|tdk|tak|blm|belum)\s*(ada|tahu|tau|punya)"
    r"|gaada|gatau|kosong|-+|no|tidak|gak|nggak)\W*",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\W*(ya+|iya+|yes|y|ok(e|ay)?|kirim(kan)?( saja| aja)?|lanjut(kan)?|setuju|betul|benar"
    r"|boleh|gas)\W*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(bukan( itu| ini| yang itu)?|tidak( menjawab| sesuai| cocok)?|gak|ga|nggak|salah"
    r"|belum)\W*",
    re.IGNORECASE,
)
_CANCEL = re.compile(r"\W*(batal(kan)?|cancel|ga jadi|gak jadi|tidak jadi)\W*", re.IGNORECASE)
_TICKET = re.compile(r"\bPBJ[\s-]*20\d\d[\s-]*\d{1,9}\b", re.IGNORECASE | re.ASCII)
_CODE_WORD = re.compile(r"\b(paket|tender|kode|lelang|seleksi)\b", re.IGNORECASE)
_TENDER_WORD = re.compile(
    r"\b(paket|tender|lelang|seleksi|penawaran|kualifikasi|upload|unggah|mengunggah|pemasukan)\b",
    re.IGNORECASE,
)
_DEADLINE_WORD = re.compile(
    r"\b(tutup|ditutup|batas|deadline|berakhir|terakhir|closing|penutupan|tenggat)\b", re.IGNORECASE
)


def guess_kind(text: str) -> Kind:
    """The kind of matter; only a first proposal, triage decides."""
    if _OUTAGE.search(text):
        return Kind.OUTAGE
    return Kind.PROBLEM if _PROBLEM.search(text) else Kind.INQUIRY


def kind_said(text: str) -> tuple[Kind, str] | None:
    """The kind that the words themselves name, with those words; None where they name none."""
    bribed = _INTEGRITY.search(_NO_ACCUSATION.sub(" ", text))
    complained = None if is_question(text) else _COMPLAINT.search(text)
    found = (
        (Kind.COMPLAINT, bribed or complained), (Kind.OUTAGE, _OUTAGE.search(text)),
        (Kind.PROBLEM, _PROBLEM.search(text)),
    )
    return next(((kind, " ".join(match[0].split())) for kind, match in found if match), None)


def speaks_of_bribery(text: str) -> bool:
    """Whether `text` tells of pungli or KKN, not merely asks whether something costs money."""
    return bool(_INTEGRITY.search(_NO_ACCUSATION.sub(" ", text)))


def says_complaint(text: str) -> bool:
    """Whether `text` itself says that it complains, and does not ask how to."""
    return bool(_COMPLAINT.search(text)) and not is_question(text)


def is_question(text: str) -> bool:
    """Whether `text` asks something."""
    return bool(_QUESTION.search(text))


def is_greeting(text: str) -> bool:
    """A hello and nothing more."""
    return is_all(_GREETING, text)


def is_thanks(text: str) -> bool:
    """Thanks, an "oke" or folded hands and nothing more; never reopens anything."""
    return is_all(_THANKS, text) or bool(_THANKS_SIGNS.fullmatch(text[:SHORT]))


def is_bare(text: str) -> bool:
    """Too short to carry a reason."""
    return len(text.split()) <= 3


def is_skip(text: str) -> bool:
    """ "Lewati", "tidak ada", "nanti saja"."""
    return is_all(_SKIP, text)


def is_yes(text: str) -> bool:
    """A plain yes."""
    return is_all(_YES, text)


def is_no(text: str) -> bool:
    """ "Bukan itu"."""
    return is_all(_NO, text)


def says_nothing(text: str) -> bool:
    """A yes, a no or signs alone, where nothing was asked."""
    return is_signs(text) or is_yes(text) or is_no(text) or is_skip(text)


def is_signs(text: str) -> bool:
    """Emoji or punctuation alone; a dash alone is a skipped answer."""
    return not any(character.isalnum() for character in text) and not is_skip(text)


def is_cancel(text: str) -> bool:
    """ "Batal" typed instead of the command."""
    return is_all(_CANCEL, text)


def ticket_number(text: str) -> str | None:
    """The first ticket number in `text`, in its canonical form."""
    found = _TICKET.search(text)
    return parse_number(found[0]) if found else None


def leading_ticket_number(text: str) -> tuple[str | None, str]:
    """The ticket number a text begins with, and the words after it."""
    found = _TICKET.match(text.lstrip())
    if not found:
        return None, text
    return parse_number(found[0]), text.lstrip()[found.end() :].strip()


def is_only_ticket_number(text: str) -> bool:
    """A number and at most a word or two around it ("cek PBJ-2026-000123")."""
    return ticket_number(text) is not None and len(_TICKET.sub("", text).split()) <= 2


def package_code(text: str, *, asked: bool = False) -> str | None:
    """The one package code in `text`; unasked, only beside a word such as "paket"."""
    found = codes_in(text)
    if len(found) != 1 or not (asked or _CODE_WORD.search(text)):
        return None
    return found.pop()


def is_all(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a short text says this and nothing more."""
    return len(text) <= SHORT and bool(pattern.fullmatch(text))


def deadline_words(text: str) -> tuple[str, ...]:
    """The words by which `text` speaks of a tender's closing."""
    found = (_DEADLINE_WORD.search(text), _TENDER_WORD.search(text))
    return tuple(match[0] for match in found if match)


def speaks_of_deadline(text: str) -> bool:
    """Whether a time in `text` is that of a tender's closing, not of a counter's."""
    return bool(_DEADLINE_WORD.search(text) and _TENDER_WORD.search(text))
