"""The view model of a calendar's draft: what it changes, what it moves, and the forms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.catalogue.fields import WEEKDAYS as DAYS
from helpdesk.catalogue.policy_calendar import calendar_policy
from helpdesk.catalogue.presets import load_presets
from helpdesk.domain.calendar import Weekly, WorkingCalendar
from helpdesk.domain.calendar_change import Move, days_moved
from helpdesk.domain.catalogue import SpecialHours
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.queries.calendar_preview import Preview, preview
from helpdesk.web.door import catalogue
from helpdesk.web.officer.calendar_draft import Draft
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.views_calendar import day_row, special_row
from helpdesk.wording.calendar import CLOSURES, changes_text
from helpdesk.wording.time import WEEKDAYS, day_near, time, working_days, zone_label
from helpdesk.wording.values import clock_label


def draft_page(
    draft: Draft, actor: Actor, now: datetime, form: Posted | None = None,
    errors: Mapping[str, str] | None = None, message: str | None = None,
) -> dict[str, Any]:
    """Everything the draft's page shows; `form` when it was refused and keeps what was typed."""
    zone = catalogue().bureau.zone
    today = catalogue().calendar.local_date(now)
    running = calendar_policy(catalogue())
    changes = changes_text(running, draft.policy, zone)
    years = [year for year in draft.policy.years.values() if year.year >= today.year]
    return {
        "draft": draft.sealed(), "changes": changes,
        "impact": _impact(draft, actor, now) if changes else None,
        "kept": form.kept() if form else {}, "errors": errors or {}, "message": message,
        "open": form.prefix if form else "",
        "closures": list(CLOSURES.items()), "today": today,
        "week": _week_fields(draft.policy.weekly), "weekly_decree": draft.policy.weekly_decree,
        "special": [_special_form(h) for year in years for h in year.special if h.last >= today],
        "years": [
            {"year": year.year, "confirmed": year.confirmed, "decree": year.decree,
             "coming": [day_row(day) for day in year.closed if day.date >= today],
             "gone": [day_row(day) for day in year.closed if day.date < today]} for year in years
        ],
        "open_years": [
            (str(n), str(n)) for n in range(today.year, today.year + 3)
            if n not in draft.policy.years
        ],
        "ramadan": _week_fields(load_presets()[0].ramadan),
        "presets": [(p.code, p.name, _preset_hint(p.zone, p.mark)) for p in load_presets()],
    }


def _preset_hint(zone: str, mark: str) -> str:
    ours = catalogue().bureau.zone
    if zone == ours:
        return f"Disusun untuk {zone_label(zone)}; {mark}"
    return f"Disusun untuk {zone_label(zone)}; zona di sini tetap {zone_label(ours)}; {mark}"


def _week_fields(weekly: Weekly) -> list[dict[str, str]]:
    return [
        {"name": name, "label": WEEKDAYS[day],
         "value": ", ".join(f"{w.start:%H.%M}-{w.end:%H.%M}" for w in weekly.get(day, ()))}
        for day, name in enumerate(DAYS)
    ]


def _special_form(hours: SpecialHours) -> dict[str, Any]:
    return {
        **special_row(hours), "first": hours.first.isoformat(), "last": hours.last.isoformat(),
        "fields": _week_fields(hours.weekly),
    }


def _impact(draft: Draft, actor: Actor, now: datetime) -> dict[str, Any]:
    calendar = draft.policy.calendar(catalogue().bureau.zone)
    found = preview(catalogue(), calendar, actor, now)
    reads = permitted(actor, Action.VIEW_TICKET)  # an administrator keeps the machine alone
    return {
        "moved": found.moved, "text": _summary(found),
        "rows": [
            {"number": row.ticket.number, "subject": row.ticket.subject if reads else "",
             "moves": [_move(move, calendar, now) for move in row.moves]} for row in found.rows
        ],
        "rest": found.moved - len(found.rows),
    }


def _summary(found: Preview) -> str:
    if found.exact:
        if not found.moved:
            return "Tidak ada tiket terbuka yang tenggatnya bergeser."
        return f"{found.moved} tiket terbuka bergeser tenggatnya."
    return (
        f"Dari {found.looked_at} tiket dengan tenggat terdekat, {found.moved} bergeser. Seluruhnya "
        f"paling banyak {found.possible} tiket; semuanya dihitung sesudah disimpan."
    )


def _move(move: Move, calendar: WorkingCalendar, now: datetime) -> dict[str, str]:
    before, after = move.before.due_at, move.after.due_at
    zone = calendar.zone

    def told(at: datetime | None) -> str:
        return f"{day_near(at, now, zone)} {time(at, zone)}" if at else "ditahan"

    by = _by(days_moved(before, after, calendar)) if before and after else ""
    later = before is not None and after is not None and after > before
    return {
        "clock": clock_label(move.before.kind), "before": told(before), "after": told(after),
        "by": by, "tone": "soon" if later else "calm",
    }


def _by(days: int) -> str:
    if not days:
        return "hari yang sama, jamnya lain"
    return f"{working_days(abs(days))} lebih {'lambat' if days > 0 else 'cepat'}"
