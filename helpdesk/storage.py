"""Where files lie: received, sniffed, kept under random names outside any web root."""

import hashlib
import logging
import os
import secrets
import shutil
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

import puremagic

from helpdesk.domain.documents import Upload
from helpdesk.errors import InvalidInput, NotFound

LARGEST = 20 * 1024 * 1024
CHUNK = 64 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 5_000  # of an archive; a document has some dozens
RESERVE = 300 * 1024 * 1024  # bytes left to the database: strangers' files must not fill the disk

log = logging.getLogger("helpdesk.storage")

# Extension → media type by content. What a browser might run (HTML, SVG) is not among them.
ALLOWED = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "mp4": "video/mp4",
}
_OFFICE = {"docx": "word/", "xlsx": "xl/"}
_REFUSED = "Berkas harus berupa PDF, JPG, PNG, WEBP, DOCX, XLSX, ZIP, atau MP4."
_BOMB = "Isi berkas terlalu besar setelah dibuka."
_FULL = "Penyimpanan kami sedang penuh. Kirim pesan Anda tanpa lampiran; lampirannya menyusul."
_TOO_LARGE = "Ukuran berkas paling besar 20 MB."


class FileStore:
    """Files under one folder, readable by this user alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def receive(self, stream: BinaryIO, name: str) -> Upload:
        """Store a stream of at most 20 MB whose content is what its name says.

        Raises `InvalidInput` with the reason; nothing is left behind then.
        """
        ref = secrets.token_urlsafe(24)
        path = self._path(ref)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free < RESERVE:
            raise InvalidInput(files=_FULL)
        try:
            size, digest = _copy(stream, path)
            media_type = _sniff(path, _extension(name))
        except OSError as broken:
            path.unlink(missing_ok=True)
            log.exception("an upload could not be stored")
            raise InvalidInput(files=_FULL) from broken
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Upload(ref, _safe_name(name), media_type, size, digest)

    def path(self, ref: str) -> Path:
        """The stored file. Raises `NotFound`."""
        path = self._path(ref)
        if not path.is_file():
            raise NotFound("Berkas tidak ditemukan.")
        return path

    def copy(self, ref: str) -> str:
        """A second file with the same bytes; its own ref. Raises `NotFound`, `InvalidInput`."""
        source, twin = self.path(ref), secrets.token_urlsafe(24)
        path = self._path(twin)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free < RESERVE:
            raise InvalidInput(files=_FULL)
        try:
            with source.open("rb") as stream:
                _copy(stream, path)
        except OSError as broken:
            path.unlink(missing_ok=True)
            log.exception("a file could not be copied")
            raise InvalidInput(files=_FULL) from broken
        return twin

    def drop(self, ref: str) -> None:
        """Delete a file; nothing if it is gone."""
        self._path(ref).unlink(missing_ok=True)

    def _path(self, ref: str) -> Path:
        if not ref or not all(c.isalnum() or c in "-_" for c in ref):
            raise NotFound("Berkas tidak ditemukan.")
        return self._folder / ref[:2] / ref


def _copy(stream: BinaryIO, path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            size += len(chunk)
            if size > LARGEST:
                raise InvalidInput(files=_TOO_LARGE)
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if size == 0:
        raise InvalidInput(files="Berkas kosong. Silakan pilih berkas lain.")
    return size, digest.hexdigest()


def _extension(name: str) -> str:
    extension = name.rpartition(".")[2].lower()
    if extension not in ALLOWED:
        raise InvalidInput(files=_REFUSED)
    return extension


def _sniff(path: Path, extension: str) -> str:
    """The media type, if content and extension agree."""
    expected = ALLOWED[extension]
    if extension in ("docx", "xlsx", "zip"):
        _check_zip(path, _OFFICE.get(extension))
        return expected
    with path.open("rb") as file:
        head = file.read(4096)
    try:
        found = puremagic.from_string(head, mime=True, filename=f"x.{extension}")
    except (puremagic.PureError, ValueError):
        found = ""
    if not _agrees(extension, head) or found in ("text/html", "image/svg+xml"):
        raise InvalidInput(files="Isi berkas tidak sesuai dengan jenisnya. " + _REFUSED)
    return expected


def _agrees(extension: str, head: bytes) -> bool:
    """The signature of each allowed type; puremagic alone trusts an extension too far."""
    return {
        "pdf": b"%PDF-" in head[:1024],
        "jpg": head.startswith(b"\xff\xd8\xff"),
        "jpeg": head.startswith(b"\xff\xd8\xff"),
        "png": head.startswith(b"\x89PNG\r\n\x1a\n"),
        "webp": head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        "mp4": head[4:8] == b"ftyp",
    }[extension]


def _check_zip(path: Path, folder: str | None) -> None:
    """A real archive, of the office kind its name says, that does not unpack into a bomb."""
    # Counted before it is opened: reading a directory of 440,000 entries took 5 s and 200 MB.
    if path.read_bytes().count(b"PK\x01\x02") > MOST_ENTRIES:
        raise InvalidInput(files=_BOMB)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, struct.error) as error:
        raise InvalidInput(files="Berkas rusak atau bukan berkas yang sah.") from error
    if unpacked > LARGEST_UNPACKED or len(names) > MOST_ENTRIES:
        raise InvalidInput(files=_BOMB)
    if folder is not None and not any(name.startswith(folder) for name in names):
        raise InvalidInput(files="Isi berkas tidak sesuai dengan jenisnya. " + _REFUSED)


def _safe_name(name: str) -> str:
    """The last part of the name without control characters, at most 120 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if c.isprintable()).strip() or "berkas"
    stem, dot, extension = plain.rpartition(".")
    return f"{stem[:110]}{dot}{extension}"

