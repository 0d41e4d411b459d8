"""What the bot says when asked "kenapa tanggal ini?", word for word; REGOLD=1 writes it anew."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpdesk.wording.clocks import why_view
from helpdesk.wording.shares import shares_view
from helpdesk.wording.status import why_dates_text
from tests.domain.history import History, days, minutes
from tests.shown import shown
from tests.wording.telling import CATALOGUE, read
from tests.wording.test_clocks import FLOOD, MOVED

GOLDEN = Path(__file__).parents[1] / "golden" / "dates"
TELEGRAM = 4_096  # UTF-16 units
MONDAY = "Senin 23 November 2026 09.00"


def plain() -> tuple[History, str]:
    return History(received=MONDAY), "Senin 23 November 2026 10.00"


def at_lkpp() -> tuple[History, str]:
    history = History(received=MONDAY).then("replied", "Senin 23 November 2026 11.00")
    history.then("waiting_started", "Senin 23 November 2026 11.00", reason="question")
    history.wrote("Rabu 25 November 2026 09.00")
    history.then("replied", "Rabu 25 November 2026 09.30")
    history.then("accepted", "Kamis 26 November 2026 10.00", provider="lkpp")
    return history, "Senin 7 Desember 2026 10.00"


def half_an_hour() -> tuple[History, str]:
    promise = {"resolution": minutes(30, "standar pelayanan"), "needs_originals": False}
    history = History("request", received="Jumat 27 November 2026 09.00", promise=promise)
    history.then("replied", "Jumat 27 November 2026 11.20", completeness="complete")
    return history, "Jumat 27 November 2026 13.30"


def sixty_days() -> tuple[History, str]:
    promise = {"resolution": days(60, "kebijakan biro (acuan: SP4N-LAPOR!)")}
    return History("complaint", received=MONDAY, promise=promise), "Selasa 24 November 2026 09.00"


def resolved() -> tuple[History, str]:
    history = History(received=MONDAY).then("resolved", "Rabu 25 November 2026 10.00")
    return history, "Kamis 26 November 2026 10.00"


def moved() -> tuple[History, str]:
    return MOVED, "Rabu 25 November 2026 11.00"


STORIES: dict[str, Callable[[], tuple[History, str]]] = {
    story.__name__: story
    for story in (plain, at_lkpp, half_an_hour, sixty_days, resolved, moved)
}


def told(name: str) -> str:
    history, now = STORIES[name]()
    catalogue = FLOOD if name == "moved" else CATALOGUE
    reading = read(history, now, catalogue)
    view: dict[str, Any] = {
        "number": "PBJ-2026-000123", "note": "",
        "clocks": [why_view(catalogue, reading, c, officers=False) for c in reading.clocks],
        "share": shares_view(reading.holdings, catalogue.calendar, reading.now, officers=False),
    }
    return shown(why_dates_text(view)) + "\n"


@pytest.mark.parametrize("name", STORIES)
def test_the_dates_are_explained_word_for_word(name: str) -> None:
    file, text = GOLDEN / f"{name}.txt", told(name)
    if os.environ.get("REGOLD"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    assert len(text.encode("utf-16-le")) // 2 <= TELEGRAM
