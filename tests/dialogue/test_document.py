"""docs/bot.md says of the conversation what the code does."""

import os
import re
from pathlib import Path

from helpdesk.dialogue.steps import STEPS
from tests.dialogue.diagram import diagram

DOCUMENT = Path(__file__).parents[2] / "docs" / "bot.md"
_DIAGRAM = re.compile(r"(?<=```mermaid\n).*?(?=```\n<!-- end of diagram -->)", re.DOTALL)
PASSED_THROUGH = {"sending"}  # within one transaction, so that nobody is ever met there


def test_the_document_names_every_step() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [step for step in STEPS if f"`{step}`" not in text] == []


def test_the_diagram_is_the_one_the_code_walks() -> None:
    written, drawn = DOCUMENT.read_text(encoding="utf-8"), f"{diagram()}\n"
    if os.environ.get("REGOLD") == "1":
        DOCUMENT.write_text(_DIAGRAM.sub(lambda _: drawn, written), encoding="utf-8")
        return
    found = _DIAGRAM.search(written)
    assert found
    assert found[0] == drawn
    ends = set(re.findall(r"(?<=--> )\w+", drawn)) | {"idle"}
    assert set(STEPS) - PASSED_THROUGH == ends
