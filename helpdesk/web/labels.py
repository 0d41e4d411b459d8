"""Everything a template calls to turn a value into Indonesian words, and its Jinja filters."""

from collections.abc import Callable, Hashable
from datetime import date, datetime
from enum import Enum
from typing import Any, cast

from flask import Flask
from jinja2 import Environment, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from helpdesk.wording.time import (
    TimeLeft,
    date_long,
    date_plain,
    date_short,
    datetime_long,
    datetime_short,
    day_near,
    hour_minute,
    minutes_left,
    relative_day,
    time,
    time_left,
    weekday,
    working_days,
    working_days_between,
    working_minutes,
    zone_label,
)
from helpdesk.wording.values import (
    CATEGORY,
    CHANNEL,
    IDENTITY,
    KIND,
    STATUS,
    clock_label,
    file_size,
    holder,
    label,
    number,
    rupiah,
    status_public,
)

MOST_REMEMBERED = 5_000  # drawings, mostly a few hundred bytes each
LONGEST_REMEMBERED = 200  # characters

__all__ = [
    "CATEGORY",
    "CHANNEL",
    "IDENTITY",
    "KIND",
    "STATUS",
    "TimeLeft",
    "clock_label",
    "date_long",
    "date_plain",
    "date_short",
    "datetime_long",
    "datetime_short",
    "day_near",
    "file_size",
    "holder",
    "hour_minute",
    "install_filters",
    "label",
    "minutes_left",
    "number",
    "relative_day",
    "rupiah",
    "status_public",
    "time",
    "time_left",
    "weekday",
    "working_days",
    "working_days_between",
    "working_minutes",
    "zone_label",
]

PLAIN: tuple[Callable[..., str], ...] = (
    clock_label,
    file_size,
    label,
    number,
    rupiah,
    status_public,
    working_days,
    working_minutes,
    zone_label,
)
ZONED: tuple[Callable[[Any, str], str], ...] = (
    date_long,
    date_plain,
    date_short,
    datetime_long,
    datetime_short,
    hour_minute,
    time,
    weekday,
)
NEAR: tuple[Callable[[Any, datetime, str], str], ...] = (day_near, relative_day)


def install_filters(target: Flask | Environment, zone: str | None = None) -> None:
    """Register the functions of this module as filters of the same name.

    Filters of a date take the bureau's zone by themselves: `zone`, or else `bureau.zone` of
    the template ({{ at|datetime_long }}, {{ due|relative_day(now) }}). Name the zone here, or
    make `bureau` a Jinja global, where macros imported without context use them.
    """
    env = target.jinja_env if isinstance(target, Flask) else target

    def zone_of(context: Context) -> str:
        return zone if zone is not None else str(context["bureau"].zone)

    env.globals["remembering"] = _remembering()
    for plain in PLAIN:
        env.filters[plain.__name__] = plain
    for zoned in ZONED:
        env.filters[zoned.__name__] = _zoned(zoned, zone_of)
    for near in NEAR:
        env.filters[near.__name__] = _near(near, zone_of)


def _remembering() -> Callable[[Macro], Callable[..., Markup]]:
    """Has a macro's drawing of the same values made once: pages repeat most of their parts.

    Only for macros whose drawing follows from their arguments. Long texts, which hardly come
    twice, and values that are no plain ones are drawn anew.
    """
    drawn: dict[tuple[Any, ...], Markup] = {}

    def remembering(macro: Macro) -> Callable[..., Markup]:
        def draw(*values: Any, **named: Any) -> Markup:
            try:
                key = (macro.name, _key(values), _key(named))
            except ValueError:
                return Markup(macro(*values, **named))  # noqa: S704  a macro escapes its values
            found = drawn.get(key)
            if found is None:
                if len(drawn) >= MOST_REMEMBERED:
                    drawn.clear()
                found = drawn[key] = Markup(macro(*values, **named))  # noqa: S704  likewise
            return found

        return draw

    return remembering


def _key(value: Any) -> Hashable:
    """What tells two drawings apart: `1` from `True`, and above all a text from markup.

    Raises `ValueError` for what is not remembered.
    """
    kind = type(value)
    if kind is str:
        if len(value) > LONGEST_REMEMBERED:
            raise ValueError
        return cast(str, value)
    if kind in (list, tuple):
        if {*map(type, value)} == {str} and max(map(len, value)) <= LONGEST_REMEMBERED:
            return kind, tuple(value)  # most rows of most lists
        return kind, tuple(map(_key, value))
    if kind is dict:
        return tuple((name, _key(each)) for name, each in value.items())
    if value is None or kind in (int, bool, float) or isinstance(value, Enum):
        return kind, value
    raise ValueError


def _zoned(
    words: Callable[[Any, str], str], zone_of: Callable[[Context], str]
) -> Callable[[Context, date], str]:
    @pass_context
    def apply(context: Context, day: date) -> str:
        return words(day, zone_of(context))

    return apply


def _near(
    words: Callable[[Any, datetime, str], str], zone_of: Callable[[Context], str]
) -> Callable[[Context, date, datetime], str]:
    @pass_context
    def apply(context: Context, day: date, now: datetime) -> str:
        return words(day, now, zone_of(context))

    return apply
