"""What lists and pages say of an officer who does not work."""

from datetime import date

from helpdesk.domain.absence import AbsenceKind
from helpdesk.wording.time import date_plain

KINDS = {
    AbsenceKind.LEAVE: "Cuti", AbsenceKind.TRAVEL: "Dinas luar", AbsenceKind.OTHER: "Lainnya",
}


def option_text(name: str, last: date, deputy: str, zone: str) -> str:
    """As "Rina — tidak bertugas s.d. 27 November 2026, diganti Budi", where a person is chosen."""
    told = f"{name} — tidak bertugas s.d. {date_plain(last, zone)}"
    return f"{told}, diganti {deputy}" if deputy else f"{told}, tanpa pengganti"


def also_away(name: str, span: str) -> str:
    """Told to whoever records a deputy away."""
    return (
        f"Perhatikan: petugas ini tercatat sebagai pengganti {name} ({span}). Pada hari yang sama "
        f"pemberitahuan {name} pergi kepada penggantinya sendiri, atau kepada rekan sebagian."
    )


def span_text(first: date, last: date, zone: str) -> str:
    """As "26 November 2026" or "26 November 2026 sampai 30 November 2026"."""
    if first == last:
        return date_plain(first, zone)
    return f"{date_plain(first, zone)} sampai {date_plain(last, zone)}"
