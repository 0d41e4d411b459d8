"""The guide in use in this process: it follows every publication and keeps the last good one."""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.exc import SQLAlchemyError

from faq import store
from faq.article import ArticleError
from faq.library import Library, load, read_content
from faq.rehearsal import DRAFTS
from helpdesk.db import db
from helpdesk.domain.revisions import GUIDE
from helpdesk.guide import apart
from helpdesk.guide.confirmed import confirmed
from helpdesk.guide.content import Content, folder_of, overlaid, release_texts, sound
from helpdesk.guide.shelf import Shelf
from helpdesk.queries.guide import confirmed_services, office_texts

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)


class LiveGuide:
    """One a process. Threads may ask at once: one of them follows, the others answer on."""

    def __init__(self, app: Flask, cache: Path) -> None:
        self.app, self.cache = app, cache
        self.drafts = cache / "drafts"
        self._library: Library | None = None
        self._number = 0  # the publication that was last followed
        self._shelf: tuple[int, Shelf] | None = None
        self._draft: tuple[str, Library] | None = None
        self._lock = threading.Lock()
        self._learning: threading.Thread | None = None

    @cached_property
    def release(self) -> dict[str, str]:
        """The articles of this release's files."""
        return release_texts()

    def library(self) -> Library:
        """The guide; read or trained at first use, replaced after a publication."""
        if self._library is None:
            with self._lock:
                if self._library is None:
                    self._begin()
        elif self._wanted != self._number and self._lock.acquire(blocking=False):
            try:
                self._follow(self._wanted)
            finally:
                self._lock.release()
        return cast(Library, self._library)

    def warm(self) -> bool:
        """Whether it can answer at once; if not, it begins to read or learn apart.

        For what is only a help beside a page: a fresh process may need seconds, and pages that
        waited for it would hold every thread of the web server.
        """
        if self._library is None and self._lock.acquire(blocking=False):
            self._learning = threading.Thread(target=self._warm_up, name="guide", daemon=True)
            self._learning.start()
        return self._library is not None

    def _warm_up(self) -> None:
        try:
            if self._library is None:
                with self.app.app_context():
                    self._begin()
        finally:
            self._lock.release()

    def content(self) -> Content:
        """What the office's database and the release's files say now."""
        with self.app.app_context(), db.engine.connect() as connection:
            office = office_texts(connection.execution_options(sqlite_read=True))
        if not office:
            return Content(self.release)
        return sound(overlaid(self.release, office), self.release)

    def shelf(self) -> Shelf:
        """Every article as the editor needs it; read again after a publication."""
        wanted = self._wanted
        if self._shelf is None or self._shelf[0] != wanted:
            self._shelf = (wanted, Shelf(self.content(), self.release))
        return self._shelf[1]

    def draft(self, article: str, text: str) -> Library | None:
        """The guide with an article written otherwise, once it was rehearsed; else None."""
        content = self.content().with_text(article, text)
        if self._draft is None or self._draft[0] != content.key:
            folder = folder_of(content, self.cache)
            if not store.has(self.drafts, read_content(folder).digest):
                return None
            self._draft = (content.key, load(folder, self.drafts, newest=DRAFTS))
        return self._draft[1]

    def settle(self) -> None:
        """Wait for what is being learnt; for tests and for commands."""
        if self._learning is not None:
            self._learning.join()

    @property
    def _wanted(self) -> int:
        book: Any = self.app.extensions["rulebook"]
        return int(book.revisions.get(GUIDE, 0))

    def _begin(self) -> None:
        """At first use there is nothing better to answer with: this one waits."""
        number = self._wanted
        try:
            self._take(self.content(), number)
        except (SQLAlchemyError, ArticleError, OSError) as wrong:
            log.error("the guide begins with the release's files: %s", type(wrong).__name__)
            self._library, self._number = load(cache=self.cache), number

    def _follow(self, number: int) -> None:
        """Take the newest content at once where its model lies ready, else learn it apart."""
        if self._learning is not None and self._learning.is_alive():
            return
        try:
            content = self.content()
            folder = folder_of(content, self.cache)
        except SQLAlchemyError as wrong:  # the next request asks again
            log.warning("the guide stays as it is for now: %s", type(wrong).__name__)
            return
        except (ArticleError, OSError) as wrong:
            log.error("the last good guide stays in use: %s", wrong)
            self._number = number
            return
        if self._ready(folder):
            self._take(content, number)
        else:
            self._learning = threading.Thread(
                target=self._learn, args=(content, folder, number), name="guide", daemon=True
            )
            self._learning.start()

    def _learn(self, content: Content, folder: Path, number: int) -> None:
        try:
            apart.learn(folder, self.cache)
            self._take(content, number)
        except Exception as wrong:
            log.error("the last good guide stays in use: %s: %s", type(wrong).__name__, wrong)
            self._number = number

    def _ready(self, folder: Path) -> bool:
        """Whether the model was learnt before, here or when the draft was rehearsed."""
        digest = read_content(folder).digest
        return store.has(self.cache, digest) or store.lend(self.drafts, self.cache, digest)

    def _take(self, content: Content, number: int) -> None:
        library = load(folder_of(content, self.cache), self.cache)
        with self.app.app_context(), db.engine.connect() as connection:
            since = confirmed_services(connection.execution_options(sqlite_read=True))
        self._library = confirmed(library, {name: self._day(at) for name, at in since.items()})
        self._number = number

    def _day(self, at: datetime) -> Any:
        book: Any = self.app.extensions["rulebook"]
        return book.calendar.local_date(at)
