"""/dev/surel: mails written as files, for trying the product out; never for real use."""

from pathlib import Path

from flask import Blueprint, abort, render_template

from helpdesk.config_checks import is_loopback, split_url
from helpdesk.delivery.files import FOLDER, written_mail, written_mails
from helpdesk.web.door import settings

blueprint = Blueprint("mailbox", __name__, url_prefix="/dev/surel")


@blueprint.before_request
def only_for_trying_out() -> None:
    """Mails hold links and codes: shown with sample data, or on one's own machine without SMTP."""
    chosen = settings()
    own = is_loopback(chosen.host) and is_loopback(split_url(chosen.base_url).hostname or "")
    if chosen.production or not (chosen.demo or (own and not chosen.smtp_url)):
        abort(404)


@blueprint.get("")
def mails() -> str:
    """All mails, newest first."""
    return render_template("dev/mails.html", mails=written_mails(_folder()))


@blueprint.get("/<name>")
def mail(name: str) -> str:
    """One mail with its links to click."""
    found = written_mail(_folder(), name)
    if found is None:
        abort(404)
    return render_template("dev/mail.html", mail=found)


def _folder() -> Path:
    return settings().instance_path / FOLDER
