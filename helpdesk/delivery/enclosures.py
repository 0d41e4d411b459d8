"""What follows a chat's words as files of their own: a paper, a code to show, an officer's files.

Only named here; each is drawn or read when its turn comes, so that a plain reply waits for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.db import db
from helpdesk.delivery.matter import Links
from helpdesk.models import Attachment, Message, OutboxItem, Ticket


class Kind(StrEnum):
    """What is sent; `id` is the ticket's, of a file the attachment's."""

    PROOF = "proof"
    RECEIPT = "receipt"
    VISIT = "visit"
    FILE = "file"


@dataclass(frozen=True)
class Enclosure:
    """One file to come. `otherwise`: the words for when it cannot be sent; '' where none are owed.
    """

    kind: Kind
    id: int
    caption: str
    otherwise: str = ""


PROOF = (
    "Bukti Lapor {number}: nomor, waktu server, dan sidik berkas Anda. Simpan, dan tunjukkan "
    "kepada Pokja bila diperlukan. Keasliannya dapat dicocokkan di {base}/bukti"
)
RECEIPT = "Tanda Terima Berkas {number}. Simpan sampai layanan Anda selesai."
VISIT = "Kartu kunjungan {number}: tunjukkan kode ini di loket, petugas langsung membuka tiketnya."
FILE = "Lampiran {number}{place}: {name}"
FILE_NOT_SENT = (
    "Lampiran {number}{place} tidak dapat kami kirim di sini: {name}. Buka di halaman tiket: {link}"
)
_LONGEST_NAME = 120


def enclosures_of(
    item: OutboxItem, ticket: Ticket | None, links: Links, *, template: str, proof: bool
) -> tuple[Enclosure, ...]:
    """What follows this row's words in its requester's Telegram chat, in its order."""
    if ticket is None or item.channel != "telegram" or item.audience != "requester":
        return ()
    found = list(_files(item, ticket, links))
    if template == "visit_invited":
        found.append(Enclosure(Kind.VISIT, ticket.id, VISIT.format(number=ticket.number)))
    if template == "file_received":
        found.append(Enclosure(Kind.RECEIPT, ticket.id, RECEIPT.format(number=ticket.number)))
    if proof:
        caption = PROOF.format(number=ticket.number, base=links.base)
        found.append(Enclosure(Kind.PROOF, ticket.id, caption))
    return tuple(found)


def _files(item: OutboxItem, ticket: Ticket, links: Links) -> Iterator[Enclosure]:
    message = db.session.get(Message, item.message_id) if item.message_id is not None else None
    files = public_files(message)
    for count, file in enumerate(files, 1):
        name = file.name if len(file.name) <= _LONGEST_NAME else f"…{file.name[-_LONGEST_NAME:]}"
        place = f" ({count} dari {len(files)})" if len(files) > 1 else ""
        told = {"number": ticket.number, "place": place, "name": name, "link": links.status}
        yield Enclosure(
            Kind.FILE, file.id, FILE.format(**told), FILE_NOT_SENT.format(**told)
        )


def public_files(message: Message | None) -> list[Attachment]:
    """An officer's files that their requester may have: nothing internal, nothing restricted."""
    if message is None or message.internal or message.side != "officer":
        return []
    return [file for file in message.attachments if not file.restricted]
