"""The one line on top of a ticket: what to do now, and until when."""

from collections.abc import Mapping
from typing import Any

from helpdesk.domain.projection import Standing
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import ENDED, PROVIDERS, RelayState, Status
from helpdesk.queries.reading import Reading
from helpdesk.wording.shares import HOLDERS
from helpdesk.wording.time import datetime_long

_WAITED = {
    "visit": "Menunggu pemohon di loket; terima berkasnya bila datang.",
    "file": "Menunggu pemohon melengkapi berkas; tidak ada yang perlu dikerjakan.",
    "self_filed": "Menunggu nomor tiket LKPP dari pemohon; tidak ada yang perlu dikerjakan.",
}
_NOTHING = "Menunggu jawaban pemohon; tidak ada yang perlu dikerjakan."


def next_act(reading: Reading) -> Mapping[str, Any] | None:
    """{text, href?, due_text?, due_at?, late}: one act, its form's anchor and its own deadline."""
    standing = reading.standing
    if standing.status in ENDED:
        return None
    text, href, kinds = _act(standing)
    clock = min(
        (c for c in reading.clocks if c.unfinished and c.kind in kinds and c.due_at is not None),
        key=lambda c: c.due_at, default=None,  # type: ignore[arg-type,return-value]
    )
    late = clock is not None and clock.due_at is not None and clock.due_at < reading.now
    if late and standing.accepted and standing.unanswered_since is None:
        text = f"Tanyakan lagi ke {_party(standing)} dan catat jawabannya."
    due_at = clock.due_at if clock is not None else None
    return {
        "text": text, "href": href, "due_text": _until(clock), "due_at": due_at, "late": late,
    }


def _party(s: Standing) -> str:
    return HOLDERS.get(s.provider or s.authority or "", "LKPP/Telkom")


def _until(clock: Clock | None) -> str:
    if clock is None or clock.due_at is None:
        return ""
    return datetime_long(clock.due_at, str(clock.calendar.tz))


Act = tuple[str, str, tuple[ClockKind, ...]]
_ANSWER = (ClockKind.RESPONSE, ClockKind.REPLY)
_FINISH = (*_ANSWER, ClockKind.TARGET, ClockKind.RESOLUTION)


def _act(s: Standing) -> Act:
    """The act, where its form is, and which clocks it stops."""
    party = _party(s)
    if s.status is Status.NEW:
        return "Periksa dan triase tiket ini.", "#triase", _ANSWER
    if s.relay_state is RelayState.ANSWERED and s.waiting_since is not None:
        return f"Sampaikan jawaban {party} kepada pemohon.", "#balas", _ANSWER
    if s.relay_state is RelayState.DATA_REQUESTED and s.status is not Status.WAITING_REQUESTER:
        return f"Mintakan data yang diminta {party} kepada pemohon.", "#balas", _FINISH
    if s.unanswered_since is not None:
        return "Balas pesan pemohon.", "#balas", _ANSWER
    if s.status is Status.WAITING_REQUESTER:
        where = "#dokumen" if s.wait_reason == "visit" else ""
        return _WAITED.get(s.wait_reason or "", _NOTHING), where, ()
    return _abroad(s, party) or _at_home(s)


def _abroad(s: Standing, party: str) -> Act | None:
    """What LKPP or Telkom have, or should have."""
    if s.accepted:
        return f"Tunggu dan catat jawaban {party}.", "#teruskan", (ClockKind.THIRD_PARTY,)
    if s.relay_state is RelayState.FILED:
        return f"Pastikan {party} sudah menerima, lalu catat nomornya.", "#teruskan", _FINISH
    if s.authority in PROVIDERS and s.relay_state in (None, RelayState.READY):
        return f"Teruskan ke {party} dan catat nomornya.", "#teruskan", (ClockKind.FORWARDING,)
    return None


def _at_home(s: Standing) -> Act:
    if s.assignee is None:
        return "Tugaskan kepada seorang petugas.", "#disposisi", _FINISH
    if s.waiting_since is not None:
        return "Jawab pemohon.", "#balas", _ANSWER
    return "Selesaikan dan jawab pemohon.", "#balas", _FINISH
