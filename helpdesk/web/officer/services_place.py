"""Where a service belongs and its steps, as fields of its form and as content of its file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from helpdesk.domain.services import ServiceStep
from helpdesk.domain.ticket import Authority, Category, Kind
from helpdesk.web.officer.forms import Posted

MOST_STEPS = 40
_BLANK_STEPS = 3
_WORDS = ("actor", "branch", "time", "output")
_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)
_LEADING = re.compile(r"[0-9]{1,6}", re.ASCII)


def place_of_form(form: Posted, running: Mapping[str, Any]) -> dict[str, Any]:
    """Unit, kind, order and whose matter it is; what is no value is the policy's to refuse."""
    order = form.text("order").strip()
    known = [category.value for category in Category]
    held = [each for each in running["audience"] if each in known]
    ticked = [each for each in known if form.flag(f"audience.{each}")]
    return {
        "unit": form.text("unit")[:80], "kind": form.text("kind")[:20],
        "authority": form.text("authority")[:20],
        "order": int(order) if _WHOLE.fullmatch(order) else order[:20],
        "audience": list(running["audience"]) if sorted(held) == sorted(ticked) else ticked,
        "verifies_identity": running["verifies_identity"] or form.flag("verifies_identity"),
    }


def steps_of_form(
    form: Posted, running: Mapping[str, Any], checklist: Sequence[ServiceStep]
) -> dict[str, Any]:
    """The steps by their numbers; touched ones become the service's own and leave the SOP."""
    shown = [step_content(step) for step in checklist]
    found: list[dict[str, Any]] = []
    for row in range(1, MOST_STEPS + 1):
        held = shown[row - 1] if row <= len(shown) else None
        step = _step(form, row, held)
        told = bool(step["text"]) or (
            held is None and any(step[name] for name in ("step", *_WORDS)))
        if told:
            found.append(step)
    highest = max((_leading(step["step"]) for step in found), default=0)
    for step in found:
        if not step["step"]:
            highest += 1
            step["step"] = str(highest)
    found.sort(key=lambda step: _leading(step["step"]))
    if found == shown:
        return {"procedure": running["procedure"], "steps": list(running["steps"])}
    return {"procedure": None, "steps": found}


def step_content(step: ServiceStep) -> dict[str, Any]:
    """One step in the words of its file."""
    return {
        "step": step.no, "text": step.text, "actor": step.actor, "branch": step.branch,
        "time": step.standard_time, "output": step.output, "ends": step.ends,
    }


def step_fields(content: Mapping[str, Any], checklist: Sequence[ServiceStep]) -> list[Any]:
    """The rows of the form: the steps of its SOP, else the service's own, then blank ones."""
    of_sop = bool(content["procedure"])
    steps = [step_content(step) for step in checklist] if of_sop else list(content["steps"])
    blank = {"step": "", "text": "", "ends": False, **dict.fromkeys(_WORDS)}
    return [*steps, *[blank] * _BLANK_STEPS][:MOST_STEPS]


def place_options(units: Sequence[Any], labels: Mapping[type[Any], Mapping[Any, str]]) -> Any:
    """The choices of the form's lists, as (value, text)."""
    return {
        "unit": [(unit.code, unit.name) for unit in units if unit.queue],
        **{name: [(key.value, text) for key, text in labels[of].items()]
           for name, of in (("kind", Kind), ("authority", Authority), ("audience", Category))},
    }


def _step(form: Posted, row: int, held: Mapping[str, Any] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"step": _line(form, f"step.{row}.no")[:20]}
    made["text"] = _same(_line(form, f"step.{row}.text"), held["text"] if held else None) or ""
    for name in _WORDS:
        made[name] = _same(_line(form, f"step.{row}.{name}"), held[name] if held else None)
    return made | {"ends": form.flag(f"step.{row}.ends")}


def _same(typed: str, held: str | None) -> str | None:
    """What runs stays as its file writes it when only blanks differ."""
    return held if held is not None and " ".join(held.split()) == typed else typed or None


def _leading(number: str) -> int:
    match = _LEADING.match(number)
    return int(match[0]) if match else 0


def _line(form: Posted, name: str) -> str:
    kept = "".join(c if c.isprintable() else " " for c in form.text(name))
    return " ".join(kept.split())
