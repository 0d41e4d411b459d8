"""The queue's filter as an address holds it: read part by part, what makes no sense is named."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Authority, Category, Channel, Kind, Status
from helpdesk.queries.filters import MINE, NOBODY, Filters
from helpdesk.queries.inbox import VIEWS
from helpdesk.wording.time import date_plain
from helpdesk.wording.values import label

_ENUMS: Mapping[str, tuple[str, type[StrEnum], str]] = {
    "status": ("Status", Status, "status"), "jenis": ("Jenis", Kind, "kind"),
    "wewenang": ("Kewenangan", Authority, "authority"), "kanal": ("Kanal", Channel, "channel"),
    "golongan": ("Golongan pemohon", Category, "category"),
}


class Wanted(NamedTuple):
    """What the address asks for, as it was written."""

    view: str = ""
    unit: str = ""
    service: str = ""
    q: str = ""
    status: str = ""
    jenis: str = ""
    wewenang: str = ""
    kanal: str = ""
    golongan: str = ""
    petugas: str = ""
    label: str = ""
    kolom: str = ""
    dari: str = ""
    sampai: str = ""
    menunggu: str = ""
    berkas: str = ""
    after: str = ""

    @property
    def is_start(self) -> bool:
        """The desk's own first screen, nothing chosen."""
        return not any(self)

    @property
    def is_narrowed(self) -> bool:
        """Whether something beside the view was chosen."""
        return any(self._replace(view="", after=""))

    @property
    def kept(self) -> dict[str, Any]:
        """The parts of the address that say something, without the place in the list."""
        return {name: value for name, value in self._replace(after="")._asdict().items() if value}


def read_filter(
    wanted: Wanted, promises: Catalogue, officers: Mapping[str, str],
    tags: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Filters, list[str]]:
    """The filter, and in words which parts of the address were left out and why."""
    wrong: list[str] = []
    read: dict[str, Any] = {}
    if wanted.view and wanted.view not in VIEWS:
        wrong.append(f"Pandangan “{wanted.view}” tidak ada.")
    for name, (title, values, field) in _ENUMS.items():
        given = getattr(wanted, name)
        if given and given not in list(values):
            wrong.append(f"{title} “{given}” tidak dikenal. Pilih dari Saringan lain.")
        elif given:
            read[field] = values(given)
    for name, field, title, listed in (("unit", "unit", "Bagian", promises.units),
                                       ("service", "service", "Layanan", promises.services),
                                       ("label", "tag", "Label", tags)):
        given = getattr(wanted, name)
        if given and given != NOBODY and given not in listed:
            wrong.append(f"{title} “{given}” tidak dikenal.")
        elif given:
            read[field] = given
    if wanted.petugas and wanted.petugas not in {MINE, NOBODY, *officers}:
        wrong.append(f"Petugas “{wanted.petugas}” tidak dikenal.")
    elif wanted.petugas:
        read["officer"] = wanted.petugas
    wrong += _days(wanted, read)
    return Filters(
        waiting=bool(wanted.menunggu), files=bool(wanted.berkas),
        column=wanted.kolom or None, **read,
    ), wrong


def _days(wanted: Wanted, read: dict[str, Any]) -> Iterator[str]:
    """Both days into `read`; a range that ends before it begins is no range."""
    for name, field in (("dari", "since"), ("sampai", "until")):
        given = getattr(wanted, name)
        if not given:
            continue
        try:
            read[field] = _day(given)
        except ValueError:
            yield f"Tanggal “{given}” tidak terbaca. Tulis seperti 2026-11-26."
    since, until = read.get("since"), read.get("until")
    if since is not None and until is not None and until < since:
        yield (f"“Sampai” ({wanted.sampai}) lebih awal daripada “Dari” ({wanted.dari}); "
               "kedua tanggal itu tidak dipakai.")
        del read["since"], read["until"]


def _day(given: str) -> date:
    day = date.fromisoformat(given)
    if not 2000 <= day.year <= 2200:
        raise ValueError("no year that a ticket can be of")
    return day


def in_words(
    filters: Filters, promises: Catalogue, officers: Mapping[str, str],
    tags: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """What narrows the list, as an officer reads it."""
    told = [f"{title}: {label(value)}" for title, _, field in _ENUMS.values()
             if (value := getattr(filters, field)) is not None]
    if filters.unit:
        told.append(f"Bagian: {_named(promises.units, filters.unit)}")
    if filters.service:
        told.append(f"Layanan: {_named(promises.services, filters.service)}")
    if filters.officer:
        told.append("Petugas: " + {MINE: "saya", NOBODY: "belum ada", **officers}[filters.officer])
    if filters.tag:
        told.append("Label: " + {NOBODY: "belum ada", **tags}[filters.tag])
    if filters.column:
        told.append(f"Kolom layanan berisi “{filters.column}”")
    zone = str(promises.calendar.tz)
    told += [f"Diterima {word} {date_plain(day, zone)}"
             for word, day in (("dari", filters.since), ("sampai", filters.until)) if day]
    told += ["Pemohon menunggu kita"] if filters.waiting else []
    return [*told, *(["Ada lampiran"] if filters.files else [])]


def _named(listed: Mapping[str, Any], code: str) -> str:
    return "belum ditentukan" if code == NOBODY else str(listed[code].name)


def filter_choices(
    officers: Mapping[str, str], tags: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """The lists the filter's fields choose from."""
    lists = {name: [(value.value, label(value)) for value in values]
             for name, (_, values, _) in _ENUMS.items()}
    people = [(MINE, "Saya"), (NOBODY, "Belum ada"), *officers.items()]
    labels = [(NOBODY, "Belum ada"), *tags.items()] if tags else []
    return {**lists, "petugas": people, "label": labels}
