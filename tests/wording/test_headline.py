"""The status page's headline: who holds it, since when, what comes next; driven by events."""

from collections.abc import Mapping
from typing import Any

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import stand
from helpdesk.domain.shares import holdings
from helpdesk.domain.sla import clocks_of
from helpdesk.wording.headline import headline, progress
from tests.builders import at

CATALOGUE = load_catalogue()
PROMISE = {
    "response": {"days": 3, "basis": "x"}, "reply": {"days": 3, "basis": "x"},
    "resolution": {"days": 5, "basis": "x"}, "third_party": {"days": 5, "basis": "x"},
    "forwarding": {"days": 1, "basis": "x"},
}
REGISTERED = (
    "Senin 23 November 2026 09.00", EventType.REGISTERED,
    {"kind": "problem", "channel": "web", "promise": PROMISE},
)
LKPP = {"provider": "lkpp", "channel": "lpse_support"}
Step = tuple[str, EventType, Mapping[str, Any]]


def told(now: str, *steps: Step) -> dict[str, Any]:
    events = [
        Event(seq, type_, at(when), at(when), "officer:1", data=data)
        for seq, (when, type_, data) in enumerate((REGISTERED, *steps), start=1)
    ]
    return headline(
        CATALOGUE, stand(events), clocks_of(events, CATALOGUE.calendars, at(now)),
        holdings(events), at(now),
    )


TRIAGED: Step = (
    "Senin 23 November 2026 10.00", EventType.TRIAGED,
    {"kind": "problem", "authority": "lkpp", "unit": "bagian-pengelolaan-lpse"},
)
FILED: Step = ("Senin 23 November 2026 11.00", EventType.FORWARDED, LKPP)
ACCEPTED: Step = ("Senin 23 November 2026 13.00", EventType.ACCEPTED, LKPP)


def test_a_new_ticket_is_the_helpdesks_with_the_promised_answer() -> None:
    view = told("Senin 23 November 2026 09.30")
    assert view["holder"] == f"Helpdesk {CATALOGUE.bureau.short_name}"
    assert view["since_text"] == "hari ini"
    assert view["next_text"] == "Kami menjawab paling lambat Kamis 26 November 16.00 WIB."
    assert view["tone"] == "us"


def test_at_lkpp_it_says_since_when_how_long_and_when_we_ask_again() -> None:
    view = told("Kamis 26 November 2026 16.30", TRIAGED, FILED, ACCEPTED)
    assert view == {
        "holder": "Helpdesk LKPP", "since_text": "Senin 23 November",
        "duration_text": "4 hari kerja", "tone": "other",
        "next_text": "Kami menanyakan lagi Senin 30 November.",
        "do_text": "Anda tidak perlu melapor lagi ke sana; jawabannya kami sampaikan kepada Anda.",
    }


def test_past_their_deadline_the_next_reminder_is_named() -> None:
    view = told("Rabu 2 Desember 2026 09.00", TRIAGED, FILED, ACCEPTED)
    assert view["next_text"] == "Kami menanyakan lagi Senin 7 Desember."


def test_filed_but_not_accepted_is_still_ours_and_says_so() -> None:
    view = told("Senin 23 November 2026 12.00", TRIAGED, FILED)
    assert view["tone"] == "us"
    assert view["next_text"] == "Sudah kami kirim ke Helpdesk LKPP; kami menunggu tanda terimanya."


def test_waiting_for_the_requester_says_what_for() -> None:
    view = told(
        "Selasa 24 November 2026 09.00", TRIAGED,
        ("Senin 23 November 2026 11.00", EventType.REPLIED, {"wait": "question"}),
        ("Senin 23 November 2026 11.00", EventType.WAITING_STARTED, {"reason": "question"}),
    )
    assert view["holder"] == "Anda"
    assert view["tone"] == "you"
    assert view["next_text"] == (
        "Kami menunggu jawaban Anda; hitungan waktu berhenti sampai Anda menjawab."
    )
    assert view["do_text"] == (
        "Jawab lewat percakapan tiket ini paling lambat Senin 30 November; sesudah itu tiket ini "
        "dapat kami tutup."
    )


def test_late_is_said_plainly() -> None:
    view = told("Jumat 27 November 2026 09.00")
    assert view["tone"] == "late"
    assert view["next_text"] == "Kami terlambat dan mohon maaf. Pimpinan sudah diberi tahu."
    assert "Ombudsman" in view["do_text"]


def test_a_resolved_ticket_tells_until_when_to_disagree() -> None:
    view = told(
        "Rabu 25 November 2026 09.00",
        ("Selasa 24 November 2026 09.00", EventType.RESOLVED, {}),
    )
    assert view["holder"] == "Selesai dijawab"
    assert view["next_text"] == "Belum selesai? Katakan sampai Selasa 1 Desember."


@pytest.mark.parametrize(
    ("steps", "current"),
    [((), "Diterima"), ((TRIAGED,), "Dikerjakan"), ((TRIAGED, FILED), "Di LKPP")],
)
def test_progress_shows_one_current_step(steps: tuple[Step, ...], current: str) -> None:
    events = [
        Event(seq, type_, at(when), at(when), "officer:1", data=data)
        for seq, (when, type_, data) in enumerate((REGISTERED, *steps), start=1)
    ]
    items = progress(stand(events), events)
    assert [i["text"] for i in items if i["state"] == "current"] == [current]


def test_late_forwarding_is_said_before_a_promise_that_still_runs() -> None:
    view = told("Rabu 25 November 2026 09.00", TRIAGED)
    assert view["tone"] == "late"
    assert view["next_text"] == (
        "Kami terlambat meneruskan ke Helpdesk LKPP; mohon maaf. Pimpinan sudah diberi tahu."
    )


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ("perubahan-email", "Waktu penyelesaian dihitung sejak berkas dinyatakan lengkap."),
        (
            "asistensi-perencanaan",
            "Standar layanan ini sedang disusun, jadi lama penyelesaiannya belum dijanjikan.",
        ),
    ],
)
def test_a_request_answered_says_what_is_promised_and_what_is_not(
    service: str, words: str
) -> None:
    view = told(
        "Selasa 24 November 2026 09.00",
        (
            "Senin 23 November 2026 10.00", EventType.TRIAGED,
            {"kind": "request", "service": service, "promise": {"resolution": None}},
        ),
        ("Senin 23 November 2026 11.00", EventType.REPLIED, {"completeness": "complete"}),
    )
    assert view["next_text"] == words
