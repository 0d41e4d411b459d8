"""The period of /transparansi as the address holds it: months, both included."""

import re
from datetime import date
from typing import NamedTuple

from helpdesk.queries.month_facts import after

USUAL, MOST = 6, 36
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class Period(NamedTuple):
    """`wrong`: in words, what of the address was not understood; the usual period stands then."""

    first: date
    last: date
    wrong: str = ""


def read_period(since: str, until: str, oldest: date, newest: date) -> Period:
    """From the oldest month with a ticket to the present one; at most three years at once."""
    usual = Period(max(after(newest, 1 - USUAL), min(oldest, newest)), newest)
    read = []
    for word, given, default in (("Dari", since, None), ("Sampai", until, newest)):
        month = _month(given) if given else default
        if given and month is None:
            return usual._replace(wrong=f"“{word}” ({given[:20]}) bukan bulan. Tulis seperti "
                                        "2026-11.")
        read.append(month)
    last = read[1] or newest
    first = read[0] or (usual.first if last >= usual.first else last)
    if first > last:
        return usual._replace(wrong="“Dari” lebih akhir daripada “Sampai”. Tukar keduanya.")
    if last > newest:
        return usual._replace(wrong="“Sampai” belum terjadi. Pilih paling akhir bulan ini.")
    if first < min(oldest, usual.first):
        first = min(oldest, usual.first)
        if last < first:
            return usual._replace(wrong="Belum ada tiket pada bulan-bulan itu.")
    if after(first, MOST) <= last:
        return usual._replace(wrong=f"Paling lama {MOST} bulan sekaligus. Pilih rentang yang lebih "
                                    "pendek.")
    return Period(first, last)


def _month(given: str) -> date | None:
    found = _MONTH.fullmatch(given)
    if found is None or not (1 <= int(found[2]) <= 12 and 2000 <= int(found[1]) <= 2200):
        return None
    return date(int(found[1]), int(found[2]), 1)
