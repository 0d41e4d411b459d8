"""Siap Tayang: what the bureau still has to decide or fill in before the public may rely on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from helpdesk.config import Settings
from helpdesk.db import begin_reading, db, release
from helpdesk.doctor.findings import Finding
from helpdesk.domain.calendar_warnings import Unsettled, calendar_warnings
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Role
from helpdesk.models import Officer, Setting
from helpdesk.usecases.audience import PROVIDER_MAIL_CONFIRMED
from helpdesk.wording.calendar import warning_text

CONTENT = "helpdesk/catalogue"
BACKUP_SEEN = "backup_seen"  # touched in the instance folder by the nightly backup
OLDEST_BACKUP = timedelta(days=2)


def check_golive(settings: Settings, catalogue: Catalogue, now: datetime) -> Iterator[Finding]:
    """Every finding; each gap is the bureau's to close, none is a fault of the machine."""
    release()
    begin_reading()
    officers = list(db.session.scalars(sa.select(Officer).filter_by(active=True)))
    confirmed = db.session.get(Setting, PROVIDER_MAIL_CONFIRMED) is not None
    release()
    yield from _profile(catalogue)
    yield from _calendar(catalogue, now)
    yield _standards(catalogue)
    yield from _officers(catalogue, officers)
    yield _pledge(catalogue)
    yield _lkpp(settings, confirmed)
    yield from _machine(settings)
    yield _backup(settings.instance_path, now)


def _profile(catalogue: Catalogue) -> Iterator[Finding]:
    bureau = catalogue.bureau
    yield Finding(
        not bureau.contact_is_example, "Profil: alamat, telepon, dan surel resmi",
        f"Isi data yang benar di {CONTENT}/bureau.yaml, lalu contact_is_example: false.",
    )
    yield Finding(
        bureau.signatory.name is not None, "Profil: nama penandatangan",
        f"Isi signatory.name di {CONTENT}/bureau.yaml.",
    )


def _calendar(catalogue: Catalogue, now: datetime) -> Iterator[Finding]:
    today = catalogue.calendar.local_date(now)
    for number, entry in sorted(catalogue.calendar_years.items()):
        if number < today.year:
            continue
        to_come = any(special.last >= today for special in entry.special)
        file = f"{CONTENT}/calendar/{number}.yaml"
        yield Finding(
            entry.confirmed, f"Kalender {number}: hari libur menurut SKB",
            f"Cocokkan dengan SKB tiga menteri, lalu pastikan di /petugas/kalender (atau {file}).",
        )
        yield Finding(
            entry.hours_confirmed or not to_come, f"Kalender {number}: jam kerja Ramadan",
            f"Cocokkan dengan surat edaran, lalu pastikan di /petugas/kalender (atau {file}).",
        )
    for warning in calendar_warnings(catalogue.calendar_years, today):
        if warning.what is Unsettled.HOURS_MISSING:
            yield Finding(
                False, warning_text(warning, catalogue.bureau.zone).rstrip("."),
                "Isi jamnya menurut surat edaran di /petugas/kalender.",
            )


def _standards(catalogue: Catalogue) -> Finding:
    open_ = [s for s in catalogue.offered.values() if s.standard and s.standard.reference_only]
    making = [s for s in catalogue.offered.values() if s.standard is None]
    return Finding(
        not open_,
        f"Standar pelayanan: {len(open_)} masih contoh acuan, {len(making)} sedang disusun",
        f"Tetapkan standar sendiri di {CONTENT}/services/*.yaml (reference_only: false).",
    )


def _officers(catalogue: Catalogue, officers: list[Officer]) -> Iterator[Finding]:
    add = "Tambah dengan: flask --app wsgi create-officer"
    real = [officer for officer in officers if not officer.demo]
    for role in Role:
        holders = [officer.name for officer in real if role.value in officer.roles]
        title = catalogue.bureau.titles.get(role.value, role.value)
        told = f": {', '.join(holders)}" if holders else " belum ada"
        yield Finding(bool(holders), f"Petugas: {title}{told}", f"{add} --role {role.value}")
    demo = len(officers) - len(real)
    yield Finding(
        demo == 0, f"Petugas: {demo} akun contoh",
        "Mulai dengan basis data baru tanpa DEMO; akun contoh dapat dibuka siapa saja.",
    )


def _pledge(catalogue: Catalogue) -> Finding:
    return Finding(
        not catalogue.pledge.is_draft, "Maklumat pelayanan ditandatangani",
        "Sesudah ditandatangani, Kepala menetapkannya di meja petugas: Kantor, Maklumat.",
    )


def _lkpp(settings: Settings, confirmed: bool) -> Finding:
    return Finding(
        bool(settings.lkpp_email) and confirmed, "Saluran LKPP: kotak surat disepakati",
        "Isi LKPP_EMAIL, lalu Administrator menyetujui pengiriman pertama di halaman pesan keluar. "
        "Tanpa itu, penerusan dilakukan petugas lewat LPSE Support.",
    )


def _machine(settings: Settings) -> Iterator[Finding]:
    yield Finding(not settings.demo, "Bukan mode contoh", "Hapus DEMO=1 dari .env.")
    yield Finding(
        settings.production, "APP_ENV=production",
        "Isi APP_ENV=production; rahasia lemah dan alamat tanpa https lalu ditolak.",
    )
    yield Finding(
        bool(settings.smtp_url) and not settings.mail_from.endswith(".test"),
        "Surel keluar lewat server surel instansi",
        "Isi SMTP_URL dan MAIL_FROM; tanpa itu surel hanya menjadi berkas.",
    )
    yield Finding(
        bool(settings.telegram_bot_token), "Bot Telegram",
        "Buat bot di @BotFather, lalu isi TELEGRAM_BOT_TOKEN.",
    )


def _backup(folder: Path, now: datetime) -> Finding:
    file = folder / BACKUP_SEEN
    mend = f"Jadwalkan cadangan harian (docs/operations.md); akhiri dengan: touch {file}"
    if not file.exists():
        return Finding(False, "Cadangan: belum pernah terlihat", mend)
    age = now.timestamp() - file.stat().st_mtime
    return Finding(
        age <= OLDEST_BACKUP.total_seconds(), f"Cadangan terakhir {age / 3600:.0f} jam yang lalu",
        mend,
    )
