"""The answers of a form to print: read, checked, and put into the words of the paper."""

from collections.abc import Mapping
from datetime import date

from werkzeug.datastructures import MultiDict

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.forms import Ask, Form
from helpdesk.web.public.fields import Fields
from helpdesk.wording.time import date_plain

_LINE, _TEXT = 200, 2_000


def read_answers(
    form: Form, data: MultiDict[str, str], catalogue: Catalogue
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """As typed, as printed, and what is wrong; each by the code of what was asked."""
    fields = Fields(data)
    given = {ask.code: fields.raw(ask.code) for ask in form.asks}
    services = {code: catalogue.services[code].name for code in form.services}
    zone = str(catalogue.calendar.tz)
    answers = {ask.code: _read(ask, fields, services, zone) for ask in form.asks}
    return given, {code: text for code, text in answers.items() if text}, fields.errors


def _read(ask: Ask, fields: Fields, services: Mapping[str, str], zone: str) -> str:
    if ask.kind == "service":
        return services.get(fields.choice(ask.code, services, "Pilih layanan dari daftar."), "")
    if ask.kind == "text":
        return fields.text(ask.code, ask.label.lower(), limit=_TEXT)
    text = fields.line(ask.code, ask.label.lower(), limit=_LINE)
    if ask.kind == "date":
        return _date(ask, text, fields, zone)
    if ask.kind == "digits" and text:
        return _digits(ask, text, fields)
    return text


def _date(ask: Ask, text: str, fields: Fields, zone: str) -> str:
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        fields.errors[ask.code] = "Pilih tanggal dari kalender, atau tulis seperti 2026-11-27."
        return ""
    if not 2000 <= day.year <= 2100:
        fields.errors[ask.code] = f"Tahun {day.year} tampaknya keliru. Periksa tanggalnya."
        return ""
    return date_plain(day, zone)


def _digits(ask: Ask, text: str, fields: Fields) -> str:
    """A number as people write it, with dots and blanks; only how long it is can be checked."""
    count = sum(c.isdigit() for c in text)
    strange = any(not (c.isdigit() or c in " .-") for c in text)
    if strange or count not in ask.digits:
        wanted = " atau ".join(str(n) for n in ask.digits)
        fields.errors[ask.code] = f"{ask.label} terdiri atas {wanted} angka; yang tertulis {count}."
        return ""
    return text
