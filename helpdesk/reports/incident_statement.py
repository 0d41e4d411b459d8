"""Keterangan Gangguan: for the Pokja, who alone decide what it means for a schedule."""

from datetime import datetime

from helpdesk.domain.catalogue import Bureau, Catalogue
from helpdesk.domain.incident import Cause
from helpdesk.domain.ticket import Channel
from helpdesk.domain.working_time import WorkingMinutes, elapsed
from helpdesk.queries.incidents import Reports, Statement
from helpdesk.reports.sheet import (
    Block,
    Callout,
    Facts,
    Frame,
    Quote,
    Section,
    Sheet,
    Signs,
    Text,
)
from helpdesk.wording.incident import CAUSE, lasting, until_text
from helpdesk.wording.time import datetime_long, working_minutes
from helpdesk.wording.values import label

TITLE = "Keterangan Gangguan"
_UNKNOWN = "Belum diketahui pada saat lembar ini dibuat."


def incident_statement(
    catalogue: Catalogue, stated: Statement, checked: str, frame: Frame
) -> Sheet:
    """What is known of the incident now; `checked`: the check code and where it is compared."""
    blocks: list[Block] = [
        Facts([*_facts(catalogue, stated, frame.made_at), ("Kode periksa", checked)]),
        Callout("Yang tidak diputuskan lembar ini", _limits()),
        Section("Laporan yang diterima"),
        Facts(_reports(stated.reports, catalogue.bureau.zone)),
        Section("Bukti dan keterangan"),
        Quote(stated.evidence) if stated.evidence else Text("Belum ada keterangan tertulis."),
        _signed(catalogue.bureau, stated.number),
    ]
    return Sheet(TITLE, stated.number, frame, blocks)


def _facts(
    catalogue: Catalogue, stated: Statement, made_at: datetime
) -> list[tuple[str, str | None]]:
    course, zone = stated.course, catalogue.bureau.zone
    over = course.ended_at or made_at
    so_far = "" if course.ended_at else " sampai lembar ini dibuat"
    office = elapsed(catalogue.calendar, course.started_at, over, WorkingMinutes)
    cause = f"{CAUSE[course.cause]}, sejauh diketahui"
    return [
        ("Nomor gangguan", stated.number),
        ("Gangguan", stated.headline),
        ("Mulai", datetime_long(course.started_at, zone)),
        ("Berakhir", until_text(course.ended_at, zone)),
        ("Lama", lasting(over - course.started_at) + so_far),
        ("Lama pada jam kerja", working_minutes(float(office)) + so_far),
        ("Sebab", _UNKNOWN if course.cause is Cause.UNKNOWN else cause),
    ]


def _reports(reports: Reports, zone: str) -> list[tuple[str, str | None]]:
    channels = [f"{label(Channel(code))}: {n}" for code, n in reports.by_channel.items()]
    return [
        ("Jumlah", f"{reports.count} laporan"),
        ("Laporan pertama", datetime_long(reports.first_at, zone)),
        ("Laporan terakhir", datetime_long(reports.last_at, zone)),
        ("Menurut saluran", "\n".join(channels)),
    ]


def _limits() -> list[str]:
    return [
        "Jadwal tender hanya dapat diubah oleh Pokja atau PPK, bukan oleh helpdesk.",
        (
            "Lembar ini tidak menghentikan atau memperpanjang jangka waktu apa pun menurut "
            "peraturan. Pokja atau PPK menilai sendiri akibatnya bagi paket masing-masing."
        ),
        "Jumlah laporan adalah yang tercatat di helpdesk, bukan jumlah semua yang terkena.",
    ]


def _signed(bureau: Bureau, number: str) -> Signs:
    signatory = bureau.signatory
    signer = [signatory.name, signatory.rank] if signatory.name else []
    if signatory.name and signatory.employee_number:
        signer.append(f"NIP {signatory.employee_number}")
    closing = f"Demikian keterangan gangguan {number} ini dibuat menurut catatan helpdesk."
    return Signs(
        "Yang memeriksa,", f"Mengetahui,\n{signatory.title}", closing,
        "\n".join(line for line in signer if line),
    )
