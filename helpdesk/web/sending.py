"""Stored files on their way out: as attachments that no browser runs."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, send_file

from helpdesk.models import Attachment
from helpdesk.web.door import files

V = TypeVar("V", bound=Callable[..., Any])
SANDBOX = {"default-src": "'none'", "sandbox": ""}


def sandboxed(view: V) -> V:
    """Give the view's answers a content policy of their own, under which nothing runs."""
    view.talisman_view_options = {"content_security_policy": SANDBOX}  # type: ignore[attr-defined]
    return view


def send_attachment(attachment: Attachment) -> Response:
    """The file under its name, with the type its content showed; never opened in place."""
    response = send_file(
        files().path(attachment.ref), mimetype=attachment.media_type, as_attachment=True,
        download_name=attachment.name, max_age=0,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
