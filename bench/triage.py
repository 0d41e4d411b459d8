"""How often a proposed triage is right, on questions that no topic was learnt from."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import faq
from faq.article import Article
from faq.library import load
from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.triage_help import propose
from helpdesk.triage_signs import signs_of

FIELDS = ("kind", "service", "authority", "unit")
CHECKS = Path(faq.__file__).parent / "checks"
ASKED = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Pontianak"))


def main() -> None:
    """For each field: in how many cases something is proposed, and how often it is right."""
    library, catalogue = load(), load_catalogue()
    for name in ("questions", "high_stakes"):
        asked: Counter[str] = Counter()
        for row in _rows(CHECKS / f"{name}.jsonl"):
            truths = [_truth(library.article(id_), catalogue) for id_ in row["ids"]]
            given = {p.field: p.value for p in propose(
                signs_of(library, row["q"], ASKED), catalogue
            )}
            asked["all"] += 1
            for field in FIELDS:
                right = {truth[field] for truth in truths}
                asked[f"{field} proposed"] += field in given
                asked[f"{field} right"] += field in given and given[field] in right
                asked[f"{field} wanted"] += right != {None}
        _print(name, asked)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("ids"):
            yield row


def _truth(article: Article, catalogue: Catalogue) -> Mapping[str, str | None]:
    service = catalogue.services.get(article.service or "")
    return {
        "kind": article.kind, "service": article.service, "authority": article.authority,
        "unit": service.unit if service else article.unit,
    }


def _print(name: str, asked: Counter[str]) -> None:
    print(f"{name}: {asked['all']} questions")
    for field in FIELDS:
        given, right = asked[f"{field} proposed"], asked[f"{field} right"]
        print(f"  {field:10} proposed {given:4} ({given / asked['all']:4.0%}), right "
              f"{right / max(given, 1):6.1%} of them; {asked[f'{field} wanted']} have one")


if __name__ == "__main__":
    main()
