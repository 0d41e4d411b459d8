"""/buku-tamu: the guest book on the counter's own machine, opened there by an officer."""

import secrets
from datetime import datetime, timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.visits import KEPT_DAYS, Purpose
from helpdesk.errors import DuplicateRequest, InvalidInput
from helpdesk.queries.visits import ahead_of, visit_of
from helpdesk.usecases.visits import Guest, sign_in_guest
from helpdesk.web import limiter
from helpdesk.web.door import book, catalogue, now
from helpdesk.web.public.blueprint import public
from helpdesk.wording.visits import PURPOSES

KIOSK = "buku-tamu"
OPEN_FOR = timedelta(hours=12)  # a working day; the next morning an officer opens it anew
_FIELDS = ("nama", "perusahaan", "telepon", "keperluan", "layanan", "nomor")


def open_kiosk(at: datetime) -> None:
    """Turn this browser into the guest book; nothing else it knew stays in it."""
    session.clear()
    session[KIOSK] = int((at + OPEN_FOR).timestamp())


def is_kiosk(at: datetime) -> bool:
    """Whether an officer opened the guest book in this browser, not too long ago."""
    until = session.get(KIOSK)
    return isinstance(until, int) and at.timestamp() < until


@public.get("/buku-tamu")
def guest_book() -> ResponseReturnValue:
    """The empty page for the next visitor; elsewhere than at the counter, where it is."""
    if not is_kiosk(now()):
        return render_template("public/guest_book_closed.html")
    return _page({}, {})


@public.post("/buku-tamu")
@limiter.limit("20 per minute")
def sign_guest_book() -> ResponseReturnValue:
    """A turn; the form is empty again for the next one."""
    if not is_kiosk(now()):
        return redirect(url_for("public.guest_book"), 303)
    kept = {name: request.form.get(name, "").replace("\0", "") for name in _FIELDS}
    try:
        turn = sign_in_guest(book(), _guest(kept), now=now()).turn
    except DuplicateRequest as earlier:
        turn = int(earlier.reference or 0)
    except InvalidInput as wrong:
        return _page(kept, wrong.fields or {"nama": wrong.message}), 400
    return redirect(url_for("public.guest_turn", turn=turn), 303)


def _guest(kept: dict[str, str]) -> Guest:
    try:
        purpose = Purpose(kept["keperluan"])
    except ValueError:
        raise InvalidInput(keperluan="Pilih keperluan Anda.") from None
    key = request.form.get("formulir", "")[:64]
    return Guest(
        key=key or secrets.token_urlsafe(16), name=kept["nama"], purpose=purpose,
        company=kept["perusahaan"], phone=kept["telepon"], service=kept["layanan"] or None,
        number=kept["nomor"],
    )


@public.get("/buku-tamu/<int(max=9999):turn>")
def guest_turn(turn: int) -> ResponseReturnValue:
    """The visitor's turn in large figures, for a few seconds; no name."""
    visit = visit_of(book().calendar.local_date(now()), turn) if is_kiosk(now()) else None
    if visit is None:
        return redirect(url_for("public.guest_book"), 303)
    return render_template("public/guest_turn.html", turn=turn, ahead=ahead_of(visit))


def _page(kept: dict[str, str], errors: dict[str, str]) -> str:
    services = [(s.code, s.name) for s in catalogue().offered.values() if s.needs_visit]
    return render_template(
        "public/guest_book.html", kept=kept, errors=errors, key=secrets.token_urlsafe(16),
        kept_days=KEPT_DAYS, services=services,
        purposes=[(p.value, text) for p, text in PURPOSES.items()],
    )
