"""Presets of working hours by province: where to start from, marked as nobody's decision yet."""

from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import fields, post_load

from helpdesk.catalogue.fields import Code, Text, Weekly
from helpdesk.catalogue.schema import FileSchema, load_as
from helpdesk.catalogue.schema_bureau import Zone
from helpdesk.catalogue.source import read_yaml
from helpdesk.domain.calendar_policy import CalendarPreset

FILE = "presets.yaml"


class PresetSchema(FileSchema):
    """One province."""

    code = Code(required=True)
    name = Text(required=True)
    zone = Zone(required=True)
    weekly = Weekly(required=True)
    ramadan = Weekly(required=True)


class PresetsSchema(FileSchema):
    """presets.yaml."""

    mark = Text(required=True)
    source = Text(required=True)
    presets = fields.List(fields.Nested(PresetSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> tuple[CalendarPreset, ...]:
        """Each with the mark and the source they share."""
        return tuple(
            CalendarPreset(**each, basis=f"{data['source']}; {data['mark']}", mark=data["mark"])
            for each in data["presets"]
        )


@cache
def load_presets() -> tuple[CalendarPreset, ...]:
    """The shipped presets, in the file's order."""
    return load_as(PresetsSchema, read_yaml(Path(__file__).parent / FILE, FILE), FILE, tuple)
