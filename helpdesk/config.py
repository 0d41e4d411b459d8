"""The settings of one installation, read once from the environment or `.env`."""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from dotenv import dotenv_values

from helpdesk import config_checks as check
from helpdesk.domain.caps import Caps
from helpdesk.errors import HelpdeskError

ROOT = Path(__file__).resolve().parent.parent
ENV_FILE = ROOT / ".env"


class SettingsError(HelpdeskError):
    """A setting makes no sense; the message names the variable, the reason and an example."""

    message = "Pengaturan tidak dapat dipakai."


@dataclass(frozen=True)
class Settings:
    """Checked values; what must not be shown stays out of `repr`.

    `base_url` has no slash at its end. `telegram_*` and `smtp_url` are empty when that door is
    shut. `trusted_proxies` counts the proxies in front whose X-Forwarded-* may be believed.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    base_url: str
    instance_path: Path
    host: str
    port: int
    production: bool
    demo: bool
    log_level: str
    trusted_proxies: int
    telegram_bot_token: str = field(repr=False)
    telegram_api_url: str
    telegram_webhook_url: str
    telegram_webhook_secret: str = field(repr=False)
    intake_per_chat: int
    intake_overall: int
    tickets_per_hour: int
    tickets_per_day: int
    smtp_url: str = field(repr=False)
    mail_from: str
    lkpp_email: str
    telkom_email: str
    question_text_days: int

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file; None on PostgreSQL."""
        if not self.database_url.startswith("sqlite:///"):
            return None
        return Path(unquote(self.database_url.removeprefix("sqlite:///").partition("?")[0]))

    @property
    def caps(self) -> Caps:
        """What one chat and all together may bring."""
        return Caps(
            self.intake_per_chat, self.intake_overall, self.tickets_per_hour, self.tickets_per_day
        )

    @property
    def is_https(self) -> bool:
        """Whether the public address is encrypted; cookies then never travel in the open."""
        return self.base_url.startswith("https://")

    @property
    def webhook_port(self) -> int:
        """Where `python -m bot` listens for Telegram in webhook mode: beside the web process."""
        return self.port + 1


