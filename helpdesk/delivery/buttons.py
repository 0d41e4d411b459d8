"""The buttons under a chat message; their values are what `dialogue/presses.py` understands."""

from helpdesk.delivery.matter import Matter
from helpdesk.domain.ticket import Status

Rows = tuple[tuple[tuple[str, str], ...], ...]

_OVER = ("closed", "rejected", "referred", "merged", "access_code", "link_again")


def buttons_of(template: str, matter: Matter) -> Rows:
    """Rows of (label, value) for a requester; what may still be done is checked when pressed."""
    number, status = matter.ticket.number, matter.reading.standing.status
    if template in _OVER:
        return ()
    if template == "resolved" and status is Status.RESOLVED:
        return (
            (("Sudah beres", f"t:{number}:done"), ("Belum selesai", f"t:{number}:reopen")),
        )
    add = ("Tambah keterangan", f"t:{number}:add")
    show = ("Lihat status", f"t:{number}:show")
    return ((add, show),)
