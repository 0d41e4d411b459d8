"""The guide's rules as the use cases are handed them, over the content of this process."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from hashlib import sha256
from typing import Any

from helpdesk.guide.fields import Fields, file_of
from helpdesk.guide.live import LiveGuide
from helpdesk.guide.shelf import Shelf
from helpdesk.usecases.guide_rules import GuideRules


def rules_of(live: LiveGuide, shelf: Shelf, services: Collection[str]) -> GuideRules:
    """What `usecases.guide_publish` asks of the guide."""

    def text(article: str, fields: Fields, day: date, by: str) -> str:
        return file_of(article, fields, day, by, shelf.articles, services)

    def high_stakes(article: str, fields: Fields) -> bool:
        known = shelf.articles.get(article)
        return bool(fields["high_stakes"]) or (known is not None and known.high_stakes)

    return GuideRules(
        text, high_stakes, lambda article, fields: digest(live, article, fields),
        shelf.release.get,
    )


def digest(live: LiveGuide, article: str, fields: Fields) -> str:
    """What a rehearsal is good for: what is learnt of the draft, beside the guide in use."""
    learnt: list[Any] = [fields[name] for name in ("title", "body", "phrasings", "further")]
    said = json.dumps([live.library().content_hash, article, learnt], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()
