"""The words of every notice: golden files, what must be said, what must never be."""

import ast
import inspect
import os
import re
from pathlib import Path

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.delivery.compose import DIALOGUE, TEMPLATES, Composed
from helpdesk.domain import notices
from tests.delivery.letters import BASE, Letters, without_digits_of_chance
from tests.shown import shown

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "messages"
KALTIM = Path(__file__).resolve().parent.parent / "data" / "bureau_kaltim.yaml"
OTHERS = re.compile("Banjarmasin|Pagar Alam|Kalimantan Tengah|Kalteng|Palangka")
NAMES = sorted(f.name for f in TEMPLATES.iterdir() if f.is_dir() and not f.name.startswith("_"))
TO_OFFICERS_AND_PROVIDERS = ("provider_reminder",)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Composed]:
    found = Letters(tmp_path_factory.mktemp("letters")).play()
    return {place: without_digits_of_chance(words) for place, words in found.items()}


def test_under_another_bureaus_profile_no_message_speaks_for_ours_or_the_sources(
    tmp_path: Path,
) -> None:
    kaltim = load_catalogue(bureau_file=KALTIM)
    for (template, _), words in Letters(tmp_path, kaltim).play().items():
        for text in (words.subject, words.text, words.telegram):
            # A limit's basis names its source, marked as a reference; nothing else may.
            said = re.sub(r"\(acuan: [^\n]*", "", text)
            assert not OTHERS.search(said), f"{template}: {said}"


def templates_the_product_names() -> set[str]:
    """From the notices' tables and literals, the ladder, and rows that use cases write."""
    catalogue = load_catalogue()
    named = {rung.template for rung in catalogue.ladder}
    named |= set(notices._TO_REQUESTER.values())
    named |= {template for _, template in notices._TO_OFFICERS.values()}
    for node in ast.walk(ast.parse(inspect.getsource(notices))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice":
            given = node.args[1] if len(node.args) > 1 else None
            if isinstance(given, ast.Constant):
                named.add(given.value)
    return named | {
        "apology", "reminder", "reminder_self_filed", "propose_close", "escalation_lkpp",
        "escalation_telkom", "access_code", "link_again", "sealed", "weekly_digest",
        "visit_invited", "self_filed", "chat_bound", "own_reminder",
    }


def test_every_template_that_can_be_named_is_there() -> None:
    missing = templates_the_product_names() - set(NAMES) - {DIALOGUE}
    assert not missing
    for name in NAMES:
        parts = {f.name for f in (TEMPLATES / name).iterdir()}
        assert {"subject.txt", "email.txt", "telegram.txt"} <= parts, name


def test_no_template_is_left_that_nobody_names() -> None:
    assert not set(NAMES) - templates_the_product_names()


@pytest.mark.parametrize("name", NAMES)
def test_the_message_reads_as_agreed(
    name: str, letters: dict[tuple[str, str], Composed]
) -> None:
    found = {place: words for (each, place), words in letters.items() if each == name}
    assert found, f"no story makes {name}"
    shown = "\n\n".join(_shown(place, words) for place, words in sorted(found.items()))
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("REGOLD"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        file.write_text(shown + "\n")
    assert file.read_text() == shown + "\n"


def _shown(place: str, words: Composed) -> str:
    rows = " | ".join(f"[{label} → {value}]" for row in words.buttons for label, value in row)
    return (
        f"### {place}\n\nSubjek: {words.subject}\n\n--- surel ---\n{words.text}\n\n"
        f"--- telegram ---\n{shown(words.telegram)}" + (f"\n{rows}" if rows else "")
    )


def test_messages_are_short_enough_and_complete(
    letters: dict[tuple[str, str], Composed],
) -> None:
    for (name, place), words in letters.items():
        assert len(words.telegram) <= 950, name
        assert 8 <= len(words.subject) <= 110, (name, words.subject)
        for text in (words.subject, words.text, words.telegram):
            assert "None" not in text, (name, place, text)
            assert "{" not in text, (name, place, text)
            assert "\n\n\n" not in text, name
            assert "  " not in text, (name, place, text)


def test_the_first_mail_to_an_address_holds_nothing_its_sender_wrote(
    letters: dict[tuple[str, str], Composed],
) -> None:
    receipt = letters["receipt", "requester"]
    for theirs in ("Unggah", "dokumen", "error 500", "Budi", "CV Contoh"):
        assert theirs not in receipt.subject + receipt.text + str(receipt.html)


def test_a_sealed_complaint_tells_officers_its_number_and_link_only(
    letters: dict[tuple[str, str], Composed],
) -> None:
    words = letters["sealed", "officer"]
    for secret in ("uang", "rokok", "loket", "Pengaduan pelayanan"):
        assert secret not in words.subject + words.text + words.telegram
    assert f"{BASE}/petugas/tiket/PBJ-" in words.text


def test_only_requesters_get_the_status_link_and_only_officers_the_desk(
    letters: dict[tuple[str, str], Composed],
) -> None:
    for (name, place), words in letters.items():
        everything = words.text + words.telegram
        if not place.startswith("requester"):
            assert f"{BASE}/t/" not in everything, name
            assert "/survei/" not in everything, name
        if not place.startswith("officer"):
            assert "/petugas/" not in everything, name


def test_an_apology_says_what_is_stuck_who_has_it_until_when_and_where_else_to_turn(
    letters: dict[tuple[str, str], Composed],
) -> None:
    for text in (letters["apology", "requester"].text, letters["apology", "requester"].telegram):
        for said in (
            "mohon maaf", "Sekarang di tangan: Kepala Subbagian Pengelolaan LPSE", "Target baru",
            "Kepala Biro", "SP4N-LAPOR!", "Ombudsman",
        ):
            assert said in text


def test_an_invitation_to_any_service_leaves_room_for_the_officers_words_in_a_chat(
    tmp_path: Path,
) -> None:
    """Telegram takes 4096 UTF-16 units, of which a quote may have 3000."""
    invitations = Letters(tmp_path).invitations()
    assert len(invitations) > 5
    for words in invitations:
        assert len(words.telegram.encode("utf-16-le")) // 2 <= 1_000, words.telegram
