"""Writing an article: form, preview, draft; a new one, an old version, the release's text."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from faq.article import read_article
from helpdesk.db import begin_reading, release
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput, NotFound
from helpdesk.guide.fields import fields_of
from helpdesk.queries.guide import version_of
from helpdesk.usecases.guide_draft import save_draft
from helpdesk.usecases.guide_release import keep_ours
from helpdesk.usecases.guide_rules import StaleGuide
from helpdesk.web.door import acting, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.guide_door import Desk, desk_of, rehearse, rules, shelf, wrong_with
from helpdesk.web.officer.guide_forms import code_of, empty_fields, posted_fields
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_guide_diff import differences
from helpdesk.web.officer.views_guide_edit import edit_page

FORM = "artikel"


@desk.get("/panduan/topik/<topic:topic>/ubah")
@permitted(Action.EDIT_GUIDE)
def edit_article(topic: str) -> ResponseReturnValue:
    """The draft as a form, or the published article where there is none."""
    found = desk_of(topic)
    note = found.draft.note if found.draft else ""
    return _form(found, found.fields, note, found.seen)


@desk.post("/panduan/topik/<topic:topic>/ubah")
@permitted(Action.EDIT_GUIDE)
def write_article(topic: str) -> ResponseReturnValue:
    """Keep the draft, or only look at it; what was typed is never lost."""
    found, form = desk_of(topic), Posted(request.form, FORM)
    if not form.values:
        return _form(found, found.fields, "", found.seen)
    fields, note, seen = posted_fields(form), form.text("note"), form.version
    if form.values.get("do") == "lihat":
        return _form(found, fields, note, seen, looking=True)
    try:
        save_draft(topic, fields, note, seen=seen, actor=acting(), now=now())
    except HelpdeskError as refused:
        release()
        begin_reading()
        if isinstance(refused, StaleGuide):  # the next save is made knowing the colleague's words
            found = desk_of(topic)
            seen = found.seen
        return _form(found, fields, note, seen, refused=refused), status_of(refused)
    rehearse(topic, fields)
    flash("Rancangan disimpan. Pemohon belum melihatnya.", "ok")
    return redirect(url_for("officer.guide_article", topic=topic), 303)


def _form(
    found: Desk, fields: dict[str, Any], note: str, seen: int, *, looking: bool = False,
    refused: HelpdeskError | None = None,
) -> str:
    errors = wrong_with(found.topic, fields) if looking or refused else {}
    if isinstance(refused, InvalidInput):
        errors |= refused.fields
    page = edit_page(found, fields, note, seen, errors, looking=looking)
    theirs = differences(found.fields, fields) if isinstance(refused, StaleGuide) else []
    return render_template(
        "officer/guide_edit.html", theirs=theirs, writer=found.writer,
        message=refused.message if refused else "", **page,
    )


@desk.get("/panduan/baru")
@permitted(Action.EDIT_GUIDE)
def new_article() -> ResponseReturnValue:
    """Title and code of a new article."""
    return render_template("officer/guide_new.html", errors={}, kept={})


@desk.post("/panduan/baru")
@permitted(Action.EDIT_GUIDE)
def begin_article() -> ResponseReturnValue:
    """Begin a draft under a code that no article has."""
    form = Posted(request.form, "baru")
    title = " ".join(form.text("title").split())
    topic = form.text("id").strip() or code_of(title)
    try:
        begun(topic, empty_fields(title))
    except HelpdeskError as refused:
        release()
        begin_reading()
        errors = form.errors_of(refused) if isinstance(refused, InvalidInput) else {}
        errors = errors or {"baru-id": refused.message}
        page = render_template("officer/guide_new.html", errors=errors, kept=form.kept())
        return page, status_of(refused)
    return redirect(url_for("officer.edit_article", topic=topic), 303)


def begun(topic: str, fields: dict[str, Any], *, origin: str | None = None) -> None:
    """A first draft. Raises `InvalidInput` where the code is taken or none of ours."""
    wrong = wrong_with(topic, fields)
    if not fields["title"].strip():
        raise InvalidInput(title=wrong["title"])
    if "id" in wrong:
        raise InvalidInput(id=wrong["id"])
    if topic in shelf().articles:
        raise InvalidInput(id="Kode itu sudah dipakai topik lain. Pilih kode lain.")
    save_draft(topic, fields, "", seen=0, actor=acting(), now=now(), origin=origin)


@desk.post("/panduan/topik/<topic:topic>/pulihkan")
@permitted(Action.EDIT_GUIDE)
def restore_version(topic: str) -> ResponseReturnValue:
    """An old version as a draft, to be looked at and published like any other."""
    form = Posted(request.form)
    row = version_of(topic, form.whole("versi") or 0)
    if row is None:
        raise InvalidInput("Pilih versi yang akan dipulihkan.")
    return _drafted(topic, row.text, f"Memulihkan versi {row.number}", form.version)


@desk.post("/panduan/topik/<topic:topic>/rilis")
@permitted(Action.EDIT_GUIDE)
def take_release(topic: str) -> ResponseReturnValue:
    """The release's text as a draft, or the office's own kept, knowingly."""
    found, form = desk_of(topic), Posted(request.form)
    text = shelf().release.get(topic)
    if text is None or form.text("pilih") not in ("ambil", "tetap"):
        raise InvalidInput("Pilih teks rilis atau teks kantor.")
    if form.text("pilih") == "ambil":
        return _drafted(topic, text, "Mengambil teks rilis", form.version)
    keep_ours(rules(), found.topic, actor=acting(), now=now())
    flash("Teks kantor tetap dipakai.", "ok")
    return redirect(url_for("officer.guide_article", topic=topic), 303)


def _drafted(topic: str, text: str, note: str, seen: int) -> ResponseReturnValue:
    if topic not in shelf().articles:
        raise NotFound
    fields = fields_of(read_article(f"{topic}.md", text))
    save_draft(topic, fields, note, seen=seen, actor=acting(), now=now())
    rehearse(topic, fields)
    flash("Rancangan dibuat. Periksa, lalu terbitkan.", "ok")
    return redirect(url_for("officer.guide_article", topic=topic), 303)
