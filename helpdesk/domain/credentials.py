"""Passwords, one-time codes and recovery codes, taken out of a text before anything is kept."""

import re
from dataclasses import dataclass

PASSWORD, OTP, PIN, RECOVERY = "kata sandi", "kode OTP", "PIN", "kode pemulihan"


@dataclass(frozen=True)
class Stripped:
    """The text without secrets; `found` names what was removed, in Indonesian, each once."""

    text: str
    found: tuple[str, ...] = ()


# What may stand between the trigger and the secret.
_OWN = r"(?:-?\s?nya|ku)?"
_FILLER = (
    r"(?:[ \t]+(?:saya|aku|sy|gw|kami|itu|ini|yang|yg|lama|baru|sekarang|dipakai|pakai|pake"
    r"|gunakan|digunakan|masukkan|my|current|new|old))"
)
_JOINT = (
    r"(?:\s*(?::|=+>?|->|→)\s*|[ \t]+(?:adalah|ialah|yaitu|yakni|is|are|jadi|menjadi|diganti jadi)"
    r"(?:[ \t]*[:=])?\s+)"
)
_TRIGGERS = {
    RECOVERY: r"(?:recovery|backup)[ -]?codes?|kode[ ](?:pemulihan|cadangan|recovery|backup)",
    OTP: (
        r"(?:kode[ ])?(?:otp|totp)|kode[ ](?:verifikasi|autentikasi|authenticator|2fa|keamanan)"
        r"|(?:verification|security|authenticator|2fa|otp)[ ]codes?"
    ),
    PIN: r"(?:kode[ ])?pin",
    PASSWORD: (
        r"pass?words?|passwd|passphrase|pswd|pwd|pass?w|psw|pw|pass|kata[ ]?sandi|katasandi|sandi"
        r"|kata[ ]kunci"
    ),
}
LONGEST_TOKEN = 256  # what is looked at of one secret; the rest of a longer one goes with it
_TOKEN = rf"[^\s\"“”'‘’]{{1,{LONGEST_TOKEN}}}"
_REST = re.compile(r"[^\s\"“”'‘’]*")
_QUOTES = r"[\"“”'‘’`]?"

_LINE = {
    kind: re.compile(
        rf"(?<![\w\[])(?:{trigger}){_OWN}(?!\w)(?P<filler>{_FILLER}{{0,4}})"
        rf"(?:(?P<joint>{_JOINT})|(?P<gap>\s+)){_QUOTES}(?P<secret>{_TOKEN})",
        re.IGNORECASE,
    )
    for kind, trigger in _TRIGGERS.items()
}
_BEFORE = re.compile(
    r"(?<![\w.-])(?P<secret>\d{4,6})[ ]+(?:itu|ini|adalah|is)[ ]+(?:my[ ]+)?(?:kode[ ])?"
    r"(?:otp|pin|password)\b",
    re.IGNORECASE,
)
_OTPAUTH = re.compile(r"otpauth://\S+", re.IGNORECASE)
_ANY = re.compile(r"otpauth:|\b(?:" + "|".join(_TRIGGERS.values()) + r")", re.IGNORECASE)
# "lupa password 10012345" speaks of a password without telling one.
_ABOUT = re.compile(
    r"(?:lupa|reset\w*|mereset|(?:meng)?ganti\w*|(?:meng)?ubah\w*|perubahan|pergantian|atur ulang"
    r"|minta|permintaan|permohonan|kendala|masalah|gagal|error|forg[eo]t\w*|change|salah|link|email"
    r"|halaman|menu|kolom|fitur)[ \t]+(?:[\w/]+[ \t]+){0,2}$",
    re.IGNORECASE,
)
# Words that follow a trigger when a trouble is told, not a secret.
_ORDINARY = frozenset(
    """
    ada adalah akun aktif apa atau baru bagaimana belum berapa berhasil berubah bisa blm bukan cara
    dan dari dengan di dia ditolak dong dpt email enggak eror error expired gabisa gagal gak ga gk
    gimana habis hanya harus hilang ini invalid itu jadi juga jangan kadaluarsa kadaluwarsa kalau
    karena kata ke kedaluwarsa kenapa kendala keluar ketika ketolak kok kosong kosongkan kurang lagi
    lama login lupa lpse masih masuk masuknya mau mohon muncul nggak ngga oleh on otomatis pada
    padahal reset saat salah sama sampai saya sebagai sebelum sedang sejak selalu sering sesuai
    setelah spse sudah sulit supaya tadi tanpa tapi tdk telah terblokir terkirim terkunci terlupa
    terus tetap tidak tolong udah untuk valid yang yg minimal maksimal
    not wrong incorrect invalid expired missing required still already case error failed forgotten
    reset lost the a an i to for in and or does doesn't isn't cannot can't never always please
    """.split()  # noqa: SIM905
)
_TRAILING = ".,;!?)]}"
_HARMLESS = re.compile(
    r"(?:PBJ-?20\d\d-?\d+|[^@\s]+@[^@\s]+\.\w+|https?://\S+|www\.\S+|\d+(?:x|kali|menit|jam|hari|kb|mb)"
    r"|(?:err|error|e|http|code|kode)[-_:]?\d+|[A-Z]{2,5}-\d{2,5}|(?:spse|v|versi|win\w*|chrome|sikap)"
    r"[-_]?\d[\d.]*|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\+?62\d{8,}|08\d{8,})",
    re.IGNORECASE,
)
_RECOVERY_RUN = re.compile(
    r"(?:[\s,;•*-]|\d{1,2}[.)](?=\s))*(?P<code>(?=[A-Za-z0-9])(?=[A-Za-z-]*\d)[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,12})*)(?![\w@])"
)


