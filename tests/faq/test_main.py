"""The command line: one question a line in, one JSON a line out."""

import json
import subprocess
import sys
from pathlib import Path

from faq.library import FOLDER, Library

ROOT = FOLDER.parent


def run(cache: Path, *arguments: str, text: bytes = b"") -> str:
    command = [sys.executable, "-m", "faq", "--cache", str(cache), *arguments]
    done = subprocess.run(command, input=text, capture_output=True, cwd=ROOT, check=True)
    return done.stdout.decode("utf-8")


def test_ask_prints_one_json_for_every_line(library: Library, cache: Path) -> None:
    out = run(cache, "ask", text="lupa password spse\n\n\xff\xfe\npermisi\n".encode("latin-1"))
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 4
    assert set(lines[0]) == {"results", "answered", "zone", "complaint"}
    assert lines[0]["results"][0][0] == "spse-lupa-password"
    assert (lines[0]["answered"], lines[0]["zone"]) == (True, "answer")
    assert [line["answered"] for line in lines[1:]] == [False, False, False]


def test_evaluate_prints_the_measures(library: Library, cache: Path) -> None:
    questions = FOLDER / "checks" / "questions.jsonl"
    out = run(cache, "evaluate", str(questions), "--errors", "3")
    assert "112 in scope, 35 out of scope" in out
    for name in ("top1", "r3", "auroc", "coverage", "prec_in", "prec_all", "oos_false"):
        assert f"  {name} " in out


def test_ask_knows_the_further_topics_only_with_all(whole: Library, cache: Path) -> None:
    question = b"lupa password sirup\n"
    first = {}
    for option in ([], ["--all"]):
        out = json.loads(run(cache, "ask", *option, text=question))
        first[len(option)] = out["results"][0][0]
    assert first[0] != "rup-lupa-password"
    assert first[1] == "rup-lupa-password"
