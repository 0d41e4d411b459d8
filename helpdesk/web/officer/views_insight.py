"""The view model of 'Wawasan bot'."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import url_for

from helpdesk.domain.question import Skin
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.queries.insight import Insight, Tally
from helpdesk.queries.questions import GroupedQuestions
from helpdesk.web.door import catalogue, library
from helpdesk.wording.honesty import precision_text
from helpdesk.wording.time import SHORT_MONTHS, date_short

PAGE = 10  # groups on one page
FIRST_TOPICS = 12
SKINS = {
    Skin.TELEGRAM: "Telegram", Skin.WEBCHAT: "Obrolan di situs", Skin.SEARCH: "Pencarian panduan",
    Skin.FORM: "Saran di formulir",
}
HEADS = (
    "Minggu mulai", "Ditanya", "Dijawab langsung", "Dipilih", "Belum terjawab",
    "Ditandai membantu", "Ditandai keliru", "Jadi tiket", "Pengaduan",
)


class Wanted(NamedTuple):
    """What the address asks for; what makes no sense is no filter."""

    minggu: str = ""
    topik: str = ""
    hal: str = ""

    @property
    def week(self) -> date | None:
        """The Monday asked for."""
        try:
            day = date.fromisoformat(self.minggu)
        except ValueError:
            return None
        return day if day.weekday() == 0 else None

    @property
    def page(self) -> int:
        return int(self.hal) if self.hal.isascii() and self.hal.isdigit() and self.hal < "9" else 0


def insight_page(
    found: Insight, groups: Sequence[GroupedQuestions], wanted: Wanted, actor: Actor,
    waiting: int,
) -> dict[str, Any]:
    """Figures of the chosen week or all weeks, weeks, topics, then what was not answered."""
    weeks = list(found.weeks)
    return {
        "tabs_": _tabs(wanted, weeks),
        "wanted": wanted, "span": _span(wanted.week, weeks), "figures": _figures(found.total),
        "precision": precision_text(found.total.at_once),
        "weeks": [_week(week, tally, wanted) for week, tally in found.weeks.items()],
        "week_options": [(week.isoformat(), _days(week)) for week in weeks],
        "topic_options": sorted(
            ((a.id, a.title) for a in library().articles), key=lambda option: option[1]
        ),
        "topic_title": _title(wanted.topik) if wanted.topik else "",
        "topics": _topics(found.topics, wanted), "first_topics": FIRST_TOPICS,
        "skins": [_skin(skin, found.skins[skin]) for skin in SKINS if skin in found.skins],
        "groups": [_group(group) for group in groups[:PAGE]], "waiting": waiting,
        "older": _at(wanted, hal=str(wanted.page + 1)) if len(groups) > PAGE else None,
        "newer": _at(wanted, hal=str(wanted.page - 1 or "")) if wanted.page else None,
        "csv": url_for("officer.insight_csv") if permitted(actor, Action.EXPORT_REPORTS) else None,
    }


def csv_rows(found: Insight) -> Iterator[tuple[str | int, ...]]:
    """A line a week, newest first, under `HEADS`."""
    for week, tally in found.weeks.items():
        yield (week.isoformat(), *_numbers(tally))


def _numbers(tally: Tally) -> tuple[int, ...]:
    return (
        tally.asked, tally.answered, tally.picked, tally.left, tally.helped, tally.wrong,
        tally.filed, tally.complaints,
    )


def _tabs(wanted: Wanted, weeks: Sequence[date]) -> list[dict[str, Any]]:
    """The usual spans; any other week is chosen below."""
    spans = [("12 minggu terakhir", ""), ("Minggu ini", weeks[0].isoformat()),
             ("Minggu lalu", weeks[1].isoformat())]
    return [
        {"text": text, "href": _at(wanted, minggu=week, hal=""), "current": week == wanted.minggu}
        for text, week in spans
    ]


def _figures(total: Tally) -> list[dict[str, Any]]:
    return [
        {"term": "Ditanya", "text": total.asked},
        {"term": "Dijawab langsung", "text": total.answered},
        {"term": "Dijawab setelah memilih", "text": total.picked},
        {"term": "Belum terjawab", "text": total.left, "href": "#kelompok",
         "tone": "soon" if total.left else None},
        {"term": "Ditandai membantu", "text": total.helped},
        {"term": "Ditandai keliru", "text": total.wrong, "tone": "late" if total.wrong else None},
        {"term": "Jadi tiket", "text": total.filed},
    ]


def _week(week: date, tally: Tally, wanted: Wanted) -> dict[str, Any]:
    return {
        "text": _days(week), "numbers": _numbers(tally), "current": week == wanted.week,
        "href": _at(wanted, minggu=week.isoformat(), hal=""), "asked": tally.asked,
        "precision": precision_text(tally.at_once) if tally.at_once.of else "–",
    }


def _topics(topics: Mapping[str, Tally], wanted: Wanted) -> list[dict[str, Any]]:
    """Those with the most wrong answers first, then the most asked."""
    order = sorted(
        topics.items(),
        key=lambda each: (-each[1].at_once_wrong - each[1].chosen_wrong, -each[1].asked, each[0]),
    )
    return [
        {
            "title": _title(id_), "href": _at(wanted, topik=id_, hal=""), "asked": tally.asked,
            "answered": tally.answered, "right": tally.at_once_right, "wrong": tally.at_once_wrong,
            "precision": precision_text(tally.at_once), "chosen": tally.chosen,
            "left": tally.left, "filed": tally.filed,
        }
        for id_, tally in order
    ]


def _skin(skin: Skin, tally: Tally) -> dict[str, Any]:
    return {
        "text": SKINS[skin], "asked": tally.asked, "answered": tally.answered,
        "left": tally.left, "precision": precision_text(tally.at_once),
    }


def _group(group: GroupedQuestions) -> dict[str, Any]:
    return {
        "id": group.id, "count": group.count, "wrong": group.wrong, "examples": group.examples,
        "last": date_short(group.last, str(catalogue().calendar.tz)),
        "topics": [{"id": id_, "title": _title(id_)} for id_ in group.topics],
    }


def _title(topic: str) -> str:
    """Of a topic withdrawn since, its id."""
    try:
        return library().article(topic).title
    except KeyError:
        return topic


def _days(week: date) -> str:
    """As "23–29 Nov 2026"."""
    last = week + timedelta(days=6)
    first = str(week.day) if week.month == last.month else (
        f"{week.day} {SHORT_MONTHS[week.month - 1]}"
    )
    return f"{first}–{last.day} {SHORT_MONTHS[last.month - 1]} {last.year}"


def _span(week: date | None, weeks: Sequence[date]) -> str:
    return _days(week) if week in weeks and week else f"{len(weeks)} minggu terakhir"


def _at(wanted: Wanted, **changed: str) -> str:
    kept = {k: v for k, v in wanted._replace(**changed)._asdict().items() if v}
    return url_for("officer.insight", **kept)
