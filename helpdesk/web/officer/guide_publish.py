"""From draft to published: measured, handed to a colleague, put into force, or thrown away."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.usecases.guide_draft import discard_draft, submit_draft
from helpdesk.usecases.guide_publish import publish_draft
from helpdesk.web.door import acting, book, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.guide import shown
from helpdesk.web.officer.guide_door import desk_of, rehearse, rules, shelf
from helpdesk.web.officer.permitted import permitted

FORM = "terbit"
NO_DRAFT = "Belum ada rancangan untuk topik ini."


@desk.post("/panduan/topik/<topic:topic>/uji")
@permitted(Action.EDIT_GUIDE)
def rehearse_draft(topic: str) -> ResponseReturnValue:
    """Measure the draft in the background."""
    found = desk_of(topic)
    if found.draft is None:
        raise InvalidInput(NO_DRAFT)
    fields = dict(found.draft.fields)
    release()
    rehearse(topic, fields, anew=True)
    return _back(topic)


@desk.post("/panduan/topik/<topic:topic>/ajukan")
@permitted(Action.EDIT_GUIDE)
def submit_article(topic: str) -> ResponseReturnValue:
    """Ask a colleague to look."""
    _drafted(topic)
    submit_draft(topic, seen=Posted(request.form).version, actor=acting(), now=now())
    flash("Rancangan diajukan. Rekan menemukannya pada daftar “Menunggu pemeriksaan”.", "ok")
    return _back(topic)


@desk.post("/panduan/topik/<topic:topic>/buang")
@permitted(Action.EDIT_GUIDE)
def discard_article(topic: str) -> ResponseReturnValue:
    """Throw the draft away."""
    _drafted(topic)
    discard_draft(topic, seen=Posted(request.form).version, actor=acting())
    flash("Rancangan dibuang. Yang terbit tetap.", "ok")
    return _back(topic) if topic in shelf().articles else redirect(url_for("officer.guide"), 303)


@desk.post("/panduan/topik/<topic:topic>/terbit")
@permitted(Action.PUBLISH_GUIDE)
def publish_article(topic: str) -> ResponseReturnValue:
    """Put the draft into force in every process."""
    _drafted(topic)
    form = Posted(request.form, FORM)
    try:
        row = publish_draft(
            book(), rules(), topic, note=form.text("note"), reason=form.text("reason"),
            seen=form.version, actor=acting(), now=now(),
        )
    except HelpdeskError as refused:
        release()
        begin_reading()
        errors = form.errors_of(refused) if isinstance(refused, InvalidInput) else {}
        errors = errors or {form.key("note"): refused.message}
        return shown(topic, errors, dict(form.kept())), status_of(refused)
    flash(f"Versi {row.number} terbit dan langsung dipakai di situs, chat, dan API.", "ok")
    return _back(topic)


def _drafted(topic: str) -> None:
    if desk_of(topic).draft is None:
        release()
        raise InvalidInput(NO_DRAFT)
    release()


def _back(topic: str) -> ResponseReturnValue:
    return redirect(url_for("officer.guide_article", topic=topic), 303)
