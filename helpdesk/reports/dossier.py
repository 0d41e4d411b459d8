"""Berkas penerusan: a matter as LKPP or Telkom is handed it, on paper or with chosen files."""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.dossier import PROOF, DossierFacts, harmless_name, missing_proof
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.masking import mask_contacts
from helpdesk.queries.paper import PaperFile, Saying
from helpdesk.queries.reading import Reading
from helpdesk.reports.naming import file_list
from helpdesk.reports.sheet import (
    Block,
    Check,
    Checklist,
    Facts,
    Frame,
    Happenings,
    Quote,
    Section,
    Sheet,
    Text,
)
from helpdesk.wording.dossier import WORDS_FIELD, target_fields
from helpdesk.wording.time import datetime_long, local
from helpdesk.wording.timeline import PROVIDER, RELAY_CHANNEL, timeline

TITLE = "Berkas Penerusan"
# What happened between the bureau and the requester alone says nothing to a provider.
_NOT_THEIRS = frozenset({
    EventType.LINK_REVOKED, EventType.SURVEY_ANSWERED, EventType.IDENTITY_CHANGED,
    EventType.NO_REPLY_NEEDED,
})


@dataclass(frozen=True)
class Dossier:
    """What goes into it: the provider's code, facts, words, chosen files.

    `contacts` names the requester and their addresses; only where the target needs them.
    """

    provider: str
    facts: DossierFacts
    said: Sequence[Saying]
    files: Sequence[PaperFile] = ()
    contacts: Sequence[tuple[str, str]] = ()


def dossier_sheet(catalogue: Catalogue, reading: Reading, dossier: Dossier, frame: Frame) -> Sheet:
    """The paper: fields, data dukung, the requester's words, what was done, the files."""
    zone = str(catalogue.calendar.tz)
    facts = _theirs(reading, dossier)
    missing = missing_proof(facts)
    blocks: list[Block] = [
        Facts([("Kepada", PROVIDER[dossier.provider]), *_relay(reading, zone)]),
        Section("Isian laporan"),
        Facts([
            (field["label"], field["value"] or "belum ada")
            for field in target_fields(catalogue, facts, missing)
            if field["label"] != WORDS_FIELD
        ]),
        *_contacts(dossier),
        Section("Data dukung"),
        Checklist(_checks(dossier)),
        Section("Uraian pemohon"),
        *(_said(saying, reading, dossier, zone) for saying in dossier.said),
        Section("Yang sudah dilakukan"),
        Happenings(_done(catalogue, reading)),
        Section("Lampiran yang disertakan"),
        file_list(dossier.files, zone) if dossier.files else Text("Tidak ada lampiran."),
    ]
    return Sheet(TITLE, reading.ticket.number, frame, blocks)


def _theirs(reading: Reading, dossier: Dossier) -> DossierFacts:
    """The facts without what names a person, and with the pictures that are really sent."""
    return replace(
        dossier.facts, subject=_masked(dossier.facts.subject, reading, dossier),
        images=_pictures(dossier),
        # Once they have it, their number stands on top and is no earlier one.
        earlier_number=None if reading.standing.external_number else dossier.facts.earlier_number,
    )


def _pictures(dossier: Dossier) -> int:
    return sum(file.media_type.startswith("image/") for file in dossier.files)


def _checks(dossier: Dossier) -> list[Check]:
    """Each piece of proof: there, missing, or ours but not among the chosen files."""
    missing = missing_proof(dossier.facts)
    words = {code: ("Belum ada" if code in missing else "Ada") for code in PROOF}
    if words["screenshot"] == "Ada" and not _pictures(dossier):
        words["screenshot"] = "Tidak disertakan"
    return [Check(name, words[code] == "Ada", words[code]) for code, name in PROOF.items()]


def _masked(text: str, reading: Reading, dossier: Dossier) -> str:
    if dossier.contacts:
        return text
    return mask_contacts(text, reading.ticket.requester.name)


def _contacts(dossier: Dossier) -> list[Block]:
    if dossier.contacts:
        return [Section("Kontak pemohon"), Facts(dossier.contacts)]
    return [Text(
        "Nama dan kontak pemohon disamarkan. Bila diperlukan, mintalah kepada kami dengan "
        "menyebut nomor tiket.", small=True,
    )]


def _relay(reading: Reading, zone: str) -> list[tuple[str, str | None]]:
    """How it went to them, once it did."""
    standing, ticket = reading.standing, reading.ticket
    at = ticket.relay_at
    by = RELAY_CHANNEL.get(ticket.relay_channel or "", "")
    sent = f"{datetime_long(at, zone)} lewat {by}" if at and by else None
    return [("Diteruskan", sent), ("Nomor tiket di sana", standing.external_number)]


def _said(saying: Saying, reading: Reading, dossier: Dossier, zone: str) -> Quote:
    return Quote(_masked(saying.body, reading, dossier), datetime_long(saying.at, zone))


def _done(catalogue: Catalogue, reading: Reading) -> list[tuple[str, str]]:
    shown: list[Event] = [e for e in reading.events if e.type not in _NOT_THEIRS]
    return [(row["at_text"], row["text"]) for row in timeline(catalogue, shown)]


def archive(
    paper: tuple[str, bytes], files: Mapping[str, Path], at: datetime, zone: str
) -> IO[bytes]:
    """A ZIP with the paper and the files by their safe names; a temporary file, read from 0."""
    # Not in memory: ten files may have 200 MB.
    out = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    stamp = local(at, zone).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(_entry(paper[0], stamp, zipfile.ZIP_DEFLATED), paper[1])
        for name, path in files.items():
            # Pictures, PDF and office files are compressed already.
            with made.open(_entry(f"lampiran/{name}", stamp, zipfile.ZIP_STORED), "w") as target:
                _copy(path, target)
    out.seek(0)
    return out


def _entry(name: str, stamp: tuple[int, ...], method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(stamp[0], *stamp[1:6]))  # type: ignore[arg-type]
    entry.compress_type, entry.external_attr = method, 0o600 << 16
    return entry


def _copy(path: Path, target: IO[bytes]) -> None:
    with path.open("rb") as source:
        while chunk := source.read(256 * 1024):
            target.write(chunk)


def safe_names(files: Sequence[PaperFile]) -> dict[str, PaperFile]:
    """Each file under a name that no system stumbles over."""
    return {harmless_name(n, file.name): file for n, file in enumerate(files, 1)}
