"""Schema of an SOP: every readable cell, null for what cannot be read."""

from types import MappingProxyType
from typing import Any

from marshmallow import fields, post_load, validates_schema

from helpdesk.catalogue.fields import Code, Day, Flag, StepNumber, Text, TextMap, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import refuse_repeats
from helpdesk.domain.services import Procedure, ProcedureStep


class ProcedureStepSchema(FileSchema):
    """A row of the SOP's table. `actor` and `time` must be written, if only as null."""

    no = StepNumber(required=True, data_key="step")
    text = Text(required=True)
    actor = Text(required=True, allow_none=True)
    equipment = Texts(load_default=())
    time = Text(required=True, allow_none=True)
    output = Texts(load_default=())
    branches = Texts(load_default=())
    note = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> ProcedureStep:
        """The domain's value."""
        return ProcedureStep(**data)


class ProcedureSchema(FileSchema):
    """procedures/<code>.yaml."""

    code = Code(required=True)
    title = Text(required=True)
    source = Text(required=True)
    reference_only = Flag(required=True)
    official_number = Text(required=True, allow_none=True)
    created_on = Day(required=True, allow_none=True)
    effective_on = Day(required=True, allow_none=True)
    serves = Texts(Code(), required=True)
    internal_only = Flag(required=True)
    explanation = Text(load_default=None, allow_none=True)
    purpose = Text(load_default=None, allow_none=True)
    legal_basis = Texts(load_default=())
    actors = Texts(required=True)
    qualifications = TextMap(load_default=dict)
    definitions = TextMap(load_default=None, allow_none=True)
    equipment = Texts(load_default=())
    records = Text(load_default=None, allow_none=True)
    related = Texts(load_default=())
    warnings = Texts(load_default=())
    note = Text(load_default=None, allow_none=True)
    steps = fields.List(fields.Nested(ProcedureStepSchema), required=True)

    @validates_schema
    def rows_differ(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A row's number is how an event names it."""
        refuse_repeats([step.no for step in data.get("steps", ())], "steps", "nomor langkah")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Procedure:
        """The domain's value."""
        data["steps"] = tuple(data["steps"])
        data["qualifications"] = MappingProxyType(data["qualifications"])
        return Procedure(**data)
