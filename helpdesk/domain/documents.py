"""Uploaded files: what is known of one, and which are identity documents."""

import re
from dataclasses import dataclass

_IDENTITY = re.compile(
    r"(?<![a-z])(e-?ktp|ktp|npwp|nik|akta|akte|paspor|passport|kartu[ _-]?keluarga|kk|nib|siup)"
    r"(?![a-z])",
    re.IGNORECASE,
)


def is_identity_document(*words: str) -> bool:
    """Whether a file's name or caption says that it is a KTP, NPWP, akta or the like."""
    return any(_IDENTITY.search(word) for word in words)


@dataclass(frozen=True)
class Upload:
    """A stored file: its random name, what it was called, and what its content shows it to be.

    `size` is in bytes; `sha256` in hexadecimal.
    """

    ref: str
    name: str
    media_type: str
    size: int
    sha256: str
