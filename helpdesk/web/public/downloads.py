"""/unduhan: the forms, empty or filled from a few answers that nobody keeps."""

from io import BytesIO

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.forms import Form
from helpdesk.errors import NotFound
from helpdesk.reports.form import form_sheet
from helpdesk.reports.naming import file_name
from helpdesk.reports.sheet import docx_of, pdf_of
from helpdesk.web import limiter
from helpdesk.web.door import catalogue
from helpdesk.web.papers import PDF, frame, send_made
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.form_answers import read_answers
from helpdesk.web.sending import sandboxed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMIT = "30 per minute"


@public.get("/unduhan")
def downloads() -> str:
    """Every form, by who needs it."""
    groups: dict[str, list[Form]] = {}
    for form in catalogue().forms.values():
        groups.setdefault(form.audience, []).append(form)
    return render_template("public/downloads.html", groups=groups)


@public.get("/unduhan/<form>")
def download(form: str) -> str:
    """One form: what it is for, what makes it valid, and the answers to fill it with."""
    return _page(_form(form), {}, {})


@public.get("/unduhan/<form>.<any(pdf, docx):kind>")
@limiter.limit(LIMIT)
@sandboxed
def empty_form(form: str, kind: str) -> Response:
    """The form to fill in by hand."""
    return _paper(_form(form), {}, kind)


@public.post("/unduhan/<form>")
@limiter.limit(LIMIT)
def filled_form(form: str) -> ResponseReturnValue:
    """The form with the answers in it; they go into the file and nowhere else."""
    found = _form(form)
    given, answers, errors = read_answers(found, request.form, catalogue())
    if errors:
        return _page(found, given, errors), 400
    # No answer can have this name: codes begin with a letter or figure.
    kind = "pdf" if request.form.get("_sebagai") == "pdf" else "docx"
    return _paper(found, answers, kind)


def _form(code: str) -> Form:
    found = catalogue().forms.get(code)
    if found is None:
        raise NotFound
    return found


def _page(form: Form, given: dict[str, str], errors: dict[str, str]) -> str:
    known = catalogue().offered
    return render_template(
        "public/download.html", form=form, given=given, errors=errors,
        services=[known[code] for code in form.services if code in known],
        choices=[(code, known[code].name) for code in form.services if code in known],
    )


def _paper(form: Form, answers: dict[str, str], kind: str) -> Response:
    sheet = form_sheet(form, answers, frame())
    name = file_name(form.title, f"v{form.revision}", kind)
    if kind == "pdf":
        return send_made(BytesIO(pdf_of(sheet)), name, PDF)
    return send_made(BytesIO(docx_of(sheet)), name, DOCX)
