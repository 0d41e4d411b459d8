"""Words and names that several papers share: files listed, papers and archives named."""

from collections.abc import Sequence

from helpdesk.queries.paper import PaperFile
from helpdesk.reports.sheet import FileList, FileRow
from helpdesk.wording.time import datetime_short
from helpdesk.wording.values import file_size

NAMELESS_FILE = "Dokumen identitas (namanya tidak dicetak)"


def file_list(files: Sequence[PaperFile], zone: str) -> FileList:
    """The files with size, time and SHA-256; an identity document without its name."""
    return FileList([
        FileRow(
            NAMELESS_FILE if f.restricted else f.name,
            f"{file_size(f.size)}, {datetime_short(f.at, zone)}", f.sha256,
        )
        for f in files
    ])


def file_name(title: str, number: str, ending: str) -> str:
    """As "bukti-lapor-PBJ-2026-000001.pdf"."""
    return f"{'-'.join(title.lower().split())}-{number}.{ending}"
