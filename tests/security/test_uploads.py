"""Uploads that want to fill the machine, or to be something else than they say."""

import errno
import io
import random
import struct
import time
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.errors import InvalidInput
from helpdesk.storage import FileStore
from tests.clocks import FrozenClock
from tests.web.desk import new_officer, prepared, signed_in
from tests.web.visiting import PROBLEM, fill, report

ENTRY = struct.pack(
    "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
) + b"a"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def _left(tmp_path: Path) -> list[Path]:
    return [each for each in (tmp_path / "files").rglob("*") if each.is_file()]


def test_an_archive_of_400000_entries_is_refused_before_it_is_read(
    store: FileStore, tmp_path: Path
) -> None:
    many = 400_000
    directory = ENTRY * many
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    before = time.process_time()
    with pytest.raises(InvalidInput):
        store.receive(io.BytesIO(directory + end), "arsip.zip")
    assert time.process_time() - before < 2
    assert _left(tmp_path) == []


def test_a_crooked_archive_is_a_refusal_and_never_a_crash(
    store: FileStore, tmp_path: Path
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>" * 50)
    whole, chance = made.getvalue(), random.Random(2026)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            store.drop(store.receive(io.BytesIO(bytes(broken)), "surat.docx").ref)
        except InvalidInput:
            continue
    assert _left(tmp_path) == []


def test_a_nearly_full_disk_keeps_its_rest_for_the_database(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("helpdesk.storage.shutil.disk_usage", lambda path: usage(10**9, 10**9, 10))
    with pytest.raises(InvalidInput, match="penuh"):
        store.receive(io.BytesIO(PNG), "foto.png")
    assert _left(tmp_path) == []


def test_a_disk_that_fills_while_writing_is_told_and_leaves_nothing(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("helpdesk.storage.os.fsync", full)
    with pytest.raises(InvalidInput, match="penuh"):
        store.receive(io.BytesIO(PNG), "foto.png")
    assert _left(tmp_path) == []


@pytest.mark.parametrize(("name", "content"), [
    ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("halaman.html", b"<script>alert(1)</script>"),
    ("gambar.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("surat.pdf", b"<html><script>alert(1)</script>"),
    ("foto.jpg.php", b"\xff\xd8\xff<?php"),
])
def test_nothing_a_browser_would_run_is_taken(
    store: FileStore, tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(InvalidInput):
        store.receive(io.BytesIO(content), name)
    assert _left(tmp_path) == []


EVIL = "'><img src=x onerror=alert(1)>;filename=x.html;.png"


def test_a_file_name_is_text_on_every_page_and_in_the_download(
    app: Flask, clock: FrozenClock
) -> None:
    visitor = prepared(app).test_client()
    answer = fill(visitor, clock, isi=PROBLEM, lampiran=(io.BytesIO(PNG), EVIL))
    assert answer.status_code == 303
    page = visitor.get("/t/").get_data(as_text=True)
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    href = page.split("/t/file/")[1].split('"')[0]
    file = visitor.get(f"/t/file/{href}")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"] == "image/png"
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "filename=x.html" not in file.headers["Content-Disposition"].split('"')[-1]
    file.close()
    desk = signed_in(app, new_officer(app))
    opened = desk.get(f"/petugas/lampiran/{href}")
    assert opened.headers["Cache-Control"] == "private, no-store"
    opened.close()


def test_a_reference_opens_nothing_for_another_browser(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    visitor = prepared(app).test_client()
    fill(visitor, clock, isi=PROBLEM, lampiran=(io.BytesIO(PNG), "foto.png"))
    href = visitor.get("/t/").get_data(as_text=True).split("/t/file/")[1].split('"')[0]
    report(client, clock)
    assert client.get(f"/t/file/{href}").status_code == 404
    assert client.get(f"/petugas/lampiran/{href}").status_code == 302


def test_an_upload_of_another_browser_cannot_be_claimed(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    visitor = prepared(app).test_client()
    waits = fill(visitor, clock, isi="", lampiran=(io.BytesIO(PNG), "ktp.png"))
    ref = waits.get_data(as_text=True).split('name="berkas" value="')[1].split('"')[0]
    answer = fill(client, clock, isi=PROBLEM, berkas=ref)
    assert answer.status_code == 303
    assert "ktp.png" not in client.get("/t/").get_data(as_text=True)
