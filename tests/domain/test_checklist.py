"""The checklist folded from ticks: what came, what was seen, what is still missing."""

import pytest

from helpdesk.domain.checklist import (
    DocumentState,
    completeness,
    missing,
    must_come,
    papers_of,
)
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.services import DocumentNeeded
from helpdesk.wording.checklist import return_text, state_text, to_bring
from tests.builders import at

NINE = at("Senin 23 November 2026 09.00")
TEN = at("Senin 23 November 2026 10.00")
LETTER = DocumentNeeded("surat", "Surat permohonan")
CARD = DocumentNeeded("ktp", "KTP direktur", original=True)
POWER = DocumentNeeded("kuasa", "Surat kuasa", original=True, when="bila diwakilkan")
ASKED = (LETTER, CARD, POWER)


def tick(document: str, state: str, when=NINE, seq: int = 2) -> Event:
    return Event(seq, EventType.DOCUMENT_TICKED, when, when, "officer:3", Visibility.OFFICERS,
                 {"document": document, "state": state})


@pytest.mark.parametrize(("ticks", "lacks", "says", "comes"), [
    ([], ["surat", "ktp"], "incomplete", True),
    ([("surat", "received")], ["ktp"], "incomplete", True),
    ([("surat", "received"), ("ktp", "received")], ["ktp"], "complete", True),
    ([("ktp", "original")], ["surat"], "incomplete", False),
    ([("surat", "received"), ("ktp", "original")], [], "complete", False),
    ([("surat", "original"), ("ktp", "original")], [], "complete", False),
    ([("surat", "received"), ("ktp", "original"), ("ktp", "none")], ["ktp"], "incomplete", True),
    # 'only if …' counts once it was brought: then its original has to be seen as well.
    ([("surat", "received"), ("ktp", "original"), ("kuasa", "received")], ["kuasa"], "complete",
     True),
    ([("surat", "received"), ("ktp", "original"), ("kuasa", "original")], [], "complete", False),
    ([("lain", "original")], ["surat", "ktp"], "incomplete", True),
])
def test_what_is_missing_follows_from_the_last_tick_of_each_document(ticks, lacks, says, comes):
    papers = papers_of(ASKED, [tick(*each, seq=n) for n, each in enumerate(ticks, start=2)])
    assert [p.needed.code for p in missing(papers)] == lacks
    assert (completeness(papers), must_come(papers)) == (says, comes)


def test_a_service_that_asks_for_nothing_lacks_nothing():
    assert (missing(()), completeness(()), must_come(())) == ((), "complete", False)


def test_a_tick_says_who_and_when():
    paper = papers_of(ASKED, [tick("ktp", "received"), tick("ktp", "original", TEN, 3)])[1]
    assert (paper.state, paper.actor, paper.at) == (DocumentState.ORIGINAL, "officer:3", TEN)


def test_the_words_name_what_is_missing_and_what_to_bring():
    papers = papers_of(ASKED, [tick("ktp", "received")])
    assert return_text(papers) == (
        "Berkas Anda belum lengkap. Yang masih kurang:\n1. Surat permohonan\n"
        "2. KTP direktur: aslinya belum diperlihatkan\n\n"
        "Mohon dibawa ke loket. Yang sudah kami periksa tidak perlu diulang."
    )
    assert to_bring(papers) == [
        "Surat permohonan", "KTP direktur", "Surat kuasa, bila diwakilkan"
    ]
    sent = papers_of(ASKED, [tick("ktp", "original")])
    assert "Mohon dikirim lewat tautan" in return_text(sent)
    assert to_bring(sent) == ["Surat permohonan", "Surat kuasa, bila diwakilkan"]
    assert [state_text(p) for p in sent] == ["belum ada", "asli dilihat", "tidak dicentang"]
