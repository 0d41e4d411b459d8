"""Revisions of the figures: content as limits.yaml would say it, to the domain's value and back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpdesk.catalogue.schema import faults, load_as
from helpdesk.catalogue.schema_rules import LimitsSchema
from helpdesk.domain.catalogue import Catalogue, LimitRule, Limits
from helpdesk.domain.revisions import SavedRevision
from helpdesk.domain.working_time import Limit, WorkingDays
from helpdesk.errors import InvalidInput


def check_limits(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` with a reason for each field that may not come into force."""
    found = faults(LimitsSchema, dict(content))
    if found:
        raise InvalidInput(**found)


def apply_limits(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """The catalogue with the newest figures; what had begun before keeps those of its time."""
    for each in saved:
        limits = load_as(LimitsSchema, dict(each.content), "batas waktu", Limits)
        before = (*catalogue.limits_before, (each.saved_at, catalogue.limits))
        catalogue = replace(catalogue, limits=limits, limits_before=before)
    return catalogue


def limits_content(limits: Limits) -> dict[str, Any]:
    """The figures as plain JSON, in the words and the order of the file."""
    silence, claims = limits.close_silence, limits.empty_claims
    return {
        "response": _rule(limits.response),
        "forwarding": _rule(limits.forwarding),
        "forwarding_urgent": _rule(limits.forwarding_urgent),
        "resolution": {kind.value: _rule(rule) for kind, rule in limits.resolution.items()},
        "classes": [
            {"code": each.code, "name": each.name, **_rule(each.rule)}
            for each in limits.classes.values()
        ],
        "reply": _rule(limits.reply),
        "third_party": _rule(limits.third_party),
        "filing_task": _rule(limits.filing_task),
        "reopen_days": limits.reopen_days,
        "reopened_target_days": limits.reopened_target_days,
        "remind_after": list(limits.remind_after),
        "close_silence": {
            "working_days": silence.default.count, "visit_working_days": silence.visit.count,
            "complaint_calendar_days": silence.complaint_calendar_days,
        },
        "empty_claims": {"most": claims.most, "within_days": claims.within_days},
        "complaint_late_days": limits.complaint_late_days,
        "backdate_days": limits.backdate_days,
        "warn_at_percent": limits.warn_at_percent,
        "short_pause_minutes": limits.short_pause_minutes,
    }


def _rule(rule: LimitRule) -> dict[str, Any]:
    return {"limit": _limit(rule.limit), "basis": rule.basis}


def _limit(limit: Limit) -> dict[str, int]:
    unit = "working_days" if isinstance(limit, WorkingDays) else "minutes"
    return {unit: limit.count}
