"""`python -m faq ask`, `evaluate`, `heldout`, `learn`, `rehearse`: the matcher as commands."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from faq import decide
from faq.article import ArticleError
from faq.library import Library, load


def answer_line(library: Library, question: str) -> str:
    """One question as one line of JSON."""
    answer = library.ask(question)
    return json.dumps(
        {
            "results": [[c.id, c.score] for c in answer.candidates],
            "answered": answer.zone == decide.ANSWER,
            "zone": answer.zone,
            "complaint": round(answer.complaint, 4),
        },
        ensure_ascii=False,
    )


def apart(options: argparse.Namespace) -> int:
    """What the product has a process of its own do: it takes seconds and half a gigabyte."""
    try:
        if options.command == "learn":
            print(load(options.folder, options.cache).content_hash)
            return 0
        from faq.rehearsal import DRAFTS, rehearse

        before = load(options.before, options.used or options.cache)
        after = load(options.after, options.cache, newest=DRAFTS)
        print(json.dumps(rehearse(before, after, options.article), ensure_ascii=False))
    except ArticleError as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m faq", description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder for learnt models")
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("ask", help="one question a line in, one JSON a line out")
    asking.add_argument("--all", action="store_true", help="search further topics as well")
    measuring = commands.add_parser("evaluate", help="measures on a file of labelled questions")
    measuring.add_argument("--all", action="store_true", help="with the further topics")
    measuring.add_argument("file", type=Path)
    measuring.add_argument("--errors", type=int, default=0, help="show so many wrong answers")
    checking = commands.add_parser("heldout", help="5-fold cross-validation on our own sentences")
    checking.add_argument("--errors", type=int, default=0, help="show so many sentences gone wrong")
    learning = commands.add_parser("learn", help="learn the content of a folder into the cache")
    learning.add_argument("folder", type=Path)
    trying = commands.add_parser("rehearse", help="one changed article, before and after, as JSON")
    trying.add_argument("before", type=Path, help="folder with the content in use")
    trying.add_argument("after", type=Path, help="folder with the change")
    trying.add_argument("article")
    trying.add_argument("--used", type=Path, help="cache of the content in use")
    options = parser.parse_args(arguments)
    if options.command in ("learn", "rehearse"):
        return apart(options)
    if options.command == "heldout":
        from faq import heldout

        print(heldout.report(heldout.ask_held_out(cache=options.cache), options.errors))
        return 0
    library = load(cache=options.cache, further=options.all)
    if options.command == "ask":
        for line in sys.stdin.buffer:
            print(answer_line(library, line.decode("utf-8", "replace")), flush=True)
        return 0
    from faq.measure import report

    print(report(library, options.file, options.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
