"""/healthz for the process alone, /readyz for everything it needs to serve."""

from flask import Blueprint, Response, jsonify

from helpdesk.doctor.readiness import readiness
from helpdesk.web.door import now, settings

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; the database is not asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """200 with every part, or 503 with the reasons."""
    parts = readiness(settings(), now())
    well = all(part.ok for part in parts)
    body = jsonify(
        status="ok" if well else "belum siap",
        reasons=[part.text for part in parts if not part.ok],
        parts={part.key: {"ok": part.ok, "text": part.text} for part in parts},
    )
    return body, 200 if well else 503
