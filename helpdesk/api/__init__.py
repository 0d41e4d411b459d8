"""Door 2, the API: /api/v1 for other systems, described in OpenAPI; JSON or problems out."""

from http import HTTPStatus

from flask import Flask, Response, request
from flask.globals import request_ctx
from flask_smorest import Api

from helpdesk.api import catalogue, errors, guide, tickets
from helpdesk.api.door import LARGEST_BODY
from helpdesk.api.schemas import ProblemSchema

PREFIX = "/api/v1"
BLUEPRINTS = (catalogue.blueprint, guide.blueprint, tickets.blueprint)
DESCRIPTION = (
    "Untuk sistem lain: membaca layanan dan panduan, mengajukan tiket, dan melihat statusnya. "
    "Kesalahan dijawab sebagai application/problem+json dalam bahasa Indonesia."
)


class Described(Api):  # type: ignore[misc]
    """flask-smorest with our own errors; its handlers would answer for the site's pages too."""

    DEFAULT_ERROR_RESPONSE_NAME = None  # every answer an address can give is named there

    def _register_error_handlers(self) -> None:
        """Left to `helpdesk.api.errors`, a blueprint at a time."""

    def _register_responses(self) -> None:
        content = {errors.CONTENT_TYPE: {"schema": ProblemSchema}}
        for status in HTTPStatus:
            answer = {"description": status.phrase, "content": content}
            self.spec.components.response(status.name, answer, lazy=True)


def add_api(app: Flask) -> None:
    """Put the API on the application; the web door must be there already."""
    app.config.update(
        API_TITLE="Helpdesk pengadaan barang/jasa", API_VERSION="1", OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX, OPENAPI_JSON_PATH="openapi.json",
    )
    described = Described(app, spec_kwargs={"info": {"description": DESCRIPTION}})
    for blueprint in BLUEPRINTS:
        # No cookie counts here, so none can be abused by another site.
        app.extensions["csrf"].exempt(blueprint)
        described.register_blueprint(blueprint, url_prefix=PREFIX)
    app.extensions["api_problem"] = errors.of_http
    app.before_request(_cap)
    app.after_request(_finish)


def _cap() -> None:
    """Uploads do not come this way; a small body is all that is read."""
    if request.path.startswith(PREFIX):
        request.max_content_length = LARGEST_BODY


def _finish(response: Response) -> Response:
    """Answers about a ticket are nobody's to keep; and flask-smorest drops Allow on 405."""
    if not request.path.startswith(PREFIX):
        return response
    if response.status_code == 405 and request_ctx.url_adapter is not None:
        allowed = sorted(request_ctx.url_adapter.allowed_methods())
        response.headers["Allow"] = ", ".join(allowed)
    if request.path.startswith(f"{PREFIX}/tickets"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
