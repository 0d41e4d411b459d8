"""What Telegram said of our webhook, put on record for whoever asks whether we are ready."""

from dataclasses import replace

from helpdesk.db import db, use_case
from helpdesk.domain.webhook_state import RECORD, WebhookState, grown_since
from helpdesk.models import Setting


@use_case
def keep_webhook_state(seen: WebhookState) -> None:
    """Replace the last look by this one; how long more and more waits is counted on."""
    row = db.session.get(Setting, RECORD)
    before = WebhookState.of_record(row.value) if row else None
    kept = replace(seen, grown=grown_since(before, seen.waiting)).as_record()
    db.session.merge(Setting(name=RECORD, value=kept, changed_at=seen.at))
