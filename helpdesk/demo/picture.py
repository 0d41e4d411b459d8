"""A picture that stands for a screenshot: a window with a red bar, drawn without any library."""

import struct
import zlib

WIDTH, HEIGHT = 480, 270
_GROUND, _WINDOW, _TITLE = (226, 232, 230), (255, 255, 255), (11, 79, 74)
_ERROR, _TEXT = (178, 58, 46), (196, 203, 200)

# (left, top, right, bottom, colour), the later over the earlier
_SHAPES = (
    (40, 30, 440, 240, _WINDOW),
    (40, 30, 440, 54, _TITLE),
    (60, 74, 420, 104, _ERROR),
    *((60, 122 + 22 * row, 400 - 46 * (row % 3), 132 + 22 * row, _TEXT) for row in range(4)),
    (330, 210, 420, 228, _TITLE),
)


def error_screen() -> bytes:
    """The picture as a PNG file."""
    rows = b"".join(b"\0" + b"".join(_row(y)) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(y: int) -> list[bytes]:
    pixels = [bytes(_GROUND)] * WIDTH
    for left, top, right, bottom, colour in _SHAPES:
        if top <= y < bottom:
            pixels[left:right] = [bytes(colour)] * (right - left)
    return pixels


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check
