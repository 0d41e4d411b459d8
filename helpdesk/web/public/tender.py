"""A tender about to close, on the requester's pages."""

from typing import Any

from helpdesk.domain.tender_claim import Claim
from helpdesk.queries.reading import Reading
from helpdesk.web.door import catalogue
from helpdesk.wording.tender import closing

_TOLD = {
    Claim.JUMPED: "Tiket Anda kami dahulukan, dan petugas piket sudah kami kabari.",
    Claim.NEEDS_CODE: "Tinggal kode paketnya, supaya petugas piket bisa langsung kami kabari.",
    Claim.NO_JUMP: (
        "Beberapa laporan mendesak dari kontak ini sebelumnya tidak terbukti, jadi yang ini "
        "menurut urutan, kecuali petugas mendahulukannya."
    ),
}


def tender_view(reading: Reading, within: int) -> dict[str, Any] | None:
    """None unless the ticket's tender closes within so many working days."""
    calendar, deadline = catalogue().calendar, reading.ticket.tender_deadline
    if deadline is None or not reading.now <= deadline <= calendar.shift(reading.now, within):
        return None
    claim = reading.standing.claim
    return {
        "closing": closing(deadline, reading.now, str(calendar.tz)),
        "told": _TOLD.get(claim, "") if claim else "", "needs_code": claim is Claim.NEEDS_CODE,
    }
