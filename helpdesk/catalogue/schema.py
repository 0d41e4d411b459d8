"""What every schema of the catalogue shares, and how its refusals become one message."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from marshmallow import Schema, ValidationError

from helpdesk.errors import CatalogueError

T = TypeVar("T")

# marshmallow's own words, for a reader who writes the files and not the code.
_INDONESIAN = {
    "Missing data for required field.": "wajib diisi",
    "Unknown field.": "kunci ini tidak dikenal, periksa ejaannya",
    "Field may not be null.": "tidak boleh kosong",
    "Invalid input type.": "harus berisi 'kunci: isi'",
    "Invalid type.": "harus berupa daftar (baris diawali tanda '- ')",
    "Not a valid list.": "harus berupa daftar (baris diawali tanda '- ')",
}


class FileSchema(Schema):
    """A schema that refuses keys it doesn't know (marshmallow's default, kept on purpose)."""


def load_as(schema: type[FileSchema], raw: Any, file: str, result: type[T]) -> T:
    """`raw` as a `result`. Raises `CatalogueError` naming file, path inside and reason."""
    try:
        value = schema().load(raw)
    except ValidationError as error:
        raise refusal(file, error.messages) from None
    assert isinstance(value, result)
    return value


def faults(schema: type[FileSchema], raw: Any) -> dict[str, str]:
    """What is wrong with `raw`: reason by path, as "response.limit.minutes"; {} when nothing is."""
    found: dict[str, str] = {}
    for path, reason in _flatten(schema().validate(raw), ""):
        found.setdefault(path, f"{reason[:1].upper()}{reason[1:]}.")
    return found


def refusal(file: str, messages: Any) -> CatalogueError:
    """All refusals of one file in one error, a line each."""
    lines = [f"{file}: {path}: {reason}." for path, reason in _flatten(messages, "")]
    return CatalogueError("\n".join(lines))


def _flatten(messages: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _flatten(inner, _join(path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flatten(inner, path)
    else:
        text = str(messages)
        yield path or "isi berkas", _INDONESIAN.get(text, text.rstrip("."))


def _join(path: str, key: Any) -> str:
    if key == "_schema":
        return path
    if isinstance(key, int):
        return f"{path}[{key + 1}]"
    return f"{path}.{key}" if path else str(key)
