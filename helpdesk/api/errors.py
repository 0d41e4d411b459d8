"""Errors of the domain and of HTTP, once translated to problems (RFC 9457) in Indonesian."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from helpdesk.db import db
from helpdesk.errors import (
    CatalogueError,
    DuplicateRequest,
    HelpdeskError,
    IllegalMove,
    InvalidInput,
    NotAllowed,
    NotFound,
    StaleTicket,
)

CONTENT_TYPE = "application/problem+json"
STATUS: dict[type[HelpdeskError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    IllegalMove: 409,
    StaleTicket: 409,
    DuplicateRequest: 409,
    InvalidInput: 422,
    CatalogueError: 503,
    HelpdeskError: 400,
}
TITLES = {
    400: "Kiriman tidak dapat dibaca",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    405: "Metode tidak tersedia",
    406: "Bentuk jawaban tidak tersedia",
    409: "Bertentangan dengan keadaan sekarang",
    413: "Kiriman terlalu besar",
    415: "Jenis isi tidak dikenal",
    422: "Ada isian yang perlu diperbaiki",
    429: "Terlalu banyak permintaan",
    500: "Kesalahan pada sistem kami",
    503: "Sedang tidak dapat melayani",
}
DETAILS = {
    400: "Isi kiriman bukan JSON yang benar.",
    404: "Data yang Anda cari tidak ditemukan.",
    405: "Lihat header Allow untuk metode yang tersedia.",
    413: "Kurangi ukuran kiriman; paling besar 512 KB.",
    415: "Kirim JSON dengan Content-Type: application/json.",
    422: "Periksa isian yang disebut pada errors.",
    429: "Tunggu satu menit, lalu coba lagi.",
    500: "Coba lagi sebentar lagi. Bila tetap gagal, hubungi kami.",
}


def add_handlers(blueprint: Blueprint) -> None:
    """Everything raised behind the blueprint's addresses becomes a problem."""
    blueprint.register_error_handler(HelpdeskError, _of_domain)
    blueprint.register_error_handler(HTTPException, of_http)
    blueprint.register_error_handler(RecursionError, _of_depth)
    blueprint.register_error_handler(500, _of_crash)


def problem(status: int, detail: str | None = None, errors: Any = None) -> Response:
    """The answer; `errors` maps a field's path to its message."""
    body: dict[str, Any] = {
        "type": "about:blank", "title": TITLES.get(status, TITLES[400]), "status": status,
    }
    text = detail or DETAILS.get(status)
    if text:
        body["detail"] = text
    if errors:
        body["errors"] = errors
    response = Response(
        json.dumps(body, ensure_ascii=False), status, content_type=CONTENT_TYPE
    )
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response


def _of_domain(error: HelpdeskError) -> Response:
    db.session.rollback()
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    fields = error.fields if isinstance(error, InvalidInput) else None
    return problem(status, DETAILS[404] if status == 404 else error.message, fields)


def of_http(error: HTTPException) -> Response:
    """Errors of routing, of parsing, of limits."""
    if error.code is None or error.code < 400:
        return Response(error.get_response().get_data(), error.code or 200)
    found = getattr(error, "data", {}).get("messages") if error.code == 422 else None
    return problem(error.code, errors=dict(_flat(found)) if found else None)


def _flat(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Nested messages as path → text; the first part, the place of the data, is left out."""
    if not isinstance(messages, Mapping):
        texts = messages if isinstance(messages, list) else [messages]
        yield path or "isi", " ".join(str(text) for text in texts)
        return
    for key, inner in messages.items():
        outside = path == "" and key in ("json", "query", "headers", "path")
        here = "" if outside or key == "_schema" else str(key)
        yield from _flat(inner, ".".join(part for part in (path, here) if part))


def _of_depth(error: RecursionError) -> Response:
    db.session.rollback()
    return problem(400)


def _of_crash(error: Exception) -> Response:
    db.session.rollback()
    return problem(500)
