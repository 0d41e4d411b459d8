"""A tender's last day in words: what is left, and what became of the claim."""

from datetime import datetime, timedelta

from helpdesk.domain.catalogue import Limits
from helpdesk.domain.tender_claim import Claim
from helpdesk.wording.time import relative_day

_NEAR = timedelta(hours=48)  # beyond that hours say nothing


def closing(deadline: datetime, now: datetime, zone: str) -> str:
    """As "hari ini 14.00 WIB, 2 jam lagi"; "hari ini 14.00 WIB, sudah lewat"."""
    day = relative_day(deadline, now, zone)
    left = deadline - now
    if left < timedelta(0):
        return f"{day}, sudah lewat"
    return f"{day}, {_left(left)} lagi" if left <= _NEAR else day


def _left(left: timedelta) -> str:
    """Whole minutes, rounded down: nobody is promised a minute they do not have."""
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    if hours >= 3 or (hours and not minutes):
        return f"{hours} jam"
    if hours:
        return f"{hours} jam {minutes} menit"
    return f"{minutes} menit" if minutes else "kurang dari 1 menit"


def claim_words(claim: Claim | None, limits: Limits) -> str:
    """What officers are told of a claim of a tender day."""
    if claim is Claim.NO_JUMP:
        return f"Klaim mendesak tanpa loncatan: {limits.empty_claims.most} klaim kosong"
    return {
        Claim.JUMPED: "Klaim mendesak, didahulukan",
        Claim.NEEDS_CODE: "Klaim mendesak menunggu kode paket",
        Claim.EMPTY: "Klaim mendesak tidak terbukti",
    }.get(claim, "") if claim else ""