@dataclass(frozen=True)
class Variable:
    """One environment variable: its check, what it is without one, and an example for messages."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    example: str


def _path(text: str) -> Path:
    path = Path(text).expanduser()
    return path if path.is_absolute() else ROOT / path


_count = partial(check.whole_number, low=0, high=999_999)

VARIABLES = (
    Variable("DATABASE_URL", check.database_url, "", "sqlite:///instance/helpdesk.db"),
    Variable(
        "SECRET_KEY", str, "", "hasil: python3 -c 'import secrets; print(secrets.token_hex(32))'"
    ),
    Variable("BASE_URL", check.base_url, "", "https://helpdesk.provinsi.go.id"),
    Variable("INSTANCE_PATH", _path, ROOT / "instance", "/var/lib/helpdesk"),
    Variable("HOST", check.host, "127.0.0.1", "127.0.0.1"),
    Variable("PORT", partial(check.whole_number, low=1, high=65534), 8000, "8000"),
    Variable("DEMO", check.yes_or_no, False, "1"),
    Variable("LOG_LEVEL", lambda t: check.one_of(t.upper(), check.LOG_LEVELS), "INFO", "INFO"),
    Variable("TRUSTED_PROXIES", partial(check.whole_number, low=0, high=5), 0, "1"),
    Variable("TELEGRAM_BOT_TOKEN", check.bot_token, "", "123456789:AAE… dari @BotFather"),
    Variable(
        "TELEGRAM_API_URL", check.secure_url, "https://api.telegram.org", "https://api.telegram.org"
    ),
    Variable(
        "TELEGRAM_WEBHOOK_URL",
        check.secure_url,
        "",
        "https://helpdesk.provinsi.go.id/telegram/webhook",
    ),
    Variable("TELEGRAM_WEBHOOK_SECRET", check.webhook_secret, "", "32 huruf dan angka acak"),
    Variable("INTAKE_PER_CHAT", _count, Caps.chat_minute, "60 pesan per menit; 0 tanpa batas"),
    Variable("INTAKE_OVERALL", _count, Caps.all_minute, "6000 pesan per menit; 0 tanpa batas"),
    Variable("TICKETS_PER_HOUR", _count, Caps.tickets_hour, "6 tiket per obrolan; 0 tanpa batas"),
    Variable("TICKETS_PER_DAY", _count, Caps.tickets_day, "20 tiket per obrolan; 0 tanpa batas"),
    Variable("SMTP_URL", check.smtp_url, "", "smtps://pengguna:sandi@surel.provinsi.go.id:465"),
    Variable("MAIL_FROM", check.mail_address, "helpdesk@helpdesk.test", "helpdesk@provinsi.go.id"),
    Variable("LKPP_EMAIL", check.mail_address, "", "alamat helpdesk LKPP"),
    Variable("TELKOM_EMAIL", check.mail_address, "", "alamat helpdesk Telkom"),
    Variable("QUESTION_TEXT_DAYS", partial(check.whole_number, low=7, high=730), 90, "90"),
)
APP_ENV = Variable(
    "APP_ENV",
    lambda t: check.one_of(t, ("development", "production")) == "production",
    False,
    "production",
)
NAMES = tuple(variable.name for variable in (*VARIABLES, APP_ENV))


def load_settings(
    environ: Mapping[str, str] | None = None, env_file: Path | None = ENV_FILE, **overrides: Any
) -> Settings:
    """Settings from `environ` (default: the process's), else `env_file`, else the defaults.

    `overrides` are fields of Settings and pass the same checks of what fits together.
    Raises SettingsError. Makes the instance folder, and in development a SECRET_KEY file in it.
    """
    unknown = overrides.keys() - {f.name for f in fields(Settings)}
    if unknown:
        raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
    given = _given(os.environ if environ is None else environ, env_file)
    values = {variable.name.lower(): _value(variable, given) for variable in VARIABLES}
    values["production"] = _value(APP_ENV, given)
    return _completed(Settings(**(values | overrides)))


def _given(environ: Mapping[str, str], env_file: Path | None) -> dict[str, str]:
    """What was set. Empty counts as unset; an empty variable also hides the file's line."""
    from_file = dotenv_values(env_file) if env_file and env_file.is_file() else {}
    merged = {name: (environ if name in environ else from_file).get(name) or "" for name in NAMES}
    return {name: text.strip() for name, text in merged.items() if text.strip()}


def _value(variable: Variable, given: Mapping[str, str]) -> Any:
    if variable.name not in given:
        return variable.default
    try:
        return variable.parse(given[variable.name])
    except ValueError as reason:
        raise _refusal(variable.name, str(reason)) from None


def _refusal(name: str, reason: str) -> SettingsError:
    example = next(v.example for v in (*VARIABLES, APP_ENV) if v.name == name)
    return SettingsError(f"Pengaturan {name} tidak dapat dipakai: {reason}. Contoh: {example}")


def _completed(settings: Settings) -> Settings:
    """Fills what depends on other settings, then refuses what does not fit together."""
    _make_folder(settings.instance_path, "INSTANCE_PATH")
    database = settings.database_url or f"sqlite:///{settings.instance_path / 'helpdesk.db'}"
    settings = replace(settings, database_url=_absolute(database))
    if not settings.base_url:
        settings = replace(settings, base_url=_own_address(settings))
    _check_together(settings)
    if settings.sqlite_file:
        _check_writable(settings.sqlite_file)
    return replace(settings, secret_key=_secret_key(settings))


def _absolute(url: str) -> str:
    """Relative SQLite paths count from the repository, whatever folder a process starts in."""
    if not url.startswith("sqlite:///"):
        return url
    return f"sqlite:///{_path(url.removeprefix('sqlite:///'))}"


def _own_address(settings: Settings) -> str:
    name = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{f'[{name}]' if ':' in name else name}:{settings.port}"


def _check_together(settings: Settings) -> None:
    if settings.telegram_webhook_url and not settings.telegram_webhook_secret:
        raise _refusal(
            "TELEGRAM_WEBHOOK_SECRET",
            "TELEGRAM_WEBHOOK_URL diisi, jadi kata rahasianya wajib ada agar kiriman palsu ditolak",
        )
    if settings.telegram_webhook_url and not settings.telegram_bot_token:
        raise _refusal("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL diisi, tokennya tidak ada")
    if settings.production and settings.demo:
        raise _refusal(
            "DEMO",
            "mode contoh membuka semua akun tanpa sandi dan tidak boleh bersama APP_ENV=production",
        )
    if settings.production and settings.smtp_url and settings.mail_from.endswith(".test"):
        raise _refusal("MAIL_FROM", "SMTP_URL diisi, jadi alamat pengirim yang nyata wajib ada")
    if settings.production and not settings.base_url.startswith("https://"):
        raise _refusal("BASE_URL", "pada APP_ENV=production alamatnya harus https://")


def _make_folder(folder: Path, name: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as broken:
        raise _refusal(name, f"folder {folder} tidak dapat dibuat ({broken.strerror})") from broken
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _refusal(name, f"folder {folder} tidak dapat ditulisi")


def _check_writable(file: Path) -> None:
    """SQLite writes its journal beside the database, so the folder counts as well as the file."""
    _make_folder(file.parent, "DATABASE_URL")
    if file.is_dir() or (file.exists() and not os.access(file, os.W_OK)):
        raise _refusal("DATABASE_URL", f"berkas {file} tidak dapat ditulisi")


def _secret_key(settings: Settings) -> str:
    if not settings.production:
        return settings.secret_key or _kept_secret(settings.instance_path / "secret_key")
    try:
        return check.live_secret(settings.secret_key)
    except ValueError as reason:
        why = str(reason) if settings.secret_key else "kosong, padahal APP_ENV=production"
        raise _refusal("SECRET_KEY", why) from None


def _kept_secret(file: Path) -> str:
    """Development's own key, made at the first start.

    Several processes may start at once: the key is written aside and linked into place whole,
    so that nobody reads half of it and all use the one that came first.
    """
    if not file.exists():
        aside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(aside, file)
        aside.unlink()
    kept = file.read_text().strip()
    if not kept:
        raise _refusal("SECRET_KEY", f"berkas {file} kosong; hapus berkas itu")
    return kept
