"""The view models of the rules: to read, to change, and what was changed when."""

from collections.abc import Mapping
from typing import Any

from helpdesk.catalogue.policy_ladder import ladder_content
from helpdesk.catalogue.policy_limits import limits_content
from helpdesk.domain.catalogue import LadderStep
from helpdesk.domain.revisions import LADDER, LIMITS
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.queries.revisions import revisions_of
from helpdesk.web.door import book, catalogue
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.policy_forms import UNITS, value_at
from helpdesk.wording.rules import FIGURES, RULES, limit_words, recipient, what_words, when_words

MOST = 20
_NAMES = {LIMITS: "Batas waktu", LADDER: "Jenjang"}
_PARTS = (("Menjelang tenggat", "warn"), ("Sesudah tenggat lewat", "missed"))


def rules_page(actor: Actor) -> dict[str, Any]:
    """Figures and ladder as sentences, with their basis and history."""
    content, limits = limits_content(catalogue().limits), catalogue().limits
    by_path = {
        "response": limits.response, "forwarding": limits.forwarding, "reply": limits.reply,
        "forwarding_urgent": limits.forwarding_urgent, "third_party": limits.third_party,
        "filing_task": limits.filing_task,
        **{f"resolution.{kind.value}": rule for kind, rule in limits.resolution.items()},
    }
    rules = [(name, by_path[path]) for path, name in RULES.items()]
    rules += [(each.name, each.rule) for each in limits.classes.values()]
    return {
        "rules": [
            {"name": name, "text": limit_words(rule.limit), "basis": rule.basis}
            for name, rule in rules
        ],
        "figures": [
            {"term": name, "text": f"{_shown(value_at(content, path))} {unit}"}
            for path, (name, unit) in FIGURES.items()
        ],
        "ladder": [
            {"title": title, "rows": [_row(step) for step in catalogue().ladder
                                      if step.when == when]}
            for title, when in _PARTS
        ],
        "versions": _versions(), "may_edit": permitted(actor, Action.MANAGE_POLICY),
    }


def _shown(value: Any) -> str:
    return " dan ".join(map(str, value)) if isinstance(value, list) else str(value)


def _row(step: LadderStep) -> dict[str, Any]:
    return {
        "when": when_words(step), "what": what_words(step, catalogue().bureau.titles),
        "level": step.level, "told": step.tell_requester,
    }


def _versions() -> list[dict[str, Any]]:
    rows = [
        (row, who) for policy in _NAMES for row, who in revisions_of(policy, most=MOST)
    ]
    rows.sort(key=lambda found: found[0].saved_at, reverse=True)
    return [
        {"name": f"{_NAMES[row.policy]} versi {row.number}", "saved_at": row.saved_at,
         "who": who, "note": row.note} for row, who in rows[:MOST]
    ]


def limits_form(form: Posted | None, errors: Mapping[str, str]) -> dict[str, Any]:
    """The figures as fields, or as they were typed."""
    content = limits_content(catalogue().limits)
    rules = [*RULES.items(), *(
        (f"classes.{index}", each["name"]) for index, each in enumerate(content["classes"])
    )]
    return {
        **_frame(LIMITS, form, errors), "units": UNITS,
        "rules": [_rule_fields(path, name, content, form) for path, name in rules],
        "figures": [
            {"key": f"{LIMITS}-{path}", "name": f"{name} ({unit})",
             "value": _typed(form, path, _listed(value_at(content, path)))}
            for path, (name, unit) in FIGURES.items()
        ],
    }


def _rule_fields(
    path: str, name: str, content: Mapping[str, Any], form: Posted | None
) -> dict[str, Any]:
    rule = value_at(content, path)
    ((unit, count),) = rule["limit"].items()
    return {
        "key": f"{LIMITS}-{path}", "name": name, "number": _typed(form, f"{path}.number", count),
        "unit": _typed(form, f"{path}.unit", unit),
        "basis": _typed(form, f"{path}.basis", rule["basis"]),
    }


def ladder_form(form: Posted | None, errors: Mapping[str, str]) -> dict[str, Any]:
    """Each rung with what may be changed of it."""
    titles = catalogue().bureau.titles
    return {
        **_frame(LADDER, form, errors),
        "steps": [
            _step_fields(index, step, form) for index, step in enumerate(catalogue().ladder)
        ],
        "recipients": [(name, recipient(name, titles)) for name in _ASKED],
    }


# LKPP and Telkom are told by the actions that concern them, and cannot be ticked for others.
_ASKED = ("assignee", "unit_officers", "unit_head", "bureau_head", "piket")


def _step_fields(index: int, step: LadderStep, form: Posted | None) -> dict[str, Any]:
    key, told, who = f"steps.{index}", step.tell_requester, list(step.recipients)
    if form is not None:
        told = form.flag(f"{key}.tell_requester")
        who = form.values.getlist(form.key(f"{key}.recipients"))
    return {
        "key": f"{LADDER}-{key}", "name": when_words(step), "recipients": who,
        "what": what_words(step, catalogue().bureau.titles), "warns": step.when == "warn",
        "shift": _typed(form, f"{key}.shift", step.shift), "told": told,
        "provider": "provider" in step.recipients, "level": step.level,
    }


def _frame(policy: str, form: Posted | None, errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "based_on": form.text("based_on") if form else book().revisions.get(policy, 0),
        "errors": errors, "note": form.text("note") if form else "", "policy": policy,
    }


def _typed(form: Posted | None, name: str, running: Any) -> Any:
    return form.text(name) if form is not None else running


def _listed(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def running(policy: str) -> dict[str, Any]:
    """The content that is in force."""
    return limits_content(catalogue().limits) if policy == LIMITS else ladder_content(catalogue())
