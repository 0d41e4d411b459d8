"""The form of a service: posted values become content as its file would say it, and back."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from helpdesk.domain.services import ServiceStep
from helpdesk.domain.ticket import Category
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.services_place import place_of_form, step_fields, steps_of_form
from helpdesk.wording.services import COMPONENT_TITLES, lines_of, standing_of

MOST_DOCUMENTS = 40
MOST_COLUMNS = 12
_BLANK_ROWS = 2
_LINE = ("name", "description", "notice", "legal_basis_note")
_STANDARD_LINE = ("revision", "source", "unless", "published_response")
_EMPTY: Mapping[str, Any] = {
    "reference_only": False, "adopted": False, "resolution": None, "internal_target": None,
    "unless": None, "published_response": None, "components": {}, "changes": [],
}
_DOCUMENT = re.compile(r"doc\.([a-z0-9_-]{1,80})\.label", re.ASCII)
_COLUMN = re.compile(r"col\.([a-z0-9_-]{1,80})\.label", re.ASCII)
_NEEDED = ("name", "description", "revision", "source")


def service_of_form(
    form: Posted, running: Mapping[str, Any], checklist: Sequence[ServiceStep] = ()
) -> dict[str, Any]:
    """What was typed; what the form has no field for stays as it runs (`checklist`: its steps).

    Only blanks are tidied: a value that may not be is the policy's to refuse, by its field.
    """
    content = deepcopy(dict(running)) | place_of_form(form, running)
    content |= steps_of_form(form, running, checklist)
    for name in _LINE:
        content[name] = _one(form, name, running[name])
    content["also_called"] = [part for part in re.split(r"\s*,\s*", _line(form, "also_called"))
                              if part]
    content["requirements"] = _listed(form, "requirements", running["requirements"])
    content["documents"] = _documents(form, running["documents"])
    content["fields"] = _columns(form, running["fields"])
    content["needs_visit"], content["active"] = form.flag("needs_visit"), form.flag("active")
    content["standard"] = _standard(form, running["standard"]) if form.flag("standard") else None
    return content


def _standard(form: Posted, running: Mapping[str, Any] | None) -> dict[str, Any]:
    content = deepcopy(dict(running or _EMPTY))
    for name in _STANDARD_LINE:
        content[name] = _one(form, f"standard.{name}", content.get(name))
    standing = form.text("standard.standing")
    content["reference_only"] = standing == "reference"
    content["adopted"] = standing == "adopted"
    content["resolution"] = _limit(form)
    for key in COMPONENT_TITLES:
        held = content["components"].get(key, "")
        lines = _listed(form, f"standard.components.{key}", held)
        same = lines == held or lines == [held]
        content["components"][key] = held if same else lines[0] if len(lines) == 1 else lines or ""
    return content


def _limit(form: Posted) -> dict[str, Any] | None:
    typed = form.text("standard.resolution").strip()
    if not typed:
        return None
    whole = typed.isascii() and typed.isdigit() and len(typed) < 6
    return {form.text("standard.unit"): int(typed) if whole else typed[:20]}


def _documents(form: Posted, running: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """In the order of the page; an emptied row is a document no longer asked for."""
    held = {each["code"]: each for each in running}
    found: list[dict[str, Any]] = []
    for key in list(form.values)[:500]:
        match = _DOCUMENT.fullmatch(key)
        label = _line(form, key) if match else ""
        if not match or not label or len(found) >= MOST_DOCUMENTS:
            continue
        row = match[1]
        code = row if row in held else code_of(label, {*held, *(each["code"] for each in found)})
        found.append({
            "code": code, "label": label, "original": form.flag(f"doc.{row}.original"),
            "when": _line(form, f"doc.{row}.when") or None,
        })
    return found


def _columns(form: Posted, running: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The service's own columns, in the order of the page; an emptied row is dropped."""
    held = {each["code"]: each for each in running}
    found: list[dict[str, Any]] = []
    for key in list(form.values)[:500]:
        match = _COLUMN.fullmatch(key)
        label = _line(form, key) if match else ""
        if not match or not label or len(found) >= MOST_COLUMNS:
            continue
        row, choices = match[1], _line(form, f"col.{match[1]}.choices")
        code = row if row in held else code_of(label, {*held, *(each["code"] for each in found)})
        found.append({
            "code": code, "label": label, "type": form.text(f"col.{row}.type")[:20],
            "choices": [part for part in re.split(r"\s*;\s*", choices) if part],
            "needed": form.flag(f"col.{row}.needed"),
        })
    return found


