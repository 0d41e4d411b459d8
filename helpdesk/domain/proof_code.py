"""The check code of a Bukti Lapor: whoever is shown the paper can ask whether it is ours."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

_LENGTH = 16  # base32 characters, 80 bits; looking it up is limited by the door


def proof_code(key: bytes, number: str, recorded_at: datetime) -> str:
    """As "ABCD-EFGH-IJKL-MNOP"; binds the number to the instant the server wrote it down."""
    instant = recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    digest = hmac.new(key, f"proof:{number}:{instant}".encode(), hashlib.sha256).digest()
    plain = base64.b32encode(digest).decode()[:_LENGTH]
    return "-".join(plain[start : start + 4] for start in range(0, _LENGTH, 4))


def same_code(expected: str, typed: str) -> bool:
    """Whether `typed` is the code, however people write it: any case, blanks for hyphens."""
    plain = "".join(c for c in typed.upper() if c.isalnum())
    return hmac.compare_digest(expected.replace("-", "").encode(), plain.encode())
