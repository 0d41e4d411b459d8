"""Topics of the guide while somebody writes a report: shown, never counted, nothing kept."""

from flask import render_template, request

from helpdesk.web import limiter
from helpdesk.web.door import library
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.guide import LONGEST_QUERY

MOST = 3
LEAST = 12  # characters; a word or two is anything


@public.post("/lapor/saran")
@limiter.limit("60 per minute; 600 per hour")
def suggest() -> str:
    """Titles that fit the words so far. Posted, so that what one writes stands in no log."""
    text = request.form.get("isi", "")[:LONGEST_QUERY].replace("\0", " ").strip()
    found = library().ask(text) if len(text) >= LEAST else None
    sure = found.candidates[:MOST] if found and found.zone in ("answer", "choose") else ()
    topics = [library().article(candidate.id) for candidate in sure]
    return render_template("public/suggested.html", topics=topics)
