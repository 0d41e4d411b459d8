"""Incidents in words: causes, neutral headlines to choose from, what the public reads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from helpdesk.domain.incident import Cause
from helpdesk.queries.incidents import Notice
from helpdesk.wording.time import datetime_long

CAUSE: Mapping[Cause, str] = {
    Cause.UNKNOWN: "Belum diketahui",
    Cause.BUREAU: "Biro (peladen atau jaringan kami)",
    Cause.LKPP: "LKPP",
    Cause.TELKOM: "Telkom",
    Cause.OTHER: "Pihak lain",
}
# Neutral: what does not work, never whose fault it is.
HEADLINES = (
    "Aplikasi SPSE tidak dapat dibuka",
    "Aplikasi SPSE berjalan lambat",
    "Unggah dokumen penawaran di SPSE terganggu",
    "Unduh dokumen pemilihan di SPSE terganggu",
    "Masuk ke SPSE atau INAPROC terganggu",
    "Situs LPSE tidak dapat dibuka",
    "Layanan helpdesk kami terganggu",
)
_PROVIDER = {"lkpp": "LKPP", "telkom": "Telkom"}


def banner(notice: Notice, zone: str) -> dict[str, str]:
    """What stands on every public page: {title, text, tone}."""
    since = datetime_long(notice.started_at, zone)
    if notice.ended_at is not None:
        until = datetime_long(notice.ended_at, zone)
        return {
            "title": f"{notice.headline}: sudah pulih", "tone": "ok",
            "text": f"Berlangsung dari {since} sampai {until}. Bila Anda masih terkendala, silakan "
                    "lapor.",
        }
    return {
        "title": notice.headline, "tone": "warn",
        "text": f"Sejak {since}. {_state(notice)} Laporan Anda tetap dicatat dan dijawab.",
    }


def _state(notice: Notice) -> str:
    if notice.provider is None:
        return "Sedang kami tangani."
    return f"Sudah kami teruskan ke {_PROVIDER.get(notice.provider, 'pengelola aplikasi')}."


def of_report(notice: Notice, zone: str) -> str:
    """What the requester of a joined report reads beside their own ticket."""
    name = f"gangguan “{notice.headline}”" if notice.headline else "gangguan yang lebih luas"
    if notice.ended_at is not None:
        over = datetime_long(notice.ended_at, zone)
        return f"Tiket ini bagian dari {name}, yang pulih {over}."
    filed = ""
    if notice.provider is not None and notice.filed_at is not None:
        party = _PROVIDER.get(notice.provider, "pengelola aplikasi")
        filed = f" Gangguan itu diteruskan ke {party} pada {datetime_long(notice.filed_at, zone)}."
    since = datetime_long(notice.started_at, zone)
    return f"Tiket ini bagian dari {name} yang sedang ditangani, sejak {since}.{filed}"


def lasting(time: timedelta) -> str:
    """A stretch of wall-clock time as "2 hari 3 jam 5 menit"; part minutes are dropped."""
    minutes = int(time.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "hari"), (hours, "jam"), (minutes, "menit")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "kurang dari 1 menit"


def until_text(ended_at: datetime | None, zone: str) -> str:
    """The end, or that there is none yet."""
    return datetime_long(ended_at, zone) if ended_at else "masih berlangsung"


def because(cause: Cause) -> str:
    """As "karena gangguan LKPP"."""
    return f"karena gangguan {CAUSE[cause]}"


def elsewhere_text(causes: Iterable[Cause]) -> str:
    """Misses that incidents account for, as "3 karena gangguan LKPP, 1 karena gangguan Telkom"."""
    counted = sorted(Counter(causes).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{number} {because(cause)}" for cause, number in counted)
