"""/petugas/panduan: the list of articles, one article, its versions."""

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from faq.article import read_article
from helpdesk.domain.roles import Action
from helpdesk.errors import NotFound
from helpdesk.guide.fields import fields_of
from helpdesk.queries.guide import version_of
from helpdesk.usecases.guide_check import RUNNING
from helpdesk.web.door import acting
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.guide_door import desk_of
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_guide import guide_page
from helpdesk.web.officer.views_guide_article import article_page, versions
from helpdesk.web.officer.views_guide_diff import differences

AGAIN = 4  # seconds until a page with a running rehearsal is read anew


@desk.get("/panduan")
@permitted(Action.VIEW_GUIDE)
def guide() -> ResponseReturnValue:
    """Every article, filtered."""
    wanted = {
        name: asked(request.args, key)
        for name, key in (("q", "q"), ("unit", "bagian"), ("authority", "wewenang"),
                          ("state", "keadaan"))
    }
    return render_template("officer/guide.html", **guide_page(wanted, acting()))


@desk.get("/panduan/topik/<topic:topic>")
@permitted(Action.VIEW_GUIDE)
def guide_article(topic: str) -> ResponseReturnValue:
    """One article: published, being written, and what it takes to publish."""
    return shown(topic)


def shown(
    topic: str, errors: dict[str, str] | None = None, kept: dict[str, str] | None = None
) -> Response:
    """The article's page; while a rehearsal runs the browser reads it again by itself."""
    page = article_page(desk_of(topic), acting(), errors, kept)
    answer = make_response(render_template("officer/guide_article.html", **page))
    if page["draft"] and page["draft"]["check"]["state"] == RUNNING and not errors:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


@desk.get("/panduan/topik/<topic:topic>/versi")
@permitted(Action.VIEW_GUIDE)
def guide_versions(topic: str) -> ResponseReturnValue:
    """Every version, and the chosen one beside the one before it."""
    found, rows = desk_of(topic), versions(topic)
    if not rows:
        return render_template("officer/guide_versions.html", desk=found, rows=[], chosen=None)
    number = asked(request.args, "versi", limit=6)
    chosen = int(number) if number.isascii() and number.isdigit() else rows[0]["number"]
    row, before = version_of(topic, chosen), version_of(topic, chosen - 1)
    if row is None:
        raise NotFound("Versi itu tidak ada.")
    fields = fields_of(read_article(f"{topic}.md", row.text))
    old = fields_of(read_article(f"{topic}.md", before.text)) if before else None
    return render_template(
        "officer/guide_versions.html", desk=found, rows=rows, chosen=chosen, fields=fields,
        changes=differences(old, fields) if old else None, newest=rows[0]["number"],
        seen=found.seen,
    )
