"""The content in use: the release's files overlaid with what the office published, as a folder."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from faq.article import ArticleError, read_article, read_articles
from faq.library import FOLDER

log = logging.getLogger(__name__)
KEPT = 20  # folders: of the running content, of the one before, and of drafts
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Content:
    """Every article's text by id; `edited` are those the office wrote."""

    texts: Texts
    edited: frozenset[str] = field(default_factory=frozenset)

    def with_text(self, article: str, text: str) -> Content:
        """The same with one article written otherwise, or added."""
        return Content({**self.texts, article: text}, self.edited | {article})

    @property
    def key(self) -> str:
        """A name for a folder of exactly these texts, and of this release's other files."""
        digest = sha256()
        for name, text in sorted(self.texts.items()):
            digest.update(name.encode() + b"\0" + text.encode() + b"\0")
        for path in sorted(FOLDER.glob("*.yaml")):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:24]


def release_texts() -> dict[str, str]:
    """The files of this release by article."""
    folder = FOLDER / "articles"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def digest_of(text: str) -> str:
    """What a version keeps of the release's file it was written beside."""
    return sha256(text.encode()).hexdigest()


def overlaid(release: Texts, office: Mapping[str, list[tuple[str, str | None]]]) -> Content:
    """The release's files, and over them what the office wrote otherwise.

    A version that says what the release said is no edit: the article follows the files again. A
    text that cannot be read is left out for the one before it; the last good content stays.
    """
    texts, edited = dict(release), set()
    for article, versions in office.items():
        text = next((text for text, beside in versions if _usable(article, text)), None)
        beside = versions[0][1]
        if text is None or digest_of(text) == beside:
            continue
        texts[article] = text
        edited.add(article)
    return Content(texts, frozenset(edited))


def _usable(article: str, text: str) -> bool:
    try:
        return read_article(f"{article}.md", text).id == article
    except ArticleError as wrong:
        log.error("a version of the guide is left out: %s", wrong)
        return False


def sound(content: Content, release: Texts) -> Content:
    """The content with every article that breaks the whole put back to the release's file."""
    while True:
        try:
            with tempfile.TemporaryDirectory() as folder:
                write(content, Path(folder))
                read_articles(Path(folder) / "articles")
        except ArticleError as wrong:
            at_fault = _at_fault(content, wrong.article)
            if not at_fault:
                raise
            log.error("%s of the office left out: %s", ", ".join(sorted(at_fault)), wrong)
            texts = {n: t for n, t in content.texts.items() if n not in at_fault}
            texts |= {name: release[name] for name in at_fault if name in release}
            content = Content(texts, content.edited - at_fault)
        else:
            return content


def _at_fault(content: Content, article: str) -> frozenset[str]:
    """The office's articles that can break this one: itself, or those it leads to."""
    if article in content.edited or article not in content.texts:
        return content.edited & {article}
    leads_to = read_article(f"{article}.md", content.texts[article]).related
    return content.edited & set(leads_to)


def write(content: Content, folder: Path) -> None:
    """The content as files such as those of the release."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.yaml"):
        if path.name != "lexicon.yaml":  # it belongs to the code, not to the content
            shutil.copyfile(path, folder / path.name)
    for name, text in content.texts.items():
        (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")


def folder_of(content: Content, cache: Path) -> Path:
    """A folder that holds the content; nobody ever sees half of it."""
    if not content.edited:
        return FOLDER
    place = cache / "content" / content.key
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix="."))
        write(content, made)
        try:
            made.rename(place)
        except OSError:  # another process was quicker
            shutil.rmtree(made, ignore_errors=True)
        _sweep(place.parent, place)
    return place


def _sweep(folder: Path, used: Path) -> None:
    others = [path for path in folder.iterdir() if path != used and not path.name.startswith(".")]
    for path in sorted(others, key=_made, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _made(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
