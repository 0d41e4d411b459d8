"""Which messages bring a Bukti Lapor; who draws it is handed in, as delivery draws nothing."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from helpdesk.delivery.email import Enclosed
from helpdesk.models import OutboxItem
from helpdesk.queries.reading import Reading

# A web chat's page puts the download where the braces stand.
PROOF_LINE = "Bukti Lapor (PDF), untuk ditunjukkan kepada Pokja bila diperlukan: {bukti}"
WITH_PROOF = ("receipt", "tender_day")
log = logging.getLogger("helpdesk.papers")


# (the ticket as it stands, whether words of its sender may be in it) → name and PDF
Draw = Callable[[Reading, bool], tuple[str, bytes]]


def brings_proof(item: OutboxItem, data: Mapping[str, Any]) -> bool:
    """Whether this is the message of a claim of a tender day to its requester.

    `data` is the event's; a chat's own turn carries the mark in its row.
    """
    told = item.template in WITH_PROOF and item.audience == "requester"
    return bool(item.data.get("proof")) or (told and bool(data.get("claim")))


def drawn(draw: Draw, item: OutboxItem, reading: Reading, *, in_full: bool) -> Enclosed | None:
    """The paper, or None when it cannot be drawn: the words must leave all the same."""
    try:
        name, content = draw(reading, in_full)
        return Enclosed(name, "application/pdf", content)
    except Exception as broken:
        log.error("outbox %s: Bukti Lapor not drawn (%s)", item.id, type(broken).__name__)
        return None
