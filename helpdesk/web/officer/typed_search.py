"""Filters typed among the words of a search: `status:baru unit:lpse sebelum:2026-11-01 unggah`.

They become the same parts that the filter's form fills, so that both are read, checked and shown
in one way.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Authority, Category, Channel, Kind, Status
from helpdesk.queries.filters import MINE, NOBODY
from helpdesk.web.officer.queue_filter import Wanted
from helpdesk.wording.values import label

_TYPED = re.compile(r'(?<!\S)([a-z]+):("[^"]*"|\S+)', re.IGNORECASE)
_ENUMS: Mapping[str, tuple[str, type[StrEnum]]] = {
    "status": ("status", Status), "jenis": ("jenis", Kind), "wewenang": ("wewenang", Authority),
    "kewenangan": ("wewenang", Authority), "kanal": ("kanal", Channel),
    "golongan": ("golongan", Category), "pemohon": ("golongan", Category),
}
# Of a typed day: into which part it goes, and how many days it is moved.
_DAYS = {"dari": ("dari", 0), "sejak": ("dari", 0), "sesudah": ("dari", 1),
         "setelah": ("dari", 1), "sampai": ("sampai", 0), "sebelum": ("sampai", -1)}
_FLAGS = {("menunggu", "kita"): "menunggu", ("ada", "berkas"): "berkas",
          ("ada", "lampiran"): "berkas"}
_NOBODY = frozenset({"tanpa", "belum", "kosong"})
NAMES = ("status", "unit", "layanan", "petugas", "jenis", "wewenang", "kanal", "golongan",
         "label", "kolom", "sejak", "sebelum", "ada:berkas", "menunggu:kita")


def asks_for_people(text: str) -> bool:
    """Whether names of officers are needed to read the search."""
    return "petugas:" in text.casefold()


def asks_for_tags(text: str) -> bool:
    """Whether the bureau's tags are."""
    return "label:" in text.casefold()


def with_typed(
    wanted: Wanted, promises: Catalogue, people: Mapping[str, str], today: date,
    tags: Mapping[str, str] = MappingProxyType({}),
) -> Wanted:
    """The same with typed filters in their own parts, `q` without them.

    What is typed after a known name but cannot be read goes on as it is, for `read_filter` to name.
    """
    parts: dict[str, str] = {}
    lists = {
        "unit": ("unit", {u.code: u.name for u in promises.units.values()}),
        "bagian": ("unit", {u.code: u.name for u in promises.units.values()}),
        "layanan": ("service", {s.code: s.name for s in promises.services.values()}),
        "petugas": ("petugas", people), "label": ("label", tags),
    }

    def take(found: re.Match[str]) -> str:
        name, value = found[1].casefold(), found[2].strip('"')
        flag = _FLAGS.get((name, value.casefold()))
        if flag:
            parts[flag] = "1"
        elif name == "kolom":
            parts["kolom"] = value
        elif name in _ENUMS:
            part, values = _ENUMS[name]
            parts[part] = _chosen(value, {each.value: label(each) for each in values})
        elif name in lists:
            part, listed = lists[name]
            parts[part] = _of_list(value, listed, mine=part == "petugas")
        elif name in _DAYS:
            part, move = _DAYS[name]
            parts[part] = _day(value, move, today)
        else:
            return found[0]
        return " "

    rest = " ".join(_TYPED.sub(take, wanted.q).split())
    return wanted._replace(q=rest, **parts)


def _of_list(value: str, listed: Mapping[str, str], *, mine: bool) -> str:
    if value.casefold() in _NOBODY:
        return NOBODY
    if mine and value.casefold() == MINE:
        return MINE
    return _chosen(value, listed)


def _chosen(value: str, listed: Mapping[str, str]) -> str:
    """The code that is meant: written as it is, as its name, or as the only name holding it."""
    typed = _plain(value)
    exact = [code for code, name in listed.items() if typed in (_plain(code), _plain(name))]
    holding = exact or _only(code for code, name in listed.items() if typed in _plain(name))
    return holding[0] if holding else value


def _only(found: Iterable[str]) -> list[str]:
    codes = list(found)
    return codes if len(codes) == 1 else []


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _day(value: str, move: int, today: date) -> str:
    """A day as the address writes it: 2026-11-01, 1-11-2026, 1/11/2026, hari-ini, kemarin."""
    near = {"hari ini": today, "kemarin": today - timedelta(days=1)}.get(_plain(value))
    try:
        return ((near or _read_day(value)) + timedelta(days=move)).isoformat()
    except (ValueError, OverflowError):
        return value


def _read_day(value: str) -> date:
    local = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", value)
    if local:
        return date(int(local[3]), int(local[2]), int(local[1]))
    return date.fromisoformat(value)
