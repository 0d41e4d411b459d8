"""Every article of the content in use as the editor needs them, the further ones too."""

from __future__ import annotations

from collections.abc import Mapping

from faq.article import Article, read_article
from helpdesk.guide.content import Content, digest_of


class Shelf:
    """The articles by id, and the release's files they lie over."""

    def __init__(self, content: Content, release: Mapping[str, str]) -> None:
        self.content, self.release = content, release
        self.articles: dict[str, Article] = {
            name: read_article(f"{name}.md", text) for name, text in content.texts.items()
        }

    def news(self, article: str, beside: str | None) -> str | None:
        """The release's text of an edited article when it is not the one it was written beside."""
        text = self.release.get(article)
        if article not in self.content.edited or text is None or digest_of(text) == beside:
            return None
        return text
