"""The quick entry's form as a `NewTicket`."""

import re
from datetime import date, datetime

from helpdesk.domain.pasted_chat import first_sent
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Authority, Category, Channel, IdentityMode, Kind
from helpdesk.errors import InvalidInput
from helpdesk.usecases.register import NewTicket
from helpdesk.web.door import catalogue
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.uploads import take_files

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
DESK_CHANNELS = (
    Channel.COUNTER, Channel.PHONE, Channel.WHATSAPP_MANUAL, Channel.EMAIL, Channel.LETTER,
    Channel.SUGGESTION_BOX, Channel.LAPOR,
)


def source_key(form: Posted) -> str:
    """The form's own key, under which it makes one ticket. Raises `InvalidInput` without one."""
    token = form.text("token")
    if not _TOKEN.fullmatch(token):
        raise InvalidInput("Formulir ini tidak utuh. Muat ulang halamannya, lalu isi kembali.")
    return f"form:{token}"


def new_ticket(form: Posted, actor: Actor, now: datetime) -> NewTicket:
    """What was typed. Raises `InvalidInput` naming the field."""
    service = form.line("service")
    kind = form.choice("kind", Kind) or _usual_kind(service)
    category = form.choice("category", Category) or Category.PUBLIC
    zone = catalogue().calendar.tz
    return NewTicket(
        kind=kind, text=form.text("text"), channel=_channel(form), category=category,
        name=form.line("name"), company=form.line("company"), contacts=_contacts(form),
        service=service, authority=form.choice("authority", Authority),
        identity=form.choice("identity", IdentityMode) or IdentityMode.KNOWN,
        package_code=form.line("package_code"),
        tender_deadline=form.instant("tender_deadline", zone),
        service_date=_day(form, "service_date"), lapor_id=_lapor(form),
        about_officer=kind is Kind.COMPLAINT and form.flag("about_officer"),
        files=take_files(actor, now), owner=str(actor),
        occurred_at=form.instant("occurred_at", zone) or sent_at(form),
    )


def sent_at(form: Posted) -> datetime | None:
    """The sender's own time in a chat that was pasted, unless the officer wrote another."""
    if form.text("channel") != Channel.WHATSAPP_MANUAL or form.text("occurred_at").strip():
        return None
    return first_sent(form.text("text"), catalogue().calendar.tz)


def _usual_kind(service: str | None) -> Kind:
    """What a matter most often is: what its service is for, else a problem."""
    found = catalogue().services.get(service or "")
    return found.kind if found is not None else Kind.PROBLEM


def _channel(form: Posted) -> Channel:
    channel = form.needed("channel", Channel)
    if channel not in DESK_CHANNELS:
        raise InvalidInput(channel="Saluran ini mencatat tiketnya sendiri. Pilih saluran lain.")
    return channel


def _lapor(form: Posted) -> str | None:
    tracking = form.line("lapor_id", limit=40)
    if form.text("channel") == Channel.LAPOR and tracking is None:
        raise InvalidInput(lapor_id="Isi nomor pelacakan SP4N-LAPOR!.")
    return tracking


def _contacts(form: Posted) -> dict[str, str]:
    contact = form.line("contact")
    if contact is None:
        return {}
    return {"email" if "@" in contact else "phone": contact}


def _day(form: Posted, name: str) -> date | None:
    typed = form.text(name).strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise InvalidInput(**{name: "Isi tanggal, misalnya 23/11/2026."}) from None
