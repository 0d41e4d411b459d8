"""/transparansi: how well promises were kept, month by month, and what people said of it."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from flask import Response, jsonify, render_template, request

from helpdesk.domain.skm import grade
from helpdesk.domain.suppression import FEWEST
from helpdesk.queries import published as read
from helpdesk.queries.insight import asked_in
from helpdesk.queries.month_facts import after
from helpdesk.web.door import catalogue, now
from helpdesk.web.public import views_transparency as view
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.period import Period, read_period
from helpdesk.wording.honesty import honesty_lines
from helpdesk.wording.time import datetime_long

WEEKS = 52
KEPT = "public, max-age=600"  # as long as the worker leaves the newest month


@public.get("/transparansi")
def transparency() -> tuple[str, int]:
    """The period asked for, or the last six months with words why not."""
    at, promises = now(), catalogue()
    zone, (period, oldest, newest) = promises.calendar, _period(at)
    months = read.months_between(zone, period.first, period.last, at)
    year = read.months_between(zone, max(oldest, after(newest, -11)), newest, at)
    value, responses = read.survey_of(year)
    page = render_template(
        "public/transparency.html", months=view.month_lines(months), index=value, period=period,
        responses=responses, fewest=FEWEST, grade=grade(value) if value is not None else None,
        bot=bot_lines(at), choices=_choices(min(oldest, period.first), newest),
        units=view.group_lines(months, "unit", promises), bars=view.on_time_bars(months),
        medians=view.median_points(months), efforts=view.efforts(months),
        services=view.group_lines(months, "service", promises),
        matters=view.matters(months, promises), heads=view.HEADS,
        says_nothing=view.says_nothing,
        incidents=read.incidents_told(zone, period.first, period.last),
        computed=datetime_long(min(m.computed_at for m in months), str(zone.tz)),
    )
    return page, 400 if period.wrong else 200


@public.get("/transparansi/bulanan.csv")
def transparency_csv() -> Response:
    """Semicolons and a byte-order mark, as Excel expects them in Indonesian."""
    period, *_ = _period(now())
    if period.wrong:
        return Response(period.wrong, 400, mimetype="text/plain")
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(view.HEADS)
    lines.writerows([view.cell(value) for value in row.values()] for row in _rows(period))
    answer = Response(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="kinerja-bulanan.csv"'
    answer.headers["Cache-Control"] = KEPT
    return answer


@public.get("/transparansi/bulanan.json")
def transparency_json() -> tuple[Response, int]:
    """The same table; null where a figure is withheld or says nothing yet."""
    period, *_ = _period(now())
    if period.wrong:
        return jsonify(galat=period.wrong), 400
    answer = jsonify(
        dari=f"{period.first:%Y-%m}", sampai=f"{period.last:%Y-%m}", baris=list(_rows(period)),
        catatan=f"null: jumlah di bawah {FEWEST} atau yang dapat membukanya, atau belum cukup data",
    )
    answer.headers["Cache-Control"] = KEPT
    return answer, 200


def _period(at: datetime) -> tuple[Period, date, date]:
    calendar = catalogue().calendar
    oldest, newest = read.first_month(calendar, at), calendar.local_date(at).replace(day=1)
    since, until = (request.args.get(name, "").strip() for name in ("dari", "sampai"))
    return read_period(since, until, oldest, newest), oldest, newest


def _rows(period: Period) -> Sequence[dict[str, object]]:
    promises = catalogue()
    months = read.months_between(promises.calendar, period.first, period.last, now())
    return list(view.table(months, promises))


def _choices(oldest: date, newest: date) -> Sequence[tuple[str, str]]:
    months = []
    while newest >= oldest:
        months.append((f"{newest:%Y-%m}", view.month_name(newest)))
        newest = after(newest, -1)
    return months


def bot_lines(at: datetime) -> Sequence[str]:
    """How often the bot was right in the last year, by weeks that are over."""
    return honesty_lines(asked_in(catalogue().calendar.local_date(at), WEEKS))
