"""What is wrong with a set-up: database, folder, secrets, addresses, mail, bot, worker, clock."""

import os
import shutil
import smtplib
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa

from helpdesk.catalogue.loader import check_next_year
from helpdesk.config import ROOT, Settings
from helpdesk.db import begin_reading, db, release
from helpdesk.doctor.findings import Finding
from helpdesk.doctor.readiness import Part, readiness
from helpdesk.doctor.telegram import check_telegram
from helpdesk.domain.catalogue import Catalogue
from helpdesk.errors import CatalogueError
from helpdesk.models import TicketEvent

LEAST_DISK = 1024**3  # bytes; uploads and the database share it
TIMEOUT = 5.0  # seconds for a mail server to answer


def check_setup(settings: Settings, catalogue: Catalogue, now: datetime) -> Iterator[Finding]:
    """Every finding in the order in which it would be mended."""
    parts = readiness(settings, now)
    yield from (_of_part(part) for part in parts)
    yield _folder(settings.instance_path)
    yield _disk(settings.instance_path)
    yield _secret(settings)
    yield _address(settings)
    yield _smtp(settings)
    yield from check_telegram(settings)
    yield _clock(now, readable=all(part.ok for part in parts[:2]))
    yield Finding(
        True, f"Katalog terbaca: {len(catalogue.services)} layanan, "
        f"{len(catalogue.procedures)} SOP",
    )
    yield _next_year(catalogue, now)


_MEND = {
    "database": "Periksa DATABASE_URL, dan bahwa basis datanya hidup.",
    "migrations": "Jalankan: flask --app wsgi db upgrade",
    "inbox": "Lihat catatan proses bot; kiriman yang gagal ada di tabel inbox.",
    "webhook": "Periksa TELEGRAM_WEBHOOK_URL, sertifikatnya, dan bahwa proxy meneruskan "
    "/telegram/webhook ke proses bot.",
    "outbox": "Pastikan worker berjalan, lalu periksa SMTP_URL dan catatan proses worker.",
}


def _of_part(part: Part) -> Finding:
    starts = "python -m bot" if part.key.startswith("bot") else "flask --app wsgi worker"
    return Finding(part.ok, part.text, _MEND.get(part.key, f"Jalankan prosesnya: {starts}"))


def _folder(folder: Path) -> Finding:
    writable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    return Finding(
        writable, f"Folder data {folder} dapat ditulisi",
        "Beri pengguna proses ini hak tulis, atau ubah INSTANCE_PATH.",
    )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    return Finding(
        free >= LEAST_DISK, f"Ruang disk tersisa {free / 1024**3:.1f} GB".replace(".", ","),
        "Kosongkan disk atau pindahkan INSTANCE_PATH; lampiran disimpan di sana.",
    )


def _secret(settings: Settings) -> Finding:
    mend = "Isi SECRET_KEY dengan 32 karakter acak atau lebih, atau batasi hak bacanya (0600)."
    if len(settings.secret_key) < 32:
        return Finding(False, "SECRET_KEY terlalu pendek", mend)
    kept = settings.instance_path / "secret_key"
    if kept.exists() and kept.read_text().strip() == settings.secret_key:
        private = kept.stat().st_mode & 0o077 == 0
        return Finding(private, f"SECRET_KEY tersimpan di {kept}", mend)
    return Finding(True, "SECRET_KEY diberikan lewat pengaturan")


def _address(settings: Settings) -> Finding:
    parts = urlsplit(settings.base_url)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if local and not settings.demo:
        return Finding(
            False, f"BASE_URL {settings.base_url} hanya dapat dibuka dari mesin ini",
            "Isi BASE_URL dengan alamat publik; tautan dalam pesan memakainya.",
        )
    safe = local or parts.scheme == "https"
    return Finding(
        safe, f"Alamat publik {settings.base_url}",
        "Pakai https:// agar tautan tiket tidak terbaca di jalan.",
    )


def _smtp(settings: Settings) -> Finding:
    """Knock at the mail server; nothing is sent."""
    if settings.demo or not settings.smtp_url:
        why = "mode contoh" if settings.demo else "SMTP_URL kosong"
        return Finding(True, f"Surel ditulis sebagai berkas .eml ({why})")
    parts = urlsplit(settings.smtp_url)
    try:
        _knock(settings.smtp_url)
    except (OSError, smtplib.SMTPException) as broken:
        return Finding(
            False, f"Server surel {parts.hostname} tidak menerima ({type(broken).__name__})",
            "Periksa SMTP_URL: nama server, porta, pengguna, dan kata sandinya.",
        )
    return Finding(True, f"Server surel {parts.hostname} menjawab")


def _knock(url: str) -> None:
    parts = urlsplit(url)
    context = ssl.create_default_context()
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=TIMEOUT, context=context
        )
    else:
        line = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    with line:
        line.ehlo()
        if parts.scheme == "smtp" and line.has_extn("starttls"):
            line.starttls(context=context)
        if parts.username:
            line.login(unquote(parts.username), unquote(parts.password or ""))


def _clock(now: datetime, *, readable: bool) -> Finding:
    """A clock behind the newest event, or behind our own files, has been set back."""
    newest = datetime.fromtimestamp((ROOT / "requirements.txt").stat().st_mtime, UTC)
    if readable:
        release()
        begin_reading()
        newest = max(newest, db.session.scalar(sa.select(sa.func.max(TicketEvent.at))) or newest)
        release()
    return Finding(
        now >= newest - timedelta(minutes=1), "Jam mesin masuk akal",
        f"Jam mesin tertinggal dari {newest:%Y-%m-%d %H:%M} UTC. Nyalakan sinkronisasi (NTP).",
    )


def _next_year(catalogue: Catalogue, now: datetime) -> Finding:
    today = catalogue.calendar.local_date(now)
    try:
        check_next_year(catalogue, today)
    except CatalogueError as missing:
        mend = f"{missing.message} Atau siapkan tahunnya di /petugas/kalender."
        return Finding(False, f"Kalender tahun {today.year + 1} belum ada", mend)
    known = today.year + 1 in catalogue.calendar_years
    return Finding(True, f"Kalender sampai tahun {today.year + 1 if known else today.year} ada")
