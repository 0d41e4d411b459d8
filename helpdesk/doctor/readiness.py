"""Whether this installation can serve just now: database, migrations, queues, worker, bot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.config import ROOT, Settings
from helpdesk.db import begin_reading, db, release
from helpdesk.doctor.webhook import webhook_wrong
from helpdesk.models import InboxItem, Lease, OutboxItem

LONGEST_LAG = timedelta(minutes=10)  # of a notice or an arrival before someone should look
LONGEST_SILENCE = timedelta(minutes=5)  # of a process that ticks every few seconds
WORKER_LEASES = ("worker-sweep", "worker-dispatch")


@dataclass(frozen=True)
class Part:
    """One thing looked at: its key in /readyz, whether it is well, and why not, in Indonesian."""

    key: str
    ok: bool
    text: str


def readiness(settings: Settings, now: datetime) -> list[Part]:
    """Every part in order; without a migrated database nothing else can be told."""
    try:
        release()
        begin_reading()
        schema = _schema()
        if not schema.ok:
            return [_WELL, schema]
        return [_WELL, schema, *_lags(now), *_ticks(settings, now)]
    except SQLAlchemyError as broken:
        return [Part("database", False, f"Basis data tidak terjangkau ({type(broken).__name__}).")]
    finally:
        _forget()


_WELL = Part("database", True, "Basis data terjangkau.")


def _forget() -> None:
    """Leave no transaction open, even where the connection has gone."""
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session.remove()


def newest_migration() -> str | None:
    """The head among the files of `migrations/`."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def _schema() -> Part:
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    if current == newest_migration():
        return Part("migrations", True, "Struktur basis data sesuai dengan versi aplikasi.")
    return Part(
        "migrations", False,
        "Struktur basis data belum sesuai. Jalankan: flask --app wsgi db upgrade",
    )


def _lags(now: datetime) -> Iterator[Part]:
    waiting = sa.select(sa.func.min(InboxItem.received_at)).filter_by(state="new")
    yield _lag("inbox", "Kiriman masuk", db.session.scalar(waiting), now)
    unsent = sa.select(sa.func.min(OutboxItem.not_before)).where(
        OutboxItem.state.in_(("pending", "sending", "failed"))
    )
    yield _lag("outbox", "Pesan keluar", db.session.scalar(unsent), now)


def _lag(key: str, what: str, oldest: datetime | None, now: datetime) -> Part:
    lag = now - oldest if oldest is not None else timedelta(0)
    if lag <= LONGEST_LAG:
        return Part(key, True, f"{what} tidak tertahan.")
    return Part(key, False, f"{what} tertahan {spell(lag)}.")


def _ticks(settings: Settings, now: datetime) -> Iterator[Part]:
    leases = {lease.name: lease for lease in db.session.scalars(sa.select(Lease))}
    for name in WORKER_LEASES:
        yield _tick(name, "Worker", leases.get(name), now)
    if settings.telegram_bot_token:
        names = sorted(name for name in leases if name.startswith("bot")) or ["bot"]
        for name in names:
            yield _tick(name, "Bot Telegram", leases.get(name), now)
    if settings.telegram_webhook_url:
        wrong = webhook_wrong(now)
        yield Part("webhook", not wrong, wrong or "Webhook Telegram menerima pesan.")


def _tick(name: str, what: str, lease: Lease | None, now: datetime) -> Part:
    if lease is None or lease.last_run_at is None:
        return Part(name, False, f"{what} ({name}) belum pernah berjalan.")
    silent = now - lease.last_run_at
    if silent <= LONGEST_SILENCE:
        return Part(name, True, f"{what} ({name}) berjalan.")
    return Part(name, False, f"{what} ({name}) diam {spell(silent)}.")


def spell(span: timedelta) -> str:
    """A span for people: minutes, hours or days, whichever is the largest whole one."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{max(minutes, 0)} menit"
    return f"{minutes // 60} jam" if minutes < 48 * 60 else f"{minutes // 1440} hari"
