"""Style sheets and scripts: an address that changes with their content, kept a year, compressed.

A phone on a weak line asks for them once. Pages are not compressed: they hold a form's token
beside words that a visitor chose (BREACH, Gluck, Harris, Prado 2013); a file holds no secret.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory
from flask_compress import Compress
from werkzeug.wsgi import FileWrapper

FOLDER = Path(__file__).parents[1] / "static"
FILES = frozenset({"static", "bootstrap.static"})
YEAR = 365 * 24 * 3600  # seconds


class Shrunk(dict[str, bytes]):
    """Compressed once a file and process; by name, so that no address adds an entry."""

    def set(self, key: str, value: bytes) -> None:
        """What Flask-Compress calls."""
        self[key] = value


@cache
def edition() -> str:
    """Ten hexadecimal digits that change when any of our files does."""
    content = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:10]


@cache
def bootstrap_edition() -> str:
    """The installed version of Bootstrap-Flask; asking reads a file and parses it."""
    return version("bootstrap-flask")


def add_static_files(app: Flask) -> None:
    """Serve `/static/EDITION/NAME`; the scripts' own `./other.js` stays within the edition.

    Another edition's address is answered too, since a page stays open while we renew the site,
    but then nobody keeps the answer.
    """
    app.config.update(
        COMPRESS_REGISTER=False, COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=9,
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "application/javascript"],
        COMPRESS_CACHE_BACKEND=Shrunk, COMPRESS_CACHE_KEY=lambda asked: _name(asked.view_args),
    )
    shrinking = Compress(app)
    app.add_url_rule("/static/<edition>/<path:filename>", "static", _send)
    app.url_defaults(_with_edition)

    def answered(response: Response) -> Response:
        if request.endpoint not in FILES or response.status_code != 200:
            return response
        if _is_this_edition():
            response.cache_control.no_cache = None
            response.cache_control.public = response.cache_control.immutable = True
            response.cache_control.max_age = YEAR
        _read(response)
        return shrinking.after_request(response)

    app.after_request(answered)


def _read(response: Response) -> None:
    """The file's content in memory, the file closed."""
    opened = response.response
    response.direct_passthrough = False
    response.make_sequence()
    if isinstance(opened, FileWrapper):
        opened.close()


def _name(arguments: dict[str, Any] | None) -> str:
    return f"{request.endpoint}/{(arguments or {})['filename']}"


def _send(edition: str, filename: str) -> Response:
    """Whatever the edition: see above."""
    return send_from_directory(FOLDER, filename)


def _with_edition(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values.setdefault("edition", edition())
    elif endpoint == "bootstrap.static":
        values.setdefault("v", bootstrap_edition())


def _is_this_edition() -> bool:
    arguments = request.view_args or {}
    if request.endpoint == "static":
        return bool(arguments["edition"] == edition())
    return request.args.get("v") == bootstrap_edition()
