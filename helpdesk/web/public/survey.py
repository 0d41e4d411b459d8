"""/survei/<token>: nine questions on a finished ticket, once, without a name."""

from collections.abc import Mapping

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from helpdesk.errors import DuplicateRequest, InvalidInput
from helpdesk.queries.public import survey_answered
from helpdesk.usecases.survey import answer_survey, ticket_of_survey
from helpdesk.web import limiter
from helpdesk.web.door import book, catalogue, now
from helpdesk.web.public.blueprint import public

LONGEST_TOKEN = 100


@public.get("/survei/<token>")
@limiter.limit("30 per minute; 300 per hour")
def survey(token: str) -> Response:
    ticket = ticket_of_survey(token[:LONGEST_TOKEN])
    if survey_answered(ticket.id):
        return redirect(url_for("public.survey_done"), 303)
    return _page(token)


@public.post("/survei/<token>")
@limiter.limit("10 per minute")
def send_survey(token: str) -> Response:
    values = {name: value.replace("\0", "") for name, value in request.form.items()}
    keys = [element.key for element in catalogue().survey.elements]
    answers = {k: int(values[k]) for k in keys if values.get(k) in ("1", "2", "3", "4")}
    profile = {q.key: values.get(q.key, "") for q in catalogue().survey.profile}
    try:
        answer_survey(
            book(), token[:LONGEST_TOKEN], answers, now=now(), profile=profile,
            comment=values.get("saran", ""),
        )
    except InvalidInput as error:
        known = {k if k in keys else "saran": text for k, text in error.fields.items()}
        return _page(token, known, values, 400)
    except DuplicateRequest:
        pass
    return redirect(url_for("public.survey_done"), 303)


def _page(
    token: str, errors: Mapping[str, str] | None = None, values: Mapping[str, str] | None = None,
    code: int = 200,
) -> Response:
    page = make_response(render_template(
        "public/survey.html", token=token, survey=catalogue().survey, errors=errors or {},
        values=values or {},
    ), code)
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@public.get("/survei/selesai")
def survey_done() -> str:
    return render_template("public/survey_done.html")
