"""A service's standard on paper: whose it is, its fourteen components, where it comes from."""

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.services import Service, ServiceStandard
from helpdesk.reports.sheet import Block, Callout, Facts, Frame, Points, Section, Sheet, Text

TITLE = "Standar Pelayanan"
REFERENCE = (
    "Isi lembar ini contoh acuan dari pemerintah lain dan belum ditetapkan di instansi ini."
)


def standard_sheet(
    catalogue: Catalogue, service: Service, standard: ServiceStandard, frame: Frame
) -> Sheet:
    """The paper; a standard taken as a reference says so before anything else."""
    fill = catalogue.bureau.fill
    blocks: list[Block] = []
    if standard.reference_only:
        blocks.append(Callout("Acuan, belum berlaku", [REFERENCE]))
    blocks.append(Facts([
        ("Unit", catalogue.units[service.unit].name), ("Versi", standard.revision),
        ("Sumber", standard.source),
    ]))
    for part in standard.components:
        lines = (part.body,) if isinstance(part.body, str) else part.body
        blocks += [Section(f"{part.no}. {part.title}"), Points([fill(line) for line in lines])]
    if service.legal_basis_note:
        blocks.append(Text(fill(service.legal_basis_note), small=True))
    return Sheet(TITLE, service.name, frame, tuple(blocks))
