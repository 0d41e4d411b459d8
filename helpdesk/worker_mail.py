"""What goes with a mail to LKPP or Telkom: the dossier as PDF and the files chosen at filing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.delivery.email import Enclosed
from helpdesk.delivery.smtp import TryLater
from helpdesk.errors import NotFound
from helpdesk.models import OutboxItem, Ticket
from helpdesk.queries.paper import PaperFile, mailed_files, sayings
from helpdesk.queries.reading import Reading, read_ticket
from helpdesk.reports.dossier import Dossier, dossier_sheet, safe_names
from helpdesk.reports.naming import file_name
from helpdesk.reports.sheet import Frame, pdf_of
from helpdesk.storage import FileStore
from helpdesk.usecases.dossier import facts_of
from helpdesk.usecases.rulebook import Rulebook

PDF = "application/pdf"
Enclose = Callable[[OutboxItem, datetime], Sequence[Enclosed]]


def enclosing(book: Rulebook, settings: Settings) -> Enclose:
    """Handed to delivery, which knows neither papers nor use cases (`docs/decisions/0004`)."""
    store = FileStore(settings.instance_path / "files")

    def enclose(item: OutboxItem, now: datetime) -> Sequence[Enclosed]:
        ticket = db.session.get_one(Ticket, item.ticket_id)
        reading = read_ticket(ticket, book.catalogue, now)
        files, _ = mailed_files(ticket, reading.events)
        named = safe_names(files)
        frame = Frame(book.catalogue.bureau, now, settings.demo)
        return [_paper(book, reading, named, frame), *_evidence(store, named)]

    return enclose


def _paper(
    book: Rulebook, reading: Reading, named: dict[str, PaperFile], frame: Frame
) -> Enclosed:
    """The dossier without contacts: who needs them asks for them by the ticket's number."""
    ticket = reading.ticket
    content = Dossier(
        ticket.provider or "lkpp", facts_of(ticket, book.catalogue.bureau), sayings(ticket),
        [replace(file, name=name) for name, file in named.items()],
    )
    sheet = dossier_sheet(book.catalogue, reading, content, frame)
    pdf = pdf_of(sheet)
    return Enclosed(file_name(sheet.title, sheet.number, "pdf"), PDF, pdf)


def _evidence(store: FileStore, named: dict[str, PaperFile]) -> Iterator[Enclosed]:
    for name, file in named.items():
        try:
            content = store.path(file.ref).read_bytes()
        except (NotFound, OSError) as broken:
            raise TryLater("Lampiran tidak terbaca dari penyimpanan.") from broken
        yield Enclosed(name, file.media_type, content)