def strip_credentials(text: str) -> Stripped:
    """`text` with each secret replaced by "[kata sandi dihapus]" and the like.

    Finds Indonesian, chat and English wordings, over line breaks too. A text without one of the
    words that announce a secret comes back unchanged; running twice changes nothing more.
    """
    if not _ANY.search(text):
        return Stripped(text)
    spans = sorted(_spans(text), key=lambda span: span[:2])
    parts: list[str] = []
    found: list[str] = []
    at = 0
    for start, end, kind in spans:
        if start < at:
            continue
        parts += [text[at:start], f"[{kind} dihapus]"]
        found.append(kind)
        at = end
    return Stripped("".join((*parts, text[at:])), tuple(dict.fromkeys(found)))


def _spans(text: str) -> list[tuple[int, int, str]]:
    spans = [(found.start(), found.end(), OTP) for found in _OTPAUTH.finditer(text)]
    spans += [(*found.span("secret"), OTP) for found in _BEFORE.finditer(text)]
    for kind, pattern in _LINE.items():
        at = 0
        while found := pattern.search(text, at):
            end = _secret_end(text, found, kind)
            if end:
                end = _whole(text, found, end)
                spans.append((found.start("secret"), end, kind))
            at = end or found.start() + 1
    return spans


def _whole(text: str, found: re.Match[str], end: int) -> int:
    """`end`, or the end of a secret that goes on behind what was looked at."""
    rest = _REST.match(text, found.end("secret"))
    return max(end, rest.end()) if rest and len(found["secret"]) == LONGEST_TOKEN else end


def _secret_end(text: str, found: re.Match[str], kind: str) -> int | None:
    """Where the secret ends, or None when what follows the trigger is none."""
    secret = found["secret"].rstrip(_TRAILING) or found["secret"]
    end = found.start("secret") + len(secret)
    if text.startswith("[", found.start("secret")) or secret.casefold() in _ORDINARY:
        return None
    if kind == RECOVERY:
        return _recovery_end(text, found)
    if _HARMLESS.fullmatch(secret):
        return None
    if kind in {OTP, PIN}:
        return _code_end(text, found, secret)
    return _password_end(text, found, secret, end)


def _password_end(text: str, found: re.Match[str], secret: str, end: int) -> int | None:
    joint = found["joint"]
    if joint and re.search(r"[:=>→]", joint):
        # Punctuation at the end may be the password's own.
        return found.end("secret")
    before = text[max(0, found.start() - 60) : found.start()]
    told = bool(found["filler"].strip()) or _owned(found)
    if joint:
        last = re.match(r"[\s.,!)]*(?:$|\n)", text[end:])
        return found.end("secret") if _looks_secret(secret) or last else None
    if _ABOUT.search(before) and not (told and _is_mixed(secret)):
        return None
    return found.end("secret") if _looks_secret(secret) else None


def _owned(found: re.Match[str]) -> bool:
    return bool(re.search(r"(?:nya|ku)\s*$", found.string[found.start() : found.start("gap")]))


def _looks_secret(secret: str) -> bool:
    return _is_mixed(secret) or (
        secret.isdigit() and 4 <= len(secret) <= 8 and not re.fullmatch(r"(19|20)\d\d", secret)
    )


def _is_mixed(secret: str) -> bool:
    """Letters with figures or signs inside, four at least: "Abc123!", "rahasia@99"."""
    letters = any(character.isalpha() for character in secret)
    figures = any(character.isdigit() for character in secret)
    signs = re.search(r"[!@#$%^&*_+~]", secret)
    return len(secret) >= 4 and letters and (figures or bool(signs))


def _code_end(text: str, found: re.Match[str], secret: str) -> int | None:
    """A code of 4 to 6 figures, 8 only when announced by a colon; "123 456" and "123-456" too."""
    start = found.start("secret")
    grouped = re.match(r"\d{3}[ -]\d{3}(?![\d-])", text[start:])
    if grouped:
        return start + grouped.end()
    sure = found["joint"] or not found["filler"].strip()
    if secret.isdigit() and 4 <= len(secret) <= (8 if found["joint"] else 6):
        return start + len(secret)
    if sure and found["joint"] and _is_mixed(secret):
        return found.end("secret")
    return None


def _recovery_end(text: str, found: re.Match[str]) -> int | None:
    """Every code of the list that follows."""
    at = end = found.start("secret")
    while run := _RECOVERY_RUN.match(text, at):
        at = end = run.end()
    return end if end > found.start("secret") else None
