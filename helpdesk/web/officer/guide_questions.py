"""/petugas/panduan/pertanyaan: what the guide could not answer, given to a topic or a new one."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput, NotFound
from helpdesk.queries.questions import (
    GroupedQuestions,
    group_texts,
    open_groups,
    question_group,
    unanswered_groups,
)
from helpdesk.usecases.guide_questions import draft_from_group
from helpdesk.web.door import acting, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.guide_door import desk_of, rehearse, shelf, wrong_with
from helpdesk.web.officer.guide_forms import code_of, empty_fields
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_guide_check import title_of

SHOWN = 20  # groups a page
OFFERED = 8  # texts of a group


@desk.get("/panduan/pertanyaan")
@permitted(Action.EDIT_GUIDE)
def guide_questions() -> ResponseReturnValue:
    """Open groups, the most asked first."""
    return _page()


@desk.post("/panduan/pertanyaan")
@permitted(Action.EDIT_GUIDE)
def take_questions() -> ResponseReturnValue:
    """Give a group's words to a topic's draft, or begin an article with them."""
    form = Posted(request.form)
    try:
        topic = _taken(form)
    except HelpdeskError as refused:
        release()
        begin_reading()
        status = 400 if isinstance(refused, NotFound) else status_of(refused)
        return _page(refused, form), status
    flash("Kalimatnya masuk ke rancangan. Periksa, lalu ajukan.", "ok")
    return redirect(url_for("officer.edit_article", topic=topic), 303)


def _taken(form: Posted) -> str:
    group = form.row("group")
    if group is None:
        raise InvalidInput("Pilih kelompok pertanyaannya.")
    offered = group_texts(question_group(group).id)
    texts = [text for text in offered if text in form.values.getlist("text")]
    if not texts:
        raise InvalidInput(text="Pilih sedikitnya satu kalimat.")
    if form.text("do") == "baru":
        title = " ".join(form.text("title").split())
        topic = code_of(title)
        _free(topic, title)
        fields, seen = empty_fields(title), 0
    else:
        found = desk_of(form.text("topic"))
        topic, fields, seen = found.topic, found.fields, found.seen
    draft_from_group(
        group, topic, fields, texts, _note(topic), seen=seen, actor=acting(), now=now()
    )
    rehearse(topic, dict(desk_of(topic).fields))
    return topic


def _free(topic: str, title: str) -> None:
    if not title:
        raise InvalidInput(title="Tulis judulnya sebagai pertanyaan.")
    if topic in shelf().articles or "id" in wrong_with(topic, empty_fields(title)):
        raise InvalidInput(title="Sudah ada topik dengan judul seperti itu. Lampirkan ke sana.")


def _note(topic: str) -> str:
    found = desk_of(topic).draft if topic in shelf().articles else None
    return (found.note if found else "") or "Dari pertanyaan yang belum terjawab"


def _page(refused: HelpdeskError | None = None, form: Posted | None = None) -> str:
    topics = sorted(
        ((name, article.title) for name, article in shelf().articles.items()),
        key=lambda pair: pair[1].casefold(),
    )
    return render_template(
        "officer/guide_questions.html", groups=[_group(each) for each in _chosen()],
        one=bool(request.args.get("kelompok")), total=open_groups(), topics=topics,
        message=refused.message if refused else "",
        kept=form.kept() if form else {}, group=form.text("group") if form else "",
    )


def _chosen() -> Sequence[GroupedQuestions]:
    """The one group the address names, or the most asked ones."""
    one = Posted(request.args).row("kelompok")
    return unanswered_groups(limit=SHOWN) if one is None else [question_group(one)]


def _group(found: GroupedQuestions) -> dict[str, Any]:
    return {
        "id": found.id, "count": found.count, "wrong": found.wrong, "last": found.last,
        "texts": group_texts(found.id)[:OFFERED],
        "near": [(name, title_of(name)) for name in found.topics if name in shelf().articles],
    }
