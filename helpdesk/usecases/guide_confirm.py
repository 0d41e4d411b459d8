"""The head's word that the published steps of an account service hold, or hold no longer."""

from collections.abc import Collection
from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import ServiceConfirmation
from helpdesk.usecases.guide_draft import note_of
from helpdesk.usecases.guide_publish import count_publication


@use_case
def confirm_service(
    service: str, *, confirmed: bool, note: str, known: Collection[str], actor: Actor,
    now: datetime,
) -> ServiceConfirmation:
    """Say whether the steps hold; `known` are the services the guide warns about."""
    authorize(actor, Action.CONFIRM_SERVICE)
    if service not in known:
        raise NotFound("Layanan itu tidak memiliki pemberitahuan yang dapat dipastikan.")
    text = note_of(note)
    if not text:
        raise InvalidInput(note="Tulis atas dasar apa, misalnya nomor nota dinas atau surat LKPP.")
    row = ServiceConfirmation(
        service=service, confirmed=confirmed, note=text, at=now, by=actor.id or 0
    )
    db.session.add(row)
    count_publication({"service": service, "confirmed": confirmed}, text, actor=actor, now=now)
    return row
