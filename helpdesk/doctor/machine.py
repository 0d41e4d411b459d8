"""The machine's state in words: for `flask worker status` and the page of the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk.doctor.readiness import LONGEST_LAG, LONGEST_SILENCE, spell
from helpdesk.models import Lease
from helpdesk.queries.machine import Backlog, Machine
from helpdesk.wording.time import datetime_long, local

# The jobs in the order in which a reader asks for them; a new one shows by its own name.
TITLES = {
    "sweep": "Tenggat dan jenjang", "dispatch": "Pengiriman surel", "bulk": "Tindakan massal",
    "digest": "Rangkuman petugas", "reminders": "Pengingat petugas",
    "calendar": "Hitung ulang sesudah kalender diubah", "uploads": "Bersih-bersih unggahan",
    "questions": "Pengelompokan pertanyaan", "forget": "Hapus kata-kata pertanyaan lama",
    "figures": "Angka kinerja bulanan",
    "search": "Indeks pencarian", "services": "Layanan yang direncanakan berubah",
    "rescue": "Surel pengganti bila Telegram macet",
}
# How long a job may be silent before someone should look; others tick every few seconds.
_SILENCE = {"uploads": timedelta(hours=3), "forget": timedelta(hours=3),
            "figures": timedelta(hours=1), "search": timedelta(hours=1)}
POLICIES = {"calendar": "kalender", "limits": "batas waktu", "ladder": "jenjang"}


@dataclass(frozen=True)
class Line:
    """One finding: `ok` is False where someone should look."""

    title: str
    text: str
    ok: bool = True


def job_lines(
    machine: Machine, now: datetime, zone: str, names: Sequence[str] = ()
) -> list[Line]:
    """Each job: who does it, until when the lease holds, when it last ran.

    `names` are those that should exist; any other that has left a lease is added.
    """
    leased = [name.removeprefix("worker-") for name in machine.leases if _is_job(name)]
    known = dict.fromkeys([*(n for n in TITLES if n in {*names, *leased}), *names, *leased])
    return [
        _job(name, machine.leases.get(f"worker-{name}"), now, zone) for name in known
    ]


def _is_job(name: str) -> bool:
    return name.startswith("worker-")


def _job(name: str, lease: Lease | None, now: datetime, zone: str) -> Line:
    title = f"{TITLES[name]} ({name})" if name in TITLES else name
    if lease is None or lease.last_run_at is None:
        return Line(title, "belum pernah berjalan", ok=False)
    silent = now - lease.last_run_at
    until = local(lease.until, zone).strftime("%H.%M.%S")
    held = f"sampai {until}" if lease.until > now else f"sudah lepas {until}"
    return Line(
        title, f"berjalan {seconds(silent)} lalu; sewa {lease.holder}, {held}",
        ok=silent <= _SILENCE.get(name, LONGEST_SILENCE),
    )


def work_lines(machine: Machine, now: datetime, zone: str) -> Iterator[Line]:
    """What is behind, what comes next, what someone should look at."""
    yield _lag("Langkah tenggat", machine.steps, now, "langkah")
    yield _lag("Pesan keluar", machine.mails, now, "pesan")
    yield Line("Langkah berikutnya", _next(machine, now, zone))
    yield Line("Menunggu rangkuman", f"{machine.gathered} pemberitahuan")
    for revision in machine.unapplied:
        what = POLICIES.get(revision.policy, revision.policy)
        yield Line(
            "Perubahan aturan",
            f"{what} versi {revision.number} belum diterapkan pada semua tiket",
            ok=now - revision.saved_at <= LONGEST_LAG,
        )
    yield Line(
        "Pesan tidak terkirim", str(machine.dead) if machine.dead else "tidak ada",
        ok=not machine.dead,
    )


def _lag(title: str, backlog: Backlog, now: datetime, what: str) -> Line:
    if backlog.since is None:
        return Line(title, "tidak tertinggal")
    late = now - backlog.since
    text = f"{backlog.count} {what} menunggu, tertinggal {seconds(late)}"
    return Line(title, text, ok=late <= LONGEST_LAG)


def _next(machine: Machine, now: datetime, zone: str) -> str:
    if machine.next_step is None:
        return "tidak ada"
    ticket = f"tiket {machine.next_number}" if machine.next_number else "sebuah tiket tertutup"
    when = datetime_long(machine.next_step, zone)
    return f"{when}, {ticket}{' (sudah jatuh tempo)' if machine.next_step <= now else ''}"


def seconds(span: timedelta) -> str:
    """A span for people, from seconds up; a clock set back shows as none."""
    whole = max(int(span.total_seconds()), 0)
    return f"{whole} detik" if whole < 120 else spell(span)
