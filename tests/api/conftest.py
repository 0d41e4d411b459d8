"""The API's tests: no rate limit unless a test asks for it, and one way to bring a matter."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpdesk.web import limiter

Send = Callable[..., TestResponse]


@pytest.fixture(autouse=True)
def unlimited(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """After `app`: a limiter that is off when it meets an application never learns to count."""
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture
def send(client: FlaskClient) -> Send:
    def post(key: str | None = None, **body: Any) -> TestResponse:
        given = {"kind": "problem", "text": "Tidak bisa mengunggah dokumen."} | body
        headers = {"Idempotency-Key": key} if key else {}
        return client.post("/api/v1/tickets", json=given, headers=headers)

    return post
