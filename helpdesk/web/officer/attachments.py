"""Files of tickets for officers: the parent's permission at every read, never run by a browser."""

from flask import send_file
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.related import attachment_for
from helpdesk.web.door import acting, files
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted


@desk.get("/lampiran/<ref:ref>")
@permitted(Action.VIEW_TICKET)
def attachment(ref: str) -> ResponseReturnValue:
    """The file as a download, under the type its content was found to have."""
    found = attachment_for(ref, acting())
    answer = send_file(
        files().path(found.ref), mimetype=found.media_type, as_attachment=True,
        download_name=found.name, conditional=False, max_age=0,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
