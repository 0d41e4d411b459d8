"""The blocks on paper: every character, every length, the same bytes from the same sheet."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Event
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.platypus import SimpleDocTemplate

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.reports.sheet import (
    Block,
    Callout,
    Facts,
    FileList,
    FileRow,
    Frame,
    Happenings,
    Link,
    Quote,
    Sheet,
    Signs,
    pdf_of,
)
from helpdesk.reports.typeface import LACKING, printable
from tests.builders import MONDAY
from tests.reports.papers import lines_of, text_of

FRAME = Frame(load_catalogue().bureau, MONDAY)


def a_sheet(*blocks: Block) -> Sheet:
    return Sheet("Bukti Lapor", "PBJ-2026-000001", FRAME, blocks)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("é – “kutip” ≥ ≤ … • €", "é – “kutip” ≥ ≤ … • €"),
        ("Łódź, Şanlı, naïve", "Łódz, Şanlı, naïve"),
        ("maju → selesai ✓", "maju -> selesai v"),
        ("a\u00a0b\u2009c", "a b c"),
        ("aman\u202egnp.exe\u200b", "amangnp.exe"),
        ("日本 😀", f"{LACKING}{LACKING} {LACKING}"),
        ("ﬁle １２", "ﬁle 12"),
    ],
)
def test_what_the_typeface_lacks_is_replaced_and_the_rest_kept(written: str, printed: str) -> None:
    assert printable(written) == printed


def test_words_that_look_like_markup_stand_on_paper_as_they_were_written() -> None:
    odd = "<b>tebal</b> & <img src='file:///etc/passwd'/> <script>alert(1)</script> &amp; é ≥ “x”"
    paper = text_of(pdf_of(a_sheet(
        Quote(odd), Facts([("<i>Istilah</i>", odd)]), Callout(odd, [odd]),
        FileList([FileRow(odd, "1 kB", "ab" * 32)]), Happenings([("<u>kini</u>", odd)]),
        Signs(odd, odd),
    )))
    assert paper.count(odd) >= 5
    assert "<i>Istilah</i>" in paper
    assert "<u>kini</u>" in paper


def test_a_note_tells_what_replaced_characters_are_only_where_there_are_some() -> None:
    assert "menggantikan huruf" in text_of(pdf_of(a_sheet(Facts([("Perihal", "日本")]))))
    assert "menggantikan huruf" not in text_of(pdf_of(a_sheet(Facts([("Perihal", "biasa")]))))


LONG = {
    "one line": " ".join(f"kata{n}" for n in range(2_600))[:20_000],
    "one word": "x" * 20_000,
    "many lines": "\n".join("b" * 9 for _ in range(2_000)),
    "empty lines": "awal" + "\n" * 19_000 + "akhir",
    "markup": "<" * 20_000,
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_twenty_thousand_characters_are_all_there_on_few_pages(words: str) -> None:
    pdf = pdf_of(a_sheet(Quote(words), Happenings([("kini", words)])))
    assert len(PdfReader(BytesIO(pdf)).pages) < 40
    letters = "".join(" ".join(lines_of(pdf)).split())
    assert letters.count(words[0]) >= 2 * words.count(words[0])
    last = words.split()[-1][-8:]
    assert letters.count(last) >= 2


def test_each_page_says_how_many_there_are_and_when_the_paper_was_made() -> None:
    pdf = pdf_of(a_sheet(Quote("baris\n" * 150)))
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 1
    for n, page in enumerate(pages, 1):
        assert f"Halaman {n} dari {len(pages)}" in page
        assert "Dibuat sistem Senin, 23 November 2026 09.00 WIB" in page
        assert "PBJ-2026-000001" in page


def test_the_file_names_the_bureau_and_its_time_and_nothing_of_the_machine() -> None:
    about = PdfReader(BytesIO(pdf_of(a_sheet()))).metadata
    assert about is not None
    assert (about.title, about.author) == ("Bukti Lapor PBJ-2026-000001", FRAME.bureau.name)
    assert about.creation_date == MONDAY
    assert "anonymous" not in f"{about}"


def test_example_data_is_marked_as_such() -> None:
    demo = Sheet("Bukti Lapor", "PBJ-2026-000001", Frame(FRAME.bureau, MONDAY, demo=True))
    assert "DATA CONTOH" in text_of(pdf_of(demo))
    assert "DATA CONTOH" not in text_of(pdf_of(a_sheet()))


def test_no_two_papers_are_drawn_at_once_as_their_typeface_would_break(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inside: list[int] = []
    most: list[int] = []

    class Watched(SimpleDocTemplate):  # type: ignore[misc]
        def build(self, *args: Any, **kwargs: Any) -> None:
            inside.append(1)
            most.append(len(inside))
            Event().wait(0.05)  # long enough for another thread to come in, were it let in
            super().build(*args, **kwargs)
            inside.pop()

    monkeypatch.setattr("helpdesk.reports.drawing.SimpleDocTemplate", Watched)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(pdf_of, [a_sheet(Quote(f"isi {n}")) for n in range(4)]))
    assert most == [1, 1, 1, 1]


def test_the_same_sheet_gives_the_same_bytes_in_eight_threads() -> None:
    odd = ("éè", "üö", "ñã", "çŞ", "łđ", "Šž", "ÀÂ", "ïî")
    sheets = [
        a_sheet(Quote(f"isi ke-{n} {letters}"), Link(f"http://localhost/t/{n}", ["Pindai"]))
        for n, letters in enumerate(odd)
    ]
    alone = [pdf_of(sheet) for sheet in sheets]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(pdf_of, sheets * 5)) == alone * 5
    later = Frame(FRAME.bureau, MONDAY + timedelta(minutes=1))
    assert pdf_of(Sheet("Bukti Lapor", "PBJ-2026-000001", later)) != pdf_of(a_sheet())
