"""Three articles of the guide for the requester's own words, as text to put into a reply."""

from flask import url_for

from helpdesk.models import Ticket
from helpdesk.queries.reading import messages_of
from helpdesk.web.door import catalogue, library
from helpdesk.wording.guide import plain_answer

SUGGESTIONS = 3
READ = 2  # messages; the first ones say what it is about
LONGEST = 2_000


def suggestions(asked: str) -> list[dict[str, str]]:
    """The best three with the words that led to them; `asked` is empty while nobody wrote."""
    guide, bureau = library(), catalogue().bureau
    found = guide.ask(asked).candidates[:SUGGESTIONS] if asked else ()
    return [
        {
            "id": c.id, "title": c.title, "words": ", ".join(c.words),
            "text": plain_answer(guide.article(c.id).body_markdown, bureau),
            "href": url_for("public.article", topic=c.id),
        }
        for c in found
    ]


def asked_in(ticket: Ticket) -> str:
    """What the requester first wrote; empty while they have not."""
    said = [m.body for m in messages_of(ticket, internal=False) if m.side == "requester"]
    return " ".join(said[:READ])[:LONGEST]
