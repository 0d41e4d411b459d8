"""What a button under a chat message carries: a key that says nothing and fits one chat only."""

import base64
import binascii
import hashlib
import hmac

_ROW, _MARK = 5, 16  # bytes: of a row's number, and of the digest that binds it

_LARGEST = 2**31 - 1  # a forged key may name a number that no row can have


def press_key(key: bytes, chat: str, row: int, value: str) -> str:
    """The key of `value` under the message of outbox row `row`, sent to `chat`; 28 characters."""
    mark = _digest(key, f"press:{chat}:{row}:{value}")[:_MARK]
    return base64.urlsafe_b64encode(_masked(key, mark, row.to_bytes(_ROW, "big")) + mark).decode()


def row_named(key: bytes, pressed: str) -> int | None:
    """The row a pressed key speaks of, forged ones included; None for what is no key at all."""
    try:
        raw = base64.b64decode(pressed.encode("ascii"), b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    if len(raw) != _ROW + _MARK:
        return None
    row = int.from_bytes(_masked(key, raw[_ROW:], raw[:_ROW]), "big")
    return row if row <= _LARGEST else None


def is_key_of(key: bytes, chat: str, row: int, value: str, pressed: str) -> bool:
    """Whether a pressed key is the one that `value` was given in this chat, under this row."""
    return hmac.compare_digest(press_key(key, chat, row, value), pressed)


def _masked(key: bytes, mark: bytes, number: bytes) -> bytes:
    """The number made unreadable, or readable again: how much we send is nobody's business."""
    pad = _digest(key, f"press-row:{mark.hex()}")
    return bytes(one ^ other for one, other in zip(number, pad, strict=False))


def _digest(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
