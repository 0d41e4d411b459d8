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
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


# The site's own policy (nosniff included) is set on every answer; a file's is narrower.
attachment.talisman_view_options = {  # type: ignore[attr-defined]
    "content_security_policy": {"default-src": "'none'", "sandbox": ""}
}
