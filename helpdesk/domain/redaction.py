"""A question's words with everything taken out that could lead to a person; what asks stays.

When in doubt a word goes: an editor needs to see what is asked, never who asked it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from helpdesk.domain.credentials import strip_credentials

LONGEST = 300
NUMBER, MAIL, LINK, NAME, COMPANY = "[nomor]", "[surel]", "[tautan]", "[nama]", "[perusahaan]"
ACCOUNT, CODE = "[akun]", "[kode]"
_MOST_FIGURES = 4  # "error 502", "tahun 2026"; five in a row may be part of a number of somebody's
_SHORTEST_PART = 3

_UNSEEN = frozenset({"Cf", "Me", "Cc", "Co", "Cs"})
_VARIATION = re.compile("[\ufe00-\ufe0f]")
_TICKET = re.compile(r"\bPBJ[\s-]*20\d\d[\s-]*\d{1,9}\b", re.IGNORECASE)
_URL = re.compile(r"\b(?:https?|ftp|tg|otpauth)://\S+|\bwww\.\S+", re.IGNORECASE)
_MAIL = re.compile(
    r"[^\s@<>]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]{2,63}){1,4}"
    r"|\b[\w.+-]{2,64}\s+at\s+[\w-]{2,63}\s+(?:dot|titik)\s+\w{2,10}",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|co\.id|net|org|id|my\.id|web\.id|biz|info|io|me)\b(?:/\S*)?",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\.(?:go|ac)\.id$|^(?:inaproc|spse|lpse)\.", re.IGNORECASE)
_HANDLE = re.compile(r"@\w{2,40}")
# Figures joined by what people put between them: 0812-3456-7890, 12.345.678.9-012.000.
_FIGURES = re.compile(r"(?:\+\s?)?\(?\d(?:[\s.,()/:_+*'\u2010-\u2015-]{0,3}\d)+")
_SPELT = re.compile(
    r"\b(?:(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)(?:[\s,.-]+|\b)){5,}",
    re.IGNORECASE,
)
# Keys, tokens, identifiers: letters and figures mixed, or too long for a word.
_TOKEN = re.compile(
    r"(?<![\w\[])(?=[\w=+/-]*\d)(?=[\w=+/-]*[A-Za-z])[\w=+/-]{8,}(?![\w\]])"
    r"|(?<![\w\[])[\w=+/-]{32,}(?![\w\]])"
)
# "Koperasi Maju", but neither "koperasi wajib" nor "toko daring".
_COMPANY = re.compile(
    r"(?<![\w\[])(?:(?i:pt|cv|ud|fa)\b\.?\s+(?=\w)"
    r"|(?i:firma|koperasi|yayasan|perum|perkumpulan|toko)\s+(?=[A-Z](?!aring\b)))"
)
_TITLE = re.compile(
    r"(?<![\w\[])(?:pak|bpk|bapak|bu|ibu|mas|mbak|bang|sdr|sdri|saudara|saudari|tuan|nyonya|haji"
    r"|a\.?n\.?|atas nama|nama(?: saya| lengkap| direktur(?:nya)?)?(?: adalah)?|dgn nama"
    r"|dengan nama|saya bernama)\b[.:]*\s+(?=\w)",
    re.IGNORECASE,
)
# "saya Yohanes", "user id majujaya": what follows is a name where it is no word.
_SELF = re.compile(r"(?<![\w\[])(?:saya|sy|aku|kami)\s+(?=\w)", re.IGNORECASE)
_LOGIN = re.compile(
    r"(?<![\w\[])(?:user\s?-?id|user\s?name|id (?:user|pengguna)|login|akun)\b\s*[:=]?\s*(?=\w)",
    re.IGNORECASE,
)
_WRITTEN_AS_NAMES = re.compile(r"(?<![\w\[.])(?:[A-Z][a-z’']{2,}|[A-Z]{5,})(?![\w\]])")
# A first name that is a word as well: "Siti [nama]".
_FIRST_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?= \[nama\])")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
# What follows "PT" or "pak" when no name does.
_NO_NAME = frozenset(
    """
    ada adalah admin akun anda apa apakah atau baru bagaimana bagian belum berapa besar biro bisa
    boleh bukan buat cabang cara cuma daftar dalam dan dari dengan di direktur gimana gmn hanya
    harus helpdesk ini itu izin jadi jika juga jasa kabag kalau kami kantor kapan karena kasubag
    kasubbag ke kecil kenapa kepala ketika kita knp kok konstruksi konsultan kontraktor lain lokal
    lpse maaf mana masih mau mengapa min minta mohon nya pada panitia pejabat pemilik pengadaan
    pengurus penyedia perlu permisi perorangan perseorangan pimpinan pokja ppk pusat salah sama
    sampai saya sebagai sedang semua siapa spse staf sudah supaya swasta tanpa tapi tdk terima
    terus tersebut tetap tidak tolong tunggal untuk usaha verifikator yang yg sy sdh blm mhn tlg
    jd menjadi dadi udh udah to lewat muncul diproses brp bs bisakah bolehkah bawa account akunnya
    akune tinggal gue cv pt ud nih nya msh aktif koperasi firma yayasan perum perkumpulan toko
    perusahaan pribadi pengguna user peserta paket tender file berkas dokumen sesuai npwp ktp email
    bank pak bapak bpk bu ibu mas mbak bang sdr sdri saudara saudari tuan nyonya selamat pagi siang
    sore malam assalamualaikum wassalam hormat halo
    """.split()  # noqa: SIM905
)


def redact(
    text: str, names: Iterable[str] = (), is_word: Callable[[str], bool] | None = None
) -> str:
    """`text` without numbers, addresses, links, secrets and names, in at most `LONGEST` characters.

    `names`: people and companies known to us, taken out whole and by their parts. `is_word`: tells
    ordinary words; with it a capitalised word that is none of them goes as a name too.
    """
    text = " ".join(strip_credentials(_plain(text)).text.split())
    for pattern, word in (
        (_TICKET, NUMBER), (_URL, LINK), (_MAIL, MAIL), (_HANDLE, ACCOUNT), (_SPELT, f"{NUMBER} "),
    ):
        text = pattern.sub(word, text)
    text = _HOST.sub(lambda m: m[0].partition("/")[0] if _is_public(m[0]) else LINK, text)
    text = _TOKEN.sub(CODE, _FIGURES.sub(_figures, _TOKEN.sub(CODE, text)))
    text = _known(text, names)
    text = _after(_COMPANY, text, COMPANY, 4)
    text = _after(_TITLE, text, NAME, 3, is_word)
    if is_word is not None:
        text = _after(_LOGIN, text, ACCOUNT, 1, is_word, known=True)
        text = _after(_SELF, text, NAME, 3, is_word, known=True)
        text = _FIRST_NAME.sub(
            lambda m: m[0] if m[0].casefold() in _NO_NAME else NAME, _capitalised(text, is_word)
        )
    return _cut(" ".join(text.split()))


def _plain(text: str) -> str:
    """Figures in any script as 0 to 9, and nothing that hides between them."""
    plain = unicodedata.normalize("NFKC", _VARIATION.sub("", text))
    seen = (c for c in plain if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return "".join(str(unicodedata.decimal(c, c)) for c in seen)


def _is_public(host: str) -> bool:
    return _PUBLIC.search(host.partition("/")[0]) is not None


def _figures(found: re.Match[str]) -> str:
    count = sum(character.isdigit() for character in found[0])
    return found[0] if count <= _MOST_FIGURES else NUMBER


def _known(text: str, names: Iterable[str]) -> str:
    """Whole names first, then their parts, as people call each other by one of them."""
    whole = sorted({" ".join(n.split()) for n in names if n and n.strip()}, key=len, reverse=True)
    parts = sorted({
        part for name in whole for part in re.findall(r"[^\W\d_]+", name)
        if len(part) >= _SHORTEST_PART and part.casefold() not in _NO_NAME
    })
    for name in whole:
        if len(name) >= _SHORTEST_PART:
            words = r"\W+".join(map(re.escape, re.findall(r"\w+", name)))
            text = re.sub(rf"(?<![\w\[]){words}(?!\w)", NAME, text, flags=re.IGNORECASE)
    for part in parts:
        text = re.sub(rf"(?<![\w\[]){part}(?![\w\]])", NAME, text, flags=re.IGNORECASE)
    return text


def _after(
    lead: re.Pattern[str], text: str, word: str, most: int,
    is_word: Callable[[str], bool] | None = None, *, known: bool = False,
) -> str:
    """The words that follow `lead`, as far as they may be a name, replaced by `word`.

    `known`: an ordinary word is no name even when it is capitalised.
    """
    parts, at = [], 0
    while found := lead.search(text, at):
        end = _name_end(text, found.end(), most, is_word, known)
        parts.append(text[at : found.end()])
        if end > found.end():
            parts.append(word)
        at = end
    return "".join((*parts, text[at:]))


def _name_end(
    text: str, start: int, most: int, is_word: Callable[[str], bool] | None, known: bool
) -> int:
    """Capitalised words count up to `most`, small ones up to two; an ordinary word ends a name."""
    end = at = start
    for count in range(most):
        found = _WORD.match(text, at)
        bare = found[0].rstrip(".").casefold() if found else ""
        if found is None or bare in _NO_NAME:
            break
        small = known or found[0][0].islower()
        if small and (count >= 2 or (is_word is not None and is_word(bare))):
            break
        end = found.end()
        if found[0].endswith(".") and len(bare) > 3:
            break
        space = re.match(r"\s+", text[end:])
        if space is None:
            break
        at = end + space.end()
    return end


def _capitalised(text: str, is_word: Callable[[str], bool]) -> str:
    """Words written as names are, that are no words: "Santoso". Shouting is no sign of a name."""
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) * 2 > len(letters):
        return text

    def judged(found: re.Match[str]) -> str:
        word = found[0]
        ordinary = word.casefold() in _NO_NAME or is_word(word.casefold())
        return word if ordinary else NAME

    return _WRITTEN_AS_NAMES.sub(judged, text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
