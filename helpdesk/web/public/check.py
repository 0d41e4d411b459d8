"""/cek: a number alone opens nothing; the link is sent again to the registered contact."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from helpdesk.domain.number import parse_number
from helpdesk.usecases.access import send_link_again
from helpdesk.web import limiter
from helpdesk.web.door import now
from helpdesk.web.public.blueprint import public


@public.get("/cek")
def check() -> str:
    number = parse_number(request.args.get("nomor", "")[:60]) or ""
    opened = [row[0] for row in session.get("tautan", [])]
    return render_template("public/check.html", number=number, opened=opened, errors={})


@public.post("/cek")
@limiter.limit("5 per minute; 20 per hour")
def send_link() -> tuple[str, int] | Response:
    typed = request.form.get("nomor", "")[:60].replace("\0", "")
    if parse_number(typed) is None:
        errors = {"nomor": "Tulis nomor tiket seperti PBJ-2026-000123."}
        return render_template("public/check.html", number=typed, opened=[], errors=errors), 400
    send_link_again(typed, now=now())
    return redirect(url_for("public.link_sent"), 303)


@public.get("/cek/terkirim")
def link_sent() -> str:
    return render_template("public/check_sent.html")
