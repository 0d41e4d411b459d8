"""/ke-mana: whose matter it is, and the right door; plain links, each to be shared."""

from typing import Any

from flask import render_template, url_for

from helpdesk.domain.catalogue import Bureau
from helpdesk.errors import NotFound
from helpdesk.guide.doors import Matter, doors, matter_of
from helpdesk.guide.marks import excerpt
from helpdesk.web.door import catalogue, library
from helpdesk.web.public.blueprint import public
from helpdesk.wording.guide import plain_answer


@public.get("/ke-mana")
def where() -> str:
    """Every matter in the words of who has it, and who does what."""
    everyone, groups = doors()
    return render_template("public/doors.html", doors=everyone, groups=groups)


@public.get("/ke-mana/<matter>")
def door(matter: str) -> str:
    """The one door of a matter: why there, and what to do now."""
    found = matter_of(matter)
    if found is None:
        raise NotFound
    bureau = catalogue().bureau
    return render_template("public/door.html", matter=found, **_way(found, bureau))


def _way(matter: Matter, bureau: Bureau) -> dict[str, Any]:
    """How one gets there from here: our form, a contact, or the guide alone."""
    # An officer may have withdrawn the topic, or this guide never had it: the door stays.
    article = next((a for a in library().articles if a.id == matter.article), None)
    form = url_for("public.report", jenis=matter.kind) if matter.kind else None
    contact = getattr(bureau.contacts, matter.door.contact or "", None)
    return {
        "form": form, "contact": contact, "article": article,
        "short": excerpt(plain_answer(article.body_markdown, bureau)) if article else "",
    }
