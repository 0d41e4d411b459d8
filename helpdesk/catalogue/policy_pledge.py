"""Revisions of the maklumat pelayanan: content as pledge.md would say it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpdesk.catalogue.schema import faults, load_as
from helpdesk.catalogue.schema_survey import PledgeSchema
from helpdesk.domain.catalogue import Catalogue, Pledge
from helpdesk.domain.revisions import SavedRevision
from helpdesk.errors import InvalidInput


def check_pledge(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` with a reason for each field that may not come into force."""
    found = faults(PledgeSchema, dict(content))
    if found:
        raise InvalidInput(**found)


def apply_pledge(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """The catalogue with the newest pledge, signed or a draft again."""
    for each in saved:
        pledge = load_as(PledgeSchema, dict(each.content), "maklumat", Pledge)
        catalogue = replace(catalogue, pledge=pledge)
    return catalogue


def pledge_content(pledge: Pledge) -> dict[str, Any]:
    """The pledge as plain JSON, in the words of the file."""
    return {
        "title": pledge.title, "source": pledge.source, "statements": list(pledge.statements),
        "body": pledge.body, "signatory": pledge.signatory,
        "signed_on": pledge.signed_on.isoformat() if pledge.signed_on else None,
    }
