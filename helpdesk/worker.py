"""The worker: the table of periodic jobs and the process that runs them, startable more than once.

The scheduler only says "look again"; what is due is found from the data and the application's
clock, so a missed, doubled or late tick does no harm.
"""

import gc
import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType

import click
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask.logging import default_handler

from helpdesk import clock as wall
from helpdesk.config import Settings
from helpdesk.current import current_book
from helpdesk.db import begin_reading, db, release
from helpdesk.delivery.compose import Composed, compose
from helpdesk.delivery.dispatch import Post, dispatch
from helpdesk.delivery.files import FOLDER, MailFolder
from helpdesk.delivery.smtp import SmtpServer
from helpdesk.doctor.machine import job_lines, work_lines
from helpdesk.models import OutboxItem
from helpdesk.press import press_of
from helpdesk.queries.machine import machine_at
from helpdesk.queries.revisions import waiting_plans
from helpdesk.storage import FileStore
from helpdesk.usecases import outbox
from helpdesk.usecases.attach import forget_unused
from helpdesk.usecases.bulk import carry_out_due
from helpdesk.usecases.calendar_walk import calendar_is_behind, walk_calendar
from helpdesk.usecases.digest import send_digests
from helpdesk.usecases.edit_service import begin_planned
from helpdesk.usecases.lease import give_back_lease, take_lease
from helpdesk.usecases.mailbox import accept_mailed
from helpdesk.usecases.officer_chats import rescue_notices
from helpdesk.usecases.reminders import tell_reminders
from helpdesk.usecases.sweep import sweep
from helpdesk.worker_figures import keep_figures
from helpdesk.worker_mail import enclosing
from helpdesk.worker_questions import forget_words, group_questions
from helpdesk.worker_search import fill_index

UNUSED_AFTER = timedelta(days=2)  # an upload that no message took
JUMP = 30.0  # seconds by which the wall clock may run apart from the monotonic one
log = logging.getLogger("helpdesk.worker")


@dataclass(frozen=True)
class Job:
    """One job, each `every` seconds; `shared`: of several workers one does it at a time."""

    name: str
    every: int
    function: Callable[[Flask], None]
    shared: bool = False


def run_sweep(app: Flask) -> None:
    """Take the steps that time has made due."""
    book = current_book(app)
    begin_reading()  # finding out that nothing is due takes no write lock
    taken = sweep(book, app.extensions["clock"]())
    if taken:
        log.info("%d steps taken", taken)


def follow_saved_calendar(app: Flask) -> None:
    """Bring every ticket to a calendar that was saved, a batch at a time."""
    book = current_book(app)
    begin_reading()
    if not calendar_is_behind(book):
        return
    release()
    while moved := walk_calendar(book, app.extensions["clock"]()):
        log.info("%d tickets brought to the calendar of revision %d", moved,
                 book.calendars.newest.revision)


def run_dispatch(app: Flask) -> None:
    """Send the mails and web chat lines that are due."""
    clock = app.extensions["clock"]
    dispatch(post_of(app), clock)
    if mail_leaves(app.extensions["settings"]):
        accept_mailed(current_book(app), clock())


def run_bulk(app: Flask) -> None:
    """Carry out what officers ordered for many tickets at once."""
    begin_reading()
    done = carry_out_due(current_book(app), app.extensions["clock"]())
    if done:
        log.info("%d tickets of bulk orders", done)


def run_digests(app: Flask) -> None:
    """Gather what ran late, and once a week what stays missed, into one mail per officer."""
    made = send_digests(current_book(app), app.extensions["clock"]())
    if made:
        log.info("%d digests", made)


def run_reminders(app: Flask) -> None:
    """Tell officers what they wanted to be reminded of."""
    told = tell_reminders(current_book(app), app.extensions["clock"]())
    if told:
        log.info("%d reminders told", told)


def rescue_from_chats(app: Flask) -> None:
    """What Telegram does not take goes to officers by mail."""
    rescued = rescue_notices(app.extensions["clock"]())
    if rescued:
        log.info("notices of %d officers go by mail", rescued)


def begin_planned_services(app: Flask) -> None:
    """Put into force the changes of services whose day has come."""
    book = current_book(app)
    begin_reading()
    if not waiting_plans():
        return
    release()
    begun = begin_planned(book, app.extensions["clock"]())
    if begun:
        log.info("%d services changed as planned", begun)


def forget_uploads(app: Flask) -> None:
    """Drop uploads that no message took, rows first, then bytes."""
    settings: Settings = app.extensions["settings"]
    store = FileStore(settings.instance_path / "files")
    for ref in forget_unused(app.extensions["clock"]() - UNUSED_AFTER):
        store.drop(ref)


