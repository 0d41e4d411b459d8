"""Arrivals kept before anything is confirmed to their source; what is too much at once waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.caps import (
    MOST_HELD,
    UNCAPPED,
    Caps,
    Lately,
    Verdict,
    is_chat_over,
    verdict,
)
from helpdesk.models import InboxItem, OutboxItem
from helpdesk.usecases.came_lately import OVER, came_lately

CHAT_OVER = (
    "Pesan Anda masuk lebih dari {cap} dalam satu menit. Pesan dan berkas selebihnya kami simpan "
    "dan kami baca berurutan; jawabannya menyusul. Tombol dan perintah yang baru saja ditekan "
    "belum kami jalankan: silakan ulangi sebentar lagi."
)
ALL_OVER = (
    "Pesan yang masuk sedang sangat banyak. Pesan Anda sudah kami simpan dan kami baca begitu "
    "longgar, tidak perlu dikirim ulang. Bila tadi menekan tombol, silakan ulangi sebentar lagi."
)
LEFT = (
    "Sudah {held} pesan Anda yang menunggu dibaca. Pesan berikutnya tetap kami simpan, tetapi baru "
    "dibaca bila petugas membukanya. Tunggu jawaban kami dahulu, lalu kirim ulang yang penting."
)
_STATES = {
    Verdict.TAKE: "new", Verdict.HOLD: "held", Verdict.DROP: "done", Verdict.PARK: "parked",
}


@dataclass(frozen=True)
class Raw:
    """One arrival as it is kept: the source's key, the lane in which order matters, the content.

    `exempt` ones are no one's writing and always taken; `matter`: words or files are in it.
    """

    key: str
    lane: str
    payload: Mapping[str, Any]
    matter: bool = True
    exempt: bool = False


@use_case
def keep_arrivals(raws: Sequence[Raw], *, now: datetime, caps: Caps = UNCAPPED) -> int:
    """Keep all of a delivery or none; how many were new."""
    known = _known([raw.key for raw in raws])
    new = list({raw.key: raw for raw in raws if raw.key not in known}.values())
    lately = came_lately({raw.lane for raw in new if not raw.exempt}, caps, now)
    for raw in new:
        seen = lately.get(raw.lane)
        if seen is None or raw.exempt:
            _keep(raw, Verdict.TAKE, now)
            continue
        what = verdict(caps, seen, matter=raw.matter)
        _keep(raw, what, now)
        _tell(raw, what, caps, seen, now)
        lately[raw.lane] = _after(seen, what)
    return len(new)


def _known(keys: Sequence[str]) -> frozenset[str]:
    return frozenset(db.session.scalars(sa.select(InboxItem.key).where(InboxItem.key.in_(keys))))


def _keep(raw: Raw, what: Verdict, now: datetime) -> None:
    left = what in (Verdict.DROP, Verdict.PARK)
    db.session.add(InboxItem(
        key=raw.key, lane=raw.lane, payload=dict(raw.payload), state=_STATES[what], attempts=0,
        received_at=now, done_at=now if left else None, error=OVER if left else None,
    ))


def _after(seen: Lately, what: Verdict) -> Lately:
    return replace(
        seen, chat=seen.chat + 1, all=seen.all + 1, held=seen.held + (what is Verdict.HOLD),
        over=seen.over + (what is not Verdict.TAKE), parked=seen.parked + (what is Verdict.PARK),
    )


def _tell(raw: Raw, what: Verdict, caps: Caps, seen: Lately, now: datetime) -> None:
    """Say so once, when a burst begins, and once when more is held than is read by itself."""
    skin, _, address = raw.lane.partition(":")
    if what is Verdict.TAKE or address.startswith("-"):
        return  # a group hears nothing: there is nobody in it whom we know
    if what is Verdict.PARK:
        text = LEFT.format(held=MOST_HELD) if not seen.parked else ""
    elif seen.over or seen.held:
        text = ""
    else:
        text = CHAT_OVER.format(cap=caps.chat_minute) if is_chat_over(caps, seen) else ALL_OVER
    if text:
        db.session.add(OutboxItem(
            key=f"over:{raw.key}", channel=skin, recipient=address, audience="requester",
            template="dialogue", data={"text": text, "buttons": []}, state="pending", attempts=0,
            not_before=now, created_at=now,
        ))
