"""View models of an act on many tickets."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.bulk import MOST, BulkKind, ItemState
from helpdesk.domain.placeholders import MEANINGS
from helpdesk.domain.roles import Actor
from helpdesk.models import BulkAct
from helpdesk.queries.bulk import chosen_tickets, subjects
from helpdesk.queries.neighbours import open_outages
from helpdesk.usecases.bulk import Chosen
from helpdesk.web.door import catalogue
from helpdesk.web.officer.bulk_acts import ACTS, acts_for
from helpdesk.web.officer.views_away import officer_options, officers_now
from helpdesk.web.officer.views_queue import ticket_lines

_DONE = {
    BulkKind.ASSIGN: "ditugaskan", BulkKind.UNIT: "didisposisikan", BulkKind.SERVICE: "diubah",
    BulkKind.INCIDENT: "digabungkan", BulkKind.REPLY: "dibalas",
    BulkKind.RESOLVE: "dijawab dan selesai", BulkKind.CLOSE: "ditutup",
}
HINTS = {
    BulkKind.REPLY: "Setiap pemohon menerima balasan pada tiketnya sendiri. Tiket yang sementara "
    "itu diubah orang lain dilewati dan disebut pada hasilnya.",
    BulkKind.CLOSE: "Hanya tiket yang sudah diusulkan ditutup sesudah lama menunggu pemohon.",
    BulkKind.SERVICE: "Jenis, kemendesakan, dan kewenangan tiap tiket tetap.",
}


def choose_view(
    chosen: Sequence[Chosen], kind: BulkKind, actor: Actor, now: datetime,
    errors: Mapping[str, str] | None = None, kept: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The page before: the tickets as they stand now, and what the act needs."""
    versions, promises = dict(chosen), catalogue()
    tickets = chosen_tickets(list(versions), actor)
    people, away = officers_now()
    lines = ticket_lines(tickets, actor, promises, now)
    rows = [
        {**line, "box": f"{t.number}:{t.version}", "changed": versions[t.number] != t.version}
        for t, line in zip(tickets, lines, strict=True)
    ]
    return {
        "rows": rows, "kind": kind.value, "title": ACTS[kind], "acts": acts_for(actor),
        "hint": HINTS.get(kind, ""), "gone": len(versions) - len(rows), "most": MOST,
        "errors": errors or {}, "kept": kept or {}, "meanings": MEANINGS.items(),
        "officers": officer_options((o for o in people if o.active), away),
        "units": [(u.code, u.name) for u in promises.units.values() if u.queue],
        "services": [(s.code, s.name) for s in promises.services.values()],
        "outages": _outages(actor) if kind is BulkKind.INCIDENT else [],
        "again": url_for("officer.bulk", t=[row["box"] for row in rows]),
    }


def _outages(actor: Actor) -> list[tuple[str, str]]:
    return [(o.number, f"{o.number} · {o.subject}") for o in open_outages(None, actor)]


def order_view(act: BulkAct, actor: Actor, now: datetime) -> dict[str, Any]:
    """The page after: each ticket with its result."""
    kind, titles = BulkKind(act.kind), subjects(act, actor)
    rows = [
        {
            "number": item.number, "subject": titles.get(item.number, ""),
            "href": url_for("officer.ticket", number=item.number), "state": item.state,
            "text": _result(kind, act, item.state, item.words),
        }
        for item in act.items
    ]
    return {
        "act": act, "rows": rows, "title": ACTS[kind],
        "left": max(0, round((act.due_at - now).total_seconds())),
        "done": sum(row["state"] == ItemState.DONE for row in rows),
        "refused": sum(row["state"] == ItemState.REFUSED for row in rows),
    }


def _result(kind: BulkKind, act: BulkAct, state: str, words: str | None) -> str:
    if act.cancelled_at is not None:
        return "tidak jadi"
    if state == ItemState.WAITING:
        return "menunggu"
    return _DONE[kind] if state == ItemState.DONE else (words or "ditolak")
