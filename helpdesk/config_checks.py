"""What makes one setting's value sensible: a check returns the value to use or raises ValueError.

The messages are read by whoever sets the machine up, so they are Indonesian and say why.
"""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from email_validator import EmailNotValidError, validate_email

TRUE_WORDS = {"1", "true", "yes", "on", "ya"}
FALSE_WORDS = {"0", "false", "no", "off", "tidak"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASE_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")
# The Bot API's form is the bot's number, a colon, 35 signs; a test server's may be shorter.
BOT_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{10,100}")
# What Telegram accepts as secret_token of setWebhook.
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
EXAMPLE_WORDS = (
    "changeme",
    "change-me",
    "ganti",
    "contoh",
    "example",
    "secret",
    "rahasia",
    "dev-key",
)


def yes_or_no(text: str) -> bool:
    word = text.lower()
    if word in TRUE_WORDS | FALSE_WORDS:
        return word in TRUE_WORDS
    raise ValueError("hanya menerima 1 (ya) atau 0 (tidak)")


def whole_number(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not low <= int(text) <= high:
        raise ValueError(f"harus bilangan bulat {low} sampai {high}")
    return int(text)


def one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise ValueError("pilihan yang dikenal: " + ", ".join(allowed))
    return text


def host(text: str) -> str:
    """A name or address to listen on, without scheme or port."""
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        if re.fullmatch(r"(?!-)[A-Za-z0-9.-]{1,253}(?<![-.])", text):
            return text
    raise ValueError("harus nama mesin atau alamat IP tanpa skema dan tanpa port")


def is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def split_url(text: str) -> SplitResult:
    """The parts of a URL; white space, a missing scheme and a port out of range are refused."""
    if re.search(r"[\s\x00-\x1f\\]", text):
        raise ValueError("tidak boleh memuat spasi atau garis miring terbalik")
    try:
        parts = urlsplit(text)
        port = parts.port  # read only because a senseless port raises here
    except ValueError as broken:
        raise ValueError("bukan URL yang sah (periksa nama mesin dan port)") from broken
    if port == 0:
        raise ValueError("port 0 tidak dapat dituju")
    if not parts.scheme or "://" not in text:
        raise ValueError("bukan URL lengkap: skema seperti https:// tidak ada")
    return parts


def web_url(text: str) -> str:
    """An http(s) URL without a slash at its end, query, fragment or password in it."""
    parts = split_url(text)
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"skema {parts.scheme}:// tidak dikenal; pakai http:// atau https://")
    if not parts.hostname:
        raise ValueError("nama mesin tidak ada")
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise ValueError("tidak boleh memuat tanda tanya atau tanda pagar")
    if "@" in parts.netloc:
        raise ValueError("tidak boleh memuat nama pengguna atau kata sandi")
    return text.rstrip("/")


def base_url(text: str) -> str:
    """The address all public links start with: scheme, host, port and nothing behind."""
    url = web_url(text)
    if urlsplit(url).path:
        raise ValueError("tidak boleh memuat jalur di belakang nama mesin")
    return url


def secure_url(text: str) -> str:
    """As `web_url`, but plain http only to this machine itself."""
    url = web_url(text)
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("harus https:// (http:// hanya untuk mesin ini sendiri)")
    return url


def database_url(text: str) -> str:
    """SQLAlchemy's URL; `postgres://` and `postgresql://` both mean psycopg 3."""
    scheme, mark, rest = text.partition("://")
    if not mark:
        raise ValueError("bukan URL basis data")
    if scheme == "postgres":
        scheme = "postgresql"
    if scheme not in DATABASE_SCHEMES:
        raise ValueError(f"skema {scheme}:// tidak didukung; pakai sqlite:/// atau postgresql://")
    if scheme == "sqlite":
        return sqlite_url(rest)
    parts = split_url(f"postgresql://{rest}")
    if not parts.path.strip("/"):
        raise ValueError("nama basis data tidak ada di belakang nama mesin")
    return f"postgresql+psycopg://{rest}"


def sqlite_url(rest: str) -> str:
    path = rest.removeprefix("/")
    if not rest.startswith("/") or not path or path.startswith(":memory:") or path.endswith("/"):
        raise ValueError(
            "SQLite memerlukan nama berkas; basis data di memori tidak dipakai bersama"
        )
    return f"sqlite:///{path}"


def smtp_url(text: str) -> str:
    parts = split_url(text)
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError(f"skema {parts.scheme}:// tidak dikenal; pakai smtp:// atau smtps://")
    if not parts.hostname:
        raise ValueError("nama peladen surel tidak ada")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("tidak boleh memuat jalur di belakang nama peladen")
    if parts.username and not parts.password:
        raise ValueError("nama pengguna ada, kata sandinya tidak")
    return text.rstrip("/")


def mail_address(text: str) -> str:
    """A plain address; reachability is not tried, names for tests such as `x.test` are allowed."""
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as broken:
        raise ValueError("bukan alamat surel yang sah") from broken
    return found.normalized


def bot_token(text: str) -> str:
    if not BOT_TOKEN.fullmatch(text):
        raise ValueError("bukan token bot: bentuknya angka, titik dua, lalu huruf dan angka")
    return text


def webhook_secret(text: str) -> str:
    if not WEBHOOK_SECRET.fullmatch(text):
        raise ValueError("harus 16 sampai 256 huruf, angka, garis bawah atau tanda hubung")
    return text


def live_secret(text: str) -> str:
    """A secret fit for real use: long, varied, and not one that stands in an example."""
    if len(text) < 32:
        raise ValueError("terlalu pendek; paling sedikit 32 karakter")
    if len(set(text)) < 10:
        raise ValueError("terlalu mudah ditebak; karakternya berulang")
    if any(word in text.lower() for word in EXAMPLE_WORDS):
        raise ValueError("masih nilai contoh")
    return text
