"""The form of the profile: posted values become content as the files would say it, and back."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from helpdesk.web.officer.forms import Posted
from helpdesk.wording.profile import DAYS, EXAMPLE, HINTS, LONG, OPTIONAL, PARTS, typed_as

_UNIT = {"name": "Nama", "head_title": "Sebutan kepala"}


def profile_of(form: Posted, running: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed; what the form has no field for stays as it runs.

    Only blanks are tidied: a value that may not be is the policy's to refuse, by its field.
    """
    content = deepcopy(dict(running))
    for fields in PARTS.values():
        for path in fields:
            _put(content, path, _line(form, path) or (None if path in OPTIONAL else ""))
    content["counter_hours"] = {
        day: _windows(form.text(f"counter_hours.{day}")) for day in DAYS
        if form.text(f"counter_hours.{day}").strip()
    }
    content[EXAMPLE] = form.flag(EXAMPLE)
    for code, unit in content["units"].items():
        unit["name"] = _line(form, f"units.{code}.name")
        unit["head_title"] = _line(form, f"units.{code}.head_title") or None
    return content


def _line(form: Posted, path: str) -> str:
    kept = "".join(c if c.isprintable() else " " for c in form.text(path))
    return " ".join(kept.split())


def _windows(typed: str) -> list[str]:
    return [re.sub(r"\s*[-–]\s*", "-", part) for part in re.split(r"\s*[,;]\s*|\s+dan\s+",
                                                                  typed.strip()) if part]


def _put(content: dict[str, Any], path: str, value: str | None) -> None:
    *above, last = path.split(".")
    inner = content
    for key in above:
        inner = inner[key]
    inner[last] = value


def parts_of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts of the form with the fields' labels, hints and values."""
    parts = [
        {"title": title, "long": title in LONG,
         "fields": [_field(content, path, label) for path, label in fields.items()]}
        for title, fields in PARTS.items()
    ]
    units = [
        _field(content, f"units.{code}.{key}", f"{label} ({unit['name'] or code})")
        for code, unit in content["units"].items() for key, label in _UNIT.items()
    ]
    return [*parts, {"title": "Unit", "fields": units, "long": True}]


def _field(content: Mapping[str, Any], path: str, label: str) -> dict[str, Any]:
    return {
        "name": path, "label": label, "hint": HINTS.get(path), "value": typed_as(content, path),
        "required": not (path in OPTIONAL or path.endswith(".head_title")),
    }
