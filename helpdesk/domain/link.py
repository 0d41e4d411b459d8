"""The public status link: HMAC-SHA256 over ticket and serial; only its SHA-256 is stored."""

import base64
import hashlib
import hmac


def status_token(key: bytes, ticket_id: int, serial: int) -> str:
    """The token of `/t/<token>`, 43 characters; revoking raises the serial."""
    return _token(key, f"status:{ticket_id}:{serial}")


def survey_token(key: bytes, ticket_id: int) -> str:
    """The token of `/survei/<token>`; a purpose of its own, so that neither opens the other."""
    return _token(key, f"survey:{ticket_id}")


def token_hash(token: str) -> str:
    """What is stored and looked up instead of the token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _token(key: bytes, text: str) -> str:
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
