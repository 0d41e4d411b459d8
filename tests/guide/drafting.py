"""What tests of the editor share: a draft written, rehearsed on paper, and published."""

from helpdesk.db import db
from helpdesk.guide.fields import fields_of
from helpdesk.guide.shelf import Shelf
from helpdesk.models import ArticleDraft
from helpdesk.usecases.guide_check import begin_check, end_check
from helpdesk.usecases.guide_draft import save_draft
from helpdesk.usecases.guide_publish import publish_draft
from tests.builders import MONDAY

TOPIC = "spse-lupa-password"
NOTE = "Menu berganti nama, surat LKPP 12/2026"
FIGURES = {"top1": 0.9, "r3": 0.9, "coverage": 0.8, "prec_all": 0.9, "oos_false": 0.1, "risky": 1.0}
CLEAN = {
    "before": FIGURES, "after": FIGURES, "questions": 422, "lost": [], "won": [], "alike": [],
    "elsewhere": [], "taken": [], "worse": [], "collides": False,
}


def fields(live, topic=TOPIC, **changes):
    """The published article as a draft's fields, some of them written otherwise."""
    return fields_of(Shelf(live.content(), live.release).articles[topic]) | changes


def drafted(live, actor, topic=TOPIC, *, now=MONDAY, **changes):
    """A saved draft, its version as a page would carry it."""
    draft = db.session.get(ArticleDraft, topic)
    return save_draft(
        topic, fields(live, topic, **changes), NOTE, seen=draft.version if draft else 0,
        actor=actor, now=now,
    )


def rehearsed(rules, topic=TOPIC, result=CLEAN, *, now=MONDAY):
    """As if the rehearsal had run and found `result`."""
    draft = db.session.get(ArticleDraft, topic)
    digest = rules.digest(topic, draft.fields)
    begin_check(topic, digest, now=now)
    end_check(topic, digest, result)
    return draft


def publish(book, rules, actor, topic=TOPIC, *, note=NOTE, reason="", now=MONDAY):
    draft = db.session.get(ArticleDraft, topic)
    return publish_draft(
        book, rules, topic, note=note, reason=reason, seen=draft.version, actor=actor, now=now
    )
