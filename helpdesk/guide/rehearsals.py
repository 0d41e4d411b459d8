"""Drafts rehearsed in the background, one after the other; each result is kept on its draft."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from faq.rehearsal import worse
from helpdesk.db import db
from helpdesk.guide import apart
from helpdesk.guide.content import folder_of
from helpdesk.guide.live import LiveGuide
from helpdesk.guide.rules import digest
from helpdesk.usecases.guide_check import begin_check, end_check

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)
COLLISIONS = ("alike", "elsewhere", "taken")


class Rehearsals:
    """One a process; begun by a request, which does not wait."""

    def __init__(self, app: Flask, live: LiveGuide) -> None:
        self.app, self.live = app, live
        self._one = threading.Lock()
        self._last: threading.Thread | None = None

    def ask(
        self, article: str, fields: Mapping[str, Any], text: str, now: datetime, *,
        anew: bool = False,
    ) -> None:
        """Rehearse a draft whose content may come into force; `text` is its file."""
        asked = digest(self.live, article, fields)
        if not begin_check(article, asked, now=now, anew=anew):
            return
        # A process that stops does not wait for it: the draft can be measured again.
        self._last = threading.Thread(
            target=self._rehearse, args=(article, text, asked), name="rehearsal", daemon=True
        )
        self._last.start()

    def settle(self) -> None:
        """Wait for what was begun; for tests."""
        if self._last is not None:
            self._last.join()

    def _rehearse(self, article: str, text: str, asked: str) -> None:
        try:
            with self._one:
                found = self._measured(article, text)
        except Exception as broken:
            log.error("a rehearsal failed: %s: %s", type(broken).__name__, broken)
            found = None
        with self.app.app_context():
            end_check(article, asked, found)
            db.session.remove()

    def _measured(self, article: str, text: str) -> dict[str, Any]:
        live, content = self.live, self.live.content()
        before = folder_of(content, live.cache)
        after = folder_of(content.with_text(article, text), live.cache)
        found = apart.rehearse(before, after, article, live.cache, live.drafts)
        return {
            **found, "worse": worse(found), "collides": any(found[name] for name in COLLISIONS),
        }
