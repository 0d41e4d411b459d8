"""Discretion of the head: one requirement or one step of the procedure adjusted on one ticket.

Perwali Banjarmasin 67/2018 Pasal 6(1): by their conviction from the administrative evidence that
the applicant handed in; (2) not against the law, so neither a deadline nor the identity of who asks
is open to it here.
"""

from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.checklist import missing, papers_of
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.rulebook import Rulebook

SHORTEST = 20  # letters of a reason: "sesuai kebijakan" convinces no auditor


@use_case
def use_discretion(
    book: Rulebook, number: str, part: str, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Adjust `part`: "document:CODE" of a missing requirement or "step:NO" of the procedure.

    The requester reads which part it was; the reason stays with officers. A tick that comes later
    holds again. Raises `InvalidInput` by field, `IllegalMove` where a ticket has no standard.
    """
    ticket = ticket_for(number, actor, Action.USE_DISCRETION, version=version)
    service = book.catalogue.services.get(ticket.service or "")
    if service is None or Kind(ticket.kind) is not Kind.REQUEST:
        raise IllegalMove("Diskresi menyesuaikan standar suatu layanan: hanya pada permintaan "
                          "layanan.")
    kind, _, code = part.partition(":")
    history = [row.as_event() for row in event_rows(ticket.id)]
    if kind == "document":
        known = {paper.needed.code for paper in missing(papers_of(service.documents, history))}
    else:
        known = {step.no for step in service.checklist} if kind == "step" else set()
    if code not in known:
        raise InvalidInput(part="Pilih persyaratan yang belum lengkap atau langkah dari daftar.")
    why = reason_of(reason)
    if len(why) < SHORTEST:
        raise InvalidInput(reason="Sebutkan bukti administratif yang meyakinkan Anda, dan mengapa "
                                  "tidak bertentangan dengan peraturan.")
    data = {kind: code, "reason": why}
    record(book, ticket, Change(EventType.DISCRETION_USED, data, actor, now))
    return ticket
