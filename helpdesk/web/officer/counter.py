"""The counter: a number typed or scanned, the visitor's file ticked, taken or given back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as WerkzeugResponse

from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.number import format_number, number_within
from helpdesk.domain.roles import Action
from helpdesk.errors import NotFound
from helpdesk.queries.reading import read_ticket, ticket_of_link, ticket_seen_by
from helpdesk.queries.related import officer_names
from helpdesk.usecases.counter import (
    receive_file_at_counter,
    return_file,
    tick_document,
    verify_identity,
    waive_identity,
)
from helpdesk.usecases.discretion import use_discretion
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.officer.answering import Move, Shown, act, page
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_counter import awaited_list, counter_view
from helpdesk.web.officer.views_ticket import Again
from helpdesk.web.officer.visits import guests_view
from helpdesk.web.public.telegram_link import telegram_offer

LONGEST_SCAN = 300


@desk.get("/loket")
@permitted(Action.RECEIVE_FILE)
def counter() -> ResponseReturnValue:
    """The field that a hand scanner types into, and who is awaited."""
    scanned = asked(request.args, "cari", limit=LONGEST_SCAN)
    error = ""
    if scanned:
        number = _number_of(scanned)
        if number is not None:
            return redirect(url_for("officer.counter_ticket", number=number), 303)
        error = "Tiket tidak ditemukan. Pindai lagi, atau ketik nomornya dari kartu kunjungan."
    view = awaited_list(acting(), catalogue(), now())
    return render_template(
        "officer/counter.html", scanned=scanned, error=error, awaited=view, **guests_view()
    ), 404 if error else 200


def _number_of(scanned: str) -> str | None:
    """The number in what was scanned: of a visit card, a status link, or typed; if it exists."""
    try:
        _, link, token = scanned.rpartition("/t/")
        if link:
            return ticket_seen_by(ticket_of_link(token.partition("/")[0]).number, acting()).number
        short = scanned.isascii() and scanned.isdigit() and len(scanned) < 8
        year = now().astimezone(catalogue().calendar.tz).year
        number = format_number(year, int(scanned)) if short else number_within(scanned)
        return ticket_seen_by(number, acting()).number if number else None
    except NotFound:
        return None


@desk.get("/loket/<ticket:number>")
@permitted(Action.RECEIVE_FILE)
def counter_ticket(number: str) -> ResponseReturnValue:
    """One visitor: large ticks, identity, and the button that prints the receipt."""
    return _counter_page(number)


def _counter_page(number: str, again: Again | None = None) -> str:
    actor = acting()
    reading = read_ticket(ticket_seen_by(number, actor), catalogue(), now())
    view = counter_view(reading, actor, officer_names(), again or Again())
    offer = telegram_offer(reading.ticket)
    return render_template("officer/counter_ticket.html", telegram=offer, **view)


def _act(number: str, form: str, done: str, move: Move) -> ResponseReturnValue:
    """The act on the page it was pressed on: the counter's or the ticket's."""
    at_counter = request.form.get("layar") == "loket"
    show: Shown = _counter_page if at_counter else page
    to = "officer.counter_ticket" if at_counter else "officer.ticket"
    return act(number, form, done, move, to=to, show=show)


@desk.post("/tiket/<ticket:number>/dokumen")
@permitted(Action.RECEIVE_FILE)
def tick(number: str) -> ResponseReturnValue:
    """Tick one document, or take the tick back; then on at the same line, not at the top."""
    answer = _act(number, "dokumen", "", lambda form, who, at: tick_document(
        book(), number, form.text("document"), form.needed("state", DocumentState), actor=who,
        now=at,
    ))
    if isinstance(answer, WerkzeugResponse):  # done; a refusal is a page
        answer.location = f"{answer.location}#d-{request.form['dokumen-document']}"
    return answer


@desk.post("/tiket/<ticket:number>/identitas")
@permitted(Action.VERIFY_IDENTITY)
def verify(number: str) -> ResponseReturnValue:
    """The identity document was compared with the person who stands here."""
    return _act(number, "identitas", "Identitas pemohon dicatat terverifikasi.", (
        lambda form, who, at: verify_identity(book(), number, actor=who, now=at)
    ))


@desk.post("/tiket/<ticket:number>/diskresi")
@permitted(Action.WAIVE_IDENTITY)
def waive(number: str) -> ResponseReturnValue:
    """A head's discretion in place of the check."""
    return _act(number, "diskresi", "Diskresi dan alasannya dicatat.", lambda form, who, at: (
        waive_identity(
            book(), number, form.text("reason"), actor=who, now=at, version=form.version
        )
    ))


@desk.post("/tiket/<ticket:number>/sesuaikan")
@permitted(Action.USE_DISCRETION)
def adjust(number: str) -> ResponseReturnValue:
    """A head's discretion on one requirement or step (Pasal 6)."""
    return _act(number, "sesuaikan", "Diskresi dan alasannya dicatat.", lambda form, who, at: (
        use_discretion(
            book(), number, form.text("part"), form.text("reason"), actor=who, now=at,
            version=form.version,
        )
    ))


@desk.post("/tiket/<ticket:number>/berkas")
@permitted(Action.RECEIVE_FILE)
def receive_file(number: str) -> ResponseReturnValue:
    """The file is complete and its originals were seen; from the counter, on to the paper."""
    at_counter = request.form.get("layar") == "loket"
    done = "Berkas diterima lengkap; waktu layanan berjalan. Cetak tanda terimanya."
    return act(
        number, "berkas", "" if at_counter else done, lambda form, who, at: receive_file_at_counter(
            book(), number, actor=who, now=at, version=form.version,
            occurred_at=form.instant("occurred_at", catalogue().calendar.tz),
        ),
        to="officer.file_receipt" if at_counter else "officer.ticket",
        show=_counter_page if at_counter else page,
    )


@desk.post("/tiket/<ticket:number>/kembalikan")
@permitted(Action.REPLY)
def give_back(number: str) -> ResponseReturnValue:
    """The file is incomplete: what is missing goes to the requester."""
    done = "Berkas dikembalikan; kekurangannya dikirim kepada pemohon."
    return _act(number, "kembali", done, lambda form, who, at: return_file(
        book(), number, Words(form.text("text")), actor=who, now=at, version=form.version
    ))


@desk.post("/tiket/<ticket:number>/undang")
@permitted(Action.REPLY)
def invite(number: str) -> ResponseReturnValue:
    """Ask the requester to come; what to bring, hours and address follow by themselves."""
    done = "Pemohon diminta datang. Daftar berkas dan kartu kunjungan dikirim."
    return act(number, "undang", done, lambda form, who, at: reply_to_requester(
        book(), number, Words(form.text("text")), actor=who, now=at, version=form.version,
        completeness=form.text("completeness") or "incomplete", wait_for="visit",
    ))
