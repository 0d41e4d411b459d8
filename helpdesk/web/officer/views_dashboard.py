"""The view models of 'Dasbor': every figure with the address of the tickets it counts."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Actor
from helpdesk.domain.skm import FEWEST
from helpdesk.models import Officer
from helpdesk.queries import dashboard as read
from helpdesk.queries.dashboard import AGES, LOADS, MEASURES, NONE, Wanted
from helpdesk.queries.month_facts import after
from helpdesk.web.charts import stacked
from helpdesk.web.door import catalogue
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.views_queue import ticket_lines
from helpdesk.wording.time import MONTHS, datetime_long

TREND = 6  # months
CHOICES = 24
TITLES = {
    "masuk": "Masuk", "dijawab-tepat": "Dijawab tepat waktu", "dijawab-lewat": "Dijawab lewat",
    "selesai-tepat": "Selesai tepat waktu", "selesai-lewat": "Selesai lewat",
}
LOAD_TITLES = ("Terbuka", "Belum ditugaskan", "Lewat tempo", "Menunggu pemohon",
               "Di LKPP/Telkom")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def month_name(first: date) -> str:
    return f"{MONTHS[first.month - 1]} {first.year}"


def read_month(given: str, now: datetime) -> tuple[date, str]:
    """The month asked for; else the present one, and in words why."""
    newest = catalogue().calendar.local_date(now).replace(day=1)
    if not given:
        return newest, ""
    if not _MONTH.fullmatch(given):
        return newest, f"“{given}” bukan bulan. Tulis seperti 2026-11."
    month = date(int(given[:4]), int(given[5:]), 1)
    return (newest, "Bulan itu belum terjadi.") if month > newest else (month, "")


def read_wanted(args: Mapping[str, str], now: datetime) -> Wanted:
    """The figure an address means; an unknown measure is the tickets received."""
    measure = asked(args, "apa")
    return Wanted(
        measure if measure in MEASURES else "masuk", read_month(asked(args, "bulan"), now)[0],
        asked(args, "bagian") or None, asked(args, "layanan") or None,
    )


def dashboard_page(actor: Actor, month: date, now: datetime) -> dict[str, Any]:
    """Everything in view of the actor: sealed complaints count only for whom they exist."""
    calendar = catalogue().calendar
    kept = read.kept_promises(actor, calendar, month, now)
    months = [after(month, -n) for n in range(TREND)]
    rows = {m: read.kept_promises(actor, calendar, m, now) if m != month else kept for m in months}
    trend = [_trend_row(m, rows[m]) for m in months]
    newest = calendar.local_date(now).replace(day=1)
    return {
        "at_text": datetime_long(now, str(calendar.tz)), "month_name": month_name(month),
        "month": f"{month:%Y-%m}", "measures": list(TITLES.values()), "loads": LOAD_TITLES,
        "load": _load(actor, now), "ages": _ages(actor, now), "trend": trend,
        "choices": [(f"{m:%Y-%m}", month_name(m)) for m in
                    (after(newest, -n) for n in range(CHOICES))],
        "units": _groups(kept, 0, month), "services": _groups(kept, 1, month),
        "bars": stacked([(row["name"], row["bar_text"], row["bar"]) for row in reversed(trend)]),
        "people": [{"name": o.name, "href": url_for("officer.officer_load", officer_id=o.id)}
                   for o in read.led_by(actor)],
        "own": url_for("officer.officer_load", officer_id=actor.id),
    }


def _load(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    found = read.load(actor, catalogue().calendar, now)
    total = [sum(column) for column in zip(*found.values(), strict=True)] or [0] * len(LOADS)
    lines = [_load_row(_unit(code), counts, code) for code, counts in found.items()]
    return [*sorted(lines, key=lambda row: row["name"]), _load_row("Semua", total, None)]


def _load_row(name: str, counts: Sequence[int], unit: str | None) -> dict[str, Any]:
    narrowed: dict[str, Any] = {"unit": unit} if unit else {}
    return {"name": name, "cells": [
        {"n": n, "href": url_for("officer.queue", view=view, **narrowed)}
        for view, n in zip(LOADS, counts, strict=True)
    ]}


def _ages(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    calendar = catalogue().calendar
    lines = []
    for (least, most), wanted, n in zip(
        AGES, read.age_filters(calendar, now), read.ages(actor, calendar, now), strict=True
    ):
        days = {"dari": wanted.since, "sampai": wanted.until}
        narrowed: dict[str, Any] = {n: day.isoformat() for n, day in days.items() if day}
        lines.append({
            "name": f"Lebih dari {least - 1} hari" if most is None else f"{least}–{most} hari",
            "n": n, "href": url_for("officer.queue", view="semua", **narrowed),
        })
    return lines


def _groups(
    kept: Mapping[tuple[str, str], Sequence[int]], place: int, month: date
) -> list[dict[str, Any]]:
    """The month by unit (place 0) or by service (place 1)."""
    sums: dict[str, list[int]] = {}
    for codes, counts in kept.items():
        row = sums.setdefault(codes[place], [0] * len(MEASURES))
        row[:] = [a + b for a, b in zip(row, counts, strict=True)]
    name = _unit if place == 0 else _service
    field = "bagian" if place == 0 else "layanan"
    lines = [_row(name(code), counts, month, **{field: code}) for code, counts in sums.items()]
    return sorted(lines, key=lambda row: row["name"])


def _row(name: str, counts: Sequence[int], month: date, **group: Any) -> dict[str, Any]:
    return {"name": name, "cells": [
        {"n": n, "href": url_for("officer.dashboard_tickets", apa=m, bulan=f"{month:%Y-%m}",
                                 **group)}
        for m, n in zip(MEASURES, counts, strict=True)
    ], "shares": [_share(*counts[1:3]), _share(*counts[3:5])]}


def _share(on: int, late: int) -> str:
    return f"{100 * on / (on + late):.0f}%" if on + late >= FEWEST else "–"


def _trend_row(month: date, kept: Mapping[Any, Sequence[int]]) -> dict[str, Any]:
    total = [sum(column) for column in zip(*kept.values(), strict=True)] or [0] * len(MEASURES)
    on, late = total[3:5]
    return {**_row(month_name(month), total, month), "bar": (on, late),
            "bar_text": f"{on} dan {late}"}


def _unit(code: str) -> str:
    found = catalogue().units.get(code)
    return found.name if found else ("Belum ditentukan" if code == NONE else code)


def _service(code: str) -> str:
    found = catalogue().services.get(code)
    return found.name if found else ("Tanpa layanan" if code == NONE else code)


def tickets_page(wanted: Wanted, page: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """The list behind one figure, fifty at a time."""
    at = min(int(page), 10_000) if page.isascii() and page.isdigit() else 0
    found, total = read.tickets_of(wanted, actor, catalogue().calendar, now, at)
    named = [TITLES[wanted.measure], month_name(wanted.month)]
    named += [_unit(wanted.unit)] if wanted.unit else []
    named += [_service(wanted.service)] if wanted.service else []
    group = {"bagian": wanted.unit, "layanan": wanted.service}
    address: dict[str, Any] = {"apa": wanted.measure, "bulan": f"{wanted.month:%Y-%m}",
               **{k: v for k, v in group.items() if v}}

    def href(number: int) -> str:
        return url_for("officer.dashboard_tickets", hal=number, **address)

    return {
        "title": ", ".join(named), "total": total,
        "rows": ticket_lines(found, actor, catalogue(), now),
        "newer": href(at - 1) if at else None,
        "older": href(at + 1) if total > (at + 1) * read.PAGE else None,
    }


def officer_page(officer: Officer, actor: Actor, figures: Sequence[int]) -> dict[str, Any]:
    """No officer beside another, no order but the alphabet."""
    own = officer.id == actor.id
    views = [view for view in LOADS if view != "belum-ditugaskan"]
    titles = [title for title in LOAD_TITLES if title != "Belum ditugaskan"]
    return {"name": officer.name, "own": own, "figures": [
        {"term": title, "text": n, "href": url_for(
            "officer.queue", view=view, petugas="saya" if own else officer.id
        )}
        for view, title, n in zip(views, titles, figures, strict=True)
    ]}
