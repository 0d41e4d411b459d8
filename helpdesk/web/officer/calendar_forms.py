"""The forms of the calendar's draft: each posted one becomes an edit of the policy."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError

from helpdesk.catalogue.fields import WEEKDAYS, Weekly
from helpdesk.catalogue.presets import load_presets
from helpdesk.catalogue.years import package_days
from helpdesk.domain import calendar_edit as edit
from helpdesk.domain.calendar import Weekly as Hours
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.domain.catalogue import CalendarYear, SpecialHours
from helpdesk.errors import InvalidInput
from helpdesk.web.officer.forms import Posted
from helpdesk.wording.calendar import CLOSURES
from helpdesk.wording.time import WEEKDAYS as NAMES

Edit = Callable[[CalendarPolicy], CalendarPolicy]
_BETWEEN = re.compile(r"\s*(?:,|;|\bdan\b)\s*")
DASH, SOURCE = re.compile(r"\s*[-–—]\s*"), "Perkiraan dari paket holidays; cocokkan dengan SKB"


def edit_of(form: Posted, today: date) -> Edit:
    """What the posted form asks for. Raises `InvalidInput` with the field."""
    makers: Mapping[str, Callable[[Posted, date], Edit]] = {
        "tutup": _close, "buka": _open, "jam": _weekly, "khusus": _special,
        "hapus": _drop, "pastikan": _confirm, "tahun": _year, "preset": _preset,
    }
    maker = makers.get(form.prefix.partition(".")[0])  # "khusus.2027-02-08": one form of several
    if maker is None:
        raise InvalidInput("Perubahan ini tidak dikenal. Pilih salah satu formulir di halaman.")
    return maker(form, today)


def _close(form: Posted, today: date) -> Edit:
    first = day_of(form, "first")
    last = day_of(form, "last") if form.text("last").strip() else first
    type_ = form.text("type")
    if type_ not in CLOSURES:
        raise InvalidInput(type="Pilih jenis penutupan.")
    name, decree = _words(form, "name", "Tulis nama hari atau sebab tutup."), _decree(form)
    return lambda policy: edit.close_dates(
        policy, first, last, name=name, type_=type_, decree=decree
    )


def _open(form: Posted, today: date) -> Edit:
    day = day_of(form, "day")
    return lambda policy: edit.open_date(policy, day)


def _weekly(form: Posted, today: date) -> Edit:
    hours, decree = _hours(form), _decree(form)
    return lambda policy: edit.set_weekly(policy, hours, decree)


def _special(form: Posted, today: date) -> Edit:
    made = SpecialHours(
        *_range(form), _hours(form), _words(form, "name", "Tulis nama, misalnya Ramadan 1448 H."),
        form.flag("confirmed"), _decree(form),
    )
    old = day_of(form, "old") if form.text("old") else None
    return lambda policy: edit.set_special(policy, made, old)


def _range(form: Posted) -> tuple[date, date]:
    first, last = day_of(form, "first"), day_of(form, "last")
    if last < first:
        raise InvalidInput(last="Tanggal akhir tidak boleh sebelum tanggal awal.")
    return first, last


def _drop(form: Posted, today: date) -> Edit:
    first = day_of(form, "first")
    return lambda policy: edit.drop_special(policy, first)


def _confirm(form: Posted, today: date) -> Edit:
    number, decree = _number(form), _decree(form)
    return lambda policy: edit.confirm_year(policy, number, decree)


def _year(form: Posted, today: date) -> Edit:
    number = _number(form)
    if not today.year - 1 <= number <= today.year + 2:
        raise InvalidInput(year=f"Pilih tahun antara {today.year - 1} dan {today.year + 2}.")
    days = tuple(sorted(package_days(number), key=lambda day: day.date))
    made = CalendarYear(number, False, f"Menunggu SKB tiga menteri tahun {number}", SOURCE, days)
    return lambda policy: edit.add_year(policy, made)


def _preset(form: Posted, today: date) -> Edit:
    chosen = next((each for each in load_presets() if each.code == form.text("code")), None)
    if chosen is None:
        raise InvalidInput(code="Pilih salah satu provinsi.")
    basis = f"Preset {chosen.name}: {chosen.basis}"
    return lambda policy: edit.take_preset(policy, chosen.weekly, chosen.ramadan, basis, today)


def day_of(form: Posted, name: str) -> date:
    """A date that was typed. Raises `InvalidInput` with the field."""
    try:
        day = date.fromisoformat(form.text(name).strip())
    except ValueError:
        day = date.min
    if not 2000 <= day.year <= 2200:
        raise InvalidInput(**{name: "Isi tanggal lengkap, misalnya 26/11/2026."})
    return day


def _number(form: Posted) -> int:
    typed = form.text("year").strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise InvalidInput(year="Pilih tahun, misalnya 2027.")
    return int(typed)


def _words(form: Posted, name: str, missing: str) -> str:
    text = form.line(name)
    if text is None:
        raise InvalidInput(**{name: missing})
    if "{" in text or "}" in text:
        raise InvalidInput(**{name: "Jangan memakai tanda kurung kurawal."})
    return text


def _decree(form: Posted) -> str:
    return _words(form, "decree", "Tulis dasarnya: nomor dan tanggal surat atau keputusan.")


def _hours(form: Posted) -> Hours:
    """Seven fields of hours, as "07.30-12.00, 13.00-16.00"; an empty one is a day off."""
    typed: dict[str, list[str]] = {}
    for name in WEEKDAYS:
        parts = _BETWEEN.split(form.text(name).strip())
        typed[name] = [DASH.sub("-", part.strip().replace(":", ".")) for part in parts if part]
    if not any(typed.values()):
        raise InvalidInput(mon="Isi jam paling sedikit pada satu hari.")
    try:
        hours: Hours = Weekly().deserialize(typed)
    except ValidationError as error:
        raise InvalidInput(**_reasons(error.messages)) from None
    return {day: windows for day, windows in hours.items() if windows}


def _reasons(messages: Any) -> dict[str, str]:
    return {
        name: f"{NAMES[WEEKDAYS.index(name)]}: {reasons[0]}." for name, reasons in messages.items()
    }
