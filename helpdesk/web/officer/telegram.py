"""An officer's own chat: linked, tried out, told how to be used, let go."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, IllegalMove, InvalidInput
from helpdesk.usecases.officer_chats import choose_ways, invite, send_test, unlink_chat
from helpdesk.web.door import acting, now, officer
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_telegram import telegram_page


@desk.get("/telegram")
@permitted(Action.LINK_CHAT)
def my_telegram() -> ResponseReturnValue:
    """What is linked, and what may be done with it."""
    return render_template("officer/telegram.html", **telegram_page(officer(), now()))


@desk.post("/telegram")
@permitted(Action.LINK_CHAT)
def act_on_telegram() -> ResponseReturnValue:
    """One of the page's buttons."""
    act = _ACTS.get(request.form.get("act", ""))
    try:
        if act is None:
            raise InvalidInput(act="Pilih salah satu tombol di halaman ini.")
        done = act()
    except (InvalidInput, IllegalMove) as error:
        return _again(error)
    if request.form["act"] == "hubungkan":  # the link is shown once and kept nowhere
        return render_template(
            "officer/telegram.html", **telegram_page(officer(), now(), token=done)
        )
    flash(done, "ok")
    return redirect(url_for("officer.my_telegram"), 303)


def _link() -> str:
    return invite(actor=acting(), now=now())


def _test() -> str:
    send_test(actor=acting(), now=now())
    return "Pesan uji dikirim. Lihat Telegram Anda."


def _let_go() -> str:
    unlink_chat(officer().id, now=now())
    return "Telegram dilepas. Pemberitahuan dikirim ke surel Anda."


def _choose() -> str:
    choose_ways(request.form.get("ways", ""), actor=acting())
    return "Cara pemberitahuan disimpan."


_ACTS: dict[str, Callable[[], str]] = {
    "hubungkan": _link, "uji": _test, "lepas": _let_go, "cara": _choose,
}


def _again(error: HelpdeskError) -> ResponseReturnValue:
    db.session.rollback()
    begin_reading()
    page = telegram_page(officer(), now(), message=error.message)
    return render_template("officer/telegram.html", **page), status_of(error)
