"""Whole conversations, word for word; REGOLD=1 writes them anew for reading."""

import os
from pathlib import Path

import pytest

from tests.dialogue.transcript import Player

STORIES = sorted((Path(__file__).parents[1] / "golden" / "dialogue").glob("*.txt"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_the_story_is_told_word_for_word(story: Path) -> None:
    written = story.read_text(encoding="utf-8")
    played = Player().play(written)
    if os.environ.get("REGOLD") == "1":
        story.write_text(played, encoding="utf-8")
    else:
        assert played == written


def test_there_are_enough_stories() -> None:
    assert len(STORIES) >= 12
