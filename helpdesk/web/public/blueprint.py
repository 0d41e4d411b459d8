"""The blueprint every public page is put on, and the notices of incidents above each of them."""

from typing import Any

from flask import Blueprint

from helpdesk.queries.incidents import published_incidents
from helpdesk.web.door import catalogue, now
from helpdesk.wording.incident import banner

public = Blueprint("public", __name__)


@public.context_processor
def _incidents() -> dict[str, Any]:
    """Asked by the frame alone, so that a fragment and a page of an error ask nothing."""
    return {"public_incidents": public_banners}


def public_banners() -> list[dict[str, str]]:
    """What everybody may know of now, in words."""
    zone = catalogue().bureau.zone
    return [banner(notice, zone) for notice in published_incidents(now())]
