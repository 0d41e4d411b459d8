"""A mail as bytes that no text can turn into another mail (CVE-2024-6923 and its kin)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

LONGEST_HEADER = 200
# C0, DEL, C1, the Unicode line and paragraph separators, and marks that reorder what is read.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_HEADERS = frozenset({
    "subject", "from", "to", "date", "message-id", "auto-submitted", "x-auto-response-suppress",
    "content-language", "mime-version", "content-type", "content-transfer-encoding",
})


class BadMail(Exception):
    """The mail cannot be built safely; the reason is for the administrator."""


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with a mail, under a name made harmless already."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail to one address. `reference` makes the same Message-ID at every repeat."""

    reference: str
    recipient: str
    sender: str
    sender_name: str
    subject: str
    text: str
    html: str | None
    at: datetime
    enclosed: Sequence[Enclosed] = ()

    @property
    def message_id(self) -> str:
        """Stable for one outbox row, and another's nowhere."""
        digest = hashlib.sha256(self.reference.encode()).hexdigest()[:32]
        return f"<{digest}@{self.sender.rpartition('@')[2]}>"


def header_text(text: str) -> str:
    """One line without control characters in which nothing reads as an encoded word (RFC 2047)."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    while "=?" in line or "?=" in line:
        line = line.replace("=?", "= ?").replace("?=", "? =")
    return line[:LONGEST_HEADER].rstrip()


def checked_address(text: str) -> str:
    """A plain address as it goes into the envelope. Raises `BadMail`."""
    if not _ADDRESS.fullmatch(text) or ".." in text or text.startswith("."):
        raise BadMail("Alamat surel tidak dapat dipakai.")
    return text


def to_bytes(mail: Mail) -> bytes:
    """The mail for the wire. Raises `BadMail` when it does not read back as what was meant."""
    recipient, sender = checked_address(mail.recipient), checked_address(mail.sender)
    message = EmailMessage(policy=policy.SMTP)
    try:
        message["Subject"] = header_text(mail.subject)
        message["From"] = Address(header_text(mail.sender_name), addr_spec=sender)
        message["To"] = Address(addr_spec=recipient)
        message["Date"] = format_datetime(mail.at)
        message["Message-ID"] = mail.message_id
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["Content-Language"] = "id"
        message.set_content(_body(mail.text))
        if mail.html is not None:
            message.add_alternative(_body(mail.html), subtype="html")
        for file in mail.enclosed:
            kind, _, subtype = file.media_type.partition("/")
            message.add_attachment(
                file.content, maintype=kind, subtype=subtype, filename=header_text(file.name)
            )
        written = message.as_bytes()
    except (ValueError, IndexError, KeyError) as broken:
        raise BadMail(f"Surel tidak dapat disusun ({type(broken).__name__}).") from broken
    _read_back(written, recipient, sender)
    return written


def _body(text: str) -> str:
    """Without what is no text at all; tabs and line ends stay."""
    kept = (c for c in text if c in "\n\t" or not _CONTROL.match(c))
    return "".join(kept).encode("utf-8", "replace").decode()


def _read_back(written: bytes, recipient: str, sender: str) -> None:
    """Whoever parses the bytes must find our headers alone, each once, and one recipient."""
    found = message_from_bytes(written, policy=policy.default)
    names = [name.lower() for name in found]
    if not set(names) <= _HEADERS or len(names) != len(set(names)):
        raise BadMail("Kepala surel tidak seperti yang disusun.")
    to, from_ = found["to"].addresses, found["from"].addresses
    if [a.addr_spec for a in to] != [recipient] or [a.addr_spec for a in from_] != [sender]:
        raise BadMail("Penerima surel tidak seperti yang disusun.")
