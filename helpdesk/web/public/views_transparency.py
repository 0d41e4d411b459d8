"""What /transparansi shows and hands out: lines with words, and one flat table for download."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.incident import Cause
from helpdesk.domain.suppression import FEWEST
from helpdesk.domain.ticket import Kind
from helpdesk.queries import published as read
from helpdesk.queries.month_facts import MEASURES
from helpdesk.queries.published import Line, Month
from helpdesk.web.charts import Bar, stacked
from helpdesk.wording.incident import elsewhere_text
from helpdesk.wording.time import MONTHS
from helpdesk.wording.values import label

HEADS = (
    "bulan", "jenis", "kode", "nama", "masuk", "dijawab_tepat_waktu", "dijawab_lewat",
    "selesai_tepat_waktu", "selesai_lewat", "terlambat_diteruskan", "dibuka_kembali",
    "median_hari_kerja", "tunggu_lkpp_hari_kerja", "tunggu_telkom_hari_kerja", "indeks_skm",
    "pengingat_ke_lkpp_telkom", "surat_ke_lkpp_telkom",
)
PROVIDERS = ("lkpp", "telkom")
_EFFORTS = ("reminders", "letters")
_KINDS = {"": "semua", "unit": "bagian", "service": "layanan"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
TOP = 5


def month_name(first: date) -> str:
    return f"{MONTHS[first.month - 1]} {first.year}"


def share(on: int | None, late: int | None) -> dict[str, Any]:
    """`percent` is None for too few; `hidden` where a count is withheld."""
    if on is None or late is None:
        return {"percent": None, "hidden": True, "on": on}
    total = on + late
    percent = 100 * on / total if total >= FEWEST else None
    return {"percent": percent, "on": on, "total": total, "hidden": False}


def month_lines(months: Sequence[Month]) -> list[dict[str, Any]]:
    """Newest first, every figure with its reason to be missing."""
    lines = []
    for month in reversed(months):
        count = {m: month.count("", m) for m in MEASURES}
        causes = Counter({Cause(c): n for c, n in month.facts["elsewhere"].items()})
        lines.append({
            "first": month.first, "name": month_name(month.first), **count,
            **{verdict: {**share(count[f"{verdict}_on"], count[f"{verdict}_late"]),
                         "few": f"{verdict}_late" in month.facts.get("few", ())}
               for verdict in ("answered", "resolved")},
            "elsewhere": elsewhere_text(causes.elements()),
            "median_days": read.median_days([month]), "survey": read.survey_of([month])[0],
            "waited": {who: read.waited_days([month], who) for who in PROVIDERS},
        })
    return lines


def group_lines(months: Sequence[Month], kind: str, promises: Catalogue) -> list[dict[str, Any]]:
    """Units or services over the period, by name."""
    lines = [
        {**line.counts, "hidden": line.hidden, "name": group_name(group, promises),
         "answered": _shown_share(line, "answered"), "resolved": _shown_share(line, "resolved"),
         "median_days": line.median_days, "survey": line.survey,
         "waited": {who: read.waited_days(months, who, group) for who in PROVIDERS}}
        for group in read.groups_of(months, f"{kind}:") for line in [read.line_of(months, group)]
    ]
    return sorted(lines, key=lambda each: each["name"])


def says_nothing(line: dict[str, Any]) -> bool:
    """Whether a group has no figure to show but noughts."""
    shares = (line["answered"], line["resolved"])
    return not line["received"] and not any(s["percent"] or s.get("on") for s in shares) and (
        line["median_days"] is None and line["survey"] is None
    )


def _shown_share(line: Line, verdict: str) -> dict[str, Any]:
    """Of the months that show both counts; a month that hides one would bend the share."""
    if line.hidden[f"{verdict}_on"] or line.hidden[f"{verdict}_late"]:
        seen = None if line.hidden[f"{verdict}_on"] else line.counts[f"{verdict}_on"]
        return {"percent": None, "hidden": True, "on": seen}
    return share(line.counts[f"{verdict}_on"], line.counts[f"{verdict}_late"])


def matters(months: Sequence[Month], promises: Catalogue) -> list[dict[str, Any]]:
    """The most frequent matters, and what became of them."""
    lines = [read.line_of(months, group) for group in read.groups_of(months, "matter:")
             if group != "matter:/"]
    lines.sort(key=lambda line: (-line.counts["received"], line.group))
    return [
        {"name": group_name(line.group, promises), "received": line.counts["received"],
         "resolved": _shown_share(line, "resolved"), "median_days": line.median_days,
         "service": _service(line.group, promises)}
        for line in lines[:TOP] if line.counts["received"] >= FEWEST
    ]


def _service(group: str, promises: Catalogue) -> str | None:
    code = group.partition(":")[2].partition("/")[0]
    return code if code in promises.services else None


def group_name(group: str, promises: Catalogue) -> str:
    """A group as people call it; a code that is published no more stands for itself."""
    kind, _, code = group.partition(":")
    if kind == "unit":
        known = promises.units.get(code)
        return known.name if known else code or "Belum ditetapkan, dan pengaduan tertutup"
    code, _, matter = code.partition("/")
    found = promises.services.get(code)
    name = found.name if found else code or "Tanpa layanan"
    return f"{label(Kind(matter))}: {name}" if matter else name


def efforts(months: Sequence[Month]) -> list[str]:
    """What went to LKPP and Telkom in the period, in sentences."""
    words = {"reminders": "pengingat terkirim ke LKPP dan Telkom",
             "letters": "berkas diteruskan dengan surat resmi"}
    told = []
    for name, text in words.items():
        number, hidden = read.efforts_of(months, name)
        if number:
            told.append(f"{number} {text}"
                        + (f", tanpa {hidden} bulan yang disamarkan" if hidden else ""))
    return told


def median_points(months: Sequence[Month]) -> list[dict[str, Any]]:
    """Of months with enough resolved, for a line; [] for fewer than two points."""
    points = [{"label": month_name(m.first)[:3], "value": days, "text": f"{days:g}"}
              for m in months if (days := read.median_days([m])) is not None]
    return points if len(points) > 1 else []


def on_time_bars(months: Sequence[Month]) -> Sequence[Bar]:
    """Of months that show both counts; the table says which do not."""
    rows = [(month_name(m.first), on, late) for m in months
            if (on := m.count("", "resolved_on")) is not None
            and (late := m.count("", "resolved_late")) is not None]
    return stacked([(name, f"{on} dan {late}", (on, late)) for name, on, late in rows])


def table(months: Sequence[Month], promises: Catalogue) -> Iterator[dict[str, Any]]:
    """One row a month and group, under `HEADS`; None where a figure is withheld or too few."""
    for month in months:
        groups = ["", *read.groups_of([month], "unit:"), *read.groups_of([month], "service:")]
        for group in groups:
            kind, _, code = group.partition(":")
            waits = [read.waited_days([month], who, group) for who in PROVIDERS]
            done = [month.facts.get("efforts", {}).get(name) if not group else None
                    for name in _EFFORTS]
            survey = read.survey_of([month], group)[0]
            numbers = [month.count(group, m) for m in MEASURES]
            name = group_name(group, promises) if group else "Semua"
            values = (
                f"{month.first:%Y-%m}", _KINDS[kind], code, name, *numbers,
                read.median_days([month], group),
                *(None if days is None else round(days, 1) for days in waits),
                None if survey is None else float(survey), *done,
            )
            yield dict(zip(HEADS, values, strict=True))


def cell(value: Any) -> str:
    """A name must not become a formula in a spreadsheet."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
