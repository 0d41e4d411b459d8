"""Schema of calendar/<year>.yaml: closed dates on a decree's word, and Ramadan's hours."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from helpdesk.catalogue.fields import Choice, Count, Day, Flag, Text, Weekly
from helpdesk.catalogue.schema import FileSchema
from helpdesk.domain.catalogue import ClosedDay, SpecialHours

CLOSURES = ("holiday", "collective_leave", "local")


class ClosedDaySchema(FileSchema):
    """A date without service."""

    date = Day(required=True)
    name = Text(required=True)
    type = Choice(CLOSURES, required=True)
    decree = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> ClosedDay:
        """The domain's value."""
        return ClosedDay(**data)


class OpenDaySchema(FileSchema):
    """A date that the package closes and the bureau doesn't."""

    date = Day(required=True)
    decree = Text(required=True)


class SpecialSchema(FileSchema):
    """Other hours for a range of dates."""

    name = Text(required=True)
    first = Day(required=True, data_key="from")
    last = Day(required=True, data_key="to")
    weekly = Weekly(required=True)
    confirmed = Flag(required=True)
    basis = Text(required=True)

    @validates_schema
    def in_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A range doesn't end before it starts."""
        if "first" in data and "last" in data and data["first"] > data["last"]:
            raise ValidationError("lebih awal daripada 'from'", "to")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> SpecialHours:
        """The domain's value."""
        return SpecialHours(**data)


class YearSchema(FileSchema):
    """calendar/<year>.yaml; stays a dictionary, the merge makes the `CalendarYear`."""

    year = Count(2018, required=True)
    confirmed = Flag(required=True)
    decree = Text(required=True)
    source = Text(required=True)
    closed = fields.List(fields.Nested(ClosedDaySchema), required=True)
    not_closed = fields.List(fields.Nested(OpenDaySchema), load_default=list)
    special = fields.List(fields.Nested(SpecialSchema), load_default=list)

    @validates_schema
    def dates_fit(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Every date lies in the file's year and is named once."""
        days = [day.date for day in data.get("closed", ())]
        errors: dict[int, list[str]] = {}
        for index, day in enumerate(days):
            if day.year != data.get("year", day.year):
                errors[index] = [f"tanggal {day} bukan tahun {data['year']}"]
            elif day in days[:index]:
                errors[index] = [f"tanggal {day} ditulis dua kali"]
        if errors:
            raise ValidationError({"closed": errors})

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """The special ranges in the file's order: of overlapping ones the later entry wins."""
        data["special"] = tuple(data["special"])
        return data


class CalendarSchema(FileSchema):
    """The whole calendar as one revision keeps it: the files' own words, all years together."""

    weekly = Weekly(required=True)
    weekly_decree = Text(required=True)
    years = fields.List(fields.Nested(YearSchema), required=True)

    @validates_schema
    def each_year_once(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Two tables for one year would leave open which of them holds."""
        numbers = [year["year"] for year in data.get("years", ())]
        for index, number in enumerate(numbers):
            if number in numbers[:index]:
                raise ValidationError({"years": {index: [f"tahun {number} ditulis dua kali"]}})
