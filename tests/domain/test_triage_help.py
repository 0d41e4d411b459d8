"""What is proposed for a triage, and what is not, as a table."""

from dataclasses import replace

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.domain.triage_help import Signs, TopicSign, propose

LPSE, PBJ = "bagian-pengelolaan-lpse", "bagian-pengelolaan-pbj"
MAIL = TopicSign("Ganti surel", 0.8, Kind.REQUEST, Authority.BUREAU, "perubahan-email", LPSE,
                 ("surel",))
UPLOAD = TopicSign("Gagal unggah", 0.6, Kind.PROBLEM, Authority.LKPP, None, LPSE, ("unggah",))
RUP = TopicSign("Paket RUP", 0.5, Kind.INQUIRY, Authority.OTHER, None, PBJ, ("rup",))
HOW = replace(MAIL, kind=Kind.COMPLAINT, service=None, title="Cara mengadu")
CASES = {
    "a sure topic gives all but urgency": (
        Signs([MAIL]),
        {"kind": "request", "service": "perubahan-email", "authority": "bureau", "unit": LPSE}),
    "words of a fault outweigh the topic's kind": (
        Signs([MAIL], Kind.PROBLEM, ("gagal",)),
        {"kind": "problem", "service": "perubahan-email", "authority": "bureau", "unit": LPSE}),
    "a fault without a topic's service goes to the one for faults": (
        Signs([UPLOAD]),
        {"kind": "problem", "service": "pendampingan-permasalahan-spse", "authority": "lkpp",
         "unit": LPSE}),
    "topics that disagree say nothing": (Signs([UPLOAD, RUP]), {}),
    "an unlikely topic says nothing": (Signs([replace(MAIL, score=0.2)]), {}),
    "a complaint has no service and nobody's authority": (
        Signs([MAIL], Kind.COMPLAINT, ("pungli",)), {"kind": "complaint"}),
    "asking how to complain is no complaint": (
        Signs([HOW]), {"authority": "bureau", "unit": LPSE}),
    "a service the catalogue lost is not proposed": (
        Signs([replace(MAIL, service="hilang")]),
        {"kind": "request", "authority": "bureau", "unit": LPSE}),
    "a closing tender is urgent": (Signs([], None, (), ("tutup",)), {"urgency": "urgent"}),
    "nothing known, nothing proposed": (Signs([]), {}),
}


@pytest.mark.parametrize(("signs", "expected"), CASES.values(), ids=CASES.keys())
def test_a_triage_is_proposed_as_far_as_the_words_speak(
    signs: Signs, expected: dict[str, str]
) -> None:
    assert {p.field: p.value for p in propose(signs, load_catalogue())} == expected


def test_every_proposal_says_by_which_words() -> None:
    found = propose(Signs([MAIL], Kind.PROBLEM, ("gagal",)), load_catalogue())
    assert [p.words for p in found] == [("gagal",), ("surel",), ("surel",), ("surel",)]
