"""A solved ticket becomes a draft article; people are taken out before anything is kept."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.errors import IllegalMove
from helpdesk.guide.fields import LONGEST_ID
from helpdesk.queries.guide import drafts
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.queries.solved import may_become_article, solved_of
from helpdesk.talk import is_word
from helpdesk.usecases.guide_draft import save_draft
from helpdesk.usecases.known_names import known_names
from helpdesk.web.door import acting, library, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.guide_door import shelf
from helpdesk.web.officer.guide_forms import code_of, empty_fields
from helpdesk.web.officer.permitted import permitted


@desk.post("/tiket/<ticket:number>/jadikan-artikel")
@permitted(Action.EDIT_GUIDE)
def ticket_to_article(number: str) -> ResponseReturnValue:
    """Begin an article with a solved ticket's question and answer."""
    ticket = ticket_seen_by(number, acting())
    if not may_become_article(ticket):
        raise IllegalMove("Hanya tiket selesai yang bukan pengaduan dapat dijadikan artikel.")
    waiting = next((name for name, row in drafts().items() if row.origin == number), None)
    if waiting is not None:
        flash("Rancangan dari tiket ini sudah ada.", "ok")
        return redirect(url_for("officer.edit_article", topic=waiting), 303)
    guide = library()
    solved = solved_of(ticket, known_names, lambda word: is_word(guide, word))
    topic = _free_code(solved.title)
    fields = empty_fields(solved.title) | {
        "body": solved.answer, "phrasings": [solved.question], "kind": ticket.kind,
        "authority": ticket.authority or "bureau", "service": ticket.service,
    }
    save_draft(topic, fields, "", seen=0, actor=acting(), now=now(), origin=number)
    flash("Rancangan dibuat; nama dan nomor sudah disamarkan. Baca lagi sebelum diajukan.", "ok")
    return redirect(url_for("officer.edit_article", topic=topic), 303)


def _free_code(title: str) -> str:
    """A code made of the title that no article and no draft has."""
    base, taken = code_of(title) or "topik-baru", {*shelf().articles, *drafts()}
    codes = (base, *(f"{base[: LONGEST_ID - 4].rstrip('-')}-{n}" for n in range(2, 1000)))
    return next(code for code in codes if code not in taken)
