"""Mail to LKPP and Telkom: switched on by an administrator, once they have looked at the first."""

from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import IllegalMove
from helpdesk.models import Setting
from helpdesk.usecases.audience import PROVIDER_MAIL_CONFIRMED
from helpdesk.usecases.rulebook import Rulebook


@use_case
def confirm_provider_mail(book: Rulebook, *, actor: Actor, now: datetime) -> Setting:
    """Let mail leave to the providers' mailboxes as they are set now.

    Raises `IllegalMove` when none is set. Again is no change.
    """
    authorize(actor, Action.CONFIRM_PROVIDER_MAIL)
    boxes = {name: address for name, address in book.mailboxes.items() if address}
    if not boxes:
        raise IllegalMove("Belum ada alamat surel LKPP atau Telkom pada pengaturan aplikasi.")
    setting = db.session.get(Setting, PROVIDER_MAIL_CONFIRMED)
    if setting is None:
        setting = Setting(name=PROVIDER_MAIL_CONFIRMED)
        db.session.add(setting)
    setting.value, setting.changed_at, setting.changed_by = {"mailboxes": boxes}, now, actor.id
    db.session.flush()
    return setting


@use_case
def stop_provider_mail(*, actor: Actor) -> None:
    """Back to assisted filing alone; what has been queued already still leaves."""
    authorize(actor, Action.CONFIRM_PROVIDER_MAIL)
    setting = db.session.get(Setting, PROVIDER_MAIL_CONFIRMED)
    if setting is not None:
        db.session.delete(setting)
