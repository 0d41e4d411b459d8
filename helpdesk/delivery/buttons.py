"""The buttons under a chat message; their values are what `dialogue/presses.py` understands."""

from helpdesk.delivery.matter import Matter
from helpdesk.domain.ticket import Status

Rows = tuple[tuple[tuple[str, str], ...], ...]

# Messages that promise or move a date are asked why.
_WITH_DATES = (
    "receipt", "triaged", "accepted", "reopened", "taken_back", "target_set", "file_received",
    "apology",
)
_OVER = ("closed", "rejected", "referred", "merged", "access_code", "link_again", "chat_bound")


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
    if template in _WITH_DATES:
        return ((add, show), (("Kenapa tanggal ini?", f"t:{number}:why"),))
    return ((add, show),)