JOBS = (
    Job("sweep", 5, run_sweep, shared=True),
    Job("calendar", 5, follow_saved_calendar, shared=True),
    Job("dispatch", 2, run_dispatch),
    Job("bulk", 2, run_bulk, shared=True),
    Job("digest", 60, run_digests, shared=True),
    Job("reminders", 20, run_reminders, shared=True),
    Job("rescue", 60, rescue_from_chats, shared=True),
    Job("uploads", 3600, forget_uploads, shared=True),
    Job("questions", 60, group_questions, shared=True),
    Job("forget", 3600, forget_words, shared=True),
    Job("figures", 600, keep_figures, shared=True),
    Job("services", 60, begin_planned_services, shared=True),
    Job("search", 600, fill_index, shared=True),
)


def mail_leaves(settings: Settings) -> bool:
    """Whether a mail marked sent has really gone to a server, not into a folder."""
    return bool(settings.smtp_url) and not settings.demo


def post_of(app: Flask) -> Post:
    """How this installation sends: by SMTP, or as files without it and always with sample data."""
    settings: Settings = app.extensions["settings"]
    book = current_book(app)
    press = press_of(app)

    def worded(item: OutboxItem, now: datetime) -> Composed:
        return compose(
            item, catalogue=book.catalogue, link_key=book.link_key, base_url=settings.base_url,
            now=now, draw=lambda reading, in_full: press.draw_proof(reading, in_full=in_full),
        )

    def carrier() -> SmtpServer | MailFolder:
        if mail_leaves(settings):
            return SmtpServer(settings.smtp_url)
        return MailFolder(settings.instance_path / FOLDER, demo=settings.demo)

    return Post(
        ledger=outbox, compose=worded, enclose=enclosing(book, settings), carrier=carrier,
        mail_from=settings.mail_from, sender_name=f"Helpdesk {book.catalogue.bureau.short_name}",
        mailboxes=frozenset(m.lower() for m in book.mailboxes.values() if m),
    )


class Worker:
    """One worker process: its scheduler, its name in the leases, its end."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in JOBS:
            self.scheduler.add_job(
                self.tick, "interval", (job,), seconds=job.every, id=job.name,
                next_run_time=wall.now(),
            )

    def tick(self, job: Job) -> None:
        """One run of a job in its own session; an error ends this run and nothing else."""
        with self.app.app_context():
            try:
                name, now = f"worker-{job.name}", self.app.extensions["clock"]()
                if take_lease(name, self.holder, now=now) or not job.shared:
                    job.function(self.app)
            except Exception:
                log.exception("job %s failed; it runs again in %d s", job.name, job.every)
            finally:
                db.session.remove()

    def run(self) -> None:
        """Run the jobs until `stopping` is set, then let the running ones finish."""
        self.scheduler.start()
        try:
            watch_clock(self.stopping, self.look_again)
        finally:
            self.scheduler.shutdown(wait=True)
            self._give_back()

    def look_again(self) -> None:
        """Run every job now: the wall clock jumped, and next-run times mean nothing any more."""
        for job in self.scheduler.get_jobs():
            job.modify(next_run_time=wall.now())

    def _give_back(self) -> None:
        with self.app.app_context():
            now = self.app.extensions["clock"]()
            for job in JOBS:
                give_back_lease(f"worker-{job.name}", self.holder, now=now)
            db.session.remove()


def watch_clock(stopping: threading.Event, jumped: Callable[[], None]) -> None:
    """Call `jumped` when the wall clock leaps against the monotonic one; returns at `stopping`.

    APScheduler plans by the wall clock: set back by an hour, it would sleep for that hour.
    """
    apart = wall.now().timestamp() - time.monotonic()
    while not stopping.wait(1.0):
        seen = wall.now().timestamp() - time.monotonic()
        if abs(seen - apart) > JUMP:
            log.warning("the clock jumped by %d s; all jobs run now", seen - apart)
            jumped()
        apart = seen


@click.group("worker", invoke_without_command=True)
@click.pass_context
@with_appcontext
def worker_command(context: click.Context) -> None:
    """Jalankan pekerjaan berkala: tenggat, eskalasi, pengiriman surel. Berhenti dengan Ctrl-C."""
    if context.invoked_subcommand is not None:
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    _set_up_logging(app.extensions["settings"].log_level)
    worker = Worker(app)

    def stop(number: int, frame: FrameType | None) -> None:
        worker.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    gc.collect()
    gc.freeze()  # what start loaded is not looked through again: a sixth of a long sweep
    click.echo("Worker berjalan.")
    worker.run()
    click.echo("Worker berhenti.")


def _set_up_logging(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("helpdesk").removeHandler(default_handler)  # each line once


@worker_command.command("status")
@with_appcontext
def status_command() -> None:
    """Tampilkan siapa mengerjakan apa, sejauh mana tertinggal, dan apa yang berikutnya."""
    now = current_app.extensions["clock"]()
    zone = current_app.extensions["rulebook"].catalogue.bureau.zone
    release()
    begin_reading()
    machine = machine_at(now)
    for line in (
        *job_lines(machine, now, zone, [job.name for job in JOBS]), *work_lines(machine, now, zone)
    ):
        click.echo(f"{'✓' if line.ok else '✗'} {line.title}: {line.text}")
    release()
