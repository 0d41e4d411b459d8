"""Outgoing notices that did not go out, and the word that mail may leave to LKPP or Telkom."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Authority
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.queries.outgoing import outgoing
from helpdesk.usecases.mailbox import agree_mailbox, end_agreement
from helpdesk.usecases.provider_mail import confirm_provider_mail, stop_provider_mail
from helpdesk.usecases.retry import retry_notice
from helpdesk.web.door import acting, book, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_outbox import outbox_page


@desk.get("/surel-keluar")
@permitted(Action.VIEW_OUTBOX)
def outbox() -> ResponseReturnValue:
    """What failed, with its reason and a button to try again."""
    rows, counts = outgoing(acting())
    return render_template("officer/outbox.html", **outbox_page(rows, counts, acting(), now()))


@desk.post("/surel-keluar/<row:item_id>/ulangi")
@permitted(Action.VIEW_OUTBOX)
def retry(item_id: int) -> ResponseReturnValue:
    """Put one row back in line."""
    retry_notice(item_id, actor=acting(), now=now())
    flash("Pesan dikirim ulang dalam satu menit.", "ok")
    return redirect(url_for("officer.outbox"), 303)


@desk.post("/surel-keluar/penyedia")
@permitted(Action.CONFIRM_PROVIDER_MAIL)
def provider_mail() -> ResponseReturnValue:
    """Let mail leave to the providers' mailboxes."""
    confirm_provider_mail(book(), actor=acting(), now=now())
    flash("Surel ke LKPP/Telkom diizinkan mulai sekarang.", "ok")
    return redirect(url_for("officer.outbox"), 303)


@desk.post("/surel-keluar/penyedia/sepakat")
@permitted(Action.AGREE_MAILBOX)
def agree() -> ResponseReturnValue:
    """The Kepala marks a mailbox as agreed: mail that arrived there counts as 'diterima'."""
    form = Posted(request.form)
    return _told("Kotak surel dicatat sebagai disepakati.", lambda who, at: agree_mailbox(
        book(), form.needed("provider", Authority), form.text("mailbox"), actor=who, now=at
    ))


@desk.post("/surel-keluar/penyedia/akhiri")
@permitted(Action.AGREE_MAILBOX)
def end_agreed() -> ResponseReturnValue:
    """A filing by mail waits for a number or a name again."""
    form = Posted(request.form)
    return _told("Kesepakatan kotak surel diakhiri.", lambda who, at: end_agreement(
        form.needed("provider", Authority), actor=who, now=at
    ))


def _told(done: str, act: Callable[[Actor, datetime], object]) -> ResponseReturnValue:
    """Back to the page with what happened, or with why it did not."""
    try:
        act(acting(), now())
    except (InvalidInput, IllegalMove) as refusal:
        flash(refusal.message, "error")
    else:
        flash(done, "ok")
    return redirect(url_for("officer.outbox", _anchor="penyedia"), 303)


@desk.post("/surel-keluar/penyedia/hentikan")
@permitted(Action.CONFIRM_PROVIDER_MAIL)
def no_provider_mail() -> ResponseReturnValue:
    """Back to assisted filing alone."""
    stop_provider_mail(actor=acting())
    flash("Surel ke LKPP/Telkom dihentikan. Penerusan kembali dicatat petugas.", "ok")
    return redirect(url_for("officer.outbox"), 303)
