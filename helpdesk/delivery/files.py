"""Mails as files instead of on a wire: without SMTP_URL, and always with sample data."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from types import TracebackType

from helpdesk.delivery.smtp import TryLater

FOLDER = "surel"
MARK = "X-Helpdesk-Tidak-Dikirim"
_GOVERNMENT = ".go.id"


class MailFolder:
    """Writes each mail whole under a name of its own; the same mail again replaces itself."""

    def __init__(self, folder: Path, *, demo: bool) -> None:
        self._folder, self._demo = folder, demo

    def __enter__(self) -> "MailFolder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is kept open."""

    def deliver(self, sender: str, recipient: str, written: bytes, reference: str) -> None:
        """Write one mail. Raises `TryLater` when the disk does not take it."""
        name = hashlib.sha256(reference.encode()).hexdigest()[:20]
        try:
            self._write(name, f"{MARK}: {self._why(recipient)}\r\n".encode() + written)
        except OSError as broken:
            reason = f"Berkas surel tidak dapat ditulis ({broken.strerror})."
            raise TryLater(reason, all_mail=True) from broken

    def _write(self, name: str, content: bytes) -> None:
        """Aside first, then renamed into place, so that nobody reads half a mail."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = self._folder / f".{name}.{os.getpid()}"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(self._folder / f"{name}.eml")

    def _why(self, recipient: str) -> str:
        if not self._demo:
            return "SMTP_URL kosong"
        if recipient.lower().endswith(_GOVERNMENT):
            return "data contoh; tidak ada yang keluar ke alamat pemerintah"
        return "data contoh"


@dataclass(frozen=True)
class WrittenMail:
    """One file read back for the page that shows it."""

    name: str
    to: str
    sender: str
    subject: str
    at: datetime | None
    why: str
    text: str


def written_mails(folder: Path, most: int = 200) -> Sequence[WrittenMail]:
    """The newest mails first, by the instant they were written."""
    files = sorted(folder.glob("*.eml"), key=lambda f: f.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:most]]


def written_mail(folder: Path, name: str) -> WrittenMail | None:
    """One mail by the name of its file; None if there is none."""
    if not name.isalnum():
        return None
    file = folder / f"{name}.eml"
    return _read(file) if file.is_file() else None


def _read(file: Path) -> WrittenMail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    date = message["date"]
    return WrittenMail(
        name=file.stem, to=str(message["to"]), sender=str(message["from"]),
        subject=str(message["subject"]), at=date.datetime if date else None,
        why=str(message[MARK] or ""), text=body.get_content().replace("\r\n", "\n") if body else "",
    )
