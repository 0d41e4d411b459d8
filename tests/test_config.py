"""Settings: each default, each refusal with its variable and reason."""

import os
import stat
from pathlib import Path

import pytest

from helpdesk.config import NAMES, Settings, SettingsError, load_settings

LIVE_SECRET = "kV9xQ2mB7tR4wZ1yN8cL5hJ3pD6fG0sA"
TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
LIVE = {"APP_ENV": "production", "SECRET_KEY": LIVE_SECRET, "BASE_URL": "https://bantu.test"}


def load(folder: Path, **environ: str) -> Settings:
    return load_settings({"INSTANCE_PATH": str(folder), **environ}, env_file=None)


def test_an_empty_environment_is_one_machine_with_its_own_sqlite_file(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/helpdesk.db"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert (settings.production, settings.demo, settings.trusted_proxies) == (False, False, 0)
    assert (settings.lkpp_email, settings.telkom_email) == ("", "")
    assert (settings.smtp_url, settings.telegram_bot_token) == ("", "")
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_empty_strings_count_as_unset(tmp_path: Path) -> None:
    empty = dict.fromkeys(NAMES, "  ") | {"INSTANCE_PATH": str(tmp_path)}
    assert load_settings(empty, env_file=None) == load(tmp_path)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("postgres://u:p@db/helpdesk", "postgresql+psycopg://u:p@db/helpdesk"),
        ("postgresql://u:p@db:5432/helpdesk", "postgresql+psycopg://u:p@db:5432/helpdesk"),
        ("postgresql+psycopg:///h?host=/run", "postgresql+psycopg:///h?host=/run"),
    ],
)
def test_every_spelling_of_postgresql_means_psycopg_3(
    tmp_path: Path, given: str, kept: str
) -> None:
    assert load(tmp_path, DATABASE_URL=given).database_url == kept


def test_a_relative_sqlite_path_does_not_depend_on_the_folder_a_process_starts_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = load(tmp_path, DATABASE_URL="sqlite:///instance/lain.db").database_url
    assert Path(url.removeprefix("sqlite:///")).is_absolute()
    assert not url.startswith(f"sqlite:///{tmp_path}")


def test_the_slash_at_the_end_of_base_url_is_dropped(tmp_path: Path) -> None:
    assert load(tmp_path, BASE_URL="https://bantu.test/").base_url == "https://bantu.test"


def test_without_base_url_the_links_lead_to_the_address_listened_on(tmp_path: Path) -> None:
    assert load(tmp_path, HOST="0.0.0.0", PORT="8080").base_url == "http://127.0.0.1:8080"
    assert load(tmp_path, HOST="::1", PORT="81").base_url == "http://[::1]:81"


SENSELESS = [
    ("DATABASE_URL", "helpdesk.db", "bukan URL"),
    ("DATABASE_URL", "mysql://u@db/helpdesk", "mysql"),
    ("DATABASE_URL", "sqlite://", "nama berkas"),
    ("DATABASE_URL", "sqlite:///:memory:", "di memori"),
    ("DATABASE_URL", "postgresql://db:99999/helpdesk", "port"),
    ("DATABASE_URL", "postgresql://db", "nama basis data"),
    ("BASE_URL", "bantu.test", "skema"),
    ("BASE_URL", "ftp://bantu.test", "ftp"),
    ("BASE_URL", "https://bantu.test/helpdesk", "jalur"),
    ("BASE_URL", "https://bantu.test/?a=1", "tanda tanya"),
    ("BASE_URL", "https://a:b@bantu.test", "kata sandi"),
    ("BASE_URL", "https://bantu.test:70000", "port"),
    ("BASE_URL", "https://", "nama mesin"),
    ("BASE_URL", "https://[::1", "bukan URL"),
    ("HOST", "http://127.0.0.1", "tanpa skema"),
    ("PORT", "0", "1 sampai 65534"),
    ("PORT", "65535", "1 sampai 65534"),
    ("PORT", "delapan ribu", "bilangan"),
    ("PORT", "٨٠", "bilangan"),
    ("TRUSTED_PROXIES", "-1", "0 sampai 5"),
    ("DEMO", "mungkin", "1 (ya) atau 0 (tidak)"),
    ("APP_ENV", "live", "production"),
    ("LOG_LEVEL", "loud", "WARNING"),
    ("TELEGRAM_BOT_TOKEN", "my-bot-token", "titik dua"),
    ("TELEGRAM_BOT_TOKEN", f"bot{TOKEN}", "titik dua"),
    ("TELEGRAM_API_URL", "http://telegram.test", "https"),
    ("TELEGRAM_WEBHOOK_URL", "http://bantu.test/telegram/webhook", "https"),
    ("TELEGRAM_WEBHOOK_SECRET", "pendek", "16 sampai 256"),
    ("SMTP_URL", "mail.bantu.test", "skema"),
    ("SMTP_URL", "http://mail.bantu.test", "http"),
    ("SMTP_URL", "smtp://user@mail.bantu.test", "kata sandi"),
    ("MAIL_FROM", "helpdesk", "alamat surel"),
    ("MAIL_FROM", "Helpdesk <a@bantu.test>", "alamat surel"),
    ("LKPP_EMAIL", "a@b@c", "alamat surel"),
    ("TELKOM_EMAIL", "a b@c.test", "alamat surel"),
]


