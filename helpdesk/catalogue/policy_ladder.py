"""Revisions of the ladder: content as escalation.yaml would say it, to the domain's and back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpdesk.catalogue.references import check_ladder
from helpdesk.catalogue.schema import faults, load_as
from helpdesk.catalogue.schema_ladder import CHANNELS, CLOCKS, LadderSchema
from helpdesk.domain.catalogue import Catalogue, LadderStep
from helpdesk.domain.revisions import SavedRevision
from helpdesk.errors import CatalogueError, InvalidInput


def check_ladder_policy(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` with a reason for each field that may not come into force."""
    found = faults(LadderSchema, dict(content))
    if found:
        raise InvalidInput(**found)
    try:
        _read(content)
    except CatalogueError as wrong:
        raise InvalidInput(steps=wrong.message.rpartition("steps: ")[2].capitalize()) from None


def apply_ladder(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """The catalogue with the newest ladder."""
    return replace(catalogue, **_read(saved[-1].content)) if saved else catalogue


def _read(content: Mapping[str, Any]) -> dict[str, Any]:
    rules = load_as(LadderSchema, dict(content), "jenjang", dict)
    check_ladder(rules["ladder"], CLOCKS)
    return rules


def ladder_content(catalogue: Catalogue) -> dict[str, Any]:
    """The ladder as plain JSON, in the words and the order of the file; defaults are left out."""
    return {
        "steps": [_step(step) for step in catalogue.ladder],
        "fallbacks": {role: list(names) for role, names in catalogue.fallbacks.items()},
    }


def _step(step: LadderStep) -> dict[str, Any]:
    content: dict[str, Any] = {
        "code": step.code, "clocks": [c for c in CLOCKS if c in step.clocks], "when": step.when,
    }
    if step.shift:
        content["shift"] = step.shift
    if step.cycle_at_least != 1:
        content["cycle_at_least"] = step.cycle_at_least
    if step.authorities is not None:
        content["authorities"] = sorted(authority.value for authority in step.authorities)
    for name, value in (("accepted", step.accepted), ("answered", step.answered)):
        if value is not None:
            content[name] = value
    content |= {
        "level": step.level, "action": step.action, "recipients": list(step.recipients),
    }
    if step.tell_requester:
        content["tell_requester"] = True
    if step.channels != CHANNELS:
        content["channels"] = list(step.channels)
    return content | {"template": step.template}
