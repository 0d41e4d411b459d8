"""Articles of the guide for people: as safe HTML on a page, as plain text in a chat."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from helpdesk.domain.catalogue import Bureau
from helpdesk.domain.emphasis import bold, fold, plain
from helpdesk.domain.graphemes import units
from helpdesk.wording.hours import hours_text

# The heading under which an account service's steps of 2018 stand until the head confirms them.
OLD_STEPS = "Menurut standar layanan tahun 2018 (contoh acuan)"
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "h3", "h4", "a", "code", "br", "blockquote"}
_MARKDOWN = MarkdownIt("js-default")
_HEADING = re.compile(r"^#+[ \t]*(.+)$", re.MULTILINE)
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_LONGEST_LEAD = 200  # units; a longer paragraph in bold is no lead any more
_EXAMPLE = "contoh acuan"  # the mark of a standard that holds elsewhere


def fill(text: str, bureau: Bureau) -> str:
    """`text` with the bureau's own name, address and hours in its placeholders."""
    return (
        bureau.fill(text).replace("{nama_biro}", bureau.name)
        .replace("{jam_layanan}", hours_text(bureau))
    )


def html_answer(body: str, bureau: Bureau) -> Markup:
    """Markdown as HTML that holds nothing but text, lists and links."""
    rendered = _MARKDOWN.render(fill(body, bureau))
    clean = nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )
    return Markup(_folded(clean))  # noqa: S704  nh3 left nothing but the tags above


def _folded(clean: str) -> str:
    """The old steps behind one press, under the warning that stands above them."""
    before, heading, after = clean.partition(f"<h3>{OLD_STEPS}</h3>")
    if not heading:
        return clean
    summary = f"<summary>{OLD_STEPS}</summary>"
    return f'{before}<details class="hd-part hd-old-steps">{summary}{after}</details>'


def _answer_first(body: str) -> str:
    """On a phone the answer's first sentence leads; a caution before it comes right after.

    The heading between them names the source, which stands under every answer in a chat.
    """
    parts = body.split("\n\n", 3)
    if len(parts) < 4 or not parts[1].startswith("#"):
        return body
    caution, _, first, rest = parts
    return "\n\n".join((first, caution, rest))


def chat_answer(body: str, bureau: Bureau) -> str:
    """The same for a chat: the answer stands out, the steps of an old standard unfold on a touch.

    What it costs and how long it takes stays in view at the end.
    """
    text = _STRONG.sub(lambda found: bold(found[1]), _answer_first(body.strip()))
    first, *rest = plain_answer(text, bureau).split("\n\n")
    if units(first) <= _LONGEST_LEAD:
        first = bold(plain(first))
    heading = _HEADING.search(body)
    if heading is None or _EXAMPLE not in heading[1] or len(rest) < 2:
        return "\n\n".join([first, *rest])
    caution, *steps = rest
    ending = [steps.pop()] if len(steps) > 1 else []
    folded = fold("\n".join([f"{heading[1].strip()}:", "\n\n".join(steps)]))
    return "\n\n".join([first, caution, folded, *ending])


def plain_answer(body: str, bureau: Bureau) -> str:
    """Markdown as text for a chat: bullets as "•", headings as lines of their own."""
    text = _answer_first(fill(body, bureau).strip())
    text = re.sub(r"^#+\s*(.+)$", r"\1:", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]*[-*]\s+", "• ", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", r"\1 (\2)", text)
    return re.sub(r"(\*\*|__|`)", "", text).replace("::", ":")