@pytest.mark.parametrize(("name", "value", "reason"), SENSELESS)
def test_a_senseless_value_is_refused_with_name_reason_and_example(
    tmp_path: Path, name: str, value: str, reason: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, **{name: value})
    assert refused.value.message.startswith(f"Pengaturan {name} ")
    assert reason in refused.value.message
    assert "Contoh: " in refused.value.message


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("INSTANCE_PATH", "SECRET_KEY")])
def test_every_variable_refuses_nonsense(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=f"^Pengaturan {name} "):
        load(tmp_path, **{name: "\\ bukan @ apa / apa ?"})


def test_a_refusal_does_not_repeat_a_secret(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, SMTP_URL="http://pengguna:s4ndi-asli@mail.test")
    assert "s4ndi-asli" not in refused.value.message
    assert refused.value.__cause__ is None


def test_a_webhook_needs_its_secret_and_its_token(tmp_path: Path) -> None:
    url = "https://bantu.test/telegram/webhook"
    with pytest.raises(SettingsError, match="TELEGRAM_WEBHOOK_SECRET"):
        load(tmp_path, TELEGRAM_WEBHOOK_URL=url, TELEGRAM_BOT_TOKEN=TOKEN)
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        load(tmp_path, TELEGRAM_WEBHOOK_URL=url, TELEGRAM_WEBHOOK_SECRET="a1" * 10)


def test_plain_http_is_allowed_to_this_machine_alone(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL="http://127.0.0.1:8081",
        TELEGRAM_WEBHOOK_URL="http://localhost:8082/telegram/webhook",
        TELEGRAM_WEBHOOK_SECRET="a1" * 10,
    )
    assert settings.telegram_api_url == "http://127.0.0.1:8081"


def test_a_database_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        load(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/berkas/helpdesk.db")
    with pytest.raises(SettingsError, match="INSTANCE_PATH"):
        load(tmp_path / "berkas" / "instance")


def test_a_database_path_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        load(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}")


def test_development_makes_a_secret_once_that_only_the_owner_reads(tmp_path: Path) -> None:
    first = load(tmp_path).secret_key
    assert len(first) == 64
    assert load(tmp_path).secret_key == first
    file = tmp_path / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["secret_key"]


def test_a_secret_file_that_came_first_is_kept(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("yang pertama\n")
    assert load(tmp_path).secret_key == "yang pertama"


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        ("", "kosong"),
        (LIVE_SECRET[:31], "terlalu pendek"),
        ("ab" * 20, "mudah ditebak"),
        (f"changeme-{LIVE_SECRET}", "nilai contoh"),
    ],
)
def test_production_refuses_a_weak_secret(tmp_path: Path, secret: str, reason: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY") as refused:
        load(tmp_path, **LIVE | {"SECRET_KEY": secret})
    assert reason in refused.value.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "1"),
        ("BASE_URL", "http://bantu.test"),
        ("BASE_URL", ""),
    ],
)
def test_production_refuses_demo_and_plain_http(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load(tmp_path, **LIVE | {name: value})


def test_production_sends_mail_from_a_real_address_only(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        load(tmp_path, **LIVE, SMTP_URL="smtps://mail.bantu.test:465")


def test_production_with_a_good_secret_starts(tmp_path: Path) -> None:
    settings = load(tmp_path, **LIVE)
    assert settings.production
    assert settings.secret_key == LIVE_SECRET
    assert not (tmp_path / "secret_key").exists()


def test_repr_hides_every_secret(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        SECRET_KEY=LIVE_SECRET,
        DATABASE_URL="postgresql://u:s4ndi-db@db/helpdesk",
        SMTP_URL="smtp://u:s4ndi-surel@mail.test",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_WEBHOOK_SECRET="kata-webhook-1234567890",
    )
    shown = repr(settings)
    for hidden in (LIVE_SECRET, "s4ndi-db", "s4ndi-surel", TOKEN, "kata-webhook"):
        assert hidden not in shown


def test_the_environment_wins_over_the_file_and_an_empty_variable_hides_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"PORT=8111\nHOST=127.0.0.2\nDEMO=1\nINSTANCE_PATH={tmp_path}\n")
    settings = load_settings({"PORT": "8222", "DEMO": ""}, env_file=file)
    assert (settings.port, settings.host, settings.demo) == (8222, "127.0.0.2", False)


def test_reading_the_file_leaves_the_process_environment_alone(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"TELKOM_EMAIL=bantuan@telkom.test\nINSTANCE_PATH={tmp_path}\n")
    assert load_settings({}, env_file=file).telkom_email == "bantuan@telkom.test"
    assert "TELKOM_EMAIL" not in os.environ


def test_overrides_pass_the_same_checks(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DEMO"):
        load_settings({"INSTANCE_PATH": str(tmp_path), **LIVE}, env_file=None, demo=True)
    with pytest.raises(TypeError, match="colour"):
        load_settings({}, env_file=None, colour="red")


def test_the_example_file_names_every_setting_and_loads(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / ".env.example"
    written = {line.partition("=")[0] for line in example.read_text().splitlines() if "=" in line}
    assert set(NAMES) <= written
    assert load_settings({"INSTANCE_PATH": str(tmp_path)}, env_file=example).demo
