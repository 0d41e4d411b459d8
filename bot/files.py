"""Files of a message fetched from Telegram and stored; each refusal becomes a friendly line."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import File
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.station import Station
from helpdesk.domain.documents import Upload
from helpdesk.errors import InvalidInput
from helpdesk.storage import ALLOWED, LARGEST

TOO_LARGE = (
    "Berkas “{name}” lebih dari 20 MB, jadi belum dapat kami terima di sini. Kirim tangkapan layar "
    "atau bagian pentingnya saja, atau perkecil dahulu."
)
EXPIRED = "Berkas “{name}” sudah tidak dapat diunduh dari Telegram. Mohon kirim sekali lagi."
REFUSED = "Berkas “{name}” belum dapat kami terima. {reason}"
_SHOWN = 40
_EXTENSIONS = {media: extension for extension, media in reversed(ALLOWED.items())}


@dataclass(frozen=True)
class Fetched:
    """What became of a message's files."""

    uploads: tuple[Upload, ...] = ()
    told: tuple[str, ...] = ()


async def fetch(station: Station, files: list[Mapping[str, Any]]) -> Fetched:
    """Fetch every file. Raises `TelegramError` when Telegram is not reached: try again later."""
    uploads: list[Upload] = []
    told: list[str] = []
    for file in files:
        got = await _fetch_one(station, file)
        if isinstance(got, Upload):
            uploads.append(got)
        else:
            told.append(got)
    return Fetched(tuple(uploads), tuple(dict.fromkeys(told)))


async def _fetch_one(station: Station, file: Mapping[str, Any]) -> Upload | str:
    """The stored file, or the line that says why there is none."""
    name = _named(file)
    shown = name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"
    if file["size"] > LARGEST:
        return TOO_LARGE.format(name=shown)
    try:
        content = await _download(station, file["id"])
    except BadRequest as refused:
        too_big = "too big" in str(refused).lower()
        return (TOO_LARGE if too_big else EXPIRED).format(name=shown)
    except (Forbidden, InvalidToken):  # the library's word for a 404 at the download
        return EXPIRED.format(name=shown)
    try:
        return await asyncio.to_thread(station.files.receive, io.BytesIO(content), name)
    except InvalidInput as refused:
        reason = next(iter(refused.fields.values()), refused.message)
        return REFUSED.format(name=shown, reason=reason)


async def _download(station: Station, file_id: str) -> bytes:
    """The bytes; a download path lives an hour, so a dead one is asked for once more."""
    try:
        return await _bytes(await station.bot.get_file(file_id))
    except InvalidToken:
        return await _bytes(await station.bot.get_file(file_id))


async def _bytes(file: File) -> bytes:
    return bytes(await file.download_as_bytearray())


def _named(file: Mapping[str, Any]) -> str:
    """The file's name, with the extension its type calls for when it came without one."""
    name = str(file["name"])
    extension = _EXTENSIONS.get(str(file["mime"]))
    if "." not in name and extension:
        return f"{name}.{extension}"
    return name

