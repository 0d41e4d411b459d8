"""Files as they come in: what their content shows, how large they are, where they lie."""

import io
import stat
import zipfile

import pytest

from helpdesk.errors import InvalidInput, NotFound
from helpdesk.storage import LARGEST, FileStore


def archive(*names, body=b"x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, body)
    return buffer.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 40
GOOD = {
    "surat.pdf": b"%PDF-1.7\n%", "foto.jpg": JPG, "foto.JPEG": JPG, "layar.png": PNG,
    "gambar.webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ", "video.mp4": b"\x00\x00\x00\x18ftypisom" + b"0",
    "surat.docx": archive("[Content_Types].xml", "word/document.xml"),
    "tabel.xlsx": archive("[Content_Types].xml", "xl/workbook.xml"), "berkas.zip": archive("a.txt"),
}


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "files")


def left(tmp_path):
    return [p for p in (tmp_path / "files").rglob("*") if p.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_each_allowed_type_is_kept_under_an_unguessable_name(store, name):
    upload = store.receive(io.BytesIO(GOOD[name]), name)
    path = store.path(upload.ref)
    assert (path.read_bytes(), upload.size, upload.name) == (GOOD[name], len(GOOD[name]), name)
    assert len(upload.ref) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


BAD = {
    "empty": ("a.pdf", b""), "a type not allowed": ("a.html", b"<html>"),
    "no extension": ("berkas", GOOD["surat.pdf"]), "a program": ("a.pdf.exe", b"MZ"),
    "html called a picture": ("a.png", b"<html><script>"), "svg": ("a.svg", b"<svg/>"),
    "a picture called pdf": ("a.pdf", PNG), "an archive called docx": ("a.docx", archive("a.txt")),
    "a docx called xlsx": ("a.xlsx", GOOD["surat.docx"]), "a broken archive": ("a.zip", b"PK\x03"),
    "a bomb": ("a.zip", archive("a", body=b"\x00" * (201 * 1024 * 1024))),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused_leaves_nothing_behind(store, tmp_path, case):
    name, body = BAD[case]
    with pytest.raises(InvalidInput) as refused:
        store.receive(io.BytesIO(body), name)
    assert refused.value.fields["files"].endswith((".", "lain."))
    assert left(tmp_path) == []


@pytest.mark.parametrize(("size", "kept"), [(LARGEST, True), (LARGEST + 1, False)])
def test_twenty_megabytes_and_no_byte_more(store, tmp_path, size, kept):
    body = io.BytesIO(b"%PDF-1.7" + b"0" * (size - 8))
    if kept:
        assert store.receive(body, "a.pdf").size == LARGEST
    else:
        with pytest.raises(InvalidInput, match="20 MB"):
            store.receive(body, "a.pdf")
        assert left(tmp_path) == []


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\a\\surat.pdf", "surat.pdf"),
    ("su\x00r\nat.pdf", "surat.pdf"), ("a" * 300 + ".pdf", "a" * 110 + ".pdf"),
])
def test_a_name_loses_its_path_and_what_cannot_be_printed(store, given, kept):
    assert store.receive(io.BytesIO(GOOD["surat.pdf"]), given).name == kept


@pytest.mark.parametrize("ref", ["", "..", "../x", "a/b", "tidak-ada", "a\x00b"])
def test_an_unknown_or_crooked_reference_is_not_found(store, ref):
    with pytest.raises(NotFound):
        store.path(ref)


def test_a_dropped_file_is_gone_and_dropping_again_is_no_error(store):
    ref = store.receive(io.BytesIO(PNG), "a.png").ref
    store.drop(ref)
    store.drop(ref)
    with pytest.raises(NotFound):
        store.path(ref)
