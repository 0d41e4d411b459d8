"""Which files are identity documents, to be kept from those who need not see them."""

import re

_IDENTITY = re.compile(
    r"(?<![a-z])(ktp|npwp|akta|akte|paspor|kartu[ _-]?keluarga|nik|sim)(?![a-z])", re.IGNORECASE
)


def is_identity_document(*words: str) -> bool:
    """Whether a file's name or caption says that it is a KTP, NPWP, akta or the like."""
    return any(_IDENTITY.search(word) for word in words)
