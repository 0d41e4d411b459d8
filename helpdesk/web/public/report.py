"""/lapor: choose a kind, one form, an answer of the guide first, then the number."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import DuplicateRequest, InvalidInput, NotFound
from helpdesk.queries.public import ticket_of_number
from helpdesk.queries.reading import read_ticket
from helpdesk.talk import as_match
from helpdesk.usecases.access import register_from_browser
from helpdesk.usecases.page_questions import note_offer, note_verdict
from helpdesk.web import limiter
from helpdesk.web.door import book, catalogue, library, now, talk
from helpdesk.web.public import visitor
from helpdesk.web.public.asking import asked_place
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.forms import CATEGORIES, IDENTITIES, JENIS, JENIS_OF, Report, read_report
from helpdesk.web.public.guide import LONGEST_QUERY
from helpdesk.web.public.guide_views import article_view
from helpdesk.web.public.links import qr_image, status_link
from helpdesk.web.public.showing import service_page, services_by_unit
from helpdesk.web.public.telegram_link import telegram_offer
from helpdesk.web.public.tender import tender_view
from helpdesk.web.public.uploads import Taken, take_uploads
from helpdesk.wording.status import public_status

AGAIN = "Mohon tekan Kirim sekali lagi. Isian Anda masih ada."
MOST_SUGGESTED = 3
_OWN_FIELDS = frozenset({"csrf_token", "berkas", "buang", "lanjut", "situs"})


@public.get("/lapor")
def report() -> str:
    service = catalogue().offered.get(request.args.get("layanan", ""))
    kind = service.kind if service else JENIS.get(request.args.get("jenis", ""))
    if kind is None:
        return render_template("public/report_choose.html")
    values = {
        "isi": request.args.get("teks", "")[:LONGEST_QUERY].replace("\0", ""),
        "layanan": service.code if service else "",
    }
    return _form(kind, values, visitor.form_token(now()))


@public.post("/lapor")
@limiter.limit("15 per minute; 100 per hour")
def send_report() -> tuple[str, int] | str | Response:
    kind = JENIS.get(request.form.get("jenis", ""))
    if kind is None:
        return redirect(url_for("public.report"), 303)
    owner = visitor.upload_owner()
    taken = take_uploads(owner, request.form.get("isi", ""))
    read = read_report(request.form, kind, catalogue(), now(), owner, taken.refs)
    errors = read.errors | ({"lampiran": taken.error} if taken.error else {})
    if errors:
        return _form(kind, request.form, _token(), errors, taken), 400
    if not _humane():
        fresh = visitor.form_token(now() - visitor.QUICKEST)
        return _form(kind, request.form, fresh, {}, taken, AGAIN), 400
    return _suggested(read, taken) or _registered(read, taken)


def _token() -> str:
    """The form's own value if it is good, so that a double submit stays one; else a new one."""
    sent = request.form.get("formulir", "")
    return sent if visitor.form_age(sent, now()) is not None else visitor.form_token(now())


def _humane() -> bool:
    """Not filled in by a robot: the trap is empty and somebody took time to type."""
    age = visitor.form_age(request.form.get("formulir", ""), now())
    return not request.form.get("situs") and age is not None and (
        age >= visitor.QUICKEST.total_seconds()
    )


def _form(
    kind: Kind, values: Mapping[str, str], token: str, errors: Mapping[str, str] | None = None,
    taken: Taken | None = None, notice: str = "",
) -> str:
    service = catalogue().offered.get(values.get("layanan", ""))
    shown = {name: str(value).replace("\0", "") for name, value in values.items()}
    return render_template(
        "public/report_form.html", kind=kind, jenis=JENIS_OF[kind], values=shown, token=token,
        errors=errors or {}, kept=taken.kept if taken else (), notice_text=notice,
        categories=CATEGORIES, identities=IDENTITIES, groups=services_by_unit(catalogue()),
        service=service_page(catalogue(), service) if service else None,
    )


def _suggested(read: Report, taken: Taken) -> str | None:
    """The guide's answers as a step of its own; nothing that was typed is lost by it."""
    wanted = read.kind in (Kind.PROBLEM, Kind.OUTAGE, Kind.INQUIRY)
    if not wanted or request.form.get("lanjut"):
        return None
    answer = library().ask(read.new.text)
    most = {"answer": 1, "choose": MOST_SUGGESTED}.get(answer.zone, 0)
    topics = [article_view(c.id) for c in answer.candidates[:most]]
    if not topics:
        return None
    place = _place(read.new.text)
    match = as_match(library(), answer, catalogue())
    note_offer(book(), talk(), place, read.new.text, match, now=now())
    carried = [
        (name, value) for name, value in request.form.items(multi=True)
        if name not in _OWN_FIELDS
    ]
    return render_template(
        "public/report_suggest.html", topics=topics, sure=answer.zone == "answer",
        carried=carried, kept=taken.kept, text=read.new.text[:LONGEST_QUERY],
        token=request.form.get("formulir", ""),
    )


def _place(text: str) -> str:
    """Where the question of a form stands in the ledger: as a search, if it was searched first."""
    return asked_place(text) or f"form:{request.form.get('formulir', '')}"


def _registered(read: Report, taken: Taken) -> Response | tuple[str, int]:
    token = request.form["formulir"]
    try:
        ticket = register_from_browser(
            book(), read.new, secret=visitor.secret(), now=now(), source_key=f"form:{token}",
            asked=[_place(read.new.text)],
        )
    except DuplicateRequest as error:
        return _came_before(error)
    except InvalidInput as error:
        errors = {"isi": error.message} if "files" not in error.fields else {
            "lampiran": error.message}
        return _form(read.kind, request.form, token, errors, taken), 400
    visitor.open_link(ticket)
    session["selesai"] = {
        "number": ticket.number, "dropped": list(strip_credentials(read.new.text).found),
        "nameless": read.new.identity is IdentityMode.NONE,
    }
    return redirect(url_for("public.reported"), 303)


def _came_before(error: DuplicateRequest) -> Response:
    flash(f"Kiriman ini sudah kami terima sebelumnya dengan nomor {error.reference}.")
    known = session.get("selesai", {}).get("number") == error.reference
    return redirect(url_for("public.reported" if known else "public.check"), 303)


@public.post("/lapor/terjawab")
@limiter.limit("30 per minute")
def answered() -> str:
    topic = request.form.get("topik", "")
    view = article_view(topic)
    text = request.form.get("teks", "")
    note_verdict(book(), talk(), _place(text), text, topic, helped=True, now=now())
    return render_template("public/report_answered.html", view=view)


@public.get("/lapor/selesai")
def reported() -> str | Response:
    done = session.get("selesai")
    if not isinstance(done, dict):
        return redirect(url_for("public.check"))
    ticket = ticket_of_number(done["number"])
    if not visitor.may_write(ticket, None):
        raise NotFound
    link = status_link(ticket)
    reading = read_ticket(ticket, catalogue(), now())
    view = public_status(catalogue(), reading)
    return render_template(
        "public/report_done.html", view=view, link=link, qr=qr_image(link), done=done,
        # It closes before we are bound to answer: waiting for us alone would be a mistake.
        ticket=ticket, tender=tender_view(reading, 3), number=ticket.number, errors={}, inside=True,
        telegram=telegram_offer(ticket),
    )
