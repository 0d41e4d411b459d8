"""The forms of figures and ladder: posted values become content as the files would say it.

Nothing is judged here but the shape: a text where a number belongs goes on as a text, so that
the files' own schemas refuse it by field and reason.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from helpdesk.errors import InvalidInput
from helpdesk.web.officer.forms import Posted
from helpdesk.wording.rules import FIGURES, RULES

UNITS = (("working_days", "hari kerja"), ("minutes", "menit kerja"))
_NUMBER = re.compile(r"-?[0-9]{1,6}", re.ASCII)
_PLACE = re.compile(r"\[(\d+)\]")


def limits_of(form: Posted, running: Mapping[str, Any]) -> dict[str, Any]:
    """The figures as the form has them; what it has no field for stays as it runs."""
    content = deepcopy(dict(running))
    for path in RULES:
        _set_rule(content, path, form)
    for index in range(len(content["classes"])):
        _set_rule(content, f"classes.{index}", form)
    for path in FIGURES:
        typed = form.text(path)
        _put(content, path, _numbers(typed) if path == "remind_after" else number(typed))
    return content


def _set_rule(content: dict[str, Any], path: str, form: Posted) -> None:
    unit = form.text(f"{path}.unit") or "working_days"
    _put(content, f"{path}.limit", {unit: number(form.text(f"{path}.number"))})
    _put(content, f"{path}.basis", form.text(f"{path}.basis"))


def ladder_of(form: Posted, running: Mapping[str, Any]) -> dict[str, Any]:
    """Of each rung whom it tells, how many working days late, and whether the requester hears."""
    content = deepcopy(dict(running))
    for index, step in enumerate(content["steps"]):
        ticked = form.values.getlist(form.key(f"steps.{index}.recipients"))
        kept = [name for name in step["recipients"] if name in ticked]
        step["recipients"] = [*kept, *(name for name in ticked if name not in kept)]
        _set_or_drop(step, "shift", number(form.text(f"steps.{index}.shift") or "0"))
        _set_or_drop(step, "tell_requester", form.flag(f"steps.{index}.tell_requester"))
    return content


def _set_or_drop(step: dict[str, Any], key: str, value: Any) -> None:
    """As the file has it: 0 and false are left out."""
    if value:
        step[key] = value
    else:
        step.pop(key, None)


def number(typed: str) -> int | str:
    """A whole number, or what was typed in its place."""
    typed = typed.strip()
    return int(typed) if _NUMBER.fullmatch(typed) else typed


def _numbers(typed: str) -> list[int | str]:
    return [number(part) for part in re.split(r"[,;\s]+", typed.strip()) if part]


def value_at(content: Any, path: str) -> Any:
    """What stands at "close_silence.working_days" or "classes.0.basis"."""
    for key in path.split("."):
        content = content[int(key)] if isinstance(content, list) else content[key]
    return content


def _put(content: Any, path: str, value: Any) -> None:
    *above, last = path.split(".")
    inner = value_at(content, ".".join(above)) if above else content
    inner[last] = value


def named_as_fields(refused: InvalidInput) -> InvalidInput:
    """The schema's paths under the names of the fields: steps[4].recipients[1] is field 3's."""
    fields: dict[str, str] = {}
    for path, reason in refused.fields.items():
        place = re.sub(r"^(steps|classes)\[(\d+)\]", lambda m: f"{m[1]}.{int(m[2]) - 1}", path)
        place = _PLACE.sub("", re.sub(r"\.limit(\..*)?$", ".number", place))
        fields.setdefault(place, reason)
    return InvalidInput(refused.message, **fields)
