"""One call to the Bot API, read from any of the four ways a client may write it."""

import io
import json
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from tests.bot.botapi.model import Json, Upload
from tests.bot.botapi.refusals import bad_request


class Call:
    """The parameters and files of one request; every accessor refuses what cannot be read."""

    def __init__(self, method: str, params: Json, files: dict[str, Upload]) -> None:
        self.name = method
        self.method = method.lower()
        self.params = params
        self.files = files

    def text(self, name: str, default: str = "") -> str:
        value = self.params.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int | None = None) -> int | None:
        value = self.params.get(name)
        if value in (None, ""):
            return default
        try:
            return int(value)
        except (TypeError, ValueError) as wrong:
            raise bad_request(f"{name} must be an integer") from wrong

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in ("true", "1", "yes")

    def value(self, name: str) -> Any:
        """A value written as JSON; None when it is left out."""
        raw = self.params.get(name)
        if not isinstance(raw, str):
            return raw
        if not raw:
            return None
        try:
            return json.loads(raw)
        except ValueError as wrong:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from wrong

    @property
    def chat_id(self) -> int | None:
        raw = str(self.params.get("chat_id", ""))
        return int(raw) if raw.lstrip("-").isdigit() else None

    @property
    def words(self) -> str:
        return self.text("text") or self.text("caption")


def read(method: str, query: str, content_type: str, body: bytes) -> Call:
    """A Call from the pieces of a request; 400 when the text is not UTF-8 or the JSON broken."""
    params: Json = dict(_pairs(query))
    kind, options = parse_options_header(content_type)
    files: dict[str, Upload] = {}
    try:
        if kind == "application/json":
            params |= json.loads(body or b"{}")
        elif kind == "multipart/form-data":
            form, files = _multipart(kind, options, body)
            params |= form
        else:
            params |= dict(_pairs(body.decode()))
    except UnicodeDecodeError as wrong:
        raise bad_request("strings must be encoded in UTF-8") from wrong
    except ValueError as wrong:
        raise bad_request("can't parse the request") from wrong
    return Call(method, params, files)


def _pairs(encoded: str) -> list[tuple[str, str]]:
    return parse_qsl(encoded, keep_blank_values=True, errors="strict")


def _multipart(kind: str, options: dict[str, str], body: bytes) -> tuple[Json, dict[str, Upload]]:
    parser = FormDataParser(silent=False)
    _, form, parts = parser.parse(io.BytesIO(body), kind, len(body), options)
    files = {
        name: Upload(part.filename or name, part.mimetype, part.read())
        for name, part in parts.items()
    }
    return form.to_dict(), files