def code_of(label: str, taken: set[str], *, longest: int = 40) -> str:
    """A name for something new that no other has."""
    stem = "-".join(re.findall(r"[a-z0-9]+", label.lower()))[:longest].strip("-") or "dokumen"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _line(form: Posted, name: str) -> str:
    kept = "".join(c if c.isprintable() else " " for c in form.text(name))
    return " ".join(kept.split())


def _one(form: Posted, name: str, held: str | None) -> str | None:
    """One text; the one that runs stays as its file writes it when only blanks differ."""
    typed = _line(form, name)
    if held is not None and " ".join(held.split()) == typed:
        return held
    return typed or ("" if name.rpartition(".")[2] in _NEEDED else None)


def _listed(form: Posted, name: str, held: Any) -> list[str]:
    """One item a line."""
    lines = [" ".join("".join(c if c.isprintable() else " " for c in line).split())
             for line in form.text(name).splitlines()]
    found = [line for line in lines if line]
    before = held if isinstance(held, list) else [held]
    if found == [" ".join(str(line).split()) for line in before]:
        return list(before)
    return found


def fields_of(
    content: Mapping[str, Any], checklist: Sequence[ServiceStep] = ()
) -> dict[str, Any]:
    """What the form's fields show."""
    standard = content["standard"] or {}
    limit = next(iter((standard.get("resolution") or {}).items()), ("working_days", ""))
    blank = [{"code": f"baru{n}", "label": "", "original": False, "when": None}
             for n in range(1, _BLANK_ROWS + 1)]
    return {
        **{name: content[name] or "" for name in _LINE},
        "also_called": ", ".join(content["also_called"]),
        "requirements": lines_of(content["requirements"]),
        "documents": [*content["documents"], *blank],
        "columns": [
            *({**each, "choices": "; ".join(each["choices"])} for each in content["fields"]),
            *({"code": f"baru{n}", "label": "", "type": "text", "choices": "", "needed": False}
              for n in range(1, _BLANK_ROWS + 1)),
        ],
        "needs_visit": content["needs_visit"], "active": content["active"],
        "place": {name: content[name] for name in (
            "unit", "kind", "authority", "order", "audience", "verifies_identity")},
        "steps": step_fields(content, checklist), "of_sop": bool(content["procedure"]),
        "standard": content["standard"] is not None,
        "standing": standing_of(standard) if standard else "own",
        "limit": limit[1], "unit": limit[0],
        **{f"standard_{name}": standard.get(name) or "" for name in _STANDARD_LINE},
        "components": [
            (f"standard.components.{key}", title,
             lines_of(standard.get("components", {}).get(key, "")))
            for key, title in COMPONENT_TITLES.items()
        ],
    }


def field_of(path: str) -> str:
    """The field on the page that a refusal's path means: "documents[2].label" has the whole list's.
    """
    step = re.match(r"steps\[(\d+)\](?:\.(\w+))?", path)
    if step:
        name = step[2] or "no"
        return f"step.{step[1]}.{'no' if name == 'step' else name}"
    if path.startswith("steps"):
        return "step.1.text"
    if path.startswith("audience"):
        return f"audience.{next(iter(Category))}"
    plain = re.sub(r"\[\d+\].*", "", path)
    if plain.startswith("standard.resolution"):
        return "standard.resolution"
    if plain.startswith("standard.changes"):
        return "note"
    if plain.startswith("fields"):
        return "col.baru1.label"
    return "doc.baru1.label" if plain == "documents" else plain
