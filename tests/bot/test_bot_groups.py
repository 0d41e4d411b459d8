"""In a group: one hello, our commands, and silence about everything else."""

from typing import Any

import pytest

from bot.groups import line_for
from bot.payload import raw_of

GROUP = {"id": -5, "type": "group", "title": "Vendor Kalteng"}
BUDI = {"id": 7, "first_name": "Budi", "username": "budi_rahasia"}
BOT = "helpdesk_pbj_bot"
BUREAU = "Biro PBJ"


def answer(update: dict[str, Any]) -> tuple[str, str | None]:
    """What is kept of an update, and what is answered."""
    payload = raw_of({"update_id": 1, **update}, "42").payload
    said = line_for(payload, BOT, BUREAU) if payload["kind"] == "group" else None
    return str(payload), said


def written(text: str) -> dict[str, Any]:
    return {"message": {"message_id": 3, "chat": GROUP, "from": BUDI, "text": text}}


def moved(old: str, new: str) -> dict[str, Any]:
    change = {"chat": GROUP, "from": BUDI, "date": 0}
    places = {"old_chat_member": {"status": old}, "new_chat_member": {"status": new}}
    return {"my_chat_member": change | places}


@pytest.mark.parametrize(("text", "part"), [
    ("/lapor gagal unggah", "tidak menerima laporan di grup"),
    ("/status PBJ-2026-000001", "kepada pemiliknya"),
    ("/tiket@Helpdesk_PBJ_bot PBJ-2026-000001", "kepada pemiliknya"),
    ("/tugas", "kepada pemiliknya"),
    ("/bantuan", "hanya menjawab perintah"),
    ("/entah@helpdesk_pbj_bot", "chat pribadi"),
    # Not ours to answer.
    ("/entah", None), ("/status@bot_cuaca", None), ("halo semua", None), ("/", None),
    ("PBJ-2026-000001 sampai mana?", None), ("/\u202e\x00", None),
])
def test_what_is_answered_in_a_group_and_what_is_not(text: str, part: str | None) -> None:
    kept, said = answer(written(text))
    assert (part in said) if part and said else said is part
    assert "PBJ-" not in (said or "")
    for secret in ("Budi", "budi_rahasia", "gagal", "000001", "sampai", "Vendor"):
        assert secret not in kept, secret


@pytest.mark.parametrize(("old", "new", "greets"), [
    ("left", "member", True), ("kicked", "member", True), ("left", "administrator", True),
    ("member", "administrator", False), ("member", "left", False),
    ("administrator", "kicked", False), ("member", "restricted", False),
])
def test_one_hello_when_added_and_none_when_leaving(old: str, new: str, greets: bool) -> None:
    _, said = answer(moved(old, new))
    assert bool(said) is greets
    if said:
        assert said.startswith("Halo, ini bot helpdesk Biro PBJ.")
        assert said.endswith(f"https://t.me/{BOT}")
