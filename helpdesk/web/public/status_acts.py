"""What a requester does on the status page: reply, confirm, reopen, withdraw, get in, leave."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.plain_text import clean
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.tender_claim import is_package_code
from helpdesk.errors import DuplicateRequest, HelpdeskError, InvalidInput
from helpdesk.queries.merged import goes_on_in
from helpdesk.usecases.access import (
    follow_on_from_browser,
    forget_browser,
    request_code,
    verify_code,
)
from helpdesk.usecases.link import revoke_link
from helpdesk.usecases.receive import add_details, receive_message
from helpdesk.usecases.resolve import confirm_resolved, reopen_by_requester, withdraw_ticket
from helpdesk.usecases.self_filing import tell_external_number
from helpdesk.web import limiter
from helpdesk.web.door import book, now
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.status import acting_ticket, back_to, refused, written_ticket
from helpdesk.web.public.uploads import take_uploads

WRITING = "20 per minute; 100 per hour"
NO_CODE = (
    "Itu belum seperti kode paket. Kodenya 7 atau 8 angka, atau 11 angka yang diawali 10, dan "
    "tertulis di halaman paket SPSE."
)
WRONG_CODE = (
    "Kode itu tidak cocok atau sudah tidak berlaku. Periksa surel terakhir, atau minta kode baru."
)


@public.post("/t/balas")
@limiter.limit(WRITING)
def reply() -> Response:
    ticket = written_ticket()
    owner = visitor.upload_owner()
    text = request.form.get("isi", "")
    taken = take_uploads(owner, text)
    try:
        if taken.error:
            raise InvalidInput(files=taken.error)
        said = clean(text, field="pesan") if text.strip() or not taken.kept else ""
        _receive(ticket.number, said, taken.refs, owner)
    except HelpdeskError as error:
        return refused(ticket, error, "isi")
    _tell_dropped(said)
    main = goes_on_in(ticket)
    if main is not None:
        flash(f"Pesan Anda kami teruskan ke tiket {main.number}.", "ok")
    return back_to(ticket, "percakapan")


def _receive(number: str, text: str, refs: tuple[str, ...], owner: str) -> None:
    key = "status:" + request.form.get("formulir", "")[:200]
    try:
        receive_message(
            book(), number, text, channel="web", now=now(), files=refs, owner=owner,
            source_key=key,
        )
    except DuplicateRequest:
        flash("Pesan itu sudah kami terima.")


def _tell_dropped(text: str) -> None:
    found = strip_credentials(text).found
    if found:
        flash(f"Kami menghapus {' dan '.join(found)} dari pesan Anda sebelum menyimpannya.", "warn")


@public.post("/t/nomor-pengajuan")
@limiter.limit(WRITING)
def tell_number() -> Response:
    """The number LKPP or Telkom gave to who filed it themselves."""
    ticket = written_ticket()
    key = "status-nomor:" + request.form.get("formulir", "")[:200]
    try:
        tell_external_number(
            book(), ticket.number, request.form.get("nomor_luar", "")[:200], channel="web",
            now=now(), source_key=key,
        )
    except DuplicateRequest:
        flash("Nomor itu sudah kami catat.")
    except HelpdeskError as error:
        return refused(ticket, error, "nomor_luar")
    else:
        flash("Terima kasih, nomornya kami catat. Tiket ini kami pantau sampai ada jawaban.", "ok")
    return back_to(ticket)


@public.post("/t/kode-paket")
@limiter.limit(WRITING)
def send_code() -> Response:
    """The code that a claim waits for; with it the piket is alerted."""
    ticket = written_ticket()
    try:
        typed = request.form.get("paket", "")[:200]
        if not is_package_code(typed):
            raise InvalidInput(paket=NO_CODE)
        add_details(book(), ticket.number, now=now(), package_code=typed)
    except HelpdeskError as error:
        return refused(ticket, error, "paket")
    flash("Kode paket sudah kami catat.")
    return back_to(ticket)


@public.post("/t/beres")
@limiter.limit(WRITING)
def confirm() -> Response:
    ticket = written_ticket()
    try:
        confirm_resolved(book(), ticket.number, now=now())
    except HelpdeskError as error:
        return refused(ticket, error, "beres")
    flash("Terima kasih. Tiket ditutup.", "ok")
    return back_to(ticket)


@public.post("/t/belum")
@limiter.limit(WRITING)
def reopen() -> Response:
    ticket = written_ticket()
    text = request.form.get("belum", "")
    try:
        said = clean(text, field="keterangan")
        reopen_by_requester(book(), ticket.number, said, channel="web", now=now())
    except HelpdeskError as error:
        return refused(ticket, error, "belum")
    _tell_dropped(said)
    flash("Tiket dibuka kembali. Petugas membaca keterangan Anda.", "ok")
    return back_to(ticket)


@public.post("/t/lanjut")
@limiter.limit(WRITING)
def go_on() -> Response:
    """After the week for reopening: a new number, linked to the old one."""
    ticket = written_ticket()
    text = request.form.get("lanjut", "")
    try:
        said = clean(text, field="keterangan")
        new = follow_on_from_browser(
            book(), ticket.number, said, secret=visitor.secret(), now=now()
        )
    except HelpdeskError as error:
        return refused(ticket, error, "lanjut")
    visitor.open_link(new)
    _tell_dropped(said)
    flash(f"Tiket baru {new.number} dibuat sebagai lanjutan {ticket.number}.", "ok")
    return back_to(new)


@public.post("/t/tarik")
@limiter.limit(WRITING)
def withdraw() -> Response:
    ticket = written_ticket()
    try:
        withdraw_ticket(book(), ticket.number, now=now())
    except HelpdeskError as error:
        return refused(ticket, error, "tarik")
    flash("Tiket ditarik kembali.", "ok")
    return back_to(ticket)


@public.post("/t/ganti-tautan")
@limiter.limit("5 per minute")
def renew_link() -> Response:
    """The old link, wherever it was passed on, opens nothing from now on."""
    ticket = revoke_link(book(), written_ticket().number, actor=REQUESTER, now=now())
    visitor.open_link(ticket)
    flash("Tautan lama tidak berlaku lagi. Simpan tautan yang baru.", "ok")
    return back_to(ticket, "tautan-baru")


@public.post("/t/kode")
@limiter.limit("5 per minute; 15 per hour")
def ask_code() -> Response:
    ticket = acting_ticket()
    try:
        request_code(book(), ticket.number, now=now())
    except HelpdeskError as error:
        return refused(ticket, error, "kode")
    flash("Kode enam angka dikirim ke tempat yang terdaftar. Berlaku 15 menit.", "ok")
    return back_to(ticket, "masuk")


@public.post("/t/kode/periksa")
@limiter.limit("10 per minute; 40 per hour")
def check_code() -> Response:
    ticket = acting_ticket()
    good = verify_code(
        book(), ticket.number, request.form.get("kode", "")[:20], visitor.secret(), now=now(),
        shared=request.form.get("bersama") == "1",
    )
    if not good:
        return refused(ticket, InvalidInput(WRONG_CODE), "kode")
    return back_to(ticket, "percakapan")


@public.post("/keluar-perangkat")
@limiter.limit("20 per minute")
def leave_device() -> Response:
    """For shared machines: nothing opened here stays open."""
    old = visitor.forget()
    if old:
        forget_browser(old)
    response = redirect(url_for("public.home"), 303)
    visitor.end_chat(response)
    response.headers["Clear-Site-Data"] = '"storage"'  # drafts of what was being typed
    flash("Selesai. Tiket dan obrolan dihapus dari perangkat ini.", "ok")
    return response
