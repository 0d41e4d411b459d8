"""The buttons under a chat message; their values are what `dialogue/presses.py` understands."""

from helpdesk.delivery.matter import Matter
from helpdesk.domain.sla import ClockKind
from helpdesk.domain.ticket import Status

Row = tuple[tuple[str, str], ...]
Rows = tuple[Row, ...]

# Messages that promise or move a date are asked why; a reply does where it names one.
_WITH_DATES = ("accepted", "target_set", "apology")
_MAY_HAVE_DATES = ("receipt", "triaged", "reopened", "taken_back", "file_received", "reply")
_ANSWERED = {"question": "Jawab", "data": "Lengkapi"}
_PROMISED = frozenset({ClockKind.RESPONSE, ClockKind.RESOLUTION})
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
    show = ("Lihat status", f"t:{number}:show")
    why = ((("Kenapa tanggal ini?", f"t:{number}:why"),),) if _has_date(template, matter) else ()
    asked = _asked(template, matter)
    rows = (asked, (show,)) if len(asked) > 1 else ((*asked, show),)
    return (*rows, *why)


def _asked(template: str, matter: Matter) -> Row:
    """What the requester is asked for comes first, under a name of its own."""
    number, reason = matter.ticket.number, _awaited(template, matter)
    if reason == "file":
        return (
            ("Kirim berkas", f"t:{number}:files"), ("Sudah lengkap", f"t:{number}:complete"),
        )
    if reason in _ANSWERED:
        return ((_ANSWERED[reason], f"t:{number}:answer"),)
    return (("Tambah keterangan", f"t:{number}:add"),)


def _awaited(template: str, matter: Matter) -> str:
    """'file', 'question', 'data' for LKPP or Telkom, or '' where nothing is asked of them."""
    if template == "reply":
        return str(matter.data.get("wait") or "")
    if template == "reminder":
        return matter.reading.standing.wait_reason or ""
    return "data" if template == "forwarded" and matter.data.get("missing") else ""


def _has_date(template: str, matter: Matter) -> bool:
    if template in _WITH_DATES:
        return True
    if template not in _MAY_HAVE_DATES or (template == "reply" and matter.data.get("wait")):
        return False
    kinds = {ClockKind.RESOLUTION} if template == "reply" else _PROMISED
    return any(
        clock.kind in kinds and clock.unfinished
        and clock.due_at is not None and clock.due_at >= matter.reading.now
        for clock in matter.reading.clocks
    )
